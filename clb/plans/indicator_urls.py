"""Addresses under /chi-so/."""

from django.urls import path

from .views import indicators

app_name = "indicators"

urlpatterns = [
    path("", indicators.index, name="index"),
    path("theo-dia-ban/", indicators.roll_up, name="roll_up"),
    path("<str:code>/", indicators.indicator, name="indicator"),
    path("<str:code>/ban-ghi/", indicators.records, name="records"),
]

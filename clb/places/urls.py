"""Addresses under /don-vi/."""

from django.urls import path

from . import views

app_name = "places"

urlpatterns = [
    path("", views.index, name="index"),
    # /don-vi/cho-gan/
    path("cho-gan/", views.waiting, name="waiting"),
    path("cho-gan/<str:key>/", views.assign, name="assign"),
    # /don-vi/bien-dong/
    path("bien-dong/", views.events, name="events"),
    path("bien-dong/ghi/", views.record_event, name="record_event"),
    # /don-vi/<khóa>/
    path("<str:key>/", views.unit, name="unit"),
]

"""Addresses under /nhat-ky/."""

from django.urls import path

from . import views

app_name = "journal"

urlpatterns = [
    path("", views.index, name="index"),
    path("an-ninh/", views.security, name="security"),
    path("noi/<str:key>/", views.unit, name="unit"),
    path("cau-lac-bo/<uuid:club_id>/nguoi/<uuid:person_id>/", views.person, name="person"),
]

"""Addresses under /suc-khoe/."""

from django.urls import path

from . import views

app_name = "health"

urlpatterns = [
    # /suc-khoe/cau-lac-bo/<club>/
    path("cau-lac-bo/<uuid:club_id>/", views.club, name="club"),
    # /suc-khoe/nguoi/<person>/
    path("nguoi/<uuid:person_id>/", views.person, name="person"),
    path("nguoi/<uuid:person_id>/ghi/", views.record_check, name="record_check"),
    # /suc-khoe/lan-do/<check>/
    path("lan-do/<uuid:health_check_id>/xoa/", views.drop_check, name="drop_check"),
]

"""Addresses under /cau-lac-bo/ of what touches a club's members as a whole."""

from django.urls import path

from .views import clubs

app_name = "club_life"

urlpatterns = [
    path("<uuid:club_id>/ket-thuc/", clubs.close_club, name="close_club"),
    path("<uuid:club_id>/sua-ngay-thanh-lap/", clubs.correct_founding_day, name="correct_founding_day"),
]

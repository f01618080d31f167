"""Addresses under /sinh-hoat/."""

from django.urls import path

from .views import calendar

app_name = "meetings"

urlpatterns = [
    path("lich/", calendar.place_calendar, name="place_calendar"),
    # /sinh-hoat/cau-lac-bo/<club>/
    path("cau-lac-bo/<uuid:club_id>/lich/", calendar.calendar, name="calendar"),
    path("cau-lac-bo/<uuid:club_id>/co-mat/", calendar.attendance, name="attendance"),
]

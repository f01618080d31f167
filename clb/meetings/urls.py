"""Addresses under /sinh-hoat/."""

from django.urls import path

from .views import calendar, meetings, sheets

app_name = "meetings"

urlpatterns = [
    path("", meetings.index, name="index"),
    path("lich/", calendar.place_calendar, name="place_calendar"),
    # /sinh-hoat/cau-lac-bo/<club>/
    path("cau-lac-bo/<uuid:club_id>/lich/", calendar.calendar, name="calendar"),
    path("cau-lac-bo/<uuid:club_id>/co-mat/", calendar.attendance, name="attendance"),
    path("cau-lac-bo/<uuid:club_id>/", meetings.club, name="club"),
    path("cau-lac-bo/<uuid:club_id>/mo/", meetings.open_meeting, name="open"),
    path("cau-lac-bo/<uuid:club_id>/phieu-trong.<str:file_format>", sheets.blank_sheet, name="blank_sheet"),
    path("cau-lac-bo/<uuid:club_id>/so-trong.<str:file_format>", sheets.blank_books, name="blank_books"),
    # /sinh-hoat/mo-lai/<reopening>/
    path("mo-lai/<int:reopening_id>/da-xem/", meetings.see_reopening, name="see_reopening"),
    # /sinh-hoat/buoi/<meeting>/
    path("buoi/<uuid:meeting_id>/", meetings.meeting, name="meeting"),
    path("buoi/<uuid:meeting_id>/mo-lai/", meetings.reopen, name="reopen"),
    path("buoi/<uuid:meeting_id>/bo/", meetings.drop, name="drop"),
    path("buoi/<uuid:meeting_id>/bien-ban.<str:file_format>", meetings.minutes, name="minutes"),
    path("buoi/<uuid:meeting_id>/phieu/", sheets.sheet, name="sheet"),
    path("buoi/<uuid:meeting_id>/buoc/<slug:step>/", meetings.step, name="step"),
]

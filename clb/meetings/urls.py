"""Addresses under /sinh-hoat/."""

from django.urls import path

from .views import activities, calendar, coverage, gains, meetings, plans, sheets, warnings

app_name = "meetings"

urlpatterns = [
    path("", meetings.index, name="index"),
    path("lich/", calendar.place_calendar, name="place_calendar"),
    path("mang/", coverage.place_coverage, name="place_coverage"),
    path("canh-bao/", warnings.warnings, name="warnings"),
    # /sinh-hoat/dinh-muc/
    path("dinh-muc/", plans.minimums, name="minimums"),
    path("dinh-muc/ghi/", plans.set_area_minimum, name="set_area_minimum"),
    path("dinh-muc/<int:minimum_id>/thoi/", plans.end_area_minimum, name="end_area_minimum"),
    # /sinh-hoat/cau-lac-bo/<club>/
    path("cau-lac-bo/<uuid:club_id>/lich/", calendar.calendar, name="calendar"),
    path("cau-lac-bo/<uuid:club_id>/co-mat/", calendar.attendance, name="attendance"),
    path("cau-lac-bo/<uuid:club_id>/duoc-gi/", gains.gains, name="gains"),
    path("cau-lac-bo/<uuid:club_id>/mang/", coverage.club_coverage, name="coverage"),
    path("cau-lac-bo/<uuid:club_id>/hoat-dong/", activities.log, name="log"),
    path("cau-lac-bo/<uuid:club_id>/hoat-dong/ghi/", activities.record_activity, name="record_activity"),
    path("cau-lac-bo/<uuid:club_id>/ke-hoach/", plans.plan, name="plan"),
    path("cau-lac-bo/<uuid:club_id>/ke-hoach/them/", plans.plan_activity, name="plan_activity"),
    # /sinh-hoat/hoat-dong/<activity>/
    path("hoat-dong/<uuid:activity_id>/", activities.activity, name="activity"),
    path("hoat-dong/<uuid:activity_id>/sua/", activities.correct_activity, name="correct_activity"),
    path("hoat-dong/<uuid:activity_id>/bo/", activities.drop_activity, name="drop_activity"),
    path("hoat-dong/<uuid:activity_id>/bang-chung/", activities.attach_evidence, name="attach_evidence"),
    path("hoat-dong/<uuid:activity_id>/giup-ai/", activities.name_helped, name="name_helped"),
    path("bang-chung/<int:evidence_id>/", activities.evidence, name="evidence"),
    path("bang-chung/<int:evidence_id>/bo/", activities.drop_evidence, name="drop_evidence"),
    # /sinh-hoat/ke-hoach/<item>/
    path("ke-hoach/<uuid:year_plan_item_id>/da-lam/", plans.link_planned_activity, name="link_planned_activity"),
    path("ke-hoach/<uuid:year_plan_item_id>/bo/", plans.drop_planned_activity, name="drop_planned_activity"),
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

"""Addresses under /bao-cao/."""

from django.urls import path

from .views import calendar, files, progress, reports

app_name = "reports"

urlpatterns = [
    path("", calendar.index, name="index"),
    path("ke-hoach/<int:plan_id>/tien-do.<str:file_format>", progress.progress, name="progress"),
    # /bao-cao/lich/: the calendar
    path("lich/", calendar.calendar, name="calendar"),
    path("lich/them/", calendar.set_type, name="set_report_type"),
    path("lich/goi-y/", calendar.adopt, name="adopt_proposals"),
    path("lich/<int:report_type_id>/", calendar.report_type, name="report_type"),
    path("lich/<int:report_type_id>/ty-le/", calendar.rates, name="rates"),
    path("lich/<int:report_type_id>/sua/", calendar.correct_type, name="correct_report_type"),
    path("lich/<int:report_type_id>/thoi/", calendar.end_type, name="end_report_type"),
    # /bao-cao/lich/<line>/<unit>/<first day>/: what one unit owes for one period
    path("lich/<int:report_type_id>/<str:unit_key>/<str:period_from>/", calendar.obligation, name="obligation"),
    path("lich/<int:report_type_id>/<str:unit_key>/<str:period_from>/lap/", calendar.draft, name="draft_report"),
    path("lich/<int:report_type_id>/<str:unit_key>/<str:period_from>/mien/", calendar.grant, name="grant_waiver"),
    path(
        "lich/<int:report_type_id>/<str:unit_key>/<str:period_from>/ban-giay/",
        calendar.record_paper,
        name="record_paper_report",
    ),
    path("mien/<int:waiver_id>/bo/", calendar.lift, name="lift_waiver"),
    # /bao-cao/<id>/: one report
    path("<uuid:filed_id>/", reports.report, name="report"),
    path("<uuid:filed_id>/doan/<str:section>/", reports.edit_passage, name="edit_passage"),
    path("<uuid:filed_id>/tinh-lai/", reports.refresh, name="refresh_report"),
    path("<uuid:filed_id>/nop/", reports.submit, name="submit_report"),
    path("<uuid:filed_id>/bo/", reports.drop, name="drop_report"),
    path("<uuid:filed_id>/doi-chieu/", reports.recheck, name="recheck_report"),
    path("<uuid:filed_id>/nhan/", reports.accept, name="accept_report"),
    path("<uuid:filed_id>/tra-lai/", reports.send_back, name="return_report"),
    path("<uuid:filed_id>/mo-lai/", reports.reopen, name="reopen_report"),
    path("<uuid:paper_report_id>/ban-giay/", files.scan, name="scan"),
    path("<uuid:filed_id>/bao-cao.<str:file_format>", files.paper, name="paper"),
    path("<uuid:filed_id>/ban/<int:version>/", reports.edition, name="edition"),
    path("<uuid:filed_id>/ban/<int:version>/bao-cao.<str:file_format>", files.edition_paper, name="edition_paper"),
]

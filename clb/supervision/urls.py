"""Addresses under /giam-sat/."""

from django.urls import path

from .views import findings, lists, programmes, recounts, visits

app_name = "supervision"

urlpatterns = [
    path("", lists.index, name="index"),
    path("xep-hang/", lists.ranking, name="ranking"),
    path("viec/", lists.actions, name="actions"),
    path("bang/", lists.table, name="table"),
    path("bang.xlsx", lists.table_sheet, name="table_sheet"),
    path("cau-lac-bo/<uuid:club_id>/", lists.club, name="club"),
    # /phieu/: checklists
    path("phieu/", programmes.checklists, name="checklists"),
    path("phieu/dung/", programmes.adopt_checklist, name="adopt_checklist"),
    # /chuong-trinh/: a year's programme
    path("chuong-trinh/lap/", programmes.start_programme, name="start_programme"),
    path("chuong-trinh/<uuid:supervision_programme_id>/", programmes.programme, name="programme"),
    path(
        "chuong-trinh/<uuid:supervision_programme_id>/ke-hoach.<str:file_format>",
        programmes.plan_paper,
        name="plan_paper",
    ),
    path("chuong-trinh/<uuid:supervision_programme_id>/bang.xlsx", programmes.plan_sheet, name="plan_sheet"),
    path(
        "chuong-trinh/<uuid:supervision_programme_id>/them/",
        programmes.add_supervised_club,
        name="add_supervised_club",
    ),
    path("chuong-trinh/<uuid:supervision_programme_id>/duyet/", programmes.approve_programme, name="approve_programme"),
    path("dong/<int:supervision_line_id>/bo/", programmes.leave_out_club, name="leave_out_club"),
    path("dong/<int:supervision_line_id>/thang/", programmes.set_supervision_month, name="set_supervision_month"),
    path("dong/<int:supervision_line_id>/xep-ngay/", programmes.plan_visit, name="plan_visit"),
    # /lan/: a visit
    path("lan/<uuid:supervision_visit_id>/", visits.visit, name="visit"),
    path("lan/<uuid:supervision_visit_id>/doi-ngay/", visits.move_visit, name="move_visit"),
    path("lan/<uuid:supervision_visit_id>/bo/", visits.cancel_visit, name="cancel_visit"),
    path("lan/<uuid:supervision_visit_id>/doan/", visits.add_team_member, name="add_team_member"),
    path("doan/<int:visit_team_member_id>/bo/", visits.drop_team_member, name="drop_team_member"),
    path("lan/<uuid:supervision_visit_id>/den/", visits.carry_out_visit, name="carry_out_visit"),
    path("lan/<uuid:supervision_visit_id>/phieu/", visits.answer_checklist, name="answer_checklist"),
    path("lan/<uuid:supervision_visit_id>/boc-mau/", recounts.draw_recount, name="draw_recount"),
    path("lan/<uuid:supervision_visit_id>/doi-chieu/", recounts.record_recount, name="record_recount"),
    path("lan/<uuid:supervision_visit_id>/mau.<str:file_format>", recounts.sample, name="sample"),
    path("lan/<uuid:supervision_visit_id>/ho-tro/", visits.record_support, name="record_support"),
    path("lan/<uuid:supervision_visit_id>/phat-hien/", findings.record_finding, name="record_finding"),
    path("lan/<uuid:supervision_visit_id>/ket-luan/", visits.conclude_visit, name="conclude_visit"),
    path("lan/<uuid:supervision_visit_id>/bien-ban.<str:file_format>", visits.minutes, name="minutes"),
    path("lan/<uuid:supervision_visit_id>/phieu-trong.<str:file_format>", visits.blank, name="blank"),
    # /phat-hien/, /viec/, /tep/: a finding, what is done about it, what proves it
    path("phat-hien/<uuid:supervision_finding_id>/", findings.finding, name="finding"),
    path("phat-hien/<uuid:supervision_finding_id>/bo/", findings.drop_finding, name="drop_finding"),
    path("phat-hien/<uuid:supervision_finding_id>/viec/", findings.plan_action, name="plan_action"),
    path(
        "phat-hien/<uuid:supervision_finding_id>/tep/",
        findings.attach_supervision_file,
        name="attach_supervision_file",
    ),
    path("phat-hien/<uuid:supervision_finding_id>/tra-loi/", findings.answer_finding, name="answer_finding"),
    path("viec/<uuid:corrective_action_id>/bao-xong/", findings.report_action, name="report_action"),
    path("viec/<uuid:corrective_action_id>/xac-nhan/", findings.verify_action, name="verify_action"),
    path("viec/<uuid:corrective_action_id>/tra-lai/", findings.return_action, name="return_action"),
    path("tep/<int:supervision_file_id>/", findings.file, name="file"),
    path("tep/<int:supervision_file_id>/bo/", findings.drop_supervision_file, name="drop_supervision_file"),
]

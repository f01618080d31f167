"""Addresses of care at home."""

from django.urls import path

from .views import clients, club, visits, volunteers

app_name = "care"

urlpatterns = [
    path("", club.index, name="index"),
    path("cua-toi/", visits.mine, name="mine"),
    # /cham-soc/cau-lac-bo/<id>/
    path("cau-lac-bo/<uuid:club_id>/", club.club, name="club"),
    path("cau-lac-bo/<uuid:club_id>/tinh-nguyen-vien/", club.volunteers, name="volunteers"),
    path("cau-lac-bo/<uuid:club_id>/lich/", club.roster, name="roster"),
    path("cau-lac-bo/<uuid:club_id>/lich.<str:file_format>", club.roster_paper, name="roster_paper"),
    path("cau-lac-bo/<uuid:club_id>/tom-tat/", club.summary, name="summary"),
    path("cau-lac-bo/<uuid:club_id>/tom-tat.<str:file_format>", club.summary_paper, name="summary_paper"),
    path("cau-lac-bo/<uuid:club_id>/phieu-trang.<str:file_format>", club.blank_paper, name="blank_paper"),
    path("cau-lac-bo/<uuid:club_id>/danh-sach.xlsx", club.workbook, name="workbook"),
    path("cau-lac-bo/<uuid:club_id>/them-nguoi/", clients.add_client, name="add_client"),
    path("cau-lac-bo/<uuid:club_id>/them-tinh-nguyen-vien/", volunteers.add_volunteer, name="add_volunteer"),
    # /cham-soc/nguoi/<id>/
    path("nguoi/<uuid:care_client_id>/", clients.client, name="client"),
    path("nguoi/<uuid:care_client_id>/sua/", clients.correct_client, name="correct_client"),
    path("nguoi/<uuid:care_client_id>/thoi/", clients.close_client, name="close_client"),
    path("nguoi/<uuid:care_client_id>/ke-hoach/", clients.plan_care, name="plan_care"),
    path("nguoi/<uuid:care_client_id>/danh-gia/", clients.assess_needs, name="assess_needs"),
    path("nguoi/<uuid:care_client_id>/phan-cong/", clients.assign_volunteer, name="assign_volunteer"),
    path("nguoi/<uuid:care_client_id>/hoan/", clients.call_off_visit, name="call_off_visit"),
    path("nguoi/<uuid:care_client_id>/di-thay/", clients.stand_in, name="stand_in"),
    path("nguoi/<uuid:care_client_id>/ghi/", visits.record_visit, name="record_visit"),
    path("danh-gia/<uuid:needs_assessment_id>/xoa/", clients.drop_assessment, name="drop_assessment"),
    path("phan-cong/<int:care_assignment_id>/thoi/", clients.end_assignment, name="end_assignment"),
    path("doi-lich/<int:roster_change_id>/bo/", clients.put_back_visit, name="put_back_visit"),
    # /cham-soc/lan/<id>/
    path("lan/<uuid:care_visit_id>/sua/", visits.correct_visit, name="correct_visit"),
    path("lan/<uuid:care_visit_id>/xoa/", visits.drop_visit, name="drop_visit"),
    path("dau-hieu/<uuid:danger_alert_id>/", visits.settle_alert, name="settle_alert"),
    # /cham-soc/tinh-nguyen-vien/<id>/
    path("tinh-nguyen-vien/<uuid:volunteer_id>/", volunteers.volunteer, name="volunteer"),
    path("tinh-nguyen-vien/<uuid:volunteer_id>/sua/", volunteers.correct_volunteer, name="correct_volunteer"),
    path("tinh-nguyen-vien/<uuid:volunteer_id>/tap-huan/", volunteers.record_training, name="record_training"),
    path("tinh-nguyen-vien/<uuid:volunteer_id>/dang-nhap/", volunteers.link_volunteer, name="link_volunteer"),
    path("tinh-nguyen-vien/<uuid:volunteer_id>/thoi/", volunteers.stop_volunteer, name="stop_volunteer"),
    path("tinh-nguyen-vien/<uuid:volunteer_id>/vang/", volunteers.tell_absence, name="tell_absence"),
    path("tinh-nguyen-vien/<uuid:volunteer_id>/cam-on.<str:file_format>", volunteers.thanks_paper, name="thanks_paper"),
    path("tap-huan/<int:volunteer_training_id>/xoa/", volunteers.drop_training, name="drop_training"),
]

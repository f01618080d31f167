"""Addresses under /ke-hoach/."""

from django.urls import path

from .views import drafts, duties, plans

app_name = "plans"

urlpatterns = [
    path("", plans.index, name="index"),
    path("nhap/", drafts.import_plan, name="import"),
    # /ke-hoach/<id>/
    path("<int:plan_id>/", plans.plan, name="plan"),
    path("<int:plan_id>/nhiem-vu/", duties.board, name="board"),
    path("<int:plan_id>/noi/", plans.link, name="link"),
    path("nhiem-vu/<int:task_id>/", duties.duty, name="duty"),
    path("nhiem-vu/<int:task_id>/ky/", duties.due, name="due"),
    path("nhiem-vu/<int:task_id>/bao/", duties.report, name="report"),
    path("nhiem-vu/<int:task_id>/phu-trach/", duties.charge, name="charge_duty"),
    path("nhiem-vu/<int:task_id>/gia-han/", duties.extend, name="extend_duty"),
    path("nhiem-vu/<int:task_id>/so-lieu/", duties.bind, name="bind_duty"),
    path("nhiem-vu/<int:task_id>/giao/", duties.give, name="give_duty"),
    path("gia-han/<int:extension_id>/bo/", duties.drop_extension, name="drop_extension"),
    path("bao-cao/<int:report_id>/rut/", duties.withdraw, name="withdraw"),
    path("bao-cao/<int:report_id>/bang-chung/", duties.prove, name="prove_task"),
    path("bang-chung/<int:task_evidence_id>/", duties.proof_file, name="proof_file"),
    path("bang-chung/<int:task_evidence_id>/bo/", duties.drop_proof, name="drop_task_evidence"),
    path("chi-tieu/<int:target_id>/chi-so/", plans.bind_target, name="bind"),
    path("co-quan/<int:body_id>/", duties.map_body, name="map_body"),
    # /ke-hoach/<id>/duyet/
    path("<int:plan_id>/duyet/", drafts.review, name="review"),
    path("<int:plan_id>/duyet/dau/", drafts.correct_header, name="correct_header"),
    path("<int:plan_id>/duyet/chi-tieu/<int:target_id>/", drafts.correct_target, name="correct_target"),
    path("<int:plan_id>/duyet/nhiem-vu/<int:task_id>/", drafts.correct_task, name="correct_task"),
    path("<int:plan_id>/duyet/bo/<str:kind>/<int:item_id>/", drafts.drop_item, name="drop_item"),
    path("<int:plan_id>/duyet/dong/<int:number>/", drafts.place_line, name="place_line"),
    path("<int:plan_id>/duyet/xac-nhan/", drafts.confirm, name="confirm"),
    path("<int:plan_id>/duyet/huy/", drafts.discard, name="discard"),
]

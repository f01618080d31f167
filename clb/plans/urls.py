"""Addresses under /ke-hoach/."""

from django.urls import path

from .views import drafts, plans

app_name = "plans"

urlpatterns = [
    path("", plans.index, name="index"),
    path("nhap/", drafts.import_plan, name="import"),
    # /ke-hoach/<id>/
    path("<int:plan_id>/", plans.plan, name="plan"),
    path("<int:plan_id>/nhiem-vu/", plans.board, name="board"),
    path("<int:plan_id>/noi/", plans.link, name="link"),
    path("nhiem-vu/<int:task_id>/", plans.duty, name="duty"),
    path("nhiem-vu/<int:task_id>/bao/", plans.report, name="report"),
    path("bao-cao/<int:report_id>/rut/", plans.withdraw, name="withdraw"),
    path("chi-tieu/<int:target_id>/chi-so/", plans.bind_target, name="bind"),
    path("co-quan/<int:body_id>/", plans.map_body, name="map_body"),
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

"""Addresses under /thanh-lap/."""

from django.urls import path

from . import views

app_name = "founding"

urlpatterns = [
    path("", views.index, name="index"),
    path("moi/", views.choose_place, name="choose_place"),
    path("moi/<str:key>/", views.start_founding, name="start_founding"),
    # /thanh-lap/<founding>/
    path("<uuid:founding_id>/", views.founding, name="founding"),
    path("<uuid:founding_id>/them-dieu-kien/", views.add_condition, name="add_condition"),
    path("<uuid:founding_id>/nguoi/", views.add_recruit, name="add_recruit"),
    path("<uuid:founding_id>/hua-gop/", views.pledge_start_fund, name="pledge_start_fund"),
    path("<uuid:founding_id>/quyet-dinh/", views.record_founding_decision, name="record_founding_decision"),
    path("<uuid:founding_id>/ra-mat/", views.launch_club, name="launch_club"),
    path("<uuid:founding_id>/thoi/", views.drop_founding, name="drop_founding"),
    path("<uuid:founding_id>/quyet-dinh.<str:file_format>", views.decision_paper, name="decision_paper"),
    path("<uuid:founding_id>/bien-ban-ra-mat.<str:file_format>", views.minutes_paper, name="minutes_paper"),
    # /thanh-lap/buoc/<step>/, /thanh-lap/dieu-kien/<condition>/
    path("buoc/<int:founding_step_id>/giao/", views.plan_founding_step, name="plan_founding_step"),
    path("buoc/<int:founding_step_id>/xong/", views.finish_founding_step, name="finish_founding_step"),
    path("buoc/<int:founding_step_id>/mo-lai/", views.reopen_founding_step, name="reopen_founding_step"),
    path("dieu-kien/<int:condition_id>/dat/", views.meet_condition, name="meet_condition"),
    path("dieu-kien/<int:condition_id>/bo/", views.drop_condition, name="drop_condition"),
    # /thanh-lap/nguoi/<recruit>/, /thanh-lap/khoan/<pledge>/
    path("nguoi/<uuid:recruit_id>/chuc-danh/", views.set_recruit_post, name="set_recruit_post"),
    path("nguoi/<uuid:recruit_id>/bo/", views.drop_recruit, name="drop_recruit"),
    path("khoan/<uuid:pledge_id>/nhan/", views.collect_pledge, name="collect_pledge"),
    path("khoan/<uuid:pledge_id>/bo/", views.withdraw_pledge, name="withdraw_pledge"),
]

"""Addresses under /cau-lac-bo/."""

from django.urls import path

from . import views

app_name = "clubs"

urlpatterns = [
    path("", views.index, name="index"),
    # /cau-lac-bo/thanh-lap/
    path("thanh-lap/", views.choose_place, name="choose_place"),
    path("thanh-lap/<str:key>/", views.found_club, name="found_club"),
    # /cau-lac-bo/kien-toan/<step>/
    path("kien-toan/<int:step_id>/xong/", views.finish_consolidation_step, name="finish_consolidation_step"),
    path("kien-toan/<int:step_id>/bo/", views.drop_consolidation_step, name="drop_consolidation_step"),
    # /cau-lac-bo/<club>/
    path("<uuid:club_id>/", views.club, name="club"),
    path("<uuid:club_id>/sua/", views.correct_club, name="correct_club"),
    path("<uuid:club_id>/tinh-trang/", views.set_status, name="set_status"),
    path("<uuid:club_id>/sua-tinh-trang/", views.correct_status, name="correct_status"),
    path("<uuid:club_id>/kien-toan/", views.plan_consolidation_step, name="plan_consolidation_step"),
    path("<uuid:club_id>/quy-che/", views.charter, name="charter"),
    path("<uuid:club_id>/quy-che/ghi/", views.set_charter_rule, name="set_charter_rule"),
]

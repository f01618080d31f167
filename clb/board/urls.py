"""Addresses under /ban-chu-nhiem/."""

from django.urls import path

from . import views

app_name = "board"

urlpatterns = [
    path("cau-lac-bo/<uuid:club_id>/ghi/", views.appoint_to_board, name="appoint_to_board"),
    path("cau-lac-bo/<uuid:club_id>/to/", views.found_sub_group, name="found_sub_group"),
    path("to/<int:sub_group_id>/vao/", views.join_sub_group, name="join_sub_group"),
    path("to/<int:sub_group_id>/thoi/", views.end_sub_group, name="end_sub_group"),
    path("to/nguoi/<int:sub_group_member_id>/thoi/", views.leave_sub_group, name="leave_sub_group"),
    path("<int:post_id>/thoi/", views.end_board_post, name="end_board_post"),
    path("<int:post_id>/dang-nhap/", views.link_sign_in, name="link_sign_in"),
    path("<int:post_id>/sua-ngay/", views.correct_board_term, name="correct_board_term"),
]

"""Addresses under /ban-chu-nhiem/."""

from django.urls import path

from . import views

app_name = "board"

urlpatterns = [
    path("cau-lac-bo/<uuid:club_id>/ghi/", views.appoint_to_board, name="appoint_to_board"),
    path("<int:post_id>/thoi/", views.end_board_post, name="end_board_post"),
]

"""Addresses under /quy/."""

from django.urls import path

from . import views

app_name = "fund"

urlpatterns = [
    # /quy/cau-lac-bo/<club>/
    path("cau-lac-bo/<uuid:club_id>/", views.start_fund, name="start_fund"),
    path("cau-lac-bo/<uuid:club_id>/quy-ban-dau/nhan/", views.receive_start_fund, name="receive_start_fund"),
    path("cau-lac-bo/<uuid:club_id>/ban-giao/", views.handover, name="handover"),
    path("cau-lac-bo/<uuid:club_id>/bien-ban-ban-giao.<str:file_format>", views.handover_paper, name="handover_paper"),
    # /quy/chung-tu/<entry>/
    path("chung-tu/<uuid:entry_id>/dao/", views.reverse_start_fund, name="reverse_start_fund"),
]

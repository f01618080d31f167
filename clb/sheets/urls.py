"""Addresses of uploaded lists."""

from django.urls import path

from . import views

app_name = "sheets"
urlpatterns = [
    path("", views.index, name="index"),
    path("gui/", views.upload, name="upload"),
    path("mau/<str:listing>.xlsx", views.template_file, name="template"),
    # /nhap-excel/<id>/
    path("<uuid:batch_id>/", views.batch, name="batch"),
    path("<uuid:batch_id>/cot/", views.map_columns, name="map"),
    path("<uuid:batch_id>/tien-do/", views.progress, name="progress"),
    path("<uuid:batch_id>/bao-loi.xlsx", views.report, name="report"),
    path("<uuid:batch_id>/nhap/", views.bring_in, name="import"),
    path("<uuid:batch_id>/hoan-tac/", views.undo, name="undo"),
    path("<uuid:batch_id>/bo/", views.discard, name="discard"),
]

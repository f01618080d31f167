"""Addresses under /giao-luu/."""

from django.urls import path

from . import views

app_name = "exchanges"

urlpatterns = [
    path("", views.index, name="index"),
    path("ghi/", views.record, name="record_exchange"),
    path("viec/<int:follow_up_id>/xong/", views.finish_follow_up, name="finish_follow_up"),
    path("<uuid:exchange_id>/", views.exchange, name="exchange"),
    path("<uuid:exchange_id>/sua/", views.correct, name="correct_exchange"),
    path("<uuid:exchange_id>/bo/", views.drop, name="drop_exchange"),
    path("<uuid:exchange_id>/viec-lam-tiep/", views.plan_follow_up, name="plan_follow_up"),
]

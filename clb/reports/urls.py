"""Addresses under /bao-cao/."""

from django.urls import path

from . import views

app_name = "reports"

urlpatterns = [
    path("ke-hoach/<int:plan_id>/tien-do.<str:file_format>", views.progress, name="progress"),
]

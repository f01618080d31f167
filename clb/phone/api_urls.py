"""Addresses under /api/phone/, which a key opens and nothing else."""

from django.urls import path

from .views import machine

app_name = "phone_api"
urlpatterns = [
    path("pack", machine.pack, name="pack"),
    path("push", machine.push, name="push"),
    path("settle", machine.settle, name="settle"),
    path("photo", machine.photo, name="photo"),
    path("seen", machine.seen, name="seen"),
    path("bye", machine.bye, name="bye"),
]

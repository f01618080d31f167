"""Addresses under /cho-nguoi-thu-hai/."""

from django.urls import path

from . import views

app_name = "seconds"

urlpatterns = [
    path("", views.index, name="index"),
    path("<uuid:proposal_id>/", views.proposal, name="proposal"),
    path("<uuid:proposal_id>/rut/", views.withdraw, name="withdraw"),
]

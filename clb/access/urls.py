"""Addresses under /tai-khoan/: one's own tokens, the users below one's office."""

from django.urls import path

from . import views

urlpatterns = [
    path("ma-truy-cap/", views.tokens, name="access_tokens"),
    path("ma-truy-cap/cap/", views.make_token, name="access_make_token"),
    path("ma-truy-cap/<int:token_id>/thu-hoi/", views.revoke_token, name="access_revoke_token"),
    path("thay-mat/", views.deputies, name="access_deputies"),
    path("thay-mat/<int:assignment_id>/cu/", views.name_deputy, name="access_name_deputy"),
    path("thay-mat/<int:deputy_id>/thoi/", views.end_deputy, name="access_end_deputy"),
    path("nguoi-dung/", views.users, name="access_users"),
    path("nguoi-dung/<int:assignment_id>/thoi/", views.end_assignment, name="access_end_assignment"),
]

"""Addresses under /tai-khoan/: signing in, one's own password and tokens, the users below one's office."""

from allauth.account import views as account
from django.urls import path

from . import views

# Only what a closed installation without e-mail needs; everything else of allauth has no address.
urlpatterns = [
    path("dang-nhap/", account.login, name="account_login"),
    path("dang-xuat/", account.logout, name="account_logout"),
    path("mat-khau/", account.password_change, name="account_change_password"),
    path("ma-truy-cap/", views.tokens, name="access_tokens"),
    path("ma-truy-cap/cap/", views.make_token, name="access_make_token"),
    path("ma-truy-cap/<int:token_id>/thu-hoi/", views.revoke_token, name="access_revoke_token"),
    path("nguoi-dung/", views.users, name="access_users"),
    path("nguoi-dung/them/", views.add_user, name="access_add_user"),
    path("nguoi-dung/<int:assignment_id>/thoi/", views.end_assignment, name="access_end_assignment"),
]

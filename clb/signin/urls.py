"""Addresses under /tai-khoan/: the doors, one's own page of signing in, cards for others, second factors."""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from clb.access.http import asks_again

from .views import above, entrance, own

ours = [
    path("the/", entrance.by_card, name="by_card"),
    path("the/<slug:secret>/", entrance.by_link, name="by_link"),
    path("ma-pin/<int:device_user_id>/", entrance.by_pin, name="by_pin"),
    path("an-toan/", own.own, name="own"),
    path("an-toan/ma-pin/", own.set_pin, name="set_pin"),
    path("an-toan/may/<int:device_user_id>/thoi/", own.leave_device, name="leave_device"),
    path("an-toan/may/<int:device_user_id>/mat/", own.report_lost_device, name="report_lost_device"),
    path("an-toan/phien/<int:session_id>/dong/", own.end_session, name="end_session"),
    path("an-toan/phien/dong-het/", own.end_other_sessions, name="end_other_sessions"),
    path("nguoi-dung/moi/", above.invite, name="invite"),
    path("nguoi-dung/<int:assignment_id>/", above.person, name="person"),
    path("nguoi-dung/<int:assignment_id>/the-moi/", above.replace_card, name="replace_card"),
    path("nguoi-dung/<int:assignment_id>/mo-khoa/", above.unlock, name="unlock"),
    path("the-moi/<int:card_id>/", above.card, name="card"),
    path("the-moi/<int:card_id>/in/<slug:size>/", above.card_paper, name="card_paper"),
    path("the-moi/<int:card_id>/thu-hoi/", above.revoke_card, name="revoke_card"),
]
# Of allauth only what a closed installation without e-mail needs; nothing else of it has an address.
theirs = [
    path("dang-nhap/", entrance.sign_in, name="account_login"),
    path("dang-xuat/", account.logout, name="account_logout"),
    path("mat-khau/", account.password_change, name="account_change_password"),
    path("mat-khau/dat/", asks_again(account.password_set), name="account_set_password"),
    path("xac-nhan/", factors.index, name="mfa_index"),
    path("xac-nhan/nhap-ma/", login_not_required(factors.authenticate), name="mfa_authenticate"),
    path("xac-nhan/ung-dung/", asks_again(app.activate_totp), name="mfa_activate_totp"),
    path("xac-nhan/ung-dung/tat/", asks_again(app.deactivate_totp), name="mfa_deactivate_totp"),
    path("xac-nhan/khoa/them/", asks_again(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("xac-nhan/khoa/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("xac-nhan/khoa/<int:pk>/bo/", asks_again(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
    path("xac-nhan/ma-du-phong/", asks_again(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("xac-nhan/ma-moi/", asks_again(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
]

urlpatterns = [path("", include((ours, "signin"))), *theirs]

"""Addresses under /suc-khoe/."""

from django.urls import path

from .views import access, checkups, coverage, readings, referrals

app_name = "health"

urlpatterns = [
    path("", coverage.index, name="index"),
    # /suc-khoe/cau-lac-bo/<club>/
    path("cau-lac-bo/<uuid:club_id>/", readings.club, name="club"),
    # /suc-khoe/nguoi/<person>/
    path("nguoi/<uuid:person_id>/", readings.person, name="person"),
    path("nguoi/<uuid:person_id>/ghi/", readings.record_check, name="record_check"),
    path("nguoi/<uuid:person_id>/kham/", checkups.station_result, name="station_result"),
    path("nguoi/<uuid:person_id>/chuyen-kham/", referrals.open_referral, name="open_referral"),
    path("nguoi/<uuid:person_id>/khan-cap/", access.open_emergency, name="open_emergency"),
    path("cau-lac-bo/<uuid:club_id>/nguoi/<uuid:person_id>/", access.to_person, name="member"),
    path("cau-lac-bo/<uuid:club_id>/khan-cap/<uuid:person_id>/", access.to_person, name="emergency"),
    # /suc-khoe/lan-do/<check>/
    path("lan-do/<uuid:health_check_id>/xoa/", readings.drop_check, name="drop_check"),
    path("lan-do/<uuid:health_check_id>/phieu.<str:file_format>", readings.slip, name="slip"),
    # /suc-khoe/chuyen-kham/
    path("chuyen-kham/", referrals.referrals, name="referrals"),
    path("chuyen-kham/<uuid:referral_id>/", referrals.referral, name="referral"),
    path("chuyen-kham/<uuid:referral_id>/sua/", referrals.correct_referral, name="correct_referral"),
    path("chuyen-kham/<uuid:referral_id>/ket-qua/", referrals.record_result, name="record_referral_result"),
    path("chuyen-kham/<uuid:referral_id>/xoa/", referrals.drop_referral, name="drop_referral"),
    # /suc-khoe/dot-kham/
    path("dot-kham/", checkups.campaigns, name="campaigns"),
    path("dot-kham/them/", checkups.plan_campaign, name="plan_campaign"),
    path("dot-kham/<uuid:check_up_campaign_id>/", checkups.campaign, name="campaign"),
    path("dot-kham/<uuid:check_up_campaign_id>/sua/", checkups.correct_campaign, name="correct_campaign"),
    path("dot-kham/<uuid:check_up_campaign_id>/bo/", checkups.drop_campaign, name="drop_campaign"),
    path(
        "dot-kham/<uuid:check_up_campaign_id>/cau-lac-bo/<uuid:club_id>/", checkups.club_campaign, name="club_campaign"
    ),
    path(
        "dot-kham/<uuid:check_up_campaign_id>/cau-lac-bo/<uuid:club_id>/<str:health_paper>.<str:file_format>",
        checkups.club_paper,
        name="club_paper",
    ),
    path("lan-kham/<uuid:check_up_id>/xoa/", checkups.drop_check_up, name="drop_check_up"),
    # /suc-khoe/so-lieu/, /suc-khoe/khan-cap/<access>/
    path("so-lieu/", coverage.coverage, name="coverage"),
    path("khan-cap/<uuid:emergency_access_id>/", access.see_emergency, name="see_emergency"),
]

"""Addresses under /thanh-vien/."""

from django.urls import path

from .views import contacts, facts, lists, memberships, people, rights, twins

app_name = "members"

urlpatterns = [
    path("", lists.index, name="index"),
    # /thanh-vien/nghi-trung/
    path("nghi-trung/", twins.index, name="twins"),
    path("nghi-trung/<uuid:person_id>/<uuid:other_id>/gop/", twins.merge, name="merge"),
    path("nghi-trung/<uuid:person_id>/<uuid:other_id>/hai-nguoi/", twins.tell_apart, name="tell_apart"),
    path("nghi-trung/<uuid:twin_id>/tach/", twins.unmerge, name="unmerge"),
    # /thanh-vien/cau-lac-bo/<club>/
    path("cau-lac-bo/<uuid:club_id>/", lists.club, name="club"),
    path("cau-lac-bo/<uuid:club_id>/da-thoi/", lists.left, name="left"),
    path("cau-lac-bo/<uuid:club_id>/ghi-them/", memberships.add_member, name="add_member"),
    path("cau-lac-bo/<uuid:club_id>/mung-tho/", rights.longevity_of_club, name="longevity_of_club"),
    path("cau-lac-bo/<uuid:club_id>/huu-tri-xa-hoi/", rights.pension_of_club, name="pension_of_club"),
    # /thanh-vien/xa/<key>/
    path("xa/", lists.communes, name="communes"),
    path("xa/<str:key>/mung-tho/", rights.longevity_of_commune, name="longevity_of_commune"),
    path("xa/<str:key>/huu-tri-xa-hoi/", rights.pension_of_commune, name="pension_of_commune"),
    # /thanh-vien/nguoi/<person>/
    path("nguoi/<uuid:person_id>/", people.person, name="person"),
    path("nguoi/<uuid:person_id>/sua/", people.correct_person, name="correct_person"),
    path("nguoi/<uuid:person_id>/dien-ho/", people.set_household_class, name="set_household_class"),
    path("nguoi/<uuid:person_id>/lien-he/", contacts.record_contact, name="record_contact"),
    path("nguoi/<uuid:person_id>/nguoi-than/", contacts.record_next_of_kin, name="record_next_of_kin"),
    path("nguoi-than/<int:next_of_kin_id>/bo/", contacts.drop_next_of_kin, name="drop_next_of_kin"),
    path("nguoi/<uuid:person_id>/anh/", contacts.photo, name="photo"),
    path("nguoi/<uuid:person_id>/anh/dat/", contacts.set_photo, name="set_photo"),
    path("nguoi/<uuid:person_id>/anh/xoa/", contacts.drop_photo, name="drop_photo"),
    path("nguoi/<uuid:person_id>/noi-o/", people.place_household, name="place_household"),
    path("nguoi/<uuid:person_id>/vao-lai/", memberships.join_again, name="join_again"),
    path("nguoi/<uuid:person_id>/qua-doi/", people.record_death, name="record_death"),
    path("nguoi/<uuid:person_id>/bo-ghi-qua-doi/", people.take_back_death, name="take_back_death"),
    path("nguoi/<uuid:person_id>/hoan-canh/", facts.record_circumstance, name="record_circumstance"),
    path("nguoi/<uuid:person_id>/dong-y/", facts.record_consent, name="record_consent"),
    path("dong-y/<int:consent_id>/rut/", facts.withdraw_consent, name="withdraw_consent"),
    path("dong-y/<int:consent_id>/bang-chung/", facts.consent_proof, name="consent_proof"),
    # /thanh-vien/hoan-canh/
    path("hoan-canh/<int:circumstance_id>/het/", facts.end_circumstance, name="end_circumstance"),
    # /thanh-vien/ho/<household>/
    path("ho/<uuid:household_id>/sua/", people.correct_household, name="correct_household"),
    path("ho/<uuid:household_id>/dien/", people.class_household, name="class_household"),
    # /thanh-vien/<membership>/
    path("<uuid:membership_id>/", memberships.member, name="member"),
    path("<uuid:membership_id>/thoi/", memberships.end_membership, name="end_membership"),
    path("<uuid:membership_id>/chuyen/", memberships.transfer_member, name="transfer_member"),
    path("<uuid:membership_id>/sua-thoi/", memberships.correct_leaving, name="correct_leaving"),
]

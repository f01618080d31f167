"""Addresses under /du-lieu/."""

from django.urls import path

from .views import breaches, registers, requests

app_name = "privacy"

urlpatterns = [
    path("", requests.index, name="index"),
    # /du-lieu/nguoi/<person>/
    path("cau-lac-bo/<uuid:club_id>/nguoi/<uuid:person_id>/", requests.of_person, name="of_person"),
    path("nguoi/<uuid:person_id>/yeu-cau/", requests.receive, name="receive_request"),
    path("nguoi/<uuid:person_id>/du-lieu.zip", requests.take_data, name="take_data"),
    path("nguoi/<uuid:person_id>/giay-<slug:paper_form>.<str:file_format>", registers.own_form, name="own_form"),
    # /du-lieu/yeu-cau/<request>/
    path("yeu-cau/<uuid:data_request_id>/", requests.request_page, name="request"),
    path("yeu-cau/<uuid:data_request_id>/bang-chung/", requests.proof, name="request_proof"),
    path("yeu-cau/<uuid:data_request_id>/tra-loi/", requests.answer, name="answer_request"),
    path("yeu-cau/<uuid:data_request_id>/gia-han/", requests.extend, name="extend_request"),
    path("yeu-cau/<uuid:data_request_id>/xong/", requests.finish, name="finish_request"),
    path("yeu-cau/<uuid:data_request_id>/xoa/", requests.erase, name="erase_person"),
    path("yeu-cau/<uuid:data_request_id>/han-che/", requests.restrict, name="restrict_person"),
    path("yeu-cau/<uuid:data_request_id>/bo-han-che/", requests.lift, name="lift_restriction"),
    path("yeu-cau/<uuid:data_request_id>/giay-tra-loi.<str:file_format>", requests.answer_letter, name="answer_letter"),
    # /du-lieu/cau-lac-bo/<club>/
    path("cau-lac-bo/<uuid:club_id>/dong-y/", registers.consents, name="consents"),
    path("cau-lac-bo/<uuid:club_id>/so-dong-y.xlsx", registers.consents_sheet, name="consents_sheet"),
    path("cau-lac-bo/<uuid:club_id>/giay-<slug:paper_form>.<str:file_format>", registers.blank_form, name="blank_form"),
    # /du-lieu/so-xu-ly/, /du-lieu/han-giu/
    path("so-xu-ly/", registers.processing, name="processing"),
    path("so-xu-ly.<str:list_format>", registers.processing_file, name="processing_file"),
    path("han-giu/", registers.keeping, name="keeping"),
    # /du-lieu/vu-viec/
    path("vu-viec/", breaches.breaches, name="breaches"),
    path("vu-viec.xlsx", breaches.breaches_sheet, name="breaches_sheet"),
    path("vu-viec/ghi/", breaches.record, name="record_breach"),
    path("vu-viec/<uuid:breach_id>/", breaches.breach, name="breach"),
    path("vu-viec/<uuid:breach_id>/bao/", breaches.tell, name="tell_of_breach"),
    path("vu-viec/<uuid:breach_id>/xong/", breaches.close, name="close_breach"),
]

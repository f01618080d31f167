"""Addresses under /cho-vay/."""

from django.urls import path

from . import views

app_name = "lending"

urlpatterns = [
    # /cho-vay/cau-lac-bo/<club>/
    path("cau-lac-bo/<uuid:club_id>/", views.queue, name="queue"),
    path("cau-lac-bo/<uuid:club_id>/xin-vay/", views.ask_loan, name="ask_loan"),
    path("cau-lac-bo/<uuid:club_id>/danh-sach-xet-vay.<str:file_format>", views.queue_paper, name="queue_paper"),
    path("cau-lac-bo/<uuid:club_id>/da-xong/", views.closed, name="closed"),
    path("cau-lac-bo/<uuid:club_id>/tham/", views.visits, name="visits"),
    # /cho-vay/don/<request>/
    path("don/<uuid:loan_request_id>/", views.request_page, name="request"),
    path("don/<uuid:loan_request_id>/quyet-dinh/", views.decide_request, name="decide_request"),
    path("don/<uuid:loan_request_id>/giao-tien/", views.disburse_request, name="disburse_request"),
    path("don/<uuid:loan_request_id>/rut/", views.withdraw_request, name="withdraw_request"),
    # /cho-vay/quyet-dinh/<decision>/
    path("quyet-dinh/<uuid:loan_decision_id>/bo/", views.take_back_decision, name="take_back_decision"),
    # /cho-vay/khoan-vay/<loan>/, /cho-vay/lan-tham/<visit>/
    path("khoan-vay/<uuid:loan_id>/tham/", views.loan_visits, name="loan_visits"),
    path("khoan-vay/<uuid:loan_id>/tham/ghi/", views.record_visit, name="record_visit"),
    path("lan-tham/<uuid:loan_visit_id>/bo/", views.drop_visit, name="drop_visit"),
]

"""Addresses under /quy/."""

from django.urls import path

from . import views

app_name = "fund"

urlpatterns = [
    path("no-qua-han/", views.place_arrears, name="place_arrears"),
    # /quy/cau-lac-bo/<club>/
    path("cau-lac-bo/<uuid:club_id>/no-qua-han/", views.club_arrears, name="club_arrears"),
    path("cau-lac-bo/<uuid:club_id>/", views.money, name="money"),
    path("cau-lac-bo/<uuid:club_id>/thu-chi/", views.money_list, name="money_lines"),
    path("cau-lac-bo/<uuid:club_id>/khoan-vay/", views.loans_owed, name="open_loans"),
    path("cau-lac-bo/<uuid:club_id>/thu-no/", views.collection_sheet, name="collection_sheet"),
    path("cau-lac-bo/<uuid:club_id>/bang-thu-no.<str:file_format>", views.collection_paper, name="collection_paper"),
    path("cau-lac-bo/<uuid:club_id>/thu-hoi-phi/", views.receive_fee, name="receive_fee"),
    path("cau-lac-bo/<uuid:club_id>/nhan-ung-ho/", views.receive_gift, name="receive_gift"),
    path("cau-lac-bo/<uuid:club_id>/cho-vay/", views.grant_loan, name="grant_loan"),
    path("cau-lac-bo/<uuid:club_id>/kiem-quy/", views.count_cash, name="count_cash"),
    path("cau-lac-bo/<uuid:club_id>/quy-ban-dau/", views.start_fund, name="start_fund"),
    path("cau-lac-bo/<uuid:club_id>/quy-ban-dau/nhan/", views.receive_start_fund, name="receive_start_fund"),
    path("cau-lac-bo/<uuid:club_id>/ban-giao/", views.handover, name="handover"),
    path("cau-lac-bo/<uuid:club_id>/bien-ban-ban-giao.<str:file_format>", views.handover_paper, name="handover_paper"),
    path("cau-lac-bo/<uuid:club_id>/so-quy/<str:program>/", views.journal, name="journal"),
    # /quy/khoan-vay/<loan>/
    path("khoan-vay/<uuid:loan_id>/", views.loan, name="loan"),
    path("khoan-vay/<uuid:loan_id>/lap-lai-lich/", views.reschedule_loan, name="reschedule_loan"),
    path("khoan-vay/<uuid:loan_id>/xoa-no/", views.write_off_loan, name="write_off_loan"),
    path("khoan-vay/<uuid:loan_id>/thu-hoi/", views.recover_loan, name="recover_loan"),
    path("khoan-vay/<uuid:loan_id>/mien-lai/", views.waive_interest, name="waive_interest"),
    path("khoan-vay/<uuid:loan_id>/nguoi-tra-thay/", views.record_payer, name="record_payer"),
    # /quy/nguoi-tra-thay/<change>/
    path("nguoi-tra-thay/<int:loan_change_id>/xoa-ten/", views.forget_payer, name="forget_payer"),
    path("khoan-vay/<uuid:loan_id>/tra/", views.repay_loan, name="repay_loan"),
    # /quy/phieu/<receipt>/
    path("phieu/<uuid:receipt_id>/dao/", views.reverse_receipt, name="reverse_receipt"),
    # /quy/chung-tu/<entry>/
    path("chung-tu/<uuid:entry_id>/dao/", views.reverse_start_fund, name="reverse_start_fund"),
]

"""Addresses under /quy/."""

from django.urls import path

from . import views
from .views import closing, debts, moving, openings, spending, stock

app_name = "fund"

urlpatterns = [
    path("no-qua-han/", views.place_arrears, name="place_arrears"),
    # /quy/cau-lac-bo/<club>/
    path("cau-lac-bo/<uuid:club_id>/no-qua-han/", views.club_arrears, name="club_arrears"),
    path("cau-lac-bo/<uuid:club_id>/", views.money, name="money"),
    path("cau-lac-bo/<uuid:club_id>/hom-nay/", views.today, name="today"),
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
    path("cau-lac-bo/<uuid:club_id>/phieu-chi/", spending.vouchers, name="vouchers"),
    path("cau-lac-bo/<uuid:club_id>/chi/", spending.spend_money, name="spend_money"),
    path("cau-lac-bo/<uuid:club_id>/ung-ho-co-muc-dich/", spending.earmarked, name="earmarks"),
    path("cau-lac-bo/<uuid:club_id>/tien/", moving.boxes, name="boxes"),
    path("cau-lac-bo/<uuid:club_id>/gui-ngan-hang/", moving.deposit_cash, name="deposit_cash"),
    path("cau-lac-bo/<uuid:club_id>/rut-ngan-hang/", moving.withdraw_cash, name="withdraw_cash"),
    path("cau-lac-bo/<uuid:club_id>/chuyen-quy/", moving.transfers, name="transfers"),
    path("cau-lac-bo/<uuid:club_id>/chuyen-quy/lai/", moving.pass_on_interest, name="pass_on_interest"),
    path("cau-lac-bo/<uuid:club_id>/chuyen-quy/khac/", moving.move_between_funds, name="move_between_funds"),
    path("cau-lac-bo/<uuid:club_id>/no-phai-tra/", debts.debts, name="debts"),
    path("cau-lac-bo/<uuid:club_id>/no-phai-tra/vay/", debts.borrow_money, name="borrow_money"),
    path("cau-lac-bo/<uuid:club_id>/khoa-so/", closing.closings, name="closings"),
    path("cau-lac-bo/<uuid:club_id>/khoa-so/<str:fund>/<str:closing_month>/", closing.close_month, name="close_month"),
    path("cau-lac-bo/<uuid:club_id>/hien-vat/", stock.stock, name="stock"),
    path("cau-lac-bo/<uuid:club_id>/hien-vat/nhan/", stock.receive_stock, name="receive_stock"),
    path("cau-lac-bo/<uuid:club_id>/so-du-dau-ky/", openings.opening, name="opening"),
    path("cau-lac-bo/<uuid:club_id>/so-du-dau-ky/ghi/", openings.open_books, name="open_books"),
    path("cau-lac-bo/<uuid:club_id>/so-du-dau-ky.<str:file_format>", openings.opening_paper, name="opening_paper"),
    # /quy/khoan-vay/<loan>/
    path("khoan-vay/<uuid:loan_id>/", views.loan, name="loan"),
    path("khoan-vay/<uuid:loan_id>/lap-lai-lich/", views.reschedule_loan, name="reschedule_loan"),
    path("khoan-vay/<uuid:loan_id>/xoa-no/", views.write_off_loan, name="write_off_loan"),
    path("khoan-vay/<uuid:loan_id>/thu-hoi/", views.recover_loan, name="recover_loan"),
    path("khoan-vay/<uuid:loan_id>/mien-lai/", views.waive_interest, name="waive_interest"),
    path("khoan-vay/<uuid:loan_id>/nguoi-tra-thay/", views.record_payer, name="record_payer"),
    # /quy/nguoi-tra-thay/<change>/
    path("viec-ve-khoan-vay/<int:loan_change_id>/rut-lai/", views.take_back_loan_change, name="take_back_loan_change"),
    path("nguoi-tra-thay/<int:loan_change_id>/xoa-ten/", views.forget_payer, name="forget_payer"),
    path("khoan-vay/<uuid:loan_id>/tra/", views.repay_loan, name="repay_loan"),
    # /quy/phieu/<receipt>/
    path("phieu/<uuid:receipt_id>/dao/", views.reverse_receipt, name="reverse_receipt"),
    path("phieu/<uuid:gift_id>/muc-dich/", spending.earmark_gift, name="earmark_gift"),
    # /quy/phieu-chi/<voucher>/
    path("phieu-chi/<int:voucher_id>/anh/", spending.attach_voucher, name="attach_voucher"),
    path("phieu-chi/<int:voucher_id>/hoa-don/", spending.voucher_file, name="voucher_file"),
    path("phieu-chi/<int:voucher_id>/phieu-chi.<str:file_format>", spending.voucher_paper, name="voucher_paper"),
    # /quy/kiem-quy/<count>/
    path("kiem-quy/<int:count_id>/ghi-so/", moving.book_gap, name="book_gap"),
    # /quy/no-phai-tra/<debt>/
    path("no-phai-tra/<int:debt_id>/tra/", debts.pay_back_debt, name="pay_back_debt"),
    # /quy/hien-vat/<item>/
    path("hien-vat/<int:stock_item_id>/", stock.stock_item, name="stock_item"),
    path("hien-vat/<int:stock_item_id>/viec/", stock.move_stock, name="move_stock"),
    path("hien-vat/<int:stock_item_id>/gia/", stock.value_stock, name="value_stock"),
    path("hien-vat/viec/<int:stock_move_id>/bo/", stock.take_back_stock_move, name="take_back_stock_move"),
    # /quy/so-du-dau-ky/<opening>/
    path("so-du-dau-ky/<int:opening_id>/dao/", openings.reverse_opening, name="reverse_opening"),
    # /quy/khoa-so/<closing>/
    path("khoa-so/<int:closing_id>/mo-lai/", closing.reopen_month, name="reopen_month"),
    # /quy/chung-tu/<entry>/
    path("chung-tu/<uuid:entry_id>/dao/", views.reverse_start_fund, name="reverse_start_fund"),
]

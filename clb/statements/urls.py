"""Addresses under /so-sach/."""

from django.urls import path

from .views import board, books, health, hints, people

app_name = "statements"

urlpatterns = [
    # /so-sach/cau-lac-bo/<club>/
    path("cau-lac-bo/<uuid:club_id>/so-quy/", books.cash_book, name="cash_book"),
    path("cau-lac-bo/<uuid:club_id>/so-quy.<str:file_format>", books.cash_book_file, name="cash_book_file"),
    path("cau-lac-bo/<uuid:club_id>/so-cho-vay/", books.loans, name="loan_book"),
    path("cau-lac-bo/<uuid:club_id>/so-cho-vay.<str:file_format>", books.loans_file, name="loan_book_file"),
    path("cau-lac-bo/<uuid:club_id>/so-tai-khoan/", books.fund_book, name="fund_book"),
    path("cau-lac-bo/<uuid:club_id>/so-tai-khoan.<str:file_format>", books.fund_book_file, name="fund_book_file"),
    path("cau-lac-bo/<uuid:club_id>/so-cai/", books.ledger, name="ledger"),
    path("cau-lac-bo/<uuid:club_id>/so-cai.xlsx", books.ledger_file, name="ledger_file"),
    path("cau-lac-bo/<uuid:club_id>/suc-khoe/", health.health, name="health"),
    path("cau-lac-bo/<uuid:club_id>/dau-hieu/", hints.club_signals, name="club_signals"),
    path("cau-lac-bo/<uuid:club_id>/cong-khai/", board.money_board, name="board"),
    path("cau-lac-bo/<uuid:club_id>/cong-khai-<str:size>.pdf", board.poster, name="poster"),
    path("cau-lac-bo/<uuid:club_id>/cong-khai/quyet-dinh/", board.decide_disclosure, name="decide_disclosure"),
    path("cau-lac-bo/<uuid:club_id>/thanh-vien/<uuid:person_id>/", people.member, name="passbook"),
    path(
        "cau-lac-bo/<uuid:club_id>/thanh-vien/<uuid:person_id>/so.<str:file_format>",
        people.member_paper,
        name="passbook_file",
    ),
    # /so-sach/cong-khai/<disclosure>/
    path("cong-khai/<int:disclosure_id>/thoi/", board.withdraw_disclosure, name="withdraw_disclosure"),
    # /so-sach/phieu/<receipt>/
    path("phieu/<uuid:receipt_id>/", people.slip, name="slip"),
    path("phieu/<uuid:receipt_id>/<str:size>.pdf", people.slip_paper, name="slip_paper"),
    path("phieu/<uuid:receipt_id>/khong-neu-ten/", board.leave_donor_unnamed, name="leave_donor_unnamed"),
    path("phieu/<uuid:receipt_id>/neu-ten/", board.name_donor, name="name_donor"),
    # /so-sach/dau-hieu/
    path("dau-hieu/", hints.place_signals, name="place_signals"),
]

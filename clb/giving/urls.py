"""Addresses under /van-dong/."""

from django.urls import path

from .views import book, donations, donors, drives

app_name = "giving"

DONOR = "nha-tai-tro/<uuid:donor_id>/"
DONATION = "khoan/<uuid:donation_id>/"
SHARE = "phan/<uuid:donation_share_id>/"

urlpatterns = [
    path("", drives.index, name="index"),
    path("nguon/", drives.sources, name="sources"),
    path("tong-hop/", drives.totals, name="totals"),
    path("tong-hop.xlsx", drives.totals_file, name="totals_file"),
    # /van-dong/dot/
    path("dot/mo/", drives.open_drive, name="open_drive"),
    path("dot/<uuid:drive_id>/", drives.drive, name="drive"),
    path("dot/<uuid:drive_id>/sua/", drives.correct_drive, name="correct_drive"),
    path("dot/<uuid:drive_id>/ket-thuc/", drives.close_drive, name="close_drive"),
    path("dot/<uuid:drive_id>/bo/", drives.drop_drive, name="drop_drive"),
    # /van-dong/nha-tai-tro/
    path("nha-tai-tro/", donors.donors, name="donors"),
    path("nha-tai-tro/them/", donors.add_donor, name="add_donor"),
    path(DONOR, donors.donor, name="donor"),
    path(DONOR + "sua/", donors.correct_donor, name="correct_donor"),
    path(DONOR + "xoa-ten/", donors.forget_donor, name="forget_donor"),
    path(DONOR + "hua/", donors.record_pledge, name="record_pledge"),
    path(DONOR + "tien/", donations.receive_cash, name="receive_cash"),
    path(DONOR + "hien-vat/", donations.receive_goods, name="receive_goods"),
    path(DONOR + "ngay-cong/", donations.receive_work, name="receive_work"),
    path("cau-lac-bo/<uuid:club_id>/", donors.club, name="club"),
    # /van-dong/hua/
    path("hua/", donors.pledges, name="pledges"),
    path("hua/<uuid:donation_pledge_id>/rut/", donors.withdraw_pledge, name="withdraw_pledge"),
    # /van-dong/khoan/
    path("khoan/", donations.donations, name="donations"),
    path(DONATION, donations.donation, name="donation"),
    path(DONATION + "dao/", donations.reverse_donation, name="reverse_donation"),
    path(DONATION + "chuyen/", donations.pass_on_donation, name="pass_on_donation"),
    path(DONATION + "bien-nhan.<str:file_format>", donations.receipt_file, name="receipt_file"),
    path(DONATION + "thu-cam-on.<str:file_format>", donations.thanks_file, name="thanks_file"),
    # /van-dong/phan/
    path(SHARE + "nhan/", donations.accept_share, name="accept_share"),
    path(SHARE + "tra-lai/", donations.return_share, name="return_share"),
    path(SHARE + "thu-lai/", donations.take_back_share, name="take_back_share"),
    path(SHARE + "da-dung/", donations.tell_use, name="tell_use"),
    path("da-dung/<int:donation_use_id>/bo/", donations.drop_use, name="drop_use"),
    # /van-dong/tam-long-vang/
    path("tam-long-vang/", book.book, name="book"),
    path("tam-long-vang/cong-khai/", book.publish_book, name="publish_book"),
    path("tam-long-vang/so.xlsx", book.book_sheet, name="book_sheet"),
    path("tam-long-vang/so.<str:file_format>", book.book_file, name="book_file"),
    path("tam-long-vang/<uuid:golden_book_id>/", book.public, name="public_book"),
    path("tam-long-vang/<uuid:golden_book_id>/thoi/", book.withdraw_book, name="withdraw_book"),
]

"""Addresses under /ngan-sach/."""

from django.urls import URLPattern, path

from .views import documents, estimates, files, longevity, money, periods

app_name = "budget"
_PERIOD, _YEAR = "giai-doan/<uuid:budget_period_id>/", "nam/<int:budget_year_id>/"
_DOCUMENT, _ESTIMATE = "chung-tu/<uuid:budget_document_id>/", "du-toan/<uuid:estimate_id>/"

urlpatterns: list[URLPattern] = [
    path("", periods.index, name="index"),
    path("mo/", periods.open_period, name="open_period"),
    # a period
    path(_PERIOD, periods.period, name="period"),
    path(_PERIOD + "dong/", periods.set_line, name="set_line"),
    path(_PERIOD + "nguoi-thu-hai/", periods.set_second_from, name="set_second_from"),
    path(_PERIOD + "quyet-toan/", periods.close_period, name="close_period"),
    path(_PERIOD + "chung-tu/", documents.documents, name="documents"),
    path(_PERIOD + "cau-lac-bo/", documents.clubs, name="clubs"),
    path(_PERIOD + "bang.xlsx", files.period_sheet, name="period_sheet"),
    path(_PERIOD + "quyet-toan.<str:file_format>", files.closing_paper, name="closing_paper"),
    path("dong/<int:budget_line_id>/", periods.correct_line, name="correct_line"),
    path("dong/<int:budget_line_id>/bo/", periods.drop_line, name="drop_line"),
    # a year
    path(_YEAR, money.year, name="year"),
    path(_YEAR + "giao/", money.give, name="give_budget"),
    path(_YEAR + "phan-bo/", money.allocate, name="allocate_money"),
    path(_YEAR + "dieu-chinh/", money.adjust, name="adjust_allocation"),
    path(_YEAR + "ke-thua/", money.take_over, name="take_over_money"),
    path(_YEAR + "quyet-toan/", money.settle, name="settle_year"),
    path(_YEAR + "du-toan/", estimates.write, name="write_estimate"),
    path(_YEAR + "bang.xlsx", files.year_sheet, name="year_sheet"),
    path(_YEAR + "phan-bo.<str:file_format>", files.allocation_paper, name="allocation_paper"),
    path(_YEAR + "quyet-toan.<str:file_format>", files.settlement_paper, name="settlement_paper"),
    path("o/<int:budget_account_id>/giai-ngan/", money.release, name="release_money"),
    # a document
    path(_DOCUMENT, documents.document, name="document"),
    path(_DOCUMENT + "dao/", documents.take_back, name="take_back_document"),
    path(_DOCUMENT + "ban-chup/", documents.attach, name="attach_budget_file"),
    path(_DOCUMENT + "tep/", documents.attachment, name="attachment"),
    path(_DOCUMENT + "phieu-thu/", documents.link_club_receipt, name="link_club_receipt"),
    path(_DOCUMENT + "bo-phieu-thu/", documents.unlink_club_receipt, name="unlink_club_receipt"),
    path(_DOCUMENT + "phe-duyet/", documents.approve_settlement, name="approve_settlement"),
    # an estimate
    path(_ESTIMATE, estimates.estimate, name="estimate"),
    path(_ESTIMATE + "sua/", estimates.correct, name="correct_estimate"),
    path(_ESTIMATE + "gui/", estimates.submit, name="submit_estimate"),
    path(_ESTIMATE + "tra-lai/", estimates.give_back, name="return_estimate"),
    path(_ESTIMATE + "tham-dinh/", estimates.review, name="review_estimate"),
    path(_ESTIMATE + "duyet/", estimates.approve, name="approve_estimate"),
    path("du-toan/<uuid:estimate_id>.<str:file_format>", files.estimate_paper, name="estimate_paper"),
    # gift norms
    path("chuc-tho/", longevity.index, name="longevity"),
    path("chuc-tho/<str:key>/ghi/", longevity.set_norm, name="set_longevity_norm"),
    path("chuc-tho/muc/<int:longevity_norm_id>/thoi/", longevity.end_norm, name="end_longevity_norm"),
]

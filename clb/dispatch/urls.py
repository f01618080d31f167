"""Addresses under /van-ban/."""

from django.urls import path

from .views import bodies, drafts, registers

app_name = "dispatch"

urlpatterns = [
    path("", registers.index, name="index"),
    path("so/<int:issuing_body_id>/", registers.register, name="register"),
    path("so/<int:issuing_body_id>/so.xlsx", registers.workbook, name="workbook"),
    path("so/<int:issuing_body_id>/so.<str:file_format>", registers.register_paper, name="register_paper"),
    path("giu-so/", registers.reserve, name="reserve_number"),
    path("vao-so/<str:source>/<str:source_key>/", registers.number, name="number_paper"),
    path("<uuid:outgoing_paper_id>/", registers.paper, name="paper"),
    path("<uuid:outgoing_paper_id>/huy/", registers.cancel, name="cancel_number"),
    path("<uuid:outgoing_paper_id>/ban-ky/", registers.attach_signed, name="attach_signed"),
    path("<uuid:outgoing_paper_id>/ban-ky-da-gui/", registers.signed, name="signed"),
    path("<uuid:outgoing_paper_id>/van-ban.<str:file_format>", registers.paper_file, name="paper_file"),
    # bodies
    path("mo-so/", bodies.set_up, name="set_up_body"),
    path("so/<int:issuing_body_id>/co-quan/", bodies.correct, name="correct_body"),
    path("so/<int:issuing_body_id>/so-tren-giay/", bodies.open_series, name="open_series"),
    path("so/<int:issuing_body_id>/noi-nhan/", bodies.save_list, name="save_recipient_list"),
    path("noi-nhan/<int:recipient_list_id>/bo/", bodies.drop_list, name="drop_recipient_list"),
    # drafts
    path("soan/", drafts.begin, name="begin_draft"),
    path("du-thao/<uuid:draft_id>/", drafts.draft, name="draft"),
    path("du-thao/<uuid:draft_id>/sua/", drafts.correct, name="correct_draft"),
    path("du-thao/<uuid:draft_id>/bo/", drafts.drop, name="drop_draft"),
    path("du-thao/<uuid:draft_id>/ban-hanh/", drafts.issue, name="issue_draft"),
    path("du-thao/<uuid:draft_id>/xem.<str:file_format>", drafts.preview, name="preview"),
    path("du-thao/<uuid:draft_id>/phu-luc/", drafts.add_annex, name="add_annex"),
    path("phu-luc/<int:draft_annex_id>/", drafts.correct_annex, name="correct_annex"),
    path("phu-luc/<int:draft_annex_id>/bo/", drafts.drop_annex, name="drop_annex"),
]

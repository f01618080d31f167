"""Addresses under /bieu-so-lieu/."""

from django.urls import path

from .views import drafts, places, runs, tables

app_name = "tabular"

urlpatterns = [
    path("", tables.index, name="index"),
    path("moi/", drafts.make, name="make_form"),
    path("nhap/", drafts.bring_in, name="import_form"),
    # /bieu-so-lieu/theo-dia-ban/, /bieu-so-lieu/dien-bien/
    path("theo-dia-ban/", places.roll_up, name="roll_up"),
    path("theo-dia-ban/bieu.<str:table_format>", places.roll_up_file, name="roll_up_file"),
    path("dien-bien/", places.series, name="series"),
    path("dien-bien/bieu.<str:table_format>", places.series_file, name="series_file"),
    # /bieu-so-lieu/goi-y/<mã>/
    path("goi-y/<slug:proposal_code>/", tables.proposed, name="proposed"),
    path("goi-y/<slug:proposal_code>/bieu.<str:table_format>", tables.proposed_file, name="proposed_file"),
    # /bieu-so-lieu/lan-lap/
    path("lan-lap/", runs.index, name="runs"),
    path("lan-lap/moi/", runs.order, name="order_table"),
    path("lan-lap/<uuid:table_run_id>/", runs.run, name="run"),
    path("lan-lap/<uuid:table_run_id>/tien-do/", runs.progress, name="progress"),
    path("lan-lap/<uuid:table_run_id>/huy/", runs.cancel, name="cancel_table"),
    path("lan-lap/<uuid:table_run_id>/bo/", runs.drop, name="drop_table"),
    path("lan-lap/<uuid:table_run_id>/bieu.<str:run_format>", runs.run_file, name="run_file"),
    # /bieu-so-lieu/<id>/
    path("<uuid:table_form_id>/", tables.table, name="table"),
    path("<uuid:table_form_id>/bieu.<str:table_format>", tables.table_file, name="table_file"),
    path("<uuid:table_form_id>/mau.<str:design_format>", tables.design_file, name="design_file"),
    path("<uuid:table_form_id>/chep/", drafts.copy, name="copy_form"),
    path("<uuid:table_form_id>/soan/", drafts.build, name="build"),
    path("<uuid:table_form_id>/soan/chung/", drafts.edit, name="edit_form"),
    path("<uuid:table_form_id>/soan/cot/", drafts.add_column, name="add_column"),
    path("<uuid:table_form_id>/soan/cot/<slug:column_key>/", drafts.correct_column, name="correct_column"),
    path("<uuid:table_form_id>/soan/cot/<slug:column_key>/chuyen/", drafts.move_column, name="move_column"),
    path("<uuid:table_form_id>/soan/cot/<slug:column_key>/bo/", drafts.remove_column, name="remove_column"),
    path("<uuid:table_form_id>/dua-vao-dung/", drafts.issue, name="issue_form"),
    path("<uuid:table_form_id>/bo-nhap/", drafts.discard, name="discard_draft"),
    path("<uuid:table_form_id>/thoi-dung/", drafts.retire, name="retire_form"),
]

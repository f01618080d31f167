"""Addresses under /xep-loai/."""

from django.urls import path

from .views import papers, rounds, scorecards, sheets

app_name = "grading"

ROUND = "vong/<uuid:grading_round_id>/"
SHEET = "phieu/<int:sheet_id>/"
CARD = "bang-diem/<int:scorecard_id>/"

urlpatterns = [
    path("", rounds.index, name="index"),
    path("cau-lac-bo/<uuid:club_id>/", sheets.club, name="club"),
    # scorecards
    path("bang-diem/", scorecards.scorecards, name="scorecards"),
    path("bang-diem/lap/", scorecards.start_scorecard, name="start_scorecard"),
    path(CARD, scorecards.scorecard, name="scorecard"),
    path(CARD + "sua/", scorecards.correct_scorecard, name="correct_scorecard"),
    path(CARD + "tieu-chi/", scorecards.set_criterion, name="set_criterion"),
    path(CARD + "dua-vao-dung/", scorecards.adopt_scorecard, name="adopt_scorecard"),
    path(CARD + "bo/", scorecards.drop_scorecard, name="drop_scorecard"),
    path("tieu-chi/<int:line_id>/sua/", scorecards.correct_criterion, name="correct_criterion"),
    path("tieu-chi/<int:line_id>/bo/", scorecards.drop_criterion, name="drop_criterion"),
    # rounds
    path("vong/mo/", rounds.open_round, name="open_round"),
    path(ROUND, rounds.round_page, name="round"),
    path(ROUND + "tien-do/", rounds.progress, name="progress"),
    path(ROUND + "doc-lai/", rounds.refresh_round, name="refresh_round"),
    path(ROUND + "bao-ket-qua/", rounds.tell_all_results, name="tell_all_results"),
    path(ROUND + "chot/", rounds.lock_round, name="lock_round"),
    path(ROUND + "bo/", rounds.drop_round, name="drop_round"),
    path(ROUND + "xa/<str:key>/gui-len/", rounds.send_all_to_above, name="send_all_to_above"),
    path(ROUND + "bang.xlsx", papers.workbook, name="workbook"),
    path(ROUND + "bang.<str:file_format>", papers.table_file, name="table_file"),
    path(ROUND + "quyet-dinh.<str:file_format>", papers.decision_file, name="decision_file"),
    # sheets
    path(SHEET, sheets.sheet, name="sheet"),
    path(SHEET + "phieu.<str:file_format>", papers.sheet_file, name="sheet_file"),
    path(SHEET + "tieu-chi/<int:criterion_id>/tu-cham/", sheets.grade_own_club, name="grade_own_club"),
    path(SHEET + "tieu-chi/<int:criterion_id>/xa-cham/", sheets.grade_for_commune, name="grade_for_commune"),
    path(SHEET + "tieu-chi/<int:criterion_id>/ket-luan/", sheets.grade_from_above, name="grade_from_above"),
    path(SHEET + "gui-len-xa/", sheets.send_own_sheet, name="send_own_sheet"),
    path(SHEET + "lay-ve/", sheets.fetch_sheet, name="fetch_sheet"),
    path(SHEET + "gui-len/", sheets.send_to_above, name="send_to_above"),
    path(SHEET + "tra-ve-cau-lac-bo/", sheets.return_to_club, name="return_to_club"),
    path(SHEET + "bao-ket-qua/", sheets.tell_result, name="tell_result"),
    path(SHEET + "tra-ve-xa/", sheets.return_to_commune, name="return_to_commune"),
    path(SHEET + "khong-xep-loai/", sheets.leave_out, name="leave_out"),
    path(SHEET + "dua-vao/", sheets.take_back_in, name="take_back_in"),
    path(SHEET + "khieu-nai/", sheets.appeal_result, name="appeal_result"),
    path("khieu-nai/<int:appeal_id>/tra-loi/", sheets.answer_appeal, name="answer_appeal"),
    path("bang-chung/<int:mark_file_id>/", sheets.mark_file, name="mark_file"),
    path("bang-chung/<int:mark_file_id>/bo/", sheets.drop_mark_file, name="drop_mark_file"),
]

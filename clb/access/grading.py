"""The rights of grading, by who grades: the club itself, its commune, and those who hold the round; see roles.py."""

GRADING_OWN = {"grading.grade_own_club", "grading.send_own_sheet", "grading.appeal_result", "grading.drop_mark_file"}
GRADING_COMMUNE = {
    "grading.grade_for_commune",
    "grading.fetch_sheet",
    "grading.send_to_above",
    "grading.return_to_club",
    "grading.send_all_to_above",
    "grading.drop_mark_file",
}
GRADING_ABOVE = {
    *GRADING_COMMUNE,
    "grading.read_words",
    "grading.start_scorecard",
    "grading.correct_scorecard",
    "grading.set_criterion",
    "grading.drop_criterion",
    "grading.adopt_scorecard",
    "grading.drop_scorecard",
    "grading.open_round",
    "grading.refresh_round",
    "grading.lock_round",
    "grading.drop_round",
    "grading.grade_from_above",
    "grading.tell_result",
    "grading.tell_all_results",
    "grading.return_to_commune",
    "grading.leave_out",
    "grading.take_back_in",
    "grading.answer_appeal",
}

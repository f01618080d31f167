"""Everything that writes grades."""

from .appeals import answer_appeal, appeal_result
from .locking import lock_round
from .rounds import drop_round, measure_round, open_round, refresh_round
from .scorecards import (
    adopt_scorecard,
    correct_scorecard,
    drop_criterion,
    drop_scorecard,
    set_criterion,
    start_scorecard,
)
from .sheets import (
    drop_mark_file,
    fetch_sheet,
    grade_for_commune,
    grade_from_above,
    grade_own_club,
    leave_out,
    return_to_club,
    return_to_commune,
    send_all_to_above,
    send_own_sheet,
    send_to_above,
    take_back_in,
    tell_all_results,
    tell_result,
)

__all__ = [
    "adopt_scorecard",
    "answer_appeal",
    "appeal_result",
    "correct_scorecard",
    "drop_criterion",
    "drop_mark_file",
    "drop_round",
    "drop_scorecard",
    "fetch_sheet",
    "grade_for_commune",
    "grade_from_above",
    "grade_own_club",
    "leave_out",
    "lock_round",
    "measure_round",
    "open_round",
    "refresh_round",
    "return_to_club",
    "return_to_commune",
    "send_all_to_above",
    "send_own_sheet",
    "send_to_above",
    "set_criterion",
    "start_scorecard",
    "take_back_in",
    "tell_all_results",
    "tell_result",
]

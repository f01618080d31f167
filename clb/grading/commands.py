"""What people do about grades, from the scorecard to the answer to an appeal."""

from django.utils.translation import gettext_lazy as _

from clb.kernel.commands import Command, register

from . import services
from .forms import rounds, scorecards, sheets

START_SCORECARD = Command(services.start_scorecard, scorecards.StartScorecard, title=_("Lập bảng điểm"))
CORRECT_SCORECARD = Command(services.correct_scorecard, scorecards.CorrectScorecard, title=_("Sửa đầu bảng điểm"))
SET_CRITERION = Command(services.set_criterion, scorecards.SetCriterion, title=_("Ghi tiêu chí"))
DROP_CRITERION = Command(services.drop_criterion, scorecards.DropCriterion, title=_("Bỏ tiêu chí"))
ADOPT_SCORECARD = Command(services.adopt_scorecard, scorecards.AdoptScorecard, title=_("Đưa bảng điểm vào dùng"))
DROP_SCORECARD = Command(services.drop_scorecard, scorecards.DropScorecard, title=_("Bỏ bảng điểm nháp"))

OPEN_ROUND = Command(services.open_round, rounds.OpenRound, title=_("Mở vòng xếp loại"))
REFRESH_ROUND = Command(services.refresh_round, rounds.RefreshRound, title=_("Đọc lại số liệu từ sổ"))
LOCK_ROUND = Command(services.lock_round, rounds.LockRound, title=_("Chốt kết quả cả vòng"))
DROP_ROUND = Command(services.drop_round, rounds.DropRound, title=_("Bỏ vòng mở nhầm"))
SEND_ALL_TO_ABOVE = Command(services.send_all_to_above, rounds.SendAllToAbove, title=_("Gửi lên mọi phiếu đã đủ điểm"))
TELL_ALL_RESULTS = Command(
    services.tell_all_results, rounds.TellAllResults, title=_("Báo kết quả mọi phiếu đã đủ điểm")
)

GRADE_OWN_CLUB = Command(services.grade_own_club, sheets.GradeOwnClub, title=_("Tự chấm điểm"))
GRADE_FOR_COMMUNE = Command(services.grade_for_commune, sheets.GradeForCommune, title=_("Cấp xã chấm điểm"))
GRADE_FROM_ABOVE = Command(services.grade_from_above, sheets.GradeFromAbove, title=_("Kết luận điểm"))
DROP_MARK_FILE = Command(services.drop_mark_file, sheets.DropMarkFile, title=_("Bỏ ảnh, giấy tờ gửi nhầm"))
SEND_OWN_SHEET = Command(services.send_own_sheet, sheets.SendOwnSheet, title=_("Gửi phiếu lên xã"))
FETCH_SHEET = Command(services.fetch_sheet, sheets.FetchSheet, title=_("Lấy phiếu về chấm thay câu lạc bộ"))
SEND_TO_ABOVE = Command(services.send_to_above, sheets.SendToAbove, title=_("Gửi phiếu lên cấp trên"))
TELL_RESULT = Command(services.tell_result, sheets.TellResult, title=_("Báo kết quả cho câu lạc bộ"))
RETURN_TO_CLUB = Command(services.return_to_club, sheets.ReturnToClub, title=_("Trả phiếu về câu lạc bộ"))
RETURN_TO_COMMUNE = Command(services.return_to_commune, sheets.ReturnToCommune, title=_("Trả phiếu về cấp xã"))
LEAVE_OUT = Command(services.leave_out, sheets.LeaveOut, title=_("Không xếp loại câu lạc bộ này"))
TAKE_BACK_IN = Command(services.take_back_in, sheets.TakeBackIn, title=_("Đưa câu lạc bộ vào xếp loại"))
APPEAL_RESULT = Command(services.appeal_result, sheets.AppealResult, title=_("Khiếu nại kết quả"))
ANSWER_APPEAL = Command(services.answer_appeal, sheets.AnswerAppeal, title=_("Trả lời khiếu nại"))

register(START_SCORECARD, CORRECT_SCORECARD, SET_CRITERION, DROP_CRITERION, ADOPT_SCORECARD, DROP_SCORECARD)
register(OPEN_ROUND, REFRESH_ROUND, LOCK_ROUND, DROP_ROUND, SEND_ALL_TO_ABOVE, TELL_ALL_RESULTS)
register(GRADE_OWN_CLUB, GRADE_FOR_COMMUNE, GRADE_FROM_ABOVE, DROP_MARK_FILE, SEND_OWN_SHEET, FETCH_SHEET)
register(SEND_TO_ABOVE, TELL_RESULT, RETURN_TO_CLUB, RETURN_TO_COMMUNE, LEAVE_OUT, TAKE_BACK_IN)
register(APPEAL_RESULT, ANSWER_APPEAL)

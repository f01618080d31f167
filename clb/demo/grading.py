"""The demo's grades: the year before locked, with what paper books said; this year's round open at every step."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from clb.access.models import User
from clb.clubs.models import Club
from clb.grading import commands as verbs
from clb.grading.models import Round, Scorecard, Sheet
from clb.places.models import Unit
from clb.places.queries import commune_of

from .build import act

FROM_PAPER = "Theo sổ giấy năm ấy của câu lạc bộ (mẫu)"
# What the commune found in the paper books of last year: by criterion, the share of the most points; by club, less.
FOUND = {"areas": 1, "meetings": 1, "attendance": 1, "checked": 1, "closed": 1, "counted": 1, "help": 1, "charter": 1}
LESS: dict[int, dict[str, Decimal]] = {
    2: {"areas": Decimal(6), "meetings": Decimal(6), "checked": Decimal(4), "closed": Decimal(2)},
    4: {"attendance": Decimal(4), "closed": Decimal(4), "charter": Decimal(4)},
    5: {"areas": Decimal(3), "meetings": Decimal(3), "attendance": Decimal(0), "closed": Decimal(0)},
    8: {"areas": Decimal(3), "meetings": Decimal(3), "closed": Decimal(0), "counted": Decimal(0), "help": Decimal(2)},
}


def build_grades(by: User, clubs: list[Club], today: date) -> None:
    """A scorecard of the former district, last year's round to its end, and this year's on its way."""
    officer = User.objects.get(username="hoi")
    district = officer.assignments.get().unit
    card: Scorecard = act(
        verbs.START_SCORECARD,
        officer,
        place=district.key,
        title="Bảng điểm xếp loại câu lạc bộ (mẫu)",
        from_on=date(today.year - 2, 1, 1),
    ).result
    act(verbs.ADOPT_SCORECARD, officer, scorecard=card.pk)
    _grade_some_before(by, officer, clubs[0], card, date(today.year - 2, 12, 31), today)
    last = _open(officer, district, card, date(today.year - 1, 12, 31), today)
    _grade_last_year(by, officer, clubs, last)
    _begin_this_year(by, officer, clubs, _open(officer, district, card, date(today.year, 12, 31), today))


def _grade_some_before(by: User, officer: User, club: Club, card: Scorecard, until: date, today: date) -> None:
    """The year before that was graded in one commune only: with it some clubs were graded twice, and have improved."""
    commune = commune_of(club.unit, until)
    round = _open(officer, commune, card, until, today)
    for sheet in round.sheets.exclude(stage="LEFT_OUT").select_related("club__unit"):
        act(verbs.FETCH_SHEET, by, sheet=sheet.pk, reason="Năm ấy câu lạc bộ còn ghi sổ giấy (mẫu)")
        for row in card.criteria.all():
            said = {"criterion": row.pk, "points": row.max_points // 2, "reason": FROM_PAPER}
            act(verbs.GRADE_FOR_COMMUNE, by, sheet=sheet.pk, **said)
        act(verbs.SEND_TO_ABOVE, by, sheet=sheet.pk)
    act(verbs.TELL_ALL_RESULTS, officer, round=round.pk)
    act(verbs.LOCK_ROUND, officer, round=round.pk, decision="(mẫu)")


def _open(officer: User, district: Unit, card: Scorecard, until: date, today: date) -> Round:
    round: Round = act(
        verbs.OPEN_ROUND,
        officer,
        place=district.key,
        scorecard=card.pk,
        title=f"Xếp loại câu lạc bộ năm {until.year} (mẫu)",
        body="Ban Đại diện Hội Người cao tuổi\nhuyện Hồng Ngự",
        period_from=until.replace(month=1, day=1),
        period_until=until,
        map_on=min(until, today),
    ).result
    return round


def _grade_last_year(by: User, officer: User, clubs: list[Club], round: Round) -> None:
    criteria = {row.code: row for row in round.scorecard.criteria.all()}
    for number, club in enumerate(clubs):
        sheet = round.sheets.get(club=club)
        act(verbs.FETCH_SHEET, by, sheet=sheet.pk, reason="Năm ấy câu lạc bộ còn ghi sổ giấy (mẫu)")
        for code in FOUND:
            points = LESS.get(number, {}).get(code, criteria[code].max_points)
            said = {"criterion": criteria[code].pk, "points": points, "reason": FROM_PAPER}
            act(verbs.GRADE_FOR_COMMUNE, by, sheet=sheet.pk, **said)
        for code in ("visits",):
            said = {"criterion": criteria[code].pk, "points": 4, "reason": FROM_PAPER}
            act(verbs.GRADE_FOR_COMMUNE, by, sheet=sheet.pk, **said)
        act(verbs.SEND_TO_ABOVE, by, sheet=sheet.pk)
    act(verbs.TELL_ALL_RESULTS, officer, round=round.pk)
    weak = round.sheets.get(club=clubs[4])
    words = "Năm ấy câu lạc bộ khóa sổ đủ mười hai tháng, xin xem lại (mẫu)."
    appeal = act(verbs.APPEAL_RESULT, by, sheet=weak.pk, text=words).result
    answer = {"answer": "REFUSED", "answer_text": "Đã xem lại sổ: hai tháng chưa khóa, giữ nguyên điểm (mẫu)."}
    act(verbs.ANSWER_APPEAL, officer, appeal=appeal.pk, **answer)
    act(verbs.LOCK_ROUND, officer, round=round.pk, decision="(mẫu)")


def _begin_this_year(by: User, officer: User, clubs: list[Club], round: Round) -> None:
    """Club 0 is left to its chair; club 1 waits at the commune; club 2 with those above."""
    people = [row for row in round.scorecard.criteria.all() if not row.measure]
    for number, club in enumerate(clubs[1:3], 1):
        sheet: Sheet = round.sheets.get(club=club)
        blanks = [row for row in round.scorecard.criteria.all() if _is_blank(sheet, row.code)]
        for row in {row.pk: row for row in (*people, *blanks)}.values():
            said = {"criterion": row.pk, "points": row.max_points / 2, "reason": "Ban chủ nhiệm tự xét (mẫu)"}
            act(verbs.GRADE_OWN_CLUB, by, sheet=sheet.pk, **said)
        act(verbs.SEND_OWN_SHEET, by, sheet=sheet.pk)
        if number > 1:
            act(verbs.SEND_TO_ABOVE, by, sheet=sheet.pk)


def _is_blank(sheet: Sheet, code: str) -> bool:
    kept = sheet.auto.get(code)
    return kept is None or kept["p"] is None

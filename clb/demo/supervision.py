"""The demo's supervision of Hồng Ngự: last year's programme, finished, and this year's, running."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from clb.access.models import User
from clb.clubs.models import Club
from clb.supervision import commands as verbs
from clb.supervision.models import (
    CorrectiveAction,
    Outcome,
    SampleItem,
    SampleKind,
    SupervisionLine,
    SupervisionProgramme,
    SupervisionVisit,
)
from clb.supervision.services import start_programme

from .build import act

AIMS = (
    "Kịp thời chấn chỉnh, bổ sung, hỗ trợ kỹ thuật để các câu lạc bộ bảo đảm chất lượng hoạt động (mẫu).\n"
    "Không gây phiền hà, không giữ sổ của câu lạc bộ quá một buổi (mẫu)."
)
BODIES = ["LABOUR", "FRONT", "WOMEN", "YOUTH"]
TEAM = (
    ("ASSOCIATION", "Ông Trưởng Đoàn (mẫu)", "Phó Trưởng ban", "on"),
    ("LABOUR", "Bà Lao Động (mẫu)", "Chuyên viên", ""),
    ("FRONT", "Ông Mặt Trận (mẫu)", "Phó Chủ tịch", ""),
    ("WOMEN", "Bà Phụ Nữ (mẫu)", "Ủy viên Ban Thường vụ", ""),
)
LACKING = {"fund2": ("NO", "Hai tháng chưa khóa sổ (mẫu)"), "met2": ("PARTLY", "Thiếu biên bản một buổi (mẫu)")}
BOOKS = {
    "kind": "BOOKS",
    "severity": "MEDIUM",
    "text": "Ba phiếu chi chưa có chữ ký người nhận (mẫu)",
    "body": "ASSOCIATION",
    "action": "Xin chữ ký bổ sung trên ba phiếu chi (mẫu)",
    "owner": "Thủ quỹ",
}
MEETINGS = {
    "kind": "MEETINGS",
    "severity": "LOW",
    "text": "Điểm danh một buổi ghi sau, không khớp sổ tay (mẫu)",
    "body": "FRONT",
    "action": "Điểm danh ngay tại buổi họp, đọc lại cho mọi người nghe (mẫu)",
    "owner": "Thư ký",
}
CASH = {
    "kind": "CASH",
    "severity": "HIGH",
    "text": "Tiền trong hộp chưa đếm từ hai tháng nay (mẫu)",
    "body": "ASSOCIATION",
    "action": "Đếm tiền cùng ban chủ nhiệm, ghi kiểm quỹ hằng tháng (mẫu)",
    "owner": "Thủ quỹ, chủ nhiệm",
}


def build_supervision(by: User, clubs: list[Club], today: date) -> None:
    """Three clubs supervised last year, all put right; this year one concluded, one under way, one to come."""
    lead = User.objects.get(username="hoi")
    _last_year(by, lead, clubs, today)
    _this_year(by, lead, clubs, today)


def _programme(lead: User, clubs: list[Club], year: int, ranked_on: date, approved_on: date) -> SupervisionProgramme:
    """Of these clubs; whatever the ranking brought besides is left out. Ranked on a day that is past, so by the service
    itself: people rank as of today."""
    unit = lead.assignments.get().unit
    told: dict[str, Any] = {"year": year, "lead": "ASSOCIATION", "bodies": BODIES, "aims": AIMS}
    programme = start_programme(by=lead, unit=unit, how_many=3, ranked_on=ranked_on, **told)
    for club in clubs:
        if not programme.lines.filter(club=club).exists():
            because = "Huyện chỉ đạo kiểm tra theo đề nghị của xã (mẫu)"
            act(verbs.ADD_SUPERVISED_CLUB, lead, programme=programme.pk, club=club.pk, because=because)
    for line in programme.lines.exclude(club__in=clubs):
        because = "Vừa được tỉnh giám sát, không trùng lặp (mẫu)"
        act(verbs.LEAVE_OUT_CLUB, lead, line=line.pk, because=because)
    approved = {"approved_on": approved_on, "approved_as": f"Kế hoạch giám sát năm {year} (mẫu)"}
    act(verbs.APPROVE_PROGRAMME, lead, programme=programme.pk, **approved)
    return programme


def _visit(lead: User, line: SupervisionLine, on: date) -> SupervisionVisit:
    visit: SupervisionVisit = act(verbs.PLAN_VISIT, lead, line=line.pk, planned_on=on).result
    for body, name, title, is_head in TEAM:
        told = {"body": body, "name": name, "title": title, "is_head": is_head}
        act(verbs.ADD_TEAM_MEMBER, lead, visit=visit.pk, **told)
    return visit


def _there(lead: User, visit: SupervisionVisit, on: date, *, first_only: bool = False) -> None:
    told = {"place": "Nhà văn hóa ấp (mẫu)", "met_with": "Chủ nhiệm, thủ quỹ (mẫu)"}
    act(verbs.CARRY_OUT_VISIT, lead, visit=visit.pk, carried_on=on, **told)
    keys = list(visit.questions)[: 10 if first_only else None]
    answers = [dict(zip(("answer", "note"), LACKING.get(key, ("YES", "")), strict=True)) for key in keys]
    rows = [{"question": key, **one} for key, one in zip(keys, answers, strict=True)]
    act(verbs.ANSWER_CHECKLIST, lead, visit=visit.pk, answers=rows)
    act(verbs.DRAW_RECOUNT, lead, visit=visit.pk, drawn_on=on)
    items = SampleItem.objects.filter(recount__visit=visit).order_by("kind", "number")
    results = [_result(item) for item in items if not first_only or item.kind != SampleKind.ATTENDANCE]
    act(verbs.RECORD_RECOUNT, lead, visit=visit.pk, results=results)


def _result(item: SampleItem) -> dict[str, Any]:
    told: dict[str, Any] = {"item": str(item.pk), "outcome": Outcome.RIGHT.value, "found_vnd": None, "note": ""}
    if item.kind == SampleKind.CASH:
        return told | {"outcome": "", "found_vnd": item.book_vnd}
    if item.number == 3:
        return told | {"outcome": Outcome.UNREACHED.value, "note": "Đi làm xa (mẫu)"}
    if item.number == 5 and item.kind == SampleKind.MEMBER:
        return told | {"outcome": Outcome.WRONG.value, "note": "Năm sinh ghi nhầm (mẫu)"}
    if item.number == 2 and item.kind == SampleKind.LOAN:
        return told | {"outcome": Outcome.WRONG.value, "found_vnd": max((item.book_vnd or 0) - 200_000, 0)}
    return told


def _finding(lead: User, visit: SupervisionVisit, what: dict[str, str], due_on: date) -> CorrectiveAction:
    found = act(verbs.RECORD_FINDING, lead, visit=visit.pk, due_on=due_on, **what).result
    action: CorrectiveAction = found.actions.get()
    return action


def _conclude(lead: User, visit: SupervisionVisit, on: date) -> None:
    help_given = {"kind": "BOOKS", "text": "Cách ghi phiếu chi, khóa sổ tháng (mẫu)", "people": 3, "body": "LABOUR"}
    act(verbs.RECORD_SUPPORT, lead, visit=visit.pk, **help_given)
    told = {"summary": "Câu lạc bộ sinh hoạt đều; cần khóa sổ hằng tháng (mẫu).", "club_words": "Nhất trí (mẫu)."}
    act(verbs.CONCLUDE_VISIT, lead, visit=visit.pk, concluded_on=on, **told)


def _done(by: User, lead: User, action: CorrectiveAction, on: date) -> None:
    act(verbs.REPORT_ACTION, by, action=action.pk, done_on=on, words="Đã bổ sung đủ (mẫu)")
    act(verbs.VERIFY_ACTION, lead, action=action.pk, verified_on=on + timedelta(days=3), words="Đã xem sổ (mẫu)")


def _last_year(by: User, lead: User, clubs: list[Club], today: date) -> None:
    year = today.year - 1
    chosen = [clubs[0], clubs[3], clubs[5]]
    programme = _programme(lead, chosen, year, date(year, 1, 31), date(year, 2, 15))
    for n, line in enumerate(programme.lines.filter(is_in=True).order_by("club__search_key")):
        on = date(year, 4 + 2 * n, 10)
        visit = _visit(lead, line, on)
        _there(lead, visit, on)
        actions = [_finding(lead, visit, what, on + timedelta(days=30)) for what in (BOOKS, MEETINGS)[: 2 - n % 2]]
        _conclude(lead, visit, on)
        for action in actions:
            _done(by, lead, action, on + timedelta(days=20 if n else 40))


def _this_year(by: User, lead: User, clubs: list[Club], today: date) -> None:
    first = date(today.year, 1, 1)
    ago = [max(first, today - timedelta(days=days)) for days in (120, 90, 2, 30)]
    programme = _programme(lead, [clubs[0], clubs[1], clubs[6], clubs[8]], today.year, ago[0], ago[0])
    lines = {line.club_id: line for line in programme.lines.filter(is_in=True)}
    own = _visit(lead, lines[clubs[0].pk], ago[1])
    _there(lead, own, ago[1])
    late = _finding(lead, own, BOOKS, max(ago[1], today - timedelta(days=20)))
    told = _finding(lead, own, CASH, today + timedelta(days=10))
    _finding(lead, own, MEETINGS, today + timedelta(days=20))
    _conclude(lead, own, ago[1])
    chair = User.objects.get(username="chunhiem")
    act(verbs.REPORT_ACTION, chair, action=told.pk, done_on=ago[3], words="Đã đếm cùng ban chủ nhiệm (mẫu)")
    answer = "Câu lạc bộ sẽ xin chữ ký bổ sung trong tháng (mẫu)."
    act(verbs.ANSWER_FINDING, chair, finding=late.finding_id, answer=answer)
    under_way = _visit(lead, lines[clubs[1].pk], ago[2])
    _there(lead, under_way, ago[2], first_only=True)
    _visit(lead, lines[clubs[6].pk], today + timedelta(days=7))
    month = min(12, today.month + 1)
    act(verbs.SET_SUPERVISION_MONTH, lead, line=lines[clubs[8].pk].pk, month=month)

"""A programme of the province's association for club 1, with a visit under way that found something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from clb.access.models import User
from clb.files.tests.samples import picture, sent
from clb.kernel.commands import Command, run
from clb.supervision import commands as verbs
from clb.supervision.models import (
    CorrectiveAction,
    SupervisionFinding,
    SupervisionLine,
    SupervisionProgramme,
    SupervisionVisit,
)
from conftest import Cast


def do(command: Command, by: User, **data: Any) -> Any:
    """One act that must succeed; gives its result."""
    files = {name: data.pop(name) for name in list(data) if hasattr(data[name], "read")}
    outcome = run(command, by=by, data=data, files=files)
    assert outcome.status == "done", (command.name, outcome.errors)
    return outcome.result


@dataclass
class Supervised:
    """What the sample made."""

    programme: SupervisionProgramme
    line: SupervisionLine
    visit: SupervisionVisit


def make_visit(cast: Cast, *, is_there: bool = True) -> Supervised:
    """An approved programme of this year, a visit to club 1 planned for today with a team; carried out where asked."""
    today = timezone.localdate()
    told = {"unit_key": "P1", "year": today.year, "lead": "ASSOCIATION", "bodies": ["FRONT", "WOMEN"], "how_many": 1}
    programme = do(verbs.START_PROGRAMME, cast.hoi, **told)
    line = programme.lines.filter(club=cast.club).first()
    if line is None:
        because = {"because": "Đã lâu chưa đến"}
        line = do(verbs.ADD_SUPERVISED_CLUB, cast.hoi, programme=programme.pk, club=cast.club.pk, **because)
    approved = {"approved_on": today - timedelta(days=20), "approved_as": "Số 1/KH (mẫu)"}
    do(verbs.APPROVE_PROGRAMME, cast.hoi, programme=programme.pk, **approved)
    visit = do(verbs.PLAN_VISIT, cast.hoi, line=line.pk, planned_on=today)
    one = {"body": "ASSOCIATION", "name": "Ông Đoàn Mẫu", "title": "Phó ban", "is_head": "on"}
    do(verbs.ADD_TEAM_MEMBER, cast.hoi, visit=visit.pk, **one)
    if is_there:
        there = {"carried_on": today, "place": "Nhà văn hóa", "met_with": "Ban chủ nhiệm"}
        do(verbs.CARRY_OUT_VISIT, cast.hoi, visit=visit.pk, **there)
    return Supervised(programme, line, visit)


def make_finding(cast: Cast, visit: SupervisionVisit, **more: Any) -> SupervisionFinding:
    """A finding about the books, with a photo and something to do within ten days."""
    due_on = timezone.localdate() + timedelta(days=10)
    told = {"kind": "BOOKS", "severity": "MEDIUM", "text": "Thiếu phiếu chi", "body": "ASSOCIATION"}
    told |= {"action": "Bổ sung phiếu chi", "owner": "Thủ quỹ", "due_on": due_on, "file": sent(picture())}
    found: SupervisionFinding = do(verbs.RECORD_FINDING, cast.hoi, visit=visit.pk, **{**told, **more})
    return found


def make_all(cast: Cast) -> CorrectiveAction:
    """A visit under way with a little of everything; gives what is to be done."""
    found = make_visit(cast)
    visit = found.visit.pk
    answers = [{"question": "org1", "answer": "YES", "note": ""}, {"question": "org2", "answer": "NO", "note": "Thiếu"}]
    do(verbs.ANSWER_CHECKLIST, cast.hoi, visit=visit, answers=answers)
    do(verbs.DRAW_RECOUNT, cast.hoi, visit=visit, drawn_on=timezone.localdate())
    given = {"kind": "BOOKS", "text": "Cách ghi phiếu", "people": 2, "body": "FRONT"}
    do(verbs.RECORD_SUPPORT, cast.hoi, visit=visit, **given)
    finding = make_finding(cast, found.visit)
    return finding.actions.get()

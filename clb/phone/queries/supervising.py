"""What a supervisor's phone holds: the visits that wait for this office, each with its checklist and, where the lot is
drawn and names may be read, the lines of the sample. Nothing else of a club goes to that phone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from clb.access.models import User
from clb.access.queries import offices
from clb.clubs.models import Club
from clb.supervision.models import (
    BODIES,
    ChecklistAnswer,
    Recount,
    SampleItem,
    SampleKind,
    SupervisionFinding,
    SupervisionVisit,
)
from clb.supervision.queries.asked import CHOICES, QUESTIONS, told_of
from clb.supervision.queries.visits import sample_items
from clb.supervision.rules.samples import FORMULA

Rows = dict[str, dict[str, Any]]
RIGHT, NAMES = "supervision.answer_checklist", "supervision.read_samples"
VERBS = ("carry_out_visit", "answer_checklist", "draw_recount", "record_recount", "record_finding")
BEFORE, AHEAD = timedelta(days=31), timedelta(days=31)
MOST_VISITS = 12


def supervision_rows(user: User, clubs: Sequence[Club], on: date) -> Rows:
    """`supervision`: the next visits in which an office of `user` leads or takes part, planned for the month before or
    after a day, or carried out and not concluded."""
    if not user.may_anywhere(RIGHT):
        return {}
    roles = set(offices(user, on).values_list("role", flat=True))
    body = next((body for body, _label in BODIES if body in roles), "")
    return {f"supervision:{visit.pk}": _row(user, visit, body) for visit in _waiting(user, roles, on)}


def _waiting(user: User, roles: set[str], on: date) -> QuerySet[SupervisionVisit]:
    mine = Q(programme__lead__in=roles) | Q(team__body__in=roles)
    here = Q(programme__unit__in=user.reach(RIGHT).values("below"))
    soon = Q(carried_on__isnull=False) | Q(planned_on__range=(on - BEFORE, on + AHEAD))
    rows = SupervisionVisit.objects.visible_to(user).filter(mine, here, soon, concluded_on=None, cancelled_on=None)
    found = SupervisionVisit.objects.filter(pk__in=rows.order_by().values("pk"))
    return found.select_related("programme__unit", "club__unit").order_by("planned_on", "pk")[:MOST_VISITS]


def _row(user: User, visit: SupervisionVisit, body: str) -> dict[str, Any]:
    rights = user.rights_at(visit.programme.unit)
    answers = ChecklistAnswer.objects.filter(visit=visit).values_list("question", "answer", "note")
    may_read_names = user.may(NAMES, visit.club.unit)
    findings = SupervisionFinding.objects.filter(visit=visit).order_by("number")
    return {
        "club": str(visit.club_id),
        "name": visit.club.name,
        "body": body,
        "planned_on": visit.planned_on.isoformat(),
        "carried_on": visit.carried_on.isoformat() if visit.carried_on else None,
        "place": visit.place,
        "met_with": visit.met_with,
        "has_team": visit.team.exists(),
        "approved_on": visit.programme.approved_on.isoformat() if visit.programme.approved_on else None,
        "title": visit.checklist_title,
        "source": visit.checklist_source,
        "sections": [[s["title"], [[q["key"], q["text"]] for q in s["questions"]]] for s in visit.sections],
        "answers": {question: [answer, note] for question, answer, note in answers},
        "may": [verb for verb in VERBS if f"supervision.{verb}" in rights],
        "reads_names": may_read_names,
        "recount": _recount(visit) if may_read_names else None,
        "findings": [[f.number, str(f.get_kind_display()), str(f.get_severity_display()), f.text] for f in findings],
    }


def _recount(visit: SupervisionVisit) -> dict[str, Any] | None:
    recount = Recount.objects.filter(visit=visit).select_related("meeting").first()
    if recount is None:
        return None
    items = sample_items(recount)
    kinds = [(kind, [item for item in items if item.kind == kind]) for kind in SampleKind]
    return {
        "drawn_on": recount.drawn_on.isoformat(),
        "seed": recount.seed,
        "meeting_on": recount.meeting.held_on.isoformat() if recount.meeting else None,
        "formula": str(FORMULA),
        "kinds": [
            {
                "kind": kind.value,
                "label": str(kind.label),
                "question": str(QUESTIONS[kind]),
                "choices": [[str(value), str(label)] for value, label in CHOICES[kind]],
                "items": [_item(item) for item in found],
            }
            for kind, found in kinds
            if found
        ],
    }


def _item(item: SampleItem) -> list[Any]:
    """Id, number, whom or what, what the book says in words, outcome, amount found, note."""
    who, book = told_of(item)
    return [str(item.pk), item.number, who, book, item.outcome, item.found_vnd, item.note]

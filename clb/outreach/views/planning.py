"""Pages of the plan: its lines at a place, and their forms."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from clb.access.http import SignedInRequest, fetch
from clb.kernel.commands import Command, Outcome
from clb.outreach.commands import (
    CORRECT_PLANNED_OUTREACH,
    DROP_PLANNED_OUTREACH,
    PLAN_OUTREACH,
    RECORD_BROADCAST,
)
from clb.outreach.models import PlannedOutreach
from clb.outreach.quarters import Quarter
from clb.outreach.queries import lines_seen_by, offices_for, own_lines
from clb.outreach.rules import line_state
from clb.places.queries import names_on
from clb.web.pages import command_page, paged

from .board import asked, picker


def lines(request: SignedInRequest) -> HttpResponse:
    """The lines of a place and a year or a quarter; what may be done with one's own."""
    of = asked(request)
    rows = lines_seen_by(request.user, of.ground.unit, of.year, of.day)
    rows = rows.filter(quarter_end__range=(of.quarters[0].last, of.quarters[-1].last))
    page = paged(request, rows)
    names = names_on({row.unit_id for row in page}, of.day)
    mine = set(own_lines(request.user, RECORD_BROADCAST.name, of.today).values_list("pk", flat=True))
    shown = [
        (
            row,
            names[row.unit_id],
            line_state(row.planned, row.kept, row.late, row.quarter_end, of.today),
            row.pk in mine,
        )
        for row in page
    ]
    may_plan = request.user.may_anywhere(PLAN_OUTREACH.name)
    return render(request, "outreach/lines.html", {**picker(of), "page": page, "shown": shown, "may_plan": may_plan})


def _line(request: SignedInRequest, pk: int, command: Command) -> PlannedOutreach:
    rows = PlannedOutreach.objects.visible_to(request.user).select_related("unit")
    return fetch(request, rows, pk, command, at=lambda row: row.unit)


def _list_of(row: PlannedOutreach) -> str:
    return f"{reverse('outreach:lines')}?noi={row.unit.key}&nam={row.quarter.year}"


def plan(request: SignedInRequest) -> HttpResponse:
    """A line is added."""
    today = timezone.localdate()
    offices = offices_for(request.user, PLAN_OUTREACH.name, today)
    quarter = Quarter.of(today)
    initial: dict[str, Any] = {"year": quarter.year, "quarter": quarter.number, "planned": 1}
    initial |= {"office": offices[0].value} if offices else {}

    def then(outcome: Outcome) -> str:
        return _list_of(outcome.result) if outcome.result else reverse("outreach:lines")

    context = {"back": reverse("outreach:index")}
    return command_page(request, PLAN_OUTREACH, initial=initial, then=then, context=context)


def correct(request: SignedInRequest, planned_outreach_id: int) -> HttpResponse:
    """A line is put right."""
    row = _line(request, planned_outreach_id, CORRECT_PLANNED_OUTREACH)
    initial = {name: getattr(row, name) for name in ("channel", "topic", "planned", "campaign", "task")}
    initial |= {"line": row, "year": row.quarter.year, "quarter": row.quarter.number}
    return command_page(request, CORRECT_PLANNED_OUTREACH, initial=initial, then=_list_of(row))


def drop(request: SignedInRequest, planned_outreach_id: int) -> HttpResponse:
    """A line goes."""
    row = _line(request, planned_outreach_id, DROP_PLANNED_OUTREACH)
    context = {"intro": f"{row.channel_name}: {row.topic}", "danger": True}
    return command_page(request, DROP_PLANNED_OUTREACH, initial={"line": row}, then=_list_of(row), context=context)

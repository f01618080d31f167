"""What a volunteer's phone holds of care: the own clients only, with what they agreed to have kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import product
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.html import strip_tags

from clb.access.models import User
from clb.care.models import CareVisit, Danger, Volunteer
from clb.care.models.words import AMBULANCE, CALL_AT_ONCE, NO_DOCTOR, TASK_ICONS, Alarm, told_of_abuse
from clb.care.queries.clients import ClientLine, client_lines, own_clients
from clb.care.queries.roster import PlannedVisit, roster
from clb.clubs.models import Club
from clb.kernel.dates import years_before

Rows = dict[str, dict[str, Any]]
RIGHT = "care.read_own"
DAYS = 14
SHOWN = 5  # visits of one client that a phone holds


def care_rows(user: User, clubs: Sequence[Club], on: date) -> Rows:
    """`client`: whom `user` cares for on a day as a volunteer, with the days of two weeks and the last visits, these
    only of whoever agrees; `volunteer`: who may go along; `alarm`: what to say of a danger. Nothing for anyone else."""
    if not user.may_anywhere(RIGHT):
        return {}
    clients = own_clients(user, on).filter(club__in=[club.pk for club in clubs])
    lines = client_lines(clients, on)
    planned: dict[UUID, list[PlannedVisit]] = defaultdict(list)
    for visit in roster(clients, on, on + timedelta(days=DAYS - 1), on):
        planned[visit.client.pk].append(visit)
    last = _last_visits(user, [line for line in lines if line.has_agreed], on)
    mine = ((line, line.client.pk) for line in lines)
    rows: Rows = {f"client:{pk}": _client(line, planned[pk], last[pk]) for line, pk in mine}
    return rows | _companions(user, {line.client.club_id for line in lines}, on) | {"alarm:care": alarm_words()}


def _client(line: ClientLine, planned: Sequence[PlannedVisit], last: Sequence[CareVisit]) -> dict[str, Any]:
    client, plan = line.client, line.plan
    return {
        "club": str(client.club_id),
        "name": client.person.full_name,
        "sort": client.person.sort_key,
        "hamlet": line.hamlet,
        "from_on": client.from_on.isoformat(),
        "agreed": line.has_agreed,
        "last_on": line.last_on.isoformat() if line.last_on else None,
        "rhythm": plan.rhythm if plan else "",
        "kinds": plan.kinds_shown if plan else [],
        "days": [[visit.on.isoformat(), visit.state.value, visit.names] for visit in planned],
        "visits": [_visit(visit) for visit in last],
    }


def _visit(visit: CareVisit) -> dict[str, Any]:
    return {
        "on": visit.visited_on.isoformat(),
        "who": visit.volunteer.person.full_name,
        "minutes": visit.minutes,
        "tasks": visit.tasks,
        "how_is": visit.how_is,
        "dangers": visit.dangers,
    }


def _last_visits(user: User, lines: Sequence[ClientLine], on: date) -> dict[UUID, list[CareVisit]]:
    """The newest few of each client; of one who took the agreement back none is seen."""
    shown = CareVisit.objects.visible_to(user).filter(client__in=[line.client.pk for line in lines])
    shown = shown.filter(visited_on__gt=years_before(on, 1)).select_related("volunteer__person")
    found: dict[UUID, list[CareVisit]] = defaultdict(list)
    for visit in shown.order_by("-visited_on", "-pk"):
        if len(found[visit.client_id]) < SHOWN:
            found[visit.client_id].append(visit)
    return found


def _companions(user: User, clubs: set[UUID], on: date) -> Rows:
    rows = Volunteer.objects.on(on).filter(club__in=clubs).exclude(person__signs_in__user=user)
    told = rows.select_related("person").order_by("pk")
    return {f"volunteer:{v.pk}": {"club": str(v.club_id), "name": v.person.full_name} for v in told}


def alarm_words() -> dict[str, Any]:
    """What each danger calls for, and the sentences of the online page for every mix of that.

    A mix is written 'CAD': C the ambulance is called, A it is neglect or blows, D a doctor is wanted.
    """
    marks = {
        str(danger): "".join(
            letter
            for letter, holds in (
                ("C", danger in CALL_AT_ONCE),
                ("A", danger == Danger.ABUSE),
                ("D", danger not in NO_DOCTOR),
            )
            if holds
        )
        for danger in Danger
        if danger != Danger.NONE
    }
    return {
        "number": AMBULANCE,
        "marks": marks,
        "words": {mix: _words(mix) for mix in map("".join, product(("C", ""), ("A", ""), ("D", ""))) if mix},
        "icons": {str(task): icon for task, icon in TASK_ICONS.items()},
    }


def _words(mix: str) -> str:
    alarm = Alarm("C" in mix, "A" in mix, "D" in mix, AMBULANCE, told_of_abuse())
    return " ".join(strip_tags(render_to_string("care/_alarm.html", {"alarm": alarm})).split())

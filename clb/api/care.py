"""Reads of care at home: counts for whoever may, names for chair and station, a volunteer's own people."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Router, Schema
from ninja.errors import HttpError

from clb.care.models import CareClient
from clb.care.queries.clients import ClientLine, client_lines, clients_on, clients_within, history_of, own_clients
from clb.care.queries.counts import club_care
from clb.care.queries.roster import roster
from clb.care.queries.volunteers import volunteer_lines
from clb.care.rules.roster import monday
from clb.clubs.models import Club
from clb.health.queries import agreed_among
from clb.kernel.dates import EARLIEST, LATEST
from clb.kernel.journal import Kind, note

from .auth import caller

router = Router(tags=["Đọc"])

Day = Annotated[date, Field(ge=EARLIEST, le=LATEST)]  # the same days as a page takes
Days = Annotated[int, Field(ge=1, le=62)]


def _club(request: HttpRequest, club_id: UUID, right: str) -> Club:
    here = caller(request).reach(right).values("below")
    found: Club = get_object_or_404(Club.objects.filter(unit__in=here).select_related("unit"), pk=club_id)
    return found


class CareOut(Schema):
    """A club's care in numbers; where there are one to four and you may not read who they are, `clients` is null, and
    where there were so few in the last whole month, that month is."""

    on: date
    clients: int | None
    volunteers: int
    month_planned: int | None
    month_done: int | None
    month_percent: int | None


@router.get("/clubs/{club_id}/care", response=CareOut, summary="Chăm sóc tại nhà của câu lạc bộ, bằng con số")
def care(request: HttpRequest, club_id: UUID, on: Day | None = None) -> dict[str, object]:
    """People on a day; visits planned and made in the last whole month before it."""
    club, day = _club(request, club_id, "care.read_counts"), on or timezone.localdate()
    (found,) = club_care([club], day)
    may_read = caller(request).may("care.read", club.unit)
    month = None if found.hides_month and not may_read else found.month
    return {
        "on": day,
        "clients": None if found.hides_clients and not may_read else found.clients,
        "volunteers": found.volunteers,
        "month_planned": month.planned if month else None,
        "month_done": month.done if month else None,
        "month_percent": month.percent if month else None,
    }


class CareClientOut(Schema):
    """Someone cared for; nothing of what is seen of them."""

    id: UUID
    person_id: UUID
    person_name: str
    from_on: date
    weekdays: list[int]
    every_weeks: int | None
    volunteers: list[str]
    last_visited_on: date | None
    has_agreed: bool


def _line(line: ClientLine) -> dict[str, object]:
    plan = line.plan
    return {
        "id": line.client.pk,
        "person_id": line.client.person_id,
        "person_name": line.client.person.full_name,
        "from_on": line.client.from_on,
        "weekdays": [n for n in range(7) if plan and plan.weekdays >> n & 1],
        "every_weeks": plan.every_weeks if plan else None,
        "volunteers": [volunteer.person.full_name for volunteer in line.volunteers],
        "last_visited_on": line.last_on,
        "has_agreed": line.has_agreed,
    }


@router.get("/clubs/{club_id}/care-clients", response=list[CareClientOut], summary="Người được chăm sóc tại nhà")
def care_clients(request: HttpRequest, club_id: UUID, on: Day | None = None) -> list[dict[str, object]]:
    """Whom the club cares for on a day, by name."""
    club, day = _club(request, club_id, "care.read"), on or timezone.localdate()
    note(Kind.LOOKED_AT_CARE, request=request, unit=club.unit)
    return [_line(line) for line in client_lines(clients_on(club, day), day)]


@router.get("/care-mine", response=list[CareClientOut], summary="Những người tôi chăm sóc")
def care_mine(request: HttpRequest) -> list[dict[str, object]]:
    """Whom you care for today as a volunteer, or stand in for."""
    user, today = caller(request), timezone.localdate()
    if not user.may_anywhere("care.read_own"):
        raise HttpError(403, "")
    return [_line(line) for line in client_lines(own_clients(user, today), today)]


class CareVisitOut(Schema):
    """A visit: codes of what was done and seen, and the words added."""

    id: UUID
    visited_on: date
    minutes: int
    tasks: list[str]
    how_is: str
    dangers: list[str]
    note: str
    volunteer: str
    companion: str | None


class CareVisitsOut(Schema):
    """Visits, newest first; `older` is what to give as `before` for those before, null where none are."""

    visits: list[CareVisitOut]
    older: str | None


@router.get("/care-clients/{care_client_id}/visits", response=CareVisitsOut, summary="Các lần chăm sóc một người")
def care_visits(request: HttpRequest, care_client_id: UUID, before: str = "") -> dict[str, object]:
    """Twenty at a time; none where the person does not agree any more."""
    user, today = caller(request), timezone.localdate()
    rows = CareClient.objects.visible_to(user).select_related("club__unit")
    client = get_object_or_404(rows, pk=care_client_id)
    if client.person_id not in agreed_among([client.person_id], today):
        return {"visits": [], "older": None}
    note(Kind.LOOKED_AT_CARE, request=request, unit=client.club.unit, person=client.person_id)
    history = history_of(client, before)
    visits = [
        {
            "id": v.pk,
            "visited_on": v.visited_on,
            "minutes": v.minutes,
            "tasks": v.tasks,
            "how_is": v.how_is,
            "dangers": v.dangers,
            "note": str(v.note),
            "volunteer": v.volunteer.person.full_name,
            "companion": v.companion.person.full_name if v.companion else None,
        }
        for v in history.visits
    ]
    return {"visits": visits, "older": history.older}


class CareVolunteerOut(Schema):
    """A volunteer with this year's hours, in minutes."""

    id: UUID
    person_id: UUID
    person_name: str
    from_on: date
    weekdays: list[int]
    kinds: list[str]
    clients: int
    year_visits: int
    year_minutes: int
    trained_on: date | None


@router.get("/clubs/{club_id}/care-volunteers", response=list[CareVolunteerOut], summary="Tình nguyện viên")
def care_volunteers(request: HttpRequest, club_id: UUID, on: Day | None = None) -> list[dict[str, object]]:
    """The club's volunteers on a day, by name."""
    club, day = _club(request, club_id, "care.read"), on or timezone.localdate()
    return [
        {
            "id": line.volunteer.pk,
            "person_id": line.volunteer.person_id,
            "person_name": line.volunteer.person.full_name,
            "from_on": line.volunteer.from_on,
            "weekdays": [n for n in range(7) if line.volunteer.weekdays >> n & 1],
            "kinds": line.volunteer.kinds,
            "clients": line.clients,
            "year_visits": line.year.visits,
            "year_minutes": line.year.minutes,
            "trained_on": line.trained_on,
        }
        for line in volunteer_lines(club, day)
    ]


class PlannedVisitOut(Schema):
    """A planned visit: DONE, MADE_UP (another day of the week), MISSED, EXPECTED, NOBODY (somebody is wanted), OFF."""

    on: date
    client_id: UUID
    person_name: str
    volunteers: list[str]
    state: str


@router.get("/clubs/{club_id}/care-roster", response=list[PlannedVisitOut], summary="Lịch chăm sóc tại nhà")
def care_roster(
    request: HttpRequest, club_id: UUID, first: Day | None = None, days: Days = 7
) -> list[dict[str, object]]:
    """Every planned visit of some days, from `first` on (this week's Monday where it is not told)."""
    club, today = _club(request, club_id, "care.read"), timezone.localdate()
    begin = first or monday(today)
    last = begin + timedelta(days=days - 1)
    clients = clients_within(club, begin, last)
    return [
        {
            "on": visit.on,
            "client_id": visit.client.pk,
            "person_name": visit.client.person.full_name,
            "volunteers": [volunteer.person.full_name for volunteer in visit.who],
            "state": visit.state.value,
        }
        for visit in roster(clients, begin, last, today)
    ]

"""The desks that a person may see, one desk, and its sheet of a year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from clb.access.http import SignedInRequest
from clb.access.queries import role_levels
from clb.access.roles import Role
from clb.desks.commands import RECORD_NOTE, SEND_PETITION
from clb.desks.papers import year_paper, year_sheet
from clb.desks.queries.desk import DeskPage, desk_page
from clb.desks.queries.lists import SHOWN, desks_of, notes_seen_by, petitions_seen_by
from clb.desks.rules import DESK_ROLES
from clb.papers.files import file_name, format_of, paper_response
from clb.papers.sheets import XLSX, write_sheets
from clb.places.models import Unit
from clb.places.queries import name_on, names_on
from clb.reports.issuer import issuer_of
from clb.web.pages import chosen_year

YEARS = range(2016, 2101)


@dataclass(frozen=True)
class Link:
    """A desk as a link: the office, the unit's name and key."""

    role: Role
    place: str
    key: str


def index(request: SignedInRequest) -> HttpResponse:
    """My desks, those of the other agencies at my units, and the newest notes and proposals that I may see."""
    if not request.user.may_anywhere("desks.read"):
        raise PermissionDenied("desks.read")
    today = timezone.localdate()
    mine = list(desks_of(request.user, today))
    held = {(office.unit_id, office.role) for office in mine}
    units = {office.unit_id: office.unit for office in mine}
    names = names_on(units, today)
    others = [
        Link(role, names[pk], unit.key)
        for pk, unit in units.items()
        for role in DESK_ROLES
        if (pk, role) not in held and unit.level in role_levels(role)
    ]
    context = {
        "mine": [Link(Role(office.role), names[office.unit_id], office.unit.key) for office in mine],
        "others": others,
        "notes": with_places(notes_seen_by(request.user)[:SHOWN]),
        "petitions": petitions_seen_by(request.user)[:SHOWN],
        "today": today,
        **may_write(request),
    }
    return render(request, "desks/index.html", context)


def may_write(request: SignedInRequest) -> dict[str, bool]:
    """May the person write at some desk of theirs?"""
    may = request.user.may_anywhere
    return {"may_note": may(RECORD_NOTE.name), "may_petition": may(SEND_PETITION.name)}


def with_places(notes: Iterable[Any]) -> list[tuple[Any, str, str]]:
    """Notes with the name of where they were written and of what they are about."""
    rows = list(notes)
    names = names_on({pk for row in rows for pk in (row.unit_id, row.about_id) if pk}, timezone.localdate())
    return [(row, names.get(row.unit_id, ""), names.get(row.about_id, "")) for row in rows]


def _page(request: SignedInRequest, key: str, role: str, year: int | None = None) -> DeskPage:
    unit = get_object_or_404(Unit, key=key)
    is_desk = role in DESK_ROLES and unit.level not in (Unit.Level.HAMLET, Unit.Level.CLUB)
    if not is_desk or not request.user.may("desks.read", unit):
        raise Http404(key)
    today = timezone.localdate()
    if year and year not in YEARS:
        raise Http404(year)
    chosen = year or chosen_year(request, YEARS, None)
    return desk_page(request.user, unit, role, chosen, today)


def desk(request: SignedInRequest, key: str, role: str) -> HttpResponse:
    """One desk."""
    page = _page(request, key, role)
    today = timezone.localdate()
    years = sorted({y for part in page.parts for y in range(part.plan.from_on.year, part.plan.until_on.year + 1)})
    is_mine = desks_of(request.user, today).filter(unit=page.unit, role=role).exists()
    context = {
        "page": page,
        "place": name_on(page.unit, today),
        "office": Role(role).label,
        "years": sorted({*years, page.year, today.year}),
        "notes": with_places(page.notes),
        "is_mine": is_mine,
        "today": today,
        **may_write(request),
    }
    return render(request, "desks/desk.html", context)


def sheet(request: SignedInRequest, key: str, role: str, year: int, file_format: str) -> HttpResponse:
    """The sheet of a year as docx or PDF."""
    kind = format_of(file_format)
    page = _page(request, key, role, year)
    today = timezone.localdate()
    return paper_response(request, lambda: year_paper(page, today, issuer_of(request.user, today)), kind)


def workbook(request: SignedInRequest, key: str, role: str, year: int) -> HttpResponse:
    """The sheet of a year as xlsx."""
    page = _page(request, key, role, year)
    file = BytesIO()
    write_sheets(file, year_sheet(page, timezone.localdate()))
    response = HttpResponse(file.getvalue(), content_type=XLSX)
    name = file_name(f"Nhiệm vụ {year} {Role(role).label}")
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response

"""Pages of readings: a club's members to measure, one person's readings, and the forms."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest, fetch
from clb.clubs.models import Club
from clb.law.classes import HOME, OFFICE, pressure_table
from clb.members.models import Person
from clb.web.pages import command_page, paged

from .commands import DROP_CHECK, RECORD_CHECK
from .models import HealthCheck
from .queries import (
    agreed_among,
    check_rows,
    checks_of,
    club_of_person,
    clubs_with,
    members_to_measure,
    people_of,
    person_lines,
)

READ = "health.read"
HERE = (READ, RECORD_CHECK.name, "members.read")  # whoever holds one of these may know that the person exists


def _person_at(request: SignedInRequest, person_id: UUID, right: str) -> tuple[Person, Club]:
    """Someone whom the reader may know of, else 404; and the club where the reader holds `right`, else 403."""
    found = get_object_or_404(people_of(clubs_with(request.user, *HERE)), pk=person_id)
    club = club_of_person(clubs_with(request.user, right), found)
    if club is None:
        raise PermissionDenied(right)
    return found, club


def club(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """A club's members: who agreed to readings, whose were taken when."""
    rows = clubs_with(request.user, READ, RECORD_CHECK.name)
    found, today = fetch(request, rows, club_id, at=lambda row: row.unit), timezone.localdate()
    rights = request.user.rights_at(found.unit)
    page = paged(request, members_to_measure(found, today))
    context = {
        "club": found,
        "page": page,
        "lines": person_lines(page, found, today),
        "may_read": READ in rights,
        "may_record": RECORD_CHECK.name in rights,
        "may_ask": "members.record_consent" in rights,
    }
    return render(request, "health/club.html", context)


def person(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """One person's readings, newest first, each with its class and the table that says so."""
    found, at = _person_at(request, person_id, READ)
    today = timezone.localdate()
    rights = request.user.rights_at(at.unit)
    page = paged(request, checks_of(request.user, found))
    context = {
        "person": found,
        "club": at,
        "page": page,
        "rows": check_rows(page),
        "has_agreed": found.pk in agreed_among([found.pk], today),
        "tables": [pressure_table(name, on=today) for name in (OFFICE, HOME)],
        "may_record": RECORD_CHECK.name in rights,
        "may_drop": DROP_CHECK.name in rights,
        "may_ask": "members.record_consent" in rights,
    }
    return render(request, "health/person.html", context)


def record_check(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Write down what was measured."""
    found, at = _person_at(request, person_id, RECORD_CHECK.name)
    is_reader = clubs_with(request.user, READ).filter(pk=at.pk).exists()
    then = reverse("health:person", args=[found.pk]) if is_reader else reverse("health:club", args=[at.pk])
    initial = {"club": at, "person": found, "measured_on": timezone.localdate()}
    told = _("%(person)s, %(birth)s. Ô nào không đo thì để trống.")
    context = {"intro": told % {"person": found.full_name, "birth": found.birth_shown}}
    return command_page(request, RECORD_CHECK, initial=initial, then=then, context=context)


def drop_check(request: SignedInRequest, health_check_id: UUID) -> HttpResponse:
    """Erase a reading; nothing of it stays."""
    mine = HealthCheck.objects.visible_to(request.user).select_related("club__unit", "person")
    row = fetch(request, mine, health_check_id, DROP_CHECK, at=lambda check: check.club.unit)
    told = _("%(person)s, đo ngày %(day)s. Xóa rồi thì không lấy lại được.")
    words = {"person": row.person.full_name, "day": f"{row.measured_on:%d/%m/%Y}"}
    then = reverse("health:person", args=[row.person_id])
    context = {"intro": told % words, "danger": True}
    return command_page(request, DROP_CHECK, initial={"check": row}, then=then, context=context)

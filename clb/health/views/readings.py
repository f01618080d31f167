"""Pages of readings: a club's members to measure, one person's readings, the forms and the slip."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest, fetch
from clb.health.commands import DROP_CHECK, OPEN_REFERRAL, RECORD_CHECK, RECORD_STATION_RESULT
from clb.health.models import EmergencyAccess, HealthCheck
from clb.health.papers import reading_slip
from clb.health.queries import (
    agreed_among,
    chart_of,
    check_rows,
    checks_of,
    clubs_with,
    members_to_measure,
    person_lines,
    referral_counts,
    shown_referrals,
)
from clb.health.queries.readings import check_ups_of, tables_shown
from clb.papers.files import format_of, paper_response
from clb.web.pages import command_page, paged

from .access import READ, note_look, person_at, person_read


def club(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """A club's members: who agreed to readings, whose were taken when; and the ways to all else of its health."""
    rows = clubs_with(request.user, READ, RECORD_CHECK.name)
    found, today = fetch(request, rows, club_id, at=lambda row: row.unit), timezone.localdate()
    rights = request.user.rights_at(found.unit)
    page = paged(request, members_to_measure(found, today))
    may_read = READ in rights
    looked = EmergencyAccess.objects.filter(club=found, seen_at__isnull=True).select_related("user")
    context = {
        "club": found,
        "page": page,
        "lines": person_lines(page, found, today),
        "may_read": may_read,
        "may_record": RECORD_CHECK.name in rights,
        "may_ask": "members.record_consent" in rights,
        "referred": referral_counts(clubs_with(request.user, READ).filter(pk=found.pk), today) if may_read else None,
        "looked": looked.order_by("opened_at") if may_read else [],
    }
    return render(request, "health/club.html", context)


def person(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """One person's health: course, readings with the class of each and the table that says so, referrals, check-ups."""
    found, at, urgent = person_read(request, person_id)
    now, today = timezone.now(), timezone.localdate()
    rights = request.user.rights_at(at.unit)
    checks = checks_of(request.user, found, now)
    has_agreed = found.pk in agreed_among([found.pk], today)
    page = paged(request, checks)
    context = {
        "person": found,
        "club": at,
        "page": page,
        "rows": check_rows(page, found),
        "chart": chart_of(checks, today) if has_agreed else None,
        "has_agreed": has_agreed,
        "urgent": urgent,
        "tables": tables_shown(found.sex, today),
        "referrals": shown_referrals(request.user, clubs_with(request.user, READ), today).filter(person=found)[:5],
        "check_ups": check_ups_of(request.user, found)[:5] if has_agreed else [],
        "today": today,
        "may_record": RECORD_CHECK.name in rights,
        "may_drop": DROP_CHECK.name in rights,
        "may_refer": OPEN_REFERRAL.name in rights,
        "may_check": RECORD_STATION_RESULT.name in rights,
        "may_ask": "members.record_consent" in rights,
    }
    return render(request, "health/person.html", context)


def record_check(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Write down what was measured; what is unusual or a danger is asked on the same page."""
    found, at = person_at(request, person_id, RECORD_CHECK.name)
    is_reader = clubs_with(request.user, READ).filter(pk=at.pk).exists()
    then = reverse("health:person", args=[found.pk]) if is_reader else reverse("health:club", args=[at.pk])
    initial = {"club": at, "person": found, "measured_on": timezone.localdate()}
    told = _("%(person)s, %(birth)s. Ô nào không đo thì để trống.")
    context = {"intro": told % {"person": found.full_name, "birth": found.birth_shown}, "asks_referral": True}
    page = "health/record.html"
    return command_page(request, RECORD_CHECK, initial=initial, then=then, context=context, template=page)


def drop_check(request: SignedInRequest, health_check_id: UUID) -> HttpResponse:
    """Erase a reading; nothing of it stays."""
    mine = HealthCheck.objects.visible_to(request.user).select_related("club__unit", "person")
    row = fetch(request, mine, health_check_id, DROP_CHECK, at=lambda check: check.club.unit)
    told = _("%(person)s, đo ngày %(day)s. Xóa rồi thì không lấy lại được.")
    words = {"person": row.person.full_name, "day": f"{row.measured_on:%d/%m/%Y}"}
    then = reverse("health:person", args=[row.person_id])
    context = {"intro": told % words, "danger": True}
    return command_page(request, DROP_CHECK, initial={"check": row}, then=then, context=context)


def slip(request: SignedInRequest, health_check_id: UUID, file_format: str) -> HttpResponse:
    """A reading as a slip of paper for the member to take home or to the station."""
    mine = HealthCheck.objects.visible_to(request.user).select_related("club__unit", "person")
    row = fetch(request, mine, health_check_id, at=lambda check: check.club.unit)
    wanted, today = format_of(file_format), timezone.localdate()
    note_look(request, row.club, person=str(row.person_id))
    has_agreed = row.person_id in agreed_among([row.person_id], today)
    name = _("Phiếu số đo %s") % f"{row.measured_on:%d-%m-%Y}"
    return paper_response(request, lambda: reading_slip(row, has_agreed=has_agreed), wanted, name=name)

"""Pages of referrals: what is open at a club or on a station's ground, one referral, its result."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest, fetch
from clb.clubs.http import ground_asked
from clb.health.commands import CORRECT_REFERRAL, DROP_REFERRAL, OPEN_REFERRAL, RECORD_REFERRAL_RESULT
from clb.health.models import Referral
from clb.health.queries import agreed_among, kin_who_may_be_told, referral_counts, shown_referrals
from clb.kernel.commands import Command
from clb.kernel.journal import Kind, note
from clb.web.pages import command_page, paged

from .access import READ, note_look, person_at


def referrals(request: SignedInRequest) -> HttpResponse:
    """Everyone sent on from the clubs of a place, the open ones first, those overdue marked."""
    today = timezone.localdate()
    ground = ground_asked(request, READ, today)
    note(Kind.LOOKED_AT_HEALTH, request=request, unit=ground.unit)
    page = paged(request, shown_referrals(request.user, ground.clubs, today))
    rows = [(row, row.state_on(today)) for row in page]
    context = {"ground": ground, "page": page, "rows": rows, "counts": referral_counts(ground.clubs, today)}
    return render(request, "health/referrals.html", context)


def referral_of(request: SignedInRequest, referral_id: UUID, command: Command | None = None) -> Referral:
    """A referral that the person may see, and there do `command` where one is given; the look is noted."""
    rows = Referral.objects.visible_to(request.user).select_related("club__unit", "person", "owner", "check_up")
    found = fetch(request, rows, referral_id, command, at=lambda row: row.club.unit)
    note_look(request, found.club, person=str(found.person_id))
    return found


def referral(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    """One referral: why, to where, by when, who sees to it, who was told, what came of it."""
    found, today = referral_of(request, referral_id), timezone.localdate()
    rights = request.user.rights_at(found.club.unit)
    context = {
        "referral": found,
        "state": found.state_on(today),
        "has_agreed": found.person_id in agreed_among([found.person_id], today),
        "kin": kin_who_may_be_told(found.person, today) if "members.read" in rights else [],
        "may_correct": CORRECT_REFERRAL.name in rights and found.is_open,
        "may_close": RECORD_REFERRAL_RESULT.name in rights,
        "may_drop": DROP_REFERRAL.name in rights,
    }
    return render(request, "health/referral.html", context)


def open_referral(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Send someone on."""
    found, at = person_at(request, person_id, OPEN_REFERRAL.name)
    told = _("%(person)s, %(birth)s. Chuyển khám là gợi ý đi gặp thầy thuốc, không phải chẩn đoán.")
    initial = {"club": at, "person": found, "opened_on": timezone.localdate(), "to": Referral.To.STATION}
    context = {"intro": told % {"person": found.full_name, "birth": found.birth_shown}}
    context["back"] = reverse("health:person", args=[found.pk])
    then = reverse("health:person", args=[found.pk])
    return command_page(request, OPEN_REFERRAL, initial=initial, then=then, context=context)


def correct_referral(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    """Where to, by when, who, told whom."""
    row = referral_of(request, referral_id, CORRECT_REFERRAL)
    initial = {name: getattr(row, name) for name in ("to", "due_on", "owner", "told_person", "told_kin")}
    context = {"intro": row.person.full_name, "back": _page(row)}
    initial |= {"referral": row, "note": str(row.note)}
    return command_page(request, CORRECT_REFERRAL, initial=initial, then=_page(row), context=context)


def record_result(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    """What the doctor said, or why nobody was seen."""
    row = referral_of(request, referral_id, RECORD_REFERRAL_RESULT)
    initial = {"referral": row, "outcome": row.outcome, "seen_on": row.seen_on, "next_check_on": row.next_check_on}
    context = {"intro": row.person.full_name, "back": _page(row)}
    return command_page(request, RECORD_REFERRAL_RESULT, initial=initial, then=_page(row), context=context)


def drop_referral(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    """Erase it."""
    row = referral_of(request, referral_id, DROP_REFERRAL)
    told = _("%s: lần chuyển khám này sẽ bị xóa, không lấy lại được.") % row.person.full_name
    then = reverse("health:person", args=[row.person_id])
    context = {"intro": told, "danger": True, "back": _page(row)}
    return command_page(request, DROP_REFERRAL, initial={"referral": row}, then=then, context=context)


def _page(row: Referral) -> str:
    return reverse("health:referral", args=[row.pk])

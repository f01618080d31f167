"""Breaches: the register, one of them, the steps."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from clb.access.http import SignedInRequest
from clb.law.norms import limit, norm
from clb.places.queries import name_on
from clb.privacy import commands as verbs
from clb.privacy.models import Breach
from clb.privacy.sheets import breach_sheet
from clb.web.pages import command_page, paged

from .access import breach_of, reader
from .registers import workbook


def breaches(request: SignedInRequest) -> HttpResponse:
    """All that may be seen, the newest first."""
    user = reader(request)
    rows = Breach.objects.visible_to(user).prefetch_related("notices").order_by("-known_at")
    context = {"page": paged(request, rows), "may_record": user.may_anywhere(verbs.RECORD_BREACH.name)}
    return render(request, "privacy/breaches.html", context)


def breaches_sheet(request: SignedInRequest) -> HttpResponse:
    """The same as a workbook."""
    rows = Breach.objects.visible_to(reader(request)).prefetch_related("notices").order_by("-known_at")
    return workbook(breach_sheet(rows, timezone.localdate()), "so-vu-viec")


def breach(request: SignedInRequest, breach_id: UUID) -> HttpResponse:
    """One of them: until when to tell of it, who was told."""
    found, today = breach_of(request, breach_id), timezone.localdate()
    rights = request.user.rights_at(found.unit)
    tell_by = found.known_at + timedelta(hours=limit("privacy.breach_hours", on=today))
    told = {notice.to for notice in found.notices.all()}
    context = {
        "found": found,
        "place": name_on(found.unit, today),
        "tell_by": tell_by,
        "is_late": "AUTHORITY" not in told and timezone.now() > tell_by,
        "is_told": "AUTHORITY" in told,
        "clock": norm("privacy.breach_hours", on=today),
        "may_tell": verbs.TELL_OF_BREACH.name in rights and not found.closed_on,
        "may_close": verbs.CLOSE_BREACH.name in rights and not found.closed_on,
    }
    return render(request, "privacy/breach.html", context)


def record(request: SignedInRequest) -> HttpResponse:
    """Data were seen, taken, lost."""
    initial = {"known_on": timezone.localdate()}
    back = {"back": reverse("privacy:breaches")}
    return command_page(request, verbs.RECORD_BREACH, initial=initial, then=_made, context=back)


def _made(outcome: Any) -> str:
    return reverse("privacy:breach", args=[outcome.ref["id"]])


def tell(request: SignedInRequest, breach_id: UUID) -> HttpResponse:
    """Somebody was told."""
    return _step(request, breach_id, verbs.TELL_OF_BREACH, told_on=timezone.localdate())


def close(request: SignedInRequest, breach_id: UUID) -> HttpResponse:
    """Nothing is left to do."""
    return _step(request, breach_id, verbs.CLOSE_BREACH, closed_on=timezone.localdate())


def _step(request: SignedInRequest, pk: UUID, command: Any, **initial: Any) -> HttpResponse:
    found = breach_of(request, pk, command)
    then = reverse("privacy:breach", args=[found.pk])
    initial = {"breach": found, "measures": found.measures, **initial}
    return command_page(request, command, initial=initial, then=then, context={"intro": str(found)})

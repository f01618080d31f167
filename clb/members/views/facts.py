"""The forms of a person's circumstances."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from clb.access.http import SignedInRequest
from clb.members.commands import END_CIRCUMSTANCE, RECORD_CIRCUMSTANCE, RECORD_CONSENT, WITHDRAW_CONSENT
from clb.members.models import Circumstance, Consent, Person

from .access import person_form, person_of


def record_circumstance(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Write down what holds of a person."""
    found = person_of(request, person_id, RECORD_CIRCUMSTANCE)
    return person_form(request, RECORD_CIRCUMSTANCE, found, {"person": found})


def end_circumstance(request: SignedInRequest, circumstance_id: int) -> HttpResponse:
    """Write down that it no longer holds."""
    row = get_object_or_404(Circumstance.objects.visible_to(request.user), pk=circumstance_id)
    person = person_of(request, row.person_id, END_CIRCUMSTANCE)
    return person_form(request, END_CIRCUMSTANCE, person, {"circumstance": row}, str(row))


def record_consent(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Write down the person's own answer; only the purpose may be chosen beforehand, by the link that was followed."""
    found = person_of(request, person_id, RECORD_CONSENT)
    return person_form(request, RECORD_CONSENT, found, {"person": found, "purpose": request.GET.get("viec", "")})


def withdraw_consent(request: SignedInRequest, consent_id: int) -> HttpResponse:
    """Write down that an answer is taken back."""
    mine = Consent.objects.filter(person__in=Person.objects.visible_to(request.user))
    row = get_object_or_404(mine, pk=consent_id)
    person = person_of(request, row.person_id, WITHDRAW_CONSENT)
    return person_form(request, WITHDRAW_CONSENT, person, {"consent": row}, str(row))

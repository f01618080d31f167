"""The forms of a person's circumstances."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from clb.access.http import SignedInRequest
from clb.members.commands import END_CIRCUMSTANCE, RECORD_CIRCUMSTANCE, RECORD_CONSENT, WITHDRAW_CONSENT
from clb.members.models import Circumstance, Consent, Person
from clb.web.pages import command_page

from .access import person_of


def record_circumstance(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Write down what holds of a person."""
    found = person_of(request, person_id, RECORD_CIRCUMSTANCE)
    back = reverse("members:person", args=[found.pk])
    context = {"intro": f"{found.full_name}, {found.birth_shown}"}
    return command_page(request, RECORD_CIRCUMSTANCE, initial={"person": found}, then=back, context=context)


def end_circumstance(request: SignedInRequest, circumstance_id: int) -> HttpResponse:
    """Write down that it no longer holds."""
    row = get_object_or_404(Circumstance.objects.visible_to(request.user), pk=circumstance_id)
    person = person_of(request, row.person_id, END_CIRCUMSTANCE)
    back = reverse("members:person", args=[person.pk])
    context = {"intro": f"{person.full_name} · {row}"}
    return command_page(request, END_CIRCUMSTANCE, initial={"circumstance": row}, then=back, context=context)


def record_consent(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Write down the person's own answer; only the purpose may be chosen beforehand, by the link that was followed."""
    found = person_of(request, person_id, RECORD_CONSENT)
    back = reverse("members:person", args=[found.pk])
    context = {"intro": f"{found.full_name}, {found.birth_shown}"}
    initial = {"person": found, "purpose": request.GET.get("viec", "")}
    return command_page(request, RECORD_CONSENT, initial=initial, then=back, context=context)


def withdraw_consent(request: SignedInRequest, consent_id: int) -> HttpResponse:
    """Write down that an answer is taken back."""
    mine = Consent.objects.filter(person__in=Person.objects.visible_to(request.user))
    row = get_object_or_404(mine, pk=consent_id)
    person = person_of(request, row.person_id, WITHDRAW_CONSENT)
    back = reverse("members:person", args=[person.pk])
    context = {"intro": f"{person.full_name} · {row}"}
    return command_page(request, WITHDRAW_CONSENT, initial={"consent": row}, then=back, context=context)

"""A person's page, and the forms of what is recorded of a person."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from clb.access.http import SignedInRequest
from clb.kernel.commands import Command
from clb.kernel.journal import Kind, note_once_a_day
from clb.members.beside import member_links
from clb.members.commands import (
    CLASS_HOUSEHOLD,
    CORRECT_HOUSEHOLD,
    CORRECT_LEAVING,
    CORRECT_PERSON,
    DROP_NEXT_OF_KIN,
    DROP_PHOTO,
    END_MEMBERSHIP,
    JOIN_AGAIN,
    PLACE_HOUSEHOLD,
    RECORD_CIRCUMSTANCE,
    RECORD_CONSENT,
    RECORD_CONTACT,
    RECORD_DEATH,
    RECORD_NEXT_OF_KIN,
    SET_HOUSEHOLD_CLASS,
    SET_PHOTO,
    TAKE_BACK_DEATH,
    TRANSFER_MEMBER,
)
from clb.members.lunar import lunar_day
from clb.members.models import Circumstance, Membership, Person, PersonPhoto
from clb.members.queries import class_on, consents_of, household_card, person_card
from clb.members.queries.twins import links_seen_by
from clb.places.models import Unit
from clb.web.pages import command_page

from .access import household_of, person_form, person_of

# What may be done from a person's page, by the part of the page: the command, its address, an icon.
OF_KIN = ((RECORD_NEXT_OF_KIN, "members:record_next_of_kin", "plus"),)
OF_PHOTO = ((SET_PHOTO, "members:set_photo", "user"),)
OF_OLD_PHOTO = (*OF_PHOTO, (DROP_PHOTO, "members:drop_photo", "trash"))
OF_PERSON = (
    (CORRECT_PERSON, "members:correct_person", "pencil"),
    (RECORD_CONTACT, "members:record_contact", "id"),
    (JOIN_AGAIN, "members:join_again", "user-plus"),
)
OF_HOME = ((PLACE_HOUSEHOLD, "members:place_household", "home"),)
OF_FACTS = ((RECORD_CIRCUMSTANCE, "members:record_circumstance", "plus"),)
OF_CLASS = ((SET_HOUSEHOLD_CLASS, "members:set_household_class", "clipboard-list"),)
OF_HOUSEHOLD = (
    (CORRECT_HOUSEHOLD, "members:correct_household", "pencil"),
    (CLASS_HOUSEHOLD, "members:class_household", "clipboard-list"),
)
OF_LIVING = ((RECORD_DEATH, "members:record_death", "calendar-event"),)
OF_DEAD = ((TAKE_BACK_DEATH, "members:take_back_death", "refresh"),)
Steps = tuple[tuple[Command, str, str], ...]


def person(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Memberships, household class and whatever else is recorded of one person."""
    found, today = person_of(request, person_id), timezone.localdate()
    card = person_card(request.user, found, today)
    life = OF_DEAD if found.died_on else OF_LIVING
    rights = {unit: request.user.rights_at(unit) for unit in {m.club.unit for m in card.memberships}}
    held = rights[card.memberships[0].club.unit]
    _note_look(request, found, list(rights), today)
    home = household_card(request.user, found.household, today) if found.household else None
    photo = PersonPhoto.objects.filter(person=found).first()
    facts = list(Circumstance.objects.visible_to(request.user).filter(person=found).order_by("-from_on", "kind"))
    if any(row.kind not in Circumstance.ORDINARY for row in facts):
        note_once_a_day(
            Kind.LOOKED_AT_SENSITIVE, request=request, unit=card.memberships[0].club.unit_id, person=found.pk
        )
    context = {
        "card": card,
        "person": found,
        "home": home,
        "links": links_seen_by(request.user, found),
        "lunar_birth": "" if found.is_birth_year_only else lunar_day(found.birth_on),
        "person_steps": _steps(held, OF_PERSON + life, found.pk),
        "home_steps": _steps(held, OF_HOME, found.pk),
        "household_steps": _steps(held, OF_HOUSEHOLD, found.household_id) if home else [],
        "facts": facts,
        "fact_steps": _steps(held, OF_FACTS, found.pk),
        "photo": photo,
        "photo_steps": _steps(held, OF_OLD_PHOTO if photo else OF_PHOTO, found.pk),
        "kin": found.next_of_kin.order_by("pk"),
        "kin_steps": _steps(held, OF_KIN, found.pk),
        "may_drop_kin": DROP_NEXT_OF_KIN.name in held,
        "consents": consents_of(found),
        "may_record_consent": RECORD_CONSENT.name in held,
        "class_steps": _steps(held, OF_CLASS, found.pk),
        "memberships": [(m, _beside(rights[m.club.unit], m)) for m in card.memberships],
    }
    return render(request, "members/person.html", context)


def _note_look(request: SignedInRequest, person: Person, units: list[Unit], on: date) -> None:
    """Whoever opens a member's record from outside the clubs leaves a trace, once a day; a club's board opens them all
    the time."""
    if not request.user.assignments.on(on).filter(unit__in=units).exists():
        note_once_a_day(Kind.LOOKED_AT_PERSON, request=request, unit=units[0], person=person.pk)


def _steps(held: frozenset[str], steps: Steps, pk: UUID | None) -> list[tuple[Any, str, str]]:
    """Words, address and icon of each step for which the right is held."""
    return [(command.title, reverse(name, args=[pk]), icon) for command, name, icon in steps if command.name in held]


def _beside(held: frozenset[str], membership: Membership) -> list[tuple[Any, str]]:
    """Words and address of everything that stands beside a membership."""
    return member_links(held, membership) + _leaving(held, membership)


def _leaving(held: frozenset[str], membership: Membership) -> list[tuple[Any, str]]:
    """Words and address of ending a membership or moving it to another club, or of putting its end right."""
    now = (END_MEMBERSHIP, TRANSFER_MEMBER) if membership.until_on is None else (CORRECT_LEAVING,)
    mine = [command for command in now if command.name in held]
    return [(c.title, reverse(c.name.replace(".", ":"), args=[membership.pk])) for c in mine]


def correct_person(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Put right a name, a sex, a birth."""
    found = person_of(request, person_id, CORRECT_PERSON)
    initial = {"full_name": found.full_name, "sex": found.sex, "birth": found.birth_shown}
    return _page(request, CORRECT_PERSON, found, initial)


def record_death(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Write down a death."""
    return _page(request, RECORD_DEATH, person_of(request, person_id, RECORD_DEATH), {})


def take_back_death(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Take back a death that was written down wrong."""
    return _page(request, TAKE_BACK_DEATH, person_of(request, person_id, TAKE_BACK_DEATH), {})


def set_household_class(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Write down the class by the commune's list."""
    found, today = person_of(request, person_id, SET_HOUSEHOLD_CLASS), timezone.localdate()
    now = class_on(found, today)
    return _page(request, SET_HOUSEHOLD_CLASS, found, {"household_class": now.household_class if now else ""})


def place_household(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Say where and with whom a person lives."""
    return _page(request, PLACE_HOUSEHOLD, person_of(request, person_id, PLACE_HOUSEHOLD), {})


def correct_household(request: SignedInRequest, household_id: UUID) -> HttpResponse:
    """Put right where a household lives and who heads it."""
    found = household_of(request, household_id, CORRECT_HOUSEHOLD)
    initial = {"place": found.unit.key if found.unit else "", "address": found.address, "head": found.head}
    return _of_household(request, CORRECT_HOUSEHOLD, found, initial)


def class_household(request: SignedInRequest, household_id: UUID) -> HttpResponse:
    """Write down the class of everyone in a household."""
    found = household_of(request, household_id, CLASS_HOUSEHOLD)
    return _of_household(request, CLASS_HOUSEHOLD, found, {})


def _of_household(request: SignedInRequest, command: Command, found: Any, initial: dict[str, Any]) -> HttpResponse:
    people = household_card(request.user, found, timezone.localdate()).people
    back = reverse("members:person", args=[people[0].pk])
    context = {"intro": ", ".join(person.full_name for person in people)}
    return command_page(request, command, initial={"household": found, **initial}, then=back, context=context)


def _page(request: SignedInRequest, command: Command, found: Person, initial: dict[str, Any]) -> HttpResponse:
    return person_form(request, command, found, {"person": found, **initial})

"""A code in place of a person: when everything about the person is erased, or put aside for a while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from clb.kernel.text import given_name_first, plain
from clb.members.models import Household, Person

from .people import clubs_of, forget_names, index_names
from .summaries import lock_clubs, refresh_months


@dataclass(frozen=True)
class Identity:
    """What tells who a person is, as plain values; `household` is an id."""

    full_name: str
    known_as: str
    phone: str
    id_number: str
    birth_on: str
    is_birth_year_only: bool
    died_on: str
    household: str

    @classmethod
    def of(cls, person: Person) -> Identity:
        """As it stands."""
        return cls(
            full_name=person.full_name,
            known_as=person.known_as,
            phone=person.phone,
            id_number=str(person.id_number),
            birth_on=person.birth_on.isoformat(),
            is_birth_year_only=person.is_birth_year_only,
            died_on=person.died_on.isoformat() if person.died_on else "",
            household=str(person.household_id or ""),
        )


def hide_identity(person: Person, code: str) -> Identity:
    """Put `code` for the name and leave sex and year of birth; gives what stood there.

    The index of names forgets the name, and the clubs' months are counted again, since of the birth only the year is
    left. The household stays as it is: see `leave_household`.
    """
    before = Identity.of(person)
    year = person.birth_on.year
    told = {"known_as": "", "phone": "", "id_number": "", "household": "", "died_on": "", "is_birth_year_only": True}
    write_identity(person, Identity(**{**vars(before), **told, "full_name": code, "birth_on": f"{year}-01-01"}))
    return before


def write_identity(person: Person, told: Identity) -> None:
    """Store who a person is, in place of what stood there."""
    clubs, old_key = clubs_of(person), person.search_key
    lock_clubs(clubs)
    person.full_name, person.known_as, person.phone, person.id_number = (
        told.full_name,
        told.known_as,
        told.phone,
        told.id_number,
    )
    person.search_key, person.sort_key = plain(told.full_name), given_name_first(told.full_name)
    person.birth_on, person.is_birth_year_only = date.fromisoformat(told.birth_on), told.is_birth_year_only
    person.died_on = date.fromisoformat(told.died_on) if told.died_on else None
    person.household = Household.objects.filter(pk=told.household).first() if told.household else None
    person.save()
    index_names([person.search_key])
    forget_names([old_key])
    refresh_months(clubs, date.min)


def leave_household(person: Person) -> dict[str, Any]:
    """Take a person out of the household; where nobody else lives there, it goes. Gives its address and id."""
    home = person.household
    Household.objects.filter(head=person).update(head=None)
    if home is None:
        return {}
    Person.objects.filter(pk=person.pk).update(household=None)
    person.household = None
    told = {"id": str(home.pk), "address": home.address, "unit": home.unit_id}
    if not Person.objects.filter(household=home).exists():
        home.delete()
    return told

"""Whoever a pack is made for: the clubs it carries and what the person may do and read at each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from clb.access.models import User
from clb.access.phoning import PHONE_DOES, PHONE_READS
from clb.clubs.models import Club
from clb.phone.models import offline_commands
from clb.phone.rules import CLUBS

Rows = dict[str, dict[str, Any]]  # by '<kind>:<id>'

# Whoever may do one of these at a club works at its table, and carries its lists.
AT_THE_TABLE = ("meetings.record_meeting", "fund.repay_loan", "care.record_visit", "health.record_check")


@dataclass(frozen=True)
class Reader:
    """`clubs` are few; `rights` says by club what the person may do and read there today."""

    user: User
    on: date
    clubs: tuple[Club, ...]
    rights: Mapping[UUID, frozenset[str]]

    def may(self, name: str, club: Club) -> bool:
        """May the person do or read `name` at a club of the pack?"""
        return name in self.rights.get(club.pk, frozenset())

    def clubs_with(self, name: str) -> QuerySet[Club]:
        """Those clubs of the pack where the person may do or read `name`."""
        return Club.objects.filter(pk__in=[club.pk for club in self.clubs if self.may(name, club)])


def phone_rights() -> frozenset[str]:
    """All that a key may do and read at most, whatever its person may."""
    return offline_commands() | PHONE_READS | PHONE_DOES


def reader_of(user: User, on: date) -> Reader:
    """Who `user` is to a pack of a day; `user` is narrowed to the rights of a key already."""
    assert user.narrowed_to is not None
    clubs = tuple(_clubs_of(user, on))
    return Reader(user, on, clubs, {club.pk: user.rights_at(club.unit) for club in clubs})


def _clubs_of(user: User, on: date) -> list[Club]:
    """The living clubs at whose tables the person works; none where these are more than a phone carries."""
    found: set[UUID] = set()
    held = user.rights_anywhere()
    for name in AT_THE_TABLE:
        if name in held:
            mine = Club.objects.filter(unit__in=user.reach(name).values("below")).alive_on(on)
            found |= set(mine.values_list("pk", flat=True)[: CLUBS + 1])
    if len(found) > CLUBS:
        return []
    return list(Club.objects.filter(pk__in=found).select_related("unit").order_by("search_key", "pk"))

"""Reads of the journal: who did and looked at what, as the pages tell it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from clb.clubs.models import Club
from clb.journal.queries import (
    READ,
    READ_SECURITY,
    Page,
    Wanted,
    person_journal,
    readable_units,
    security_journal,
    unit_journal,
)
from clb.kernel.dates import EARLIEST, LATEST
from clb.members.models import Person

from .auth import caller

router = Router(tags=["Đọc"])

Day = Annotated[date, Field(ge=EARLIEST, lt=LATEST)]


class Asked(Schema):
    """What of the journal; `older_than` is the `older` of the page before."""

    who: Annotated[str, Field(max_length=150, pattern="^[^\x00]*$")] = ""
    group: Annotated[str, Field(max_length=30, pattern="^[A-Za-z_-]*$")] = ""
    from_on: Day | None = None
    until_on: Day | None = None
    older_than: Annotated[str, Field(max_length=80, pattern="^[^\x00]*$")] = ""

    def wanted(self) -> Wanted:
        """As the query takes it."""
        return Wanted(self.who, self.group, self.from_on, self.until_on, self.older_than)


class FactOut(Schema):
    """Something that was told."""

    label: str
    value: str


class ChangeOut(Schema):
    """A field of a record: before and after, both empty where only that it changed is told."""

    record: str
    label: str
    before: str
    after: str
    is_hidden: bool


class LineOut(Schema):
    """One act or event."""

    id: UUID
    at: datetime
    who: str
    what: str
    is_act: bool
    kind: str
    way: str
    address: str
    device: str
    place: str
    facts: list[FactOut]
    changes: list[ChangeOut]


class JournalOut(Schema):
    """Lines, the newest first; `older` asks for those before, empty where there are none."""

    lines: list[LineOut]
    older: str


@router.get("/units/{key}/journal", response=JournalOut, summary="Nhật ký của một nơi và các câu lạc bộ ở đó")
def journal_of_unit(request: HttpRequest, key: str, asked: Query[Asked]) -> Page:
    """Who did and looked at what."""
    user = caller(request)
    return unit_journal(user, get_object_or_404(readable_units(user), key=key), asked.wanted())


@router.get(
    "/clubs/{club_id}/people/{person_id}/journal", response=JournalOut, summary="Nhật ký về một người ở câu lạc bộ"
)
def journal_of_person(request: HttpRequest, club_id: UUID, person_id: UUID, asked: Query[Asked]) -> Page:
    """What was done about one person, and who looked."""
    user = caller(request)
    club = get_object_or_404(Club.objects.filter(unit__in=user.reach(READ).values("below")), pk=club_id)
    members = Person.objects.visible_to(user).filter(memberships__club=club).distinct()
    return person_journal(user, club, get_object_or_404(members, pk=person_id), asked.wanted())


@router.get("/journal/security", response=JournalOut, summary="Nhật ký an ninh: đăng nhập, bị từ chối")
def journal_of_security(request: HttpRequest, asked: Query[Asked]) -> Page:
    """Every sign-in and refusal."""
    user = caller(request)
    if not user.may_anywhere(READ_SECURITY):
        raise PermissionDenied(READ_SECURITY)
    return security_journal(user, asked.wanted())

"""Rows that wait and messages may be about a person who is erased meanwhile."""

from __future__ import annotations

from django.db.models import Q

from clb.clubs.models import Club
from clb.members.models import Person
from clb.phone.models import ParkedRow, ToldMessage
from clb.privacy.queries.people import marks_of, one_person
from clb.privacy.rules import scrubbed

from .parking import How, close_row


def drop_rows_about(person: Person) -> None:
    """Let every row go that waits and names the person, by id or in words: what was typed of it is erased."""
    marks, _unsure = marks_of(person)
    for row in ParkedRow.objects.open().select_for_update().filter(Q(club__in=_clubs(person)) | Q(club=None)):
        held = f"{row.typed}\n{row.told}"
        if any(pk in held for pk in marks.own) or scrubbed(held, marks) != held:
            close_row(row, by=None, how=How.DROPPED)


def drop_messages_about(person: Person) -> None:
    """No message that names the person stays."""
    marks, _unsure = marks_of(person)
    for one in ToldMessage.objects.filter(Q(club__in=_clubs(person)) | Q(club=None)):
        if scrubbed(str(one.text), marks) != str(one.text):
            one.delete()


def _clubs(person: Person) -> set[Club]:
    return {row.club for one in one_person(person) for row in one.memberships.select_related("club")}

"""What a meeting is called by a phone that has not reached the server: the same on every phone of the club. Pure."""

from __future__ import annotations

from uuid import UUID, uuid5

from clb.meetings.models import Meeting


def id_by_phone(meeting: Meeting) -> UUID:
    """The id that a phone without a network gives: one for a month's meeting, one for a further one of a day."""
    day = "%Y-%m" if meeting.kind == Meeting.Kind.MONTHLY else "%Y-%m-%d"
    return uuid5(meeting.club_id, f"meeting:{meeting.held_on:{day}}")

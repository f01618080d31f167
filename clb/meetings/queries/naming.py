"""Which meeting is meant by an id, also by one that a phone made before it reached the server."""

from __future__ import annotations

from uuid import UUID

from clb.meetings.models import Meeting
from clb.meetings.rules.ids import id_by_phone


def meeting_called(pk: UUID, club: UUID) -> Meeting | None:
    """The meeting of that id. An id that a phone gave to a month or a day of `club`, unknown so far, means what was
    opened for it elsewhere under another."""
    found = Meeting.objects.filter(pk=pk).first()
    return found or next((m for m in Meeting.objects.filter(club=club) if pk == id_by_phone(m)), None)

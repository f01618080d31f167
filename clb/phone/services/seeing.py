"""What this phone itself made move: the versions of a meeting that it has seen, the counters that its rows turn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Protocol

from clb.clubs.models import Club
from clb.meetings.models import Meeting
from clb.meetings.queries.naming import meeting_called
from clb.phone.models import PhoneKey
from clb.phone.queries.counters import as_uuid, counters, loans_of
from clb.phone.rules import others_since

from .collisions import own_numbers
from .envelopes import Sent

MEETING = "meetings.record_meeting"


def meeting_of(sent: Sent) -> Meeting | None:
    """The meeting that a row records, which may have been opened elsewhere under another id; None of any other row."""
    pk = as_uuid(str(sent.data.get("meeting") or "")) if sent.command == MEETING else None
    club = as_uuid(str(sent.data.get("club") or ""))
    return meeting_called(pk, club) if pk and club else None


def about_of_meeting(sent: Sent) -> str:
    """The counter of the meeting that a row records; '' for any other row."""
    pk = as_uuid(str(sent.data.get("meeting") or "")) if sent.command == MEETING else None
    if pk is None or as_uuid(str(sent.data.get("club") or "")) is None:
        return ""
    found = meeting_of(sent)
    return f"meeting:{found.pk if found else pk}"


def with_seen(key: PhoneKey, sent: Sent, *, is_sure: bool = False) -> Sent:
    """The row with the version of its meeting that this phone has seen: what its pack showed, and what it wrote since.

    Where another wrote in between, that and all after it was not seen; where `is_sure`, a person was told of it.
    """
    about = about_of_meeting(sent)
    if not about:
        return sent
    now = counters([about])[about]
    basis = sent.basis.get(about, sent.basis.get(f"meeting:{sent.data['meeting']}", 0))
    others = [] if is_sure else others_since(basis, now, own_numbers(key, [about])[about])
    return replace(sent, data={**sent.data, "seen": min(others) - 1 if others else now})


class Counted(Protocol):
    """Asks counters; those in `known` are believed."""

    def __call__(self, known: Mapping[str, int] | None = None) -> Mapping[str, int]: ...


def counted_for(rows: Iterable[Sent]) -> Counted:
    """Asks the counters of all that these rows may turn; closing a meeting turns those of the club's loans too."""
    listed = list(rows)
    abouts: set[str] = {about for sent in listed for about in sent.basis}
    for sent in listed:
        club = as_uuid(str(sent.data.get("club") or ""))
        if sent.command == MEETING and sent.data.get("close_now") and club:
            abouts |= {f"loan:{pk}" for pk in loans_of(Club(pk=club))}

    def ask(known: Mapping[str, int] | None = None) -> Mapping[str, int]:
        told = known or {}
        wanted = abouts | {about for sent in listed if (about := about_of_meeting(sent))}
        missing = wanted - told.keys()
        return {about: told[about] for about in wanted & told.keys()} | (counters(missing) if missing else {})

    return ask

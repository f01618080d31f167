"""Writing down what is not a command: a failed sign-in, a refusal, a look at personal data."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import DatabaseError, transaction
from django.http import HttpRequest
from django.utils import timezone

from clb.kernel.models import Event, Kind

from .chains import write
from .whence import whence, whence_of

log = logging.getLogger(__name__)
LONGEST = 80  # characters of one told value: a code or an id, never a sentence
Told = str | int | bool | UUID | Sequence[str] | Sequence[int] | None


def note(
    kind: Kind,
    *,
    request: HttpRequest | None = None,
    by: Any = None,
    unit: Any = None,
    channel: str = "",
    **data: Told,
) -> Event:
    """Write down that `kind` befell, in the transaction that is open, if one is.

    `by` is a user, else whoever is signed in at `request`, else nobody. `unit` is a unit or its id, where it befell.
    `data` holds ids, numbers and codes (`person=person.pk`, `command="fund.repay_loan"`), never a name, a typed
    password or a health value: the row can never be erased. Where something is refused by raising, note it
    outside the transaction that the raising undoes.
    """
    user = by if by is not None else getattr(request, "user", None)
    at = whence_of(request) if request is not None else whence()
    event = Event(
        kind=Kind(kind),
        by_id=user.pk if user is not None and user.is_authenticated else None,
        unit_id=getattr(unit, "pk", unit),
        channel=channel or _channel(request),
        address=at.address,
        device=at.device,
        data={name: _plain(value) for name, value in data.items()},
    )
    write([event])
    return event


def note_once_a_day(kind: Kind, *, request: HttpRequest, unit: Any, person: UUID) -> None:
    """`note` that whoever is signed in at `request` looked at what is kept of `person`, unless it was noted today."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    asked = Event.objects.filter(by_id=request.user.pk, kind=kind, done_at__gte=today, data__person=str(person))
    if not asked.exists():
        note(kind, request=request, unit=unit, person=person)


def noted_refusal(kind: Kind, error: BaseException, *, request: HttpRequest | None = None, **told: Any) -> None:
    """`note` for an exception that refuses: once, wherever it is caught on its way out, and never with a fault of its
    own, so that a database that is away does not turn a refusal into an error."""
    if getattr(error, "is_noted", False):
        return
    try:
        with transaction.atomic():
            note(kind, request=request, **told)
    except DatabaseError:
        log.exception("a refusal could not be written down: %s", kind)
    error.is_noted = True  # type: ignore[attr-defined]


def _channel(request: HttpRequest | None) -> str:
    if request is None:
        return ""
    return "api" if request.path.startswith("/api/") else "page"


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, UUID):
        return str(value)
    assert value is None or isinstance(value, (str, int, bool)), f"{type(value)} is nothing for the journal"
    assert not isinstance(value, str) or len(value) <= LONGEST, "a code or an id, not a text"
    return value

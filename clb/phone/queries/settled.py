"""Of a pack: which of the person's rows were settled lately, so that a phone does not ask about them any longer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from clb.access.models import User
from clb.clubs.models import Club
from clb.phone.models import ParkedRow
from clb.phone.rules import VERSION_DAYS

from .reader import Rows

MOST = 200


def settled_rows(user: User, clubs: Sequence[Club], on: date) -> Rows:
    """The ids of the person's rows that somebody settled as lately as an app may be old, the last 200."""
    since = on - timedelta(days=VERSION_DAYS)
    mine = ParkedRow.objects.filter(key__user=user, settled_at__date__gte=since).order_by("-settled_at", "pk")
    ids = [str(pk) for pk in mine.values_list("pk", flat=True)[:MOST]]
    return {"settled:me": {"ids": ids}} if ids else {}

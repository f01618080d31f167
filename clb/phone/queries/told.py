"""Of a pack: what the person is told about rows of phones."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from clb.phone.models import ToldMessage
from clb.phone.rules import TOLD_DAYS

from .reader import Reader, Rows

MOST = 100


def told_rows(reader: Reader) -> Rows:
    """The messages of the last thirty days, the newest hundred."""
    since = timezone.now() - timedelta(days=TOLD_DAYS)
    mine = ToldMessage.objects.filter(user=reader.user, made_at__gte=since).order_by("-made_at", "pk")[:MOST]
    return {
        f"told:{one.pk}": {
            "kind": one.kind,
            "about": str(one.about),
            "club": str(one.club_id) if one.club_id else None,
            "text": str(one.text),
            "at": one.made_at.isoformat(timespec="seconds"),
            "seen": one.seen_at is not None,
        }
        for one in mine
    }

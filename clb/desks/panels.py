"""What agencies noted about a club, on its page, as far as it is meant for the club."""

from __future__ import annotations

from datetime import date
from typing import Any

from clb.clubs.models import Club
from clb.clubs.panels import Panel, register_panel

from .models import Note


def _panel(rights: frozenset[str], club: Club, day: date) -> dict[str, Any] | None:
    if "desks.read_notes" not in rights:
        return None
    notes = Note.objects.filter(about=club.unit_id, audience=Note.Audience.CLUB, noted_on__lte=day)
    rows = list(notes.order_by("-noted_on", "pk")[:4])
    return {"notes": rows[:3], "has_more": len(rows) > 3} if rows else None


register_panel(Panel("desks/_panel.html", _panel, order=70))

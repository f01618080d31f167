"""On a club's page: what waits for a second person."""

from __future__ import annotations

from datetime import date
from typing import Any

from clb.clubs.models import Club
from clb.clubs.panels import Panel, register_panel

from .models import Proposal
from .queries import title_of


def _panel(rights: frozenset[str], club: Club, day: date) -> dict[str, Any] | None:
    if "seconds.decide_proposal" not in rights:
        return None
    rows = list(Proposal.objects.filter(unit=club.unit_id, word="").select_related("by").order_by("asked_at")[:10])
    return {"rows": [(row, title_of(row)) for row in rows]} if rows else None


register_panel(Panel("seconds/_panel.html", _panel, order=1))

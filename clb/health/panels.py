"""The way to health from a club's page, for those who may record or read it there; it names nobody."""

from __future__ import annotations

from datetime import date
from typing import Any

from clb.clubs.models import Club
from clb.clubs.panels import Panel, register_panel

from .queries import referral_counts


def _panel(rights: frozenset[str], club: Club, day: date) -> dict[str, Any] | None:
    if not rights & {"health.read", "health.record_check"}:
        return None
    is_reader = "health.read" in rights
    referred = referral_counts(Club.objects.filter(pk=club.pk), day) if is_reader else None
    return {"club": club, "referred": referred, "may_read": is_reader}


register_panel(Panel("health/_panel.html", _panel, order=40))

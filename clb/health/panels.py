"""The way to readings from a club's page, for those who may record or read them there."""

from __future__ import annotations

from datetime import date
from typing import Any

from clb.clubs.models import Club
from clb.clubs.panels import Panel, register_panel


def _panel(rights: frozenset[str], club: Club, day: date) -> dict[str, Any] | None:
    return {} if rights & {"health.read", "health.record_check"} else None


register_panel(Panel("health/_panel.html", _panel, order=40))

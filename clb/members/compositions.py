"""Counts the members by whom clubs are judged, for the pages of clubs, which know nothing of people."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from clb.clubs.models import Club
from clb.clubs.panels import register_compositions
from clb.clubs.rules import Composition

from .queries import quick_counts_by_club


def _compositions(clubs: QuerySet[Club], day: date) -> dict[UUID, Composition]:
    found = quick_counts_by_club(clubs, day)
    return {pk: Composition(c.members, c.women, c.older_60, c.older_55) for pk, c in found.items()}


register_compositions(_compositions)

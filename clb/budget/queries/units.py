"""Which units money may be given to, as a form offers them."""

from __future__ import annotations

from django.utils import timezone

from clb.places.models import Unit
from clb.places.queries import names_on

MOST = 600


def unit_options(place: Unit) -> list[str]:
    """'Xã Mẫu (C1)' for the place, what lies or lay in it down to its clubs, and what took over its ground; at most
    `MOST`: the rest is typed by key."""
    below = Unit.objects.filter(links_up__above=place).exclude(level=Unit.Level.HAMLET).distinct()
    heirs = Unit.objects.filter(predecessors__before__links_up__above=place).distinct()
    found = {unit.pk: unit for unit in (*below.order_by("pk")[:MOST], *heirs.order_by("pk")[:MOST])}
    units = sorted(found.values(), key=lambda unit: (unit.rank, unit.pk))[:MOST]
    names = names_on({unit.pk for unit in units}, timezone.localdate())
    return [f"{names.get(unit.pk, unit.key)} ({unit.key})" for unit in units]

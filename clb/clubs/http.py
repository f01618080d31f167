"""The place that a page about many clubs is asked for, and its clubs that the person may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from clb.access.http import SignedInRequest
from clb.places.models import Unit
from clb.places.queries import ancestors, children, name_on, names_on, within

from .models import Club


@dataclass(frozen=True)
class Ground:
    """A place and its clubs that the person may see; where one can go from it: up (keys and names), and down."""

    unit: Unit
    name: str
    clubs: QuerySet[Club]
    above: tuple[tuple[str, str], ...]
    below: tuple[tuple[str, str], ...]


def ground_asked(request: SignedInRequest, right: str, day: date) -> Ground:
    """The place that `?noi=` names, else the highest one where the person holds `right`.

    404 where they do not hold it there, 403 where they hold it nowhere.
    """
    if not request.user.may_anywhere(right):
        raise PermissionDenied(right)
    reach = request.user.reach(right)
    if key := request.GET.get("noi", "").strip():
        unit = get_object_or_404(Unit, key=key)
        if not reach.filter(below=unit).exists():
            raise Http404(key)
    else:
        link = reach.filter(is_heir=False).select_related("above").order_by("above_id").first()
        if link is None:
            raise Http404
        unit = link.above
    above = ancestors(unit, day)
    reached = set(reach.filter(below__in=above).values_list("below", flat=True))
    names = names_on(reached, day)
    below = [(version.unit.key, version.name) for version in children(unit, day)]
    if unit.level == Unit.Level.COMMUNE:
        below = []
    clubs = Club.objects.filter(unit__in=reach.values("below")).under(within(unit, day))
    return Ground(
        unit, name_on(unit, day), clubs, tuple((u.key, names[u.pk]) for u in above if u.pk in reached), tuple(below)
    )

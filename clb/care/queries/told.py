"""How many are cared for, as everyone may be told: the rule of health (see clb.health.queries.told), by any day."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Exists, OuterRef, QuerySet

from clb.care.models import CareClient
from clb.clubs.models import Club, ClubStatus
from clb.health.queries.told import is_told, register
from clb.kernel.dates import on_day
from clb.places.models import Unit, UnitLink
from clb.places.queries import children, within

CLIENTS = "clients"


def _clients(day: date) -> QuerySet[CareClient]:
    """Whom the clubs that live on a day care for on it."""
    ended = ClubStatus.objects.filter(status__in=ClubStatus.ENDED, until_on__isnull=True, from_on__lte=day)
    return CareClient.objects.on(day).exclude(Exists(ended.filter(club=OuterRef("club")))).order_by()


def clients_below(place: Unit, day: date) -> dict[int, int]:
    """By unit right below `place` (by club's unit for a commune) how many are cared for on a day."""
    if place.level == Unit.Level.COMMUNE:
        here = Club.objects.under(within(place, day)).order_by().values("pk")
        return dict(_clients(day).filter(club__in=here).values_list("club__unit").annotate(n=Count("pk")))
    ids = [version.unit_id for version in children(place, day)]
    links = UnitLink.objects.filter(on_day(day), above__in=ids, below__level=Unit.Level.CLUB, is_heir=False)
    by_home = _clients(day).filter(club__unit__in=links.values("below")).values_list("club__unit")
    clients = dict(by_home.annotate(n=Count("pk")))
    found: dict[int, int] = {}
    for above, home in links.values_list("above", "below").iterator(5000):
        if home in clients:
            found[above] = found.get(above, 0) + clients[home]
    return found


def are_clients_told(place: Unit, day: date, found: int) -> bool:
    """May `found`, how many are cared for at a place on a day, be told to everyone?"""
    return is_told(place, CLIENTS, day, found)


register(CLIENTS, clients_below)

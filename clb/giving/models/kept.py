"""Whose a row is: the office at a unit that keeps it, or a club."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.access.roles import CLUB_ROLES, Role
from clb.kernel.dates import on_day
from clb.places.models import Unit

if TYPE_CHECKING:
    from clb.access.models import User

CLUB = "CLUB"
# Who the plan asks to mobilise (II.3, III.1, III.2, III.6 to III.8), and the clubs themselves.
OFFICES = (Role.COMMUNE, Role.ASSOCIATION, Role.FRONT, Role.WOMEN, Role.YOUTH, Role.LABOUR)
CHOICES = [(CLUB, _("Câu lạc bộ")), *((role.value, role.label) for role in OFFICES)]


class KeptQuerySet(models.QuerySet[Any]):
    """Rows of those who keep them."""

    def kept_by(self, user: User, right: str) -> Self:
        """Rows of the offices in which `user` holds `right` today, there and below; of each office only its own."""
        return self.filter(_of_own_offices(user, right))

    def visible_to(self, user: User) -> Self:
        """Rows of one's own office, and those of the clubs that one looks after."""
        clubs = Q(office=CLUB, unit__in=user.reach("giving.read_clubs").values("below"))
        return self.filter(clubs | _of_own_offices(user, "giving.read") & ~Q(office=CLUB))


def _of_own_offices(user: User, right: str) -> Q:
    reached, mine = user.reach(right), Q(pk__in=[])
    for office, units in _offices(user):
        mine |= Q(office=office, unit__in=reached.filter(above__in=units).values("below"))
    return mine


def _offices(user: User) -> Iterator[tuple[str, list[int]]]:
    """Each office that `user` holds today, with the units where; whoever sits at a club's table is the club."""
    held: dict[str, list[int]] = {}
    rows = user.assignments.filter(on_day(timezone.localdate()))
    for role, unit, level in rows.values_list("role", "unit", "unit__level"):
        office = CLUB if role in CLUB_ROLES or level == Unit.Level.CLUB else role
        held.setdefault(office, []).append(unit)
    return iter(held.items())


class Kept(models.Model):
    """A row that one office at one unit keeps; other offices beside it do not see it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    office = models.CharField(_("bên ghi"), max_length=11, choices=CHOICES)

    class Meta:
        abstract = True

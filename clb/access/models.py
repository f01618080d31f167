"""People who sign in, the roles they hold at a unit, and the tokens of their programs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from clb.kernel.dates import Period, PeriodQuerySet, on_day
from clb.places.models import Unit, UnitLink

from .roles import GRANTS, Role


class User(AbstractUser):
    """A person with a sign-in. Rights come from assignments only."""

    # A token's narrow rights: when set, nothing outside them is allowed (see ApiToken).
    narrowed_to: frozenset[str] | None = None

    class Meta(AbstractUser.Meta):
        verbose_name = "người dùng"

    def may(self, name: str, unit: Unit) -> bool:
        """May this person do or read `name` at `unit` today?"""
        return self.reach(name).filter(below=unit).exists()

    def may_anywhere(self, name: str) -> bool:
        """Does this person hold `name` at any unit today?"""
        return self._assignments(name).exists()

    def rights_anywhere(self) -> frozenset[str]:
        """Everything that this person may do or read at some unit today, in one query."""
        held = Assignment.objects.filter(on_day(timezone.localdate()), user=self).values_list("role", flat=True)
        return self._rights(held)

    def reach(self, name: str, on: date | None = None) -> QuerySet[UnitLink]:
        """Links to every unit where this person holds `name`; use `.values("below")` to narrow a query.

        A role held at a unit that has ended reaches what lay under it on its last day,
        and its heirs' units reach it in turn.
        """
        day = on or timezone.localdate()
        # Asked first: a database that knows which units are meant plans for a club's reach or for the nation's.
        held = list(self._assignments(name, day).values_list("unit", flat=True))
        return _reached_from(day).filter(above__in=held)

    def rights_at(self, unit: Unit) -> frozenset[str]:
        """Everything that this person may do or read at `unit` today: as `may` says of each, in two queries."""
        day = timezone.localdate()
        held = Assignment.objects.filter(on_day(day), user=self).values_list("unit", "role")
        above = set(_reached_from(day).filter(below=unit).values_list("above", flat=True))
        return self._rights(role for at, role in held if at in above)

    def _rights(self, roles: Iterable[str]) -> frozenset[str]:
        rights = frozenset(name for role in roles for name in GRANTS.get(role, ()))
        return rights if self.narrowed_to is None else rights & self.narrowed_to

    def _assignments(self, name: str, on: date | None = None) -> QuerySet[Assignment]:
        if self.narrowed_to is not None and name not in self.narrowed_to:
            return Assignment.objects.none()
        roles = [role for role, names in GRANTS.items() if name in names]
        return Assignment.objects.filter(on_day(on or timezone.localdate()), user=self, role__in=roles)


def _reached_from(day: date) -> QuerySet[UnitLink]:
    above_ended = Q(above__until_on__lt=day) & Q(until_on=F("above__until_on"))
    return UnitLink.objects.filter(on_day(day) | above_ended)


class Assignment(Period):
    """A role held at a unit, from a day until a day."""

    user = models.ForeignKey(User, models.CASCADE, related_name="assignments", verbose_name="người dùng")
    role = models.CharField("vai trò", max_length=20, choices=Role.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assignments", verbose_name="tại")

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = "phân công"
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "role", "unit"],
                condition=Q(until_on__isnull=True),
                name="one_open_assignment_per_role_and_unit",
            ),
        ]

    # The first password of a new sign-in, in memory only, for the page that shows it once.
    password: str | None = None

    def __str__(self) -> str:
        return f"{self.get_role_display()} @ {self.unit_id}"


class ApiToken(models.Model):
    """A program's sign-in in a person's name, with some of that person's rights, until a day.

    Only a hash of the secret is kept; the secret is shown once.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens", verbose_name="người dùng")
    name = models.CharField("dùng cho", max_length=100)
    secret_hash = models.CharField(max_length=64, unique=True)
    rights = models.JSONField("quyền")
    made_at = models.DateTimeField("cấp lúc", auto_now_add=True)
    expires_on = models.DateField("hết hạn ngày")
    revoked_at = models.DateTimeField("thu hồi lúc", null=True)
    last_used_on = models.DateField("dùng lần cuối", null=True)

    # The secret itself, in memory only, for the page that shows it once.
    secret: str | None = None

    class Meta:
        verbose_name = "mã truy cập API"

    def __str__(self) -> str:
        return self.name

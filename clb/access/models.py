"""People who sign in, the roles they hold at a unit, and the tokens of their programs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.contrib.auth.models import AbstractUser
from django.db import connection, models
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clb.kernel.dates import Period, PeriodQuerySet, on_day
from clb.places.models import Unit, UnitLink

from .roles import GRANTS, Role


class User(AbstractUser):
    """A person with a sign-in. Rights come from assignments only."""

    # A token's narrow rights: when set, nothing outside them is allowed (see ApiToken).
    narrowed_to: frozenset[str] | None = None
    # Of this request only: the session was not proved lately by PIN or password; its key; the device and its name.
    is_unproved: bool = False
    session_key: str | None = None
    on_device: Any = None
    sits_at: str = ""

    class Meta(AbstractUser.Meta):
        verbose_name = _("người dùng")  # type: ignore[assignment]

    @property
    def called(self) -> str:
        """The name that people know, else the sign-in."""
        return self.get_full_name() or self.username

    def may(self, name: str, unit: Unit) -> bool:
        """May this person do or read `name` at `unit` today?"""
        return self.reach(name).filter(below=unit).exists()

    def held_among(self, name: str, units: Iterable[int]) -> set[int]:
        """Those of `units` (ids) where `may` says yes; in two queries."""
        return set(self.reach(name).filter(below__in=units).values_list("below", flat=True))

    def may_anywhere(self, name: str) -> bool:
        """Does this person hold `name` at any unit today?"""
        return bool(self._held_with(name, timezone.localdate()))

    def rights_anywhere(self) -> frozenset[str]:
        """Everything that this person may do or read at some unit today, in one query."""
        return self._rights(held.role for held in self._held(timezone.localdate()))

    def reach(self, name: str, on: date | None = None) -> QuerySet[UnitLink]:
        """Links to every unit where this person holds `name`; use `.values("below")` to narrow a query.

        A role held at a unit that has ended reaches what lay under it on its last day,
        and its heirs' units reach it in turn.
        """
        day = on or timezone.localdate()
        # Asked first: a database that knows which units are meant plans for a club's reach or for the nation's.
        held = self._held_with(name, day)
        units = [one.unit for one in held]
        if any(one.has_ended for one in held):
            return _reached_from(day).filter(above__in=units)
        return UnitLink.objects.filter(on_day(day), above__in=units)

    def rights_at(self, unit: Unit) -> frozenset[str]:
        """Everything that this person may do or read at `unit` today: as `may` says of each, in two queries."""
        day = timezone.localdate()
        held = self._held(day)
        above = set(_reached_from(day).filter(below=unit).values_list("above", flat=True))
        return self._rights(one.role for one in held if one.unit in above)

    def _rights(self, roles: Iterable[str]) -> frozenset[str]:
        rights = frozenset(name for role in roles for name in GRANTS.get(role, ()))
        return rights if self.narrowed_to is None else rights & self.narrowed_to

    def _held_with(self, name: str, day: date) -> list[_Held]:
        """The offices held on a day that give `name`."""
        if self.narrowed_to is not None and name not in self.narrowed_to:
            return []
        return [held for held in self._held(day) if name in GRANTS.get(held.role, ())]

    def _held(self, day: date) -> list[_Held]:
        """Every office held on a day. Every page asks this several times, and to put the question together anew takes
        ten times as long as to answer it."""
        on = connection.ops.adapt_datefield_value(day)
        with connection.cursor() as cursor:
            cursor.execute(_HELD, [on, self.pk, on, on])
            return [_Held(*row) for row in cursor.fetchall()]


class _Held(NamedTuple):
    """An office, the id of the unit where it is held, and whether that unit ended before the day."""

    role: str
    unit: int
    has_ended: bool


_HELD = (
    "SELECT held.role, held.unit_id, unit.until_on IS NOT NULL AND unit.until_on < %s "
    "FROM access_assignment held JOIN places_unit unit ON unit.id = held.unit_id "
    "WHERE held.user_id = %s AND held.from_on <= %s AND (held.until_on IS NULL OR held.until_on >= %s)"
)


def _reached_from(day: date) -> QuerySet[UnitLink]:
    above_ended = Q(above__until_on__lt=day) & Q(until_on=F("above__until_on"))
    return UnitLink.objects.filter(on_day(day) | above_ended)


class Assignment(Period):
    """A role held at a unit, from a day until a day."""

    user = models.ForeignKey(User, models.CASCADE, related_name="assignments", verbose_name=_("người dùng"))
    role = models.CharField(_("vai trò"), max_length=20, choices=Role.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assignments", verbose_name=_("tại"))
    # Of a deputy: whose office it is. It is then held for those days only, and hands nothing on.
    stands_in_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="deputies", verbose_name=_("thay mặt")
    )

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = _("phân công")
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "role", "unit"],
                condition=Q(until_on__isnull=True),
                name="one_open_assignment_per_role_and_unit",
            ),
            models.CheckConstraint(
                condition=Q(stands_in_for__isnull=True) | Q(until_on__isnull=False),
                name="deputy_has_a_last_day",
                violation_error_message=_("Người thay mặt phải có ngày cuối."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} @ {self.unit_id}"

    @property
    def shown(self) -> str:
        """The office in words; of a deputy with whom they stand in for."""
        office, holder = str(self.get_role_display()), self.stands_in_for
        if holder is None:
            return office
        return gettext("%(office)s (thay mặt %(who)s)") % {"office": office, "who": holder.user.called}


class ApiToken(models.Model):
    """A program's sign-in in a person's name, with some of that person's rights, until a day.

    Only a hash of the secret is kept; the secret is shown once.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens", verbose_name=_("người dùng"))
    name = models.CharField(_("dùng cho"), max_length=100)
    secret_hash = models.CharField(max_length=64, unique=True)
    rights = models.JSONField(_("quyền"))
    made_at = models.DateTimeField(_("cấp lúc"), auto_now_add=True)
    expires_on = models.DateField(_("hết hạn ngày"))
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True)
    last_used_on = models.DateField(_("dùng lần cuối"), null=True)

    # The secret itself, in memory only, for the page that shows it once.
    secret: str | None = None

    class Meta:
        verbose_name = _("mã truy cập API")

    def __str__(self) -> str:
        return self.name

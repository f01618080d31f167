"""Each club's month of readings and check-ups in figures, and how the members behind them are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.members.models.people import MembershipQuerySet

if TYPE_CHECKING:
    from clb.access.models import User


class HealthMonth(models.Model):
    """How many members of a club, at a month's end, were measured in that month and checked since 1 January.

    Derivable at any time from readings, check-ups and memberships; no row: none of either.
    """

    club = models.ForeignKey(Club, models.CASCADE, related_name="health_months", verbose_name=_("câu lạc bộ"))
    month_end = models.DateField(_("cuối tháng"))
    measured = models.PositiveIntegerField(_("thành viên có đo trong tháng"))
    checked = models.PositiveIntegerField(_("thành viên đã khám từ đầu năm"))

    class Meta:
        verbose_name = _("số liệu sức khỏe tháng của câu lạc bộ")
        constraints = [models.UniqueConstraint(fields=["club", "month_end"], name="one_health_month_per_club")]
        indexes = [models.Index(fields=["month_end", "club"], name="health_month_by_month")]

    def __str__(self) -> str:
        return f"{self.club_id} {self.month_end:%m/%Y}"


class HealthMemberQuerySet(MembershipQuerySet):
    """Memberships of which it is told that they were measured or checked."""

    def visible_to(self, user: User) -> Self:
        """Those of clubs where `user` may read health today: that someone was checked is more than that they belong."""
        return self.filter(club__unit__in=user.reach("health.read").values("below"))

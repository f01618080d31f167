"""The month's count of each club's care at home, which names nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club

if TYPE_CHECKING:
    from clb.access.models import User


class CareMonthQuerySet(models.QuerySet["CareMonth"]):
    """Months of clubs that someone may see."""

    def visible_to(self, user: User) -> Self:
        """Of clubs that `user` may read today; they name nobody."""
        return self.filter(club__unit__in=user.reach("clubs.read").values("below"))


class CareMonth(models.Model):
    """Visits planned and done in the weeks whose Sunday lies in a month.

    Kept in the transaction of the command that changes it, and derivable from plans and visits at any time. A month to
    come has a row as soon as visits are planned for it.
    """

    club = models.ForeignKey(Club, models.CASCADE, related_name="care_months", verbose_name=_("câu lạc bộ"))
    month_end = models.DateField(_("cuối tháng"))
    planned = models.PositiveIntegerField(_("lần hẹn"))
    done = models.PositiveIntegerField(_("lần hẹn đã đến"))

    objects = CareMonthQuerySet.as_manager()

    class Meta:
        verbose_name = _("số tháng của chăm sóc tại nhà")
        constraints = [models.UniqueConstraint(fields=["club", "month_end"], name="one_care_month_per_club")]
        indexes = [models.Index(fields=["month_end", "club"], name="care_month_by_month")]

    def __str__(self) -> str:
        return f"{self.club_id} {self.month_end:%m/%Y}"

    @property
    def record_name(self) -> str:
        """What a list of counted records calls it."""
        return self.club.name

    @property
    def record_detail(self) -> str:
        """What such a list says beside the name."""
        return f"{self.month_end:%m/%Y}: {self.done}/{self.planned}"

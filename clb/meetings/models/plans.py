"""What is expected of a club's activities: how often each area at least, and the club's own plan of the year."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.kernel.dates import Period, PeriodQuerySet
from clb.places.models import Unit

from .activities import Activity, Area

if TYPE_CHECKING:
    from clb.access.models import User


class AreaMinimum(Period):
    """How often, at least, each club at a place is to be active in an area, or in every area; who said so.

    On a day the nearest place's word counts, and there that of the area before that of every area.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="area_minimums", verbose_name=_("tại"))
    area = models.PositiveSmallIntegerField(_("mảng"), choices=Area.choices, null=True)
    times = models.PositiveSmallIntegerField(_("số lần"))
    per_months = models.PositiveSmallIntegerField(_("trong số tháng"))
    source = models.CharField(_("theo văn bản, quy chế"), max_length=200)

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = _("mức tối thiểu của mảng hoạt động")
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["unit", "area"],
                condition=Q(until_on__isnull=True, area__isnull=False),
                name="one_open_minimum_per_unit_and_area",
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(until_on__isnull=True, area__isnull=True),
                name="one_open_minimum_per_unit_for_all_areas",
            ),
            models.CheckConstraint(
                condition=Q(area__isnull=True) | Q(area__gte=1, area__lte=8),
                name="minimum_for_one_of_eight_areas",
                violation_error_message=_("Mảng hoạt động phải từ 1 đến 8."),
            ),
            models.CheckConstraint(
                condition=Q(times__gte=1, times__lte=100, per_months__gte=1, per_months__lte=24),
                name="minimum_of_some_times_in_some_months",
                violation_error_message=_("Số lần từ 1 đến 100, trong 1 đến 24 tháng."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.area or '1-8'} {self.times}/{self.per_months}"


class YearPlanItemQuerySet(models.QuerySet["YearPlanItem"]):
    """Planned activities that someone may see."""

    def visible_to(self, user: User) -> Self:
        """Of clubs where `user` may read meetings today."""
        return self.filter(club__unit__in=user.reach("meetings.read").values("below"))


class YearPlanItem(models.Model):
    """Something that a club means to do in a year: in which area, by which month, by whom."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    club = models.ForeignKey(Club, models.PROTECT, related_name="year_plan", verbose_name=_("câu lạc bộ"))
    year = models.PositiveSmallIntegerField("năm")
    month = models.PositiveSmallIntegerField(_("tháng phải xong"))
    area = models.PositiveSmallIntegerField(_("mảng"), choices=Area.choices)
    what = models.CharField(_("việc"), max_length=300)
    who = models.CharField(_("ai làm"), max_length=120, blank=True)
    done_by = models.ManyToManyField(
        Activity, through="YearPlanLink", related_name="plan_items", verbose_name=_("hoạt động đã làm")
    )

    objects = YearPlanItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("việc trong kế hoạch năm")
        constraints = [
            models.CheckConstraint(
                condition=Q(area__gte=1, area__lte=8),
                name="planned_in_one_of_eight_areas",
                violation_error_message=_("Mảng hoạt động phải từ 1 đến 8."),
            ),
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=12),
                name="planned_for_a_month_of_the_year",
                violation_error_message=_("Tháng phải từ 1 đến 12."),
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100),
                name="planned_for_a_likely_year",
                violation_error_message=_("Năm phải từ 2000 đến 2100."),
            ),
        ]
        indexes = [models.Index(fields=["club", "year"], name="year_plan_by_club")]

    def __str__(self) -> str:
        return f"{self.year}/{self.month:02} {self.area}"


class YearPlanLink(models.Model):
    """An activity by which a planned one was done."""

    item = models.ForeignKey(YearPlanItem, models.CASCADE, related_name="links", verbose_name=_("việc trong kế hoạch"))
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="plan_links", verbose_name=_("hoạt động"))

    class Meta:
        verbose_name = _("hoạt động thực hiện kế hoạch")
        constraints = [models.UniqueConstraint(fields=["item", "activity"], name="activity_serves_a_planned_one_once")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.activity_id}"

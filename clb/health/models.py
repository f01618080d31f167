"""What was measured of people. Sensitive: read by few, recorded with consent, erasable, never in the journal."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.members.models import Person

if TYPE_CHECKING:
    from clb.access.models import User

# Beyond these a number can only be a slip of the pen; they class nobody.
SYSTOLIC_MMHG, DIASTOLIC_MMHG = (50, 300), (20, 200)
WEIGHT_G, HEIGHT_MM = (10_000, 300_000), (500, 2_500)


def _empty_or_within(field: str, bounds: tuple[int, int]) -> Q:
    return Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": bounds[0], f"{field}__lte": bounds[1]})


class HealthCheckQuerySet(models.QuerySet["HealthCheck"]):
    """Readings that someone may see."""

    def visible_to(self, user: User) -> Self:
        """Readings recorded in a club where `user` may read health today."""
        return self.filter(club__unit__in=user.reach("health.read").values("below"))


class HealthCheck(models.Model):
    """Blood pressure, weight, height of one person on one day at one kind of place, recorded in one club."""

    class Place(models.TextChoices):
        """Where it was measured: limits at home are others than at a table."""

        CLUB = "CLUB", _("Tại buổi sinh hoạt")
        HOME = "HOME", _("Tại nhà")
        STATION = "STATION", _("Tại trạm y tế")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, models.CASCADE, related_name="health_checks", verbose_name="người")
    club = models.ForeignKey(Club, models.PROTECT, related_name="health_checks", verbose_name="câu lạc bộ")
    measured_on = models.DateField("ngày đo")
    place = models.CharField("nơi đo", max_length=7, choices=Place.choices)
    systolic_mmhg = models.PositiveSmallIntegerField("huyết áp tâm thu (mmHg)", null=True)
    diastolic_mmhg = models.PositiveSmallIntegerField("huyết áp tâm trương (mmHg)", null=True)
    weight_g = models.PositiveIntegerField("cân nặng (g)", null=True)
    height_mm = models.PositiveSmallIntegerField("chiều cao (mm)", null=True)

    objects = HealthCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "lần đo sức khỏe"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "club", "measured_on", "place"],
                name="health_check_once_per_day_and_place",
                violation_error_message=_("Người này đã có lần đo ngày ấy ở nơi ấy."),
            ),
            models.CheckConstraint(
                condition=Q(systolic_mmhg__isnull=False) | Q(weight_g__isnull=False) | Q(height_mm__isnull=False),
                name="health_check_of_something",
                violation_error_message=_("Hãy ghi ít nhất một số đo."),
            ),
            models.CheckConstraint(
                condition=Q(systolic_mmhg__isnull=True, diastolic_mmhg__isnull=True)
                | Q(systolic_mmhg__isnull=False, diastolic_mmhg__isnull=False),
                name="health_check_both_pressures_or_neither",
                violation_error_message=_("Huyết áp phải ghi đủ hai số."),
            ),
            models.CheckConstraint(
                condition=Q(systolic_mmhg__isnull=True) | Q(systolic_mmhg__gt=F("diastolic_mmhg")),
                name="health_check_systolic_above_diastolic",
                violation_error_message=_("Số trên phải lớn hơn số dưới."),
            ),
            models.CheckConstraint(
                condition=_empty_or_within("systolic_mmhg", SYSTOLIC_MMHG),
                name="health_check_systolic_within_reason",
                violation_error_message=_("Số trên (tâm thu) phải từ 50 đến 300 mmHg."),
            ),
            models.CheckConstraint(
                condition=_empty_or_within("diastolic_mmhg", DIASTOLIC_MMHG),
                name="health_check_diastolic_within_reason",
                violation_error_message=_("Số dưới (tâm trương) phải từ 20 đến 200 mmHg."),
            ),
            models.CheckConstraint(
                condition=_empty_or_within("weight_g", WEIGHT_G),
                name="health_check_weight_within_reason",
                violation_error_message=_("Cân nặng phải từ 10 đến 300 kg."),
            ),
            models.CheckConstraint(
                condition=_empty_or_within("height_mm", HEIGHT_MM),
                name="health_check_height_within_reason",
                violation_error_message=_("Chiều cao phải từ 50 đến 250 cm."),
            ),
        ]
        indexes = [models.Index(fields=["club", "measured_on"], name="health_check_by_club_and_day")]

    def __str__(self) -> str:
        return f"{self.get_place_display()} {self.measured_on:%d/%m/%Y}"

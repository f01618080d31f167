"""What was measured of people. Sensitive: read by few, recorded with consent, erasable, never in the journal."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.members.models import Consent, Person, not_withheld

if TYPE_CHECKING:
    from clb.access.models import User

# Beyond these a number can only be a slip of the pen; they class nobody.
SYSTOLIC_MMHG, DIASTOLIC_MMHG = (50, 300), (20, 200)
WEIGHT_G, HEIGHT_MM, WAIST_MM = (10_000, 300_000), (500, 2_500), (300, 2_500)
PULSE_BPM, GLUCOSE_UMOL_L = (20, 250), (500, 60_000)


def _within_reason(field: str, bounds: tuple[int, int], told: Any) -> models.CheckConstraint:
    """The measure of `field` is empty or within `bounds`; `told` says so to a person."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": bounds[0], f"{field}__lte": bounds[1]}),
        name=f"health_check_{field.partition('_')[0]}_within_reason",
        violation_error_message=told,
    )


class HealthCheckQuerySet(models.QuerySet["HealthCheck"]):
    """Readings that someone may see."""

    def visible_to(self, user: User) -> Self:
        """Readings recorded in a club where `user` may read health today, unless the person took the agreement back."""
        mine = self.filter(club__unit__in=user.reach("health.read").values("below"))
        return mine.filter(not_withheld(Consent.Purpose.HEALTH))


class HealthCheck(models.Model):
    """What was measured of one person on one day at one kind of place, recorded in one club.

    `pressures` are the single readings of one sitting where there were several, as [upper, lower] in their order; the
    two fields hold what they come to. Glucose is in µmol/L (5,6 mmol/L is 5600).
    """

    class Place(models.TextChoices):
        """Where it was measured: limits at home are others than at a table."""

        CLUB = "CLUB", _("Tại buổi sinh hoạt")
        HOME = "HOME", _("Tại nhà")
        STATION = "STATION", _("Tại trạm y tế")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, models.CASCADE, related_name="health_checks", verbose_name=_("người"))
    club = models.ForeignKey(Club, models.PROTECT, related_name="health_checks", verbose_name=_("câu lạc bộ"))
    measured_on = models.DateField(_("ngày đo"))
    place = models.CharField(_("nơi đo"), max_length=7, choices=Place.choices)
    systolic_mmhg = models.PositiveSmallIntegerField(_("huyết áp tâm thu (mmHg)"), null=True)
    diastolic_mmhg = models.PositiveSmallIntegerField(_("huyết áp tâm trương (mmHg)"), null=True)
    weight_g = models.PositiveIntegerField(_("cân nặng (g)"), null=True)
    height_mm = models.PositiveSmallIntegerField(_("chiều cao (mm)"), null=True)
    pulse_bpm = models.PositiveSmallIntegerField(_("mạch (lần/phút)"), null=True)
    waist_mm = models.PositiveSmallIntegerField(_("vòng eo (mm)"), null=True)
    glucose_umol_l = models.PositiveIntegerField(_("đường huyết (µmol/L)"), null=True)
    is_fasting = models.BooleanField(_("lúc đói"), null=True)
    pressures = models.JSONField(_("các lần đo huyết áp trong một lượt"), default=list)

    objects = HealthCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần đo sức khỏe")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "club", "measured_on", "place"],
                name="health_check_once_per_day_and_place",
                violation_error_message=_("Người này đã có lần đo ngày ấy ở nơi ấy."),
            ),
            models.CheckConstraint(
                condition=Q(systolic_mmhg__isnull=False)
                | Q(weight_g__isnull=False)
                | Q(height_mm__isnull=False)
                | Q(pulse_bpm__isnull=False)
                | Q(waist_mm__isnull=False)
                | Q(glucose_umol_l__isnull=False),
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
            _within_reason("systolic_mmhg", SYSTOLIC_MMHG, _("Số trên (tâm thu) phải từ 50 đến 300 mmHg.")),
            _within_reason("diastolic_mmhg", DIASTOLIC_MMHG, _("Số dưới (tâm trương) phải từ 20 đến 200 mmHg.")),
            _within_reason("weight_g", WEIGHT_G, _("Cân nặng phải từ 10 đến 300 kg.")),
            _within_reason("height_mm", HEIGHT_MM, _("Chiều cao phải từ 50 đến 250 cm.")),
            _within_reason("pulse_bpm", PULSE_BPM, _("Mạch phải từ 20 đến 250 lần/phút.")),
            _within_reason("waist_mm", WAIST_MM, _("Vòng eo phải từ 30 đến 250 cm.")),
            _within_reason("glucose_umol_l", GLUCOSE_UMOL_L, _("Đường huyết phải từ 0,5 đến 60 mmol/L.")),
            models.CheckConstraint(
                condition=Q(glucose_umol_l__isnull=True, is_fasting__isnull=True)
                | Q(glucose_umol_l__isnull=False, is_fasting__isnull=False),
                name="health_check_glucose_fasting_or_not",
                violation_error_message=_("Đường huyết: hãy ghi đo lúc đói hay không."),
            ),
        ]
        indexes = [models.Index(fields=["club", "measured_on"], name="health_check_by_club_and_day")]

    def __str__(self) -> str:
        return f"{self.get_place_display()} {self.measured_on:%d/%m/%Y}"

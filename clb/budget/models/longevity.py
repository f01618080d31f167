"""What a place gives at 70, 75, 80 … : amounts by decision, each with its days."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clb.kernel.dates import Period, PeriodQuerySet
from clb.places.models import Unit


class LongevityNorm(Period):
    """The gift of one age at a place, as a decision of that place (or of what it was before a merger) sets it."""

    place = models.ForeignKey(Unit, models.PROTECT, related_name="longevity_norms", verbose_name=_("địa bàn"))
    from_age = models.PositiveSmallIntegerField(_("từ tuổi"))
    until_age = models.PositiveSmallIntegerField(_("đến tuổi"))
    amount_vnd = models.BigIntegerField(_("tiền mặt (đồng)"))
    in_kind = models.CharField(_("hiện vật"), max_length=200, blank=True)
    residence = models.CharField(_("điều kiện cư trú"), max_length=200, blank=True)
    decision = models.CharField(_("văn bản (số, ngày)"), max_length=200)

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = _("mức quà chúc thọ, mừng thọ")
        ordering = ["from_age", "-from_on"]
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(fields=["place", "from_age", "from_on"], name="longevity_norm_begins_once"),
            models.CheckConstraint(
                condition=Q(from_age__gte=60, until_age__gte=F("from_age"), until_age__lte=150),
                name="longevity_norm_of_real_ages",
                violation_error_message=_("Tuổi phải từ 60 đến 150, tuổi cuối không nhỏ hơn tuổi đầu."),
            ),
            models.CheckConstraint(
                condition=Q(amount_vnd__gte=0),
                name="longevity_norm_not_negative",
                violation_error_message=_("Số tiền không được âm."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_age}–{self.until_age}"

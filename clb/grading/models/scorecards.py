"""Scorecards as data: whoever decides one writes it here; what is adopted is never changed again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clb.places.models import Unit

if TYPE_CHECKING:
    from clb.access.models import User


class ScorecardQuerySet(models.QuerySet["Scorecard"]):
    """Scorecards that a person may see."""

    def visible_to(self, user: User) -> Self:
        """Adopted ones for everyone who reads grades anywhere; drafts where the person reads grades."""
        drafts = Q(place__in=user.reach("grading.read").values("below"))
        adopted = Q(adopted_on__isnull=False) if user.may_anywhere("grading.read") else Q(pk__in=[])
        return self.filter(drafts | adopted)


class Scorecard(models.Model):
    """A version of the scorecard of a place, for a time. A draft until it is adopted; then it stays as it is.

    Without a number it is a proposal, and every page and paper says so.
    """

    place = models.ForeignKey(Unit, models.PROTECT, related_name="scorecards", verbose_name=_("địa bàn"))
    title = models.CharField(_("tên"), max_length=200)
    number = models.CharField(_("số văn bản ban hành"), max_length=100, blank=True)
    source = models.CharField(_("nguồn"), max_length=300, blank=True)
    from_on = models.DateField(_("áp dụng từ ngày"))
    until_on = models.DateField(_("đến hết ngày"), null=True)
    step = models.DecimalField(_("chấm đến"), max_digits=2, decimal_places=1, default=1)
    total = models.DecimalField(_("tổng điểm"), max_digits=5, decimal_places=1)
    good_from = models.DecimalField(_("tốt từ (điểm)"), max_digits=5, decimal_places=1)
    fair_from = models.DecimalField(_("khá từ (điểm)"), max_digits=5, decimal_places=1)
    average_from = models.DecimalField(_("trung bình từ (điểm)"), max_digits=5, decimal_places=1)
    min_months = models.PositiveSmallIntegerField(_("hoạt động ít nhất (tháng) mới xếp loại"), default=0)
    adopted_on = models.DateField(_("dùng từ"), null=True)

    objects = ScorecardQuerySet.as_manager()

    class Meta:
        verbose_name = _("bảng điểm")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="scorecard_ends_after_it_begins",
                violation_error_message=_("Ngày cuối không được trước ngày đầu."),
            ),
            models.CheckConstraint(
                condition=Q(good_from__gt=F("fair_from"), fair_from__gt=F("average_from"), average_from__gt=0),
                name="scorecard_grades_descend",
                violation_error_message=_("Mức điểm của tốt, khá, trung bình phải giảm dần và trên 0."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_proposal(self) -> bool:
        """Does no text stand behind it?"""
        return not self.number

    @property
    def is_draft(self) -> bool:
        """May it still be changed?"""
        return self.adopted_on is None


class Criterion(models.Model):
    """One line of a scorecard, answered from records (`measure`) or by a person.

    `bands` holds pairs of value and points as text, the best first; see rules.scoring.
    """

    class WhenNone(models.TextChoices):
        """What a club gets of whom there is nothing to measure."""

        PERSON = "PERSON", _("Để người chấm")
        FULL = "FULL", _("Được điểm tối đa")
        ZERO = "ZERO", _("Không điểm")

    scorecard = models.ForeignKey(Scorecard, models.CASCADE, related_name="criteria", verbose_name=_("bảng điểm"))
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    code = models.CharField(_("mã"), max_length=30)
    group = models.CharField(_("nhóm"), max_length=60)
    text = models.CharField(_("tiêu chí"), max_length=300)
    max_points = models.DecimalField(_("điểm tối đa"), max_digits=4, decimal_places=1)
    measure = models.CharField(_("lấy từ sổ"), max_length=30, blank=True)
    bands = models.JSONField(_("các mức điểm"), default=list)
    is_lower_better = models.BooleanField(_("càng thấp càng tốt"), default=False)
    when_none = models.CharField(
        _("khi không có gì để tính"), max_length=6, choices=WhenNone.choices, default=WhenNone.PERSON
    )

    class Meta:
        verbose_name = _("tiêu chí")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scorecard", "code"],
                name="criterion_once_a_scorecard",
                violation_error_message=_("Bảng điểm đã có tiêu chí mang mã này."),
            ),
            models.CheckConstraint(
                condition=Q(max_points__gt=0),
                name="criterion_gives_points",
                violation_error_message=_("Điểm tối đa phải lớn hơn 0."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

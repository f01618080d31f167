"""The reporting calendar: which report is due from whom, how often, by which day, to whom; and single exceptions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clb.access.roles import Role
from clb.kernel.dates import Period
from clb.places.models import Unit
from clb.plans.models import Plan

if TYPE_CHECKING:
    from clb.access.models import User

LEVELS = tuple((level, label) for level, label in Unit.Level.choices if level not in ("NATION", "HAMLET"))
OFFICES = tuple((role, label) for role, label in Role.choices if role in ("LABOUR", "FINANCE", "HEALTH", "CULTURE"))
OFFICES += tuple((role, label) for role, label in Role.choices if role in ("FRONT", "WOMEN", "YOUTH"))


class Rhythm(models.TextChoices):
    """How often a report is made."""

    MONTH = "MONTH", _("Hằng tháng")
    QUARTER = "QUARTER", _("Hằng quý")
    HALF = "HALF", _("Sáu tháng")
    YEAR = "YEAR", _("Hằng năm")
    PLAN = "PLAN", _("Cả kỳ của một kế hoạch")


class Content(models.TextChoices):
    """What a report holds."""

    CLUB = "CLUB", _("Báo cáo của câu lạc bộ")
    PLACE = "PLACE", _("Báo cáo của địa bàn")
    AGENCY = "AGENCY", _("Báo cáo của ngành")
    REVIEW = "REVIEW", _("Sơ kết")
    CLOSING = "CLOSING", _("Tổng kết giai đoạn")


class ReportTypeQuerySet(models.QuerySet["ReportType"]):
    """Calendars that reach somebody."""

    def visible_to(self, user: User) -> Self:
        """Of places above, at or below where `user` reads reports."""
        reach = user.reach("reports.read")
        above = Unit.objects.filter(links_down__below__in=list(reach.values_list("above", flat=True)))
        return self.filter(Q(place__in=reach.values("below")) | Q(place__in=above.values("pk")))


class ReportType(Period):
    """A line of the calendar of a place: units of `level` below it owe this report from a day until a day.

    The due day is `due_days` days after the period's last day (before it, where negative). What comes within
    `grace_days` more is still in time; after `lock_days` more nothing is taken without an exception.
    """

    place = models.ForeignKey(Unit, models.PROTECT, related_name="report_types", verbose_name=_("lịch của"))
    title = models.CharField(_("tên báo cáo"), max_length=200)
    level = models.CharField(_("cấp nộp"), max_length=10, choices=LEVELS)
    office = models.CharField(_("ngành nộp"), max_length=20, choices=OFFICES, blank=True)
    to_level = models.CharField(_("nộp lên cấp"), max_length=10, choices=Unit.Level.choices)
    rhythm = models.CharField(_("kỳ"), max_length=8, choices=Rhythm.choices)
    content = models.CharField(_("nội dung"), max_length=8, choices=Content.choices)
    plan = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="report_types", verbose_name=_("kế hoạch")
    )
    due_days = models.SmallIntegerField(_("hạn: số ngày sau khi hết kỳ"))
    grace_days = models.PositiveSmallIntegerField(_("số ngày châm chước"), default=0)
    lock_days = models.PositiveSmallIntegerField(_("số ngày sau đó thì khóa"), null=True, blank=True)
    basis = models.CharField(_("văn bản quy định"), max_length=200, blank=True)
    # Table forms printed as annexes: codes of clb.tabular's proposals and ids of units' own forms, in their order.
    tables = models.JSONField(_("biểu kèm theo"), default=list, blank=True)

    objects = ReportTypeQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = _("loại báo cáo")
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["place", "title", "level", "from_on"],
                name="report_type_named_once",
                violation_error_message=_("Lịch này đã có báo cáo tên ấy, cùng cấp, từ ngày ấy."),
            ),
            models.CheckConstraint(
                condition=Q(due_days__gte=-31, due_days__lte=366),
                name="report_due_near_its_period",
                violation_error_message=_("Hạn từ 31 ngày trước đến 366 ngày sau khi hết kỳ."),
            ),
            models.CheckConstraint(
                condition=~Q(rhythm="PLAN") | Q(plan__isnull=False),
                name="report_on_a_plan_names_it",
                violation_error_message=_("Báo cáo cả kỳ kế hoạch phải chọn kế hoạch nào."),
            ),
            models.CheckConstraint(
                condition=Q(content="AGENCY", office__gt="") | ~Q(content="AGENCY") & Q(office=""),
                name="report_of_an_agency_names_it",
                violation_error_message=_("Báo cáo của ngành phải chọn ngành; báo cáo khác thì để trống ngành."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_proposal(self) -> bool:
        """No text is named that sets these days: they are a suggestion."""
        return not self.basis


class Waiver(models.Model):
    """An exception of one unit for one period, with its reason: it owes nothing, or has until a later day."""

    type = models.ForeignKey(ReportType, models.PROTECT, related_name="waivers", verbose_name=_("loại báo cáo"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="report_waivers", verbose_name=_("đơn vị"))
    period_from = models.DateField(_("kỳ từ ngày"))
    until_on = models.DateField(_("gia hạn đến"), null=True, blank=True)
    reason = models.CharField(_("lý do"), max_length=300)
    granted_on = models.DateField(_("cho ngày"))
    by = models.ForeignKey("access.User", models.PROTECT, related_name="+", verbose_name=_("người cho"))

    class Meta:
        verbose_name = _("miễn, gia hạn báo cáo")
        constraints = [
            models.UniqueConstraint(
                fields=["type", "unit", "period_from"],
                name="waiver_once_a_period",
                violation_error_message=_("Kỳ này của đơn vị đã có miễn hoặc gia hạn."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.type_id} {self.unit_id} {self.period_from:%d/%m/%Y}"

    @property
    def is_exempt(self) -> bool:
        """Is nothing owed at all?"""
        return self.until_on is None

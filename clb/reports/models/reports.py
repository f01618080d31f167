"""Reports, the snapshots that were handed in, their paragraphs, and what befell them."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.access.models import Assignment
from clb.access.roles import Role
from clb.files.models import StoredFile
from clb.places.models import Unit

from .calendar import ReportType

if TYPE_CHECKING:
    from clb.access.models import User


# Who writes the report of a unit itself; those of an agency are written by the agency.
OWN_WRITERS = frozenset({Role.CHAIR, Role.TREASURER, Role.COMMUNE, Role.ASSOCIATION, Role.GOVERNMENT})


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports that someone may see."""

    def visible_to(self, user: User) -> Self:
        """Those of units where `user` reads reports today; one never handed in only by those who may write it."""
        roles = set(Assignment.objects.filter(user=user).on(timezone.localdate()).values_list("role", flat=True))
        mine = Q(type__office__in=roles)
        if roles & OWN_WRITERS:
            mine |= Q(type__office="")
        return self.filter(
            Q(unit__in=user.reach("reports.read").values("below")) & (Q(version__gt=0) | mine | Q(is_on_paper=True))
        )


class Report(models.Model):
    """One report of a unit for one period. `draft` is the working computation, replaced until it is handed in."""

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = "DRAFT", _("Đang soạn")
        SUBMITTED = "SUBMITTED", _("Đã nộp, chờ nhận")
        RETURNED = "RETURNED", _("Bị trả lại")
        ACCEPTED = "ACCEPTED", _("Đã nhận")

    OPEN = (State.DRAFT, State.RETURNED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    type = models.ForeignKey(ReportType, models.PROTECT, related_name="reports", verbose_name=_("loại báo cáo"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reports", verbose_name=_("đơn vị"))
    receiver = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("nơi nhận"))
    period_from = models.DateField(_("kỳ từ ngày"))
    period_until = models.DateField(_("đến hết ngày"))
    due_on = models.DateField(_("hạn nộp"))
    timely_until = models.DateField(_("còn đúng hạn đến"))
    state = models.CharField(_("tình trạng"), max_length=10, choices=State.choices, default=State.DRAFT)
    version = models.PositiveSmallIntegerField(_("bản"), default=0)
    draft = models.TextField(_("số liệu đang soạn"), blank=True)
    submitted_on = models.DateField(_("nộp lần đầu ngày"), null=True, blank=True)
    accepted_on = models.DateField(_("nhận ngày"), null=True, blank=True)
    is_on_paper = models.BooleanField(_("nộp bằng giấy trước khi dùng phần mềm"), default=False)
    paper = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("bản giấy"))
    # What a recomputation found since it was handed in; the snapshot itself never changes.
    checked_at = models.DateTimeField(_("đối chiếu lúc"), null=True, blank=True)
    differs = models.PositiveIntegerField(_("số chỗ đã đổi"), default=0)
    differences = models.JSONField(_("các chỗ đã đổi"), default=list, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("báo cáo")
        constraints = [
            models.UniqueConstraint(
                fields=["type", "unit", "period_from"],
                name="report_once_a_period",
                violation_error_message=_("Báo cáo kỳ này của đơn vị đã có."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("SUBMITTED", "ACCEPTED")) | Q(submitted_on__isnull=False),
                name="report_handed_in_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="ACCEPTED") | Q(accepted_on__isnull=False), name="report_accepted_has_a_day"
            ),
        ]
        indexes = [
            models.Index(fields=["type", "period_from", "unit"], name="report_by_period"),
            models.Index(fields=["receiver", "state"], name="report_by_receiver"),
            models.Index(fields=["unit", "-period_until"], name="report_by_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.type_id} {self.unit_id} {self.period_from:%d/%m/%Y}"

    @property
    def is_open(self) -> bool:
        """May its figures and paragraphs still change?"""
        return self.state in self.OPEN and not self.is_on_paper

    @property
    def was_in_time(self) -> bool | None:
        """Was it first handed in by the last day in time? None before."""
        return None if self.submitted_on is None else self.submitted_on <= self.timely_until


class Snapshot(models.Model):
    """The figures of a report as they were handed in: canonical JSON with its hash, never changed, about nobody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    report = models.ForeignKey(Report, models.PROTECT, related_name="snapshots", verbose_name=_("báo cáo"))
    version = models.PositiveSmallIntegerField(_("bản"))
    content = models.TextField(_("nội dung"))
    digest = models.CharField(_("dấu"), max_length=64)
    made_at = models.DateTimeField(_("nộp lúc"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người nộp"))

    class Meta:
        verbose_name = _("số liệu đã nộp của báo cáo")
        constraints = [models.UniqueConstraint(fields=["report", "version"], name="snapshot_once_a_version")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.version}"


class Passage(models.Model):
    """A paragraph: what the figures drafted, and what a person made of it. `edited_over` is the draft that was edited.

    Of a report in work there is one a key without a snapshot; each snapshot keeps its own copies.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="passages", verbose_name=_("báo cáo"))
    snapshot = models.ForeignKey(
        Snapshot, models.PROTECT, null=True, related_name="passages", verbose_name=_("số liệu đã nộp")
    )
    key = models.CharField(_("mục"), max_length=40)
    drafted = models.TextField(_("máy soạn từ số liệu"), blank=True)
    edited = models.TextField(_("người sửa"), blank=True)
    edited_over = models.TextField(_("đã sửa từ"), blank=True)

    class Meta:
        verbose_name = _("đoạn văn của báo cáo")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "key"], condition=Q(snapshot__isnull=True), name="passage_in_work_once"
            ),
            models.UniqueConstraint(
                fields=["snapshot", "key"], condition=Q(snapshot__isnull=False), name="passage_once_a_snapshot"
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def text(self) -> str:
        """What the report says: the person's words where there are any."""
        return self.edited or self.drafted

    @property
    def has_conflict(self) -> bool:
        """Were the figures computed anew under words that a person had written?"""
        return bool(self.edited) and self.edited_over != self.drafted


class ReportStep(models.Model):
    """Something that befell a report: handed in, returned, accepted, opened again; by whom, when, why."""

    class Kind(models.TextChoices):
        """What befell it."""

        SUBMITTED = "SUBMITTED", _("Nộp")
        RETURNED = "RETURNED", _("Trả lại")
        ACCEPTED = "ACCEPTED", _("Nhận")
        REOPENED = "REOPENED", _("Mở lại")
        ON_PAPER = "ON_PAPER", _("Ghi nhận bản giấy")

    report = models.ForeignKey(Report, models.PROTECT, related_name="steps", verbose_name=_("báo cáo"))
    kind = models.CharField(_("việc"), max_length=10, choices=Kind.choices)
    version = models.PositiveSmallIntegerField(_("bản"))
    at = models.DateTimeField(_("lúc"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người làm"))
    reason = models.CharField(_("lý do"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("bước của báo cáo")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=("RETURNED", "REOPENED")) | ~Q(reason=""),
                name="report_goes_back_with_a_reason",
                violation_error_message=_("Hãy ghi lý do."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.kind}"

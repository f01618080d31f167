"""Duties at work: who sees to one, what was put off, what was done and what shows it. Due days are computed; only what
somebody said of one is a row (docs/decisions/0106)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clb.files.models import StoredFile
from clb.places.models import Unit

from .papers import Plan, Task

if TYPE_CHECKING:
    from clb.access.models import User


class OfDueDay(models.Model):
    """Something said of one due day of a duty, for the unit that owes it: the plan's place, or one commune of it."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="%(class)ss", verbose_name=_("nhiệm vụ"))
    place = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị làm"))
    due_on = models.DateField(_("kỳ hạn"))
    by = models.ForeignKey("access.User", models.PROTECT, related_name="+", verbose_name=_("người ghi"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.task_id} {self.due_on:%d/%m/%Y}"


class TaskReportQuerySet(models.QuerySet["TaskReport"]):
    """Reports that a person may see."""

    def visible_to(self, user: User) -> Self:
        """Those on plans that the person may see."""
        return self.filter(task__plan__in=Plan.objects.visible_to(user))


class TaskReport(OfDueDay):
    """A duty was done for one due day, with what shows it."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="reports", verbose_name=_("nhiệm vụ"))
    done_on = models.DateField(_("làm xong ngày"))
    evidence = models.CharField(_("bằng chứng"), max_length=400)

    objects = TaskReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("báo cáo nhiệm vụ")
        constraints = [
            models.UniqueConstraint(
                fields=["task", "due_on", "place"],
                name="task_reported_once_per_due_day",
                violation_error_message=_("Kỳ này đã được báo là xong."),
            )
        ]


class TaskEvidenceQuerySet(models.QuerySet["TaskEvidence"]):
    """Papers and records that a person may see."""

    def visible_to(self, user: User) -> Self:
        """Those of reports where the person works on duties: a paper may name people."""
        return self.filter(report__place__in=user.reach("plans.prove_task").values("below"))


class TaskEvidence(models.Model):
    """What shows that a duty was done: a paper that was sent, or a record that the software holds (kind and key)."""

    report = models.ForeignKey(TaskReport, models.CASCADE, related_name="proofs", verbose_name=_("báo cáo"))
    file = models.OneToOneField(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="task_evidence", verbose_name=_("tệp")
    )
    kind = models.CharField(_("loại bản ghi"), max_length=20, blank=True)
    key = models.CharField(_("khóa bản ghi"), max_length=40, blank=True)
    what = models.CharField(_("là gì"), max_length=200, blank=True)

    objects = TaskEvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("bằng chứng nhiệm vụ")
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False, kind="", key="") | Q(file__isnull=True) & ~Q(kind="") & ~Q(key=""),
                name="task_evidence_is_a_file_or_a_record",
                violation_error_message=_("Hãy gửi một tệp hoặc chọn một bản ghi."),
            ),
            models.UniqueConstraint(
                fields=["report", "kind", "key"],
                condition=~Q(kind=""),
                name="record_shows_a_report_once",
                violation_error_message=_("Bản ghi này đã được gắn rồi."),
            ),
        ]

    def __str__(self) -> str:
        return self.what or str(self.file_id)


class DutyCharge(OfDueDay):
    """Who sees to a duty from one of its due days on, until another is named."""

    in_charge = models.CharField(_("người phụ trách"), max_length=120)
    user = models.ForeignKey(
        "access.User", models.PROTECT, null=True, related_name="charges", verbose_name=_("tài khoản")
    )

    class Meta:
        verbose_name = _("phân công phụ trách nhiệm vụ")
        constraints = [models.UniqueConstraint(fields=["task", "place", "due_on"], name="duty_charged_once_from_a_day")]


class DutyExtension(OfDueDay):
    """A due day was put off, with the reason; the latest day counts."""

    until_on = models.DateField(_("gia hạn đến"))
    granted_on = models.DateField(_("cho gia hạn ngày"))
    reason = models.CharField(_("lý do"), max_length=400)
    paper = models.CharField(_("văn bản cho gia hạn"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("gia hạn nhiệm vụ")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gt=F("due_on")),
                name="extension_is_after_the_due_day",
                violation_error_message=_("Ngày gia hạn phải sau hạn cũ."),
            ),
            models.UniqueConstraint(
                fields=["task", "place", "due_on", "until_on"],
                name="extension_to_a_day_once",
                violation_error_message=_("Kỳ này đã được gia hạn đến ngày ấy."),
            ),
        ]

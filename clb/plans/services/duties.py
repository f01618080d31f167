"""Reporting a duty as done for one of its due days."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.access.queries import offices
from clb.access.roles import Role
from clb.kernel.text import tidy
from clb.plans.models import Plan, Task, TaskReport
from clb.plans.rules.duties import due_days_of


def report_task(*, by: User, task: Task, due_on: date, done_on: date, evidence: str) -> TaskReport:
    """A duty is done for a due day. Whoever acts for one of its bodies, or leads the plan, may say so.

    Raises ValidationError for another's duty, a day that is none of its due days, a day to come.
    """
    if task.plan.status != Plan.Status.CONFIRMED:
        raise ValidationError(_("Kế hoạch chưa được xác nhận."))
    if not answers_for(by, task):
        raise ValidationError(_("Nhiệm vụ này giao cho cơ quan khác."))
    if due_on not in due_days_of(task):
        raise ValidationError({"due_on": _("Nhiệm vụ không có kỳ hạn ngày này.")})
    if done_on > timezone.localdate():
        raise ValidationError({"done_on": _("Ngày làm xong không được ở tương lai.")})
    report = TaskReport(task=task, due_on=due_on, done_on=done_on, evidence=tidy(evidence), by=by)
    report.full_clean()
    report.save()
    return report


def withdraw_task_report(*, by: User, report: TaskReport) -> Task:
    """Take back a report made by mistake; the journal keeps both."""
    if not answers_for(by, report.task):
        raise ValidationError(_("Nhiệm vụ này giao cho cơ quan khác."))
    task = report.task
    report.delete()
    return task


def answers_for(user: User, task: Task) -> bool:
    """Does `user` act today for a body that has this duty, or for the association, which leads?"""
    mine = set(offices(user, timezone.localdate()).values_list("role", flat=True))
    theirs = set(task.agency.bodies.values_list("role", flat=True)) if task.agency else set()
    return bool(mine & {*theirs, Role.ASSOCIATION.value} - {""})

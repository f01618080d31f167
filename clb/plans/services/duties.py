"""Duties at work: done, put off, in whose hands, with what shows it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.access.queries import offices
from clb.access.roles import Role
from clb.files.services import drop_file, keep_file
from clb.kernel.text import plain, tidy
from clb.places.models import Unit
from clb.plans.models import AgencyBody, DutyCharge, DutyExtension, Plan, Task, TaskEvidence, TaskReport
from clb.plans.proofs import NONE, proofs
from clb.plans.queries.duties import bodies_of, communes_of, is_owed_by_communes, owner_of
from clb.plans.rules.duties import due_days_of


def report_task(
    *,
    by: User,
    task: Task,
    due_on: date,
    done_on: date,
    evidence: str,
    place: Unit | None = None,
    file: UploadedFile[Any] | None = None,
) -> TaskReport:
    """A duty is done for a due day. Whoever acts for one of its bodies, or leads the plan, may say so.

    `place`: the unit that did it, one commune where each commune owes it; the plan's own place where none is named.
    Raises ValidationError for another's duty, a day that is none of its due days, a day to come.
    """
    place = _of_due_day(by, task, due_on, place)
    if done_on > timezone.localdate():
        raise ValidationError({"done_on": _("Ngày làm xong không được ở tương lai.")})
    report = TaskReport(task=task, place=place, due_on=due_on, done_on=done_on, evidence=tidy(evidence), by=by)
    report.full_clean()
    report.save()
    if file:
        TaskEvidence.objects.create(report=report, file=keep_file(file, field="file"))
    return report


def withdraw_task_report(*, by: User, report: TaskReport) -> Task:
    """Take back a report made by mistake, with what was to show it; the journal keeps both."""
    _answering(by, report.task)
    task = report.task
    for proof in report.proofs.select_related("file").filter(file__isnull=False):
        _drop(proof)
    report.delete()
    return task


def prove_task(
    *, by: User, report: TaskReport, file: UploadedFile[Any] | None = None, record: str = "", what: str = ""
) -> TaskEvidence:
    """Add what shows a report: a photo or PDF, or a record of the software (`kind:key`, as the form offers them)."""
    _answering(by, report.task)
    kind, _colon, key = record.partition(":")
    if bool(file) == bool(key):
        raise ValidationError({"file": _("Hãy gửi một tệp hoặc chọn một việc đã ghi trong phần mềm.")})
    proof = TaskEvidence(report=report, kind=kind, key=key, what=tidy(what)[:200])
    if file:
        proof.file = keep_file(file, field="file")
    proof.full_clean()
    proof.save()
    return proof


def drop_task_evidence(*, by: User, proof: TaskEvidence) -> TaskReport:
    """Take away what was added by mistake; its file goes too."""
    _answering(by, proof.report.task)
    report = proof.report
    _drop(proof)
    return report


def charge_duty(
    *, by: User, task: Task, due_on: date, place: Unit | None = None, user: User | None = None, in_charge: str = ""
) -> DutyCharge:
    """Name who sees to a duty from a due day on: somebody who signs in, or a name. The same day again renames."""
    place = _of_due_day(by, task, due_on, place)
    name = user.called if user else tidy(in_charge)
    if not plain(name):
        raise ValidationError({"in_charge": _("Hãy chọn hoặc ghi người phụ trách.")})
    told = {"in_charge": name[:120], "user": user, "by": by}
    charge, _new = DutyCharge.objects.update_or_create(task=task, place=place, due_on=due_on, defaults=told)
    return charge


def extend_duty(
    *,
    by: User,
    task: Task,
    due_on: date,
    granted_on: date,
    until_on: date,
    reason: str,
    place: Unit | None = None,
    paper: str = "",
) -> DutyExtension:
    """Put a due day off, with the reason. Those who lead the plan's place do it; no office for itself.

    Raises ValidationError for a day not after the one that stands, and for a duty of the person's own office.
    """
    _confirmed(task)
    place = _place_of(task, place)
    own = set(offices(by, timezone.localdate()).values_list("role", flat=True))
    leads = own & {Role.GOVERNMENT, Role.ASSOCIATION, Role.COMMUNE} - {body.role for body in bodies_of(task)}
    if not leads:
        raise ValidationError(_("Cơ quan không tự gia hạn việc của mình; cấp giao việc cho gia hạn."))
    if due_on not in due_days_of(task):
        raise ValidationError({"due_on": _("Nhiệm vụ không có kỳ hạn ngày này.")})
    if TaskReport.objects.filter(task=task, due_on=due_on, place=place).exists():
        raise ValidationError(_("Kỳ này đã được báo là xong, không cần gia hạn."))
    before = DutyExtension.objects.filter(task=task, place=place, due_on=due_on).order_by("-until_on").first()
    if until_on <= (before.until_on if before else due_on):
        raise ValidationError({"until_on": _("Ngày gia hạn phải sau hạn đang có.")})
    if granted_on > timezone.localdate():
        raise ValidationError({"granted_on": _("Ngày không được ở tương lai.")})
    told = {"until_on": until_on, "reason": tidy(reason), "paper": tidy(paper), "granted_on": granted_on}
    row = DutyExtension(task=task, place=place, due_on=due_on, by=by, **told)
    row.full_clean()
    row.save()
    return row


def drop_extension(*, by: User, extension: DutyExtension) -> Task:
    """Take an extension back that was granted by mistake; the day before it stands again."""
    task = extension.task
    extension.delete()
    return task


def bind_duty(*, by: User, task: Task, proof: str = "") -> Task:
    """Say which count of the software belongs to a duty; NONE for none, empty for what its words suggest."""
    if proof not in {"", NONE, *proofs()}:
        raise ValidationError({"proof": _("Không có loại số liệu này.")})
    task.proof = proof
    task.save(update_fields=["proof"])
    return task


def give_duty(*, by: User, task: Task, body: AgencyBody | None = None, paper: str = "") -> Task:
    """Give a duty that the plan gave to nobody to one of the plan's bodies; none takes it back.

    Raises ValidationError for a duty that the plan gives itself, and for a body of another plan.
    """
    _confirmed(task)
    if task.agency_id:
        raise ValidationError(_("Kế hoạch đã giao nhiệm vụ này cho một đầu mối."))
    if body and body.agency.plan_id != task.plan_id:
        raise ValidationError({"body": _("Cơ quan này không có trong kế hoạch.")})
    task.given_to, task.given_by = body, tidy(paper) if body else ""
    task.save(update_fields=["given_to", "given_by"])
    return task


def answers_for(user: User, task: Task) -> bool:
    """Does `user` act today for a body that has this duty, or for the association, which leads?"""
    mine = set(offices(user, timezone.localdate()).values_list("role", flat=True))
    return bool(mine & {*(body.role for body in bodies_of(task)), Role.ASSOCIATION.value} - {""})


def _of_due_day(by: User, task: Task, due_on: date, place: Unit | None) -> Unit:
    """The unit that a row about this due day is for, where `by` may say something of it."""
    _confirmed(task)
    _answering(by, task)
    if due_on not in due_days_of(task):
        raise ValidationError({"due_on": _("Nhiệm vụ không có kỳ hạn ngày này.")})
    return _place_of(task, place)


def _confirmed(task: Task) -> None:
    if task.plan.status != Plan.Status.CONFIRMED:
        raise ValidationError(_("Kế hoạch chưa được xác nhận."))


def _answering(by: User, task: Task) -> None:
    if not answers_for(by, task):
        raise ValidationError(_("Nhiệm vụ này giao cho cơ quan khác."))


def _place_of(task: Task, place: Unit | None) -> Unit:
    ground = task.plan.place
    if place is None or place == ground:
        return ground
    owed = is_owed_by_communes(task) and place in communes_of(task.plan, timezone.localdate())
    if owner_of(task) is None or not owed:
        raise ValidationError({"place": _("Nhiệm vụ này không giao cho đơn vị ấy.")})
    return place


def _drop(proof: TaskEvidence) -> None:
    file = proof.file
    proof.delete()
    if file:
        drop_file(file)

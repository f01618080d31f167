"""Findings, what is to be done about them, and the way of each to its closing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.files.services import drop_file, keep_file
from clb.kernel.text import plain, tidy
from clb.supervision.models import CorrectiveAction, SupervisionFile, SupervisionFinding, SupervisionVisit

from .visits import being_written


def record_finding(
    *,
    by: User,
    visit: SupervisionVisit,
    kind: str,
    severity: str,
    text: str,
    body: str,
    action: str = "",
    owner: str = "",
    due_on: date | None = None,
    is_fixed_at_once: bool = False,
    file: UploadedFile[Any] | None = None,
) -> SupervisionFinding:
    """Something is not as it should be; with what is to be done about it, or put right on the spot.

    Raises ValidationError where the visit is not under way, and for an action without an owner or a day.
    """
    row = being_written(visit)
    if not plain(text):
        raise ValidationError({"text": _("Hãy ghi phát hiện gì.")})
    last = row.findings.aggregate(n=Max("number"))["n"] or 0
    assert row.carried_on is not None
    closed_on = row.carried_on if is_fixed_at_once else None
    finding = SupervisionFinding.objects.create(
        visit=row,
        club_id=row.club_id,
        number=last + 1,
        kind=kind,
        severity=severity,
        text=text.strip(),
        body=body,
        found_on=row.carried_on,
        recorded_by=by,
        is_fixed_at_once=is_fixed_at_once,
        closed_on=closed_on,
        due_on=closed_on,
    )
    if plain(action) and not is_fixed_at_once:
        _plan(finding, action, owner, due_on)
    if file is not None:
        SupervisionFile.objects.create(finding=finding, file=keep_file(file, field="file"))
    return finding


def drop_finding(*, by: User, finding: SupervisionFinding) -> str:
    """One written down by mistake goes, with its files. Raises ValidationError once the visit is concluded."""
    visit = being_written(finding.visit)
    row = _locked(finding)
    for kept in SupervisionFile.objects.filter(finding=row) | SupervisionFile.objects.filter(action__finding=row):
        _drop(kept)
    row.delete()
    return str(visit.pk)


def _locked(finding: SupervisionFinding) -> SupervisionFinding:
    rows = SupervisionFinding.objects.select_for_update(no_key=True)
    row: SupervisionFinding | None = rows.filter(pk=finding.pk).first()
    if row is None:
        raise ValidationError(_("Phát hiện này đã được bỏ."))
    return row


def plan_action(*, by: User, finding: SupervisionFinding, text: str, owner: str, due_on: date) -> CorrectiveAction:
    """Something is to be done about a finding, by whom and until when; a closed finding opens again.

    Raises ValidationError for a due day before the visit, and for a finding put right on the spot.
    """
    row = _locked(finding)
    if row.is_fixed_at_once:
        raise ValidationError(_("Phát hiện này đã khắc phục tại chỗ."))
    return _plan(row, text, owner, due_on)


def _plan(row: SupervisionFinding, text: str, owner: str, due_on: date | None) -> CorrectiveAction:
    name = "action" if row.due_on is None and not row.actions.exists() else "text"
    for field, words in ((name, text), ("owner", owner)):
        if not plain(words):
            raise ValidationError({field: _("Hãy ghi ô này.")})
    if due_on is None:
        raise ValidationError({"due_on": _("Hãy ghi hạn.")})
    if due_on < row.found_on:
        raise ValidationError({"due_on": _("Hạn không được trước ngày giám sát.")})
    action = CorrectiveAction.objects.create(finding=row, text=tidy(text), owner=tidy(owner), due_on=due_on)
    _settle(row)
    return action


def _settle(row: SupervisionFinding) -> None:
    """A finding is due with its last action, and closed when all of them are verified."""
    actions = list(row.actions.all())
    row.due_on = max((one.due_on for one in actions), default=row.due_on)
    days = [one.verified_on for one in actions]
    row.closed_on = max(day for day in days if day) if days and all(days) else None
    row.save(update_fields=["due_on", "closed_on"])


def _waiting(action: CorrectiveAction) -> CorrectiveAction:
    _locked(action.finding)
    row: CorrectiveAction = CorrectiveAction.objects.select_related("finding").get(pk=action.pk)
    if row.verified_on:
        raise ValidationError(_("Việc này đã được xác nhận xong ngày %s.") % f"{row.verified_on:%d/%m/%Y}")
    return row


def report_action(
    *, by: User, action: CorrectiveAction, done_on: date, words: str, file: UploadedFile[Any] | None = None
) -> CorrectiveAction:
    """The club says that it is done, how, and with what proof; the team has to look at it.

    Raises ValidationError where it waits for the team already or was verified, and for a day to come.
    """
    row = _waiting(action)
    if row.done_on:
        raise ValidationError(_("Việc này đã báo xong, đang chờ đoàn xác nhận."))
    if not row.finding.found_on <= done_on <= timezone.localdate():
        raise ValidationError({"done_on": _("Ngày xong phải từ ngày giám sát đến hôm nay.")})
    if not plain(words):
        raise ValidationError({"words": _("Hãy ghi đã làm thế nào.")})
    row.done_on, row.done_words, row.done_by = done_on, tidy(words), by
    row.save(update_fields=["done_on", "done_words", "done_by"])
    if file is not None:
        SupervisionFile.objects.create(action=row, file=keep_file(file, field="file"))
    return row


def _reported(action: CorrectiveAction, by: User) -> CorrectiveAction:
    row = _waiting(action)
    if not row.done_on:
        raise ValidationError(_("Câu lạc bộ chưa báo làm xong việc này."))
    if row.done_by_id == by.pk:
        raise ValidationError(_("Người báo xong không tự xác nhận; cần một người khác."))
    return row


def verify_action(*, by: User, action: CorrectiveAction, verified_on: date, words: str = "") -> CorrectiveAction:
    """The team looked and agrees; the last one closes the finding.

    Raises ValidationError where it was not reported, by whoever reported it, and for a day before that or to come.
    """
    row = _reported(action, by)
    assert row.done_on is not None
    if not row.done_on <= verified_on <= timezone.localdate():
        raise ValidationError({"verified_on": _("Ngày xác nhận phải từ ngày báo xong đến hôm nay.")})
    row.verified_on, row.verified_words, row.verified_by = verified_on, tidy(words), by
    row.save(update_fields=["verified_on", "verified_words", "verified_by"])
    _settle(row.finding)
    return row


def return_action(*, by: User, action: CorrectiveAction, because: str) -> CorrectiveAction:
    """The team looked and does not agree: it is to be done again. Raises ValidationError as `verify_action` does."""
    row = _reported(action, by)
    if not plain(because):
        raise ValidationError({"because": _("Hãy ghi vì sao trả lại.")})
    row.done_on, row.done_by, row.returned_on, row.returned_because = None, None, timezone.localdate(), tidy(because)
    row.save(update_fields=["done_on", "done_by", "returned_on", "returned_because"])
    return row


def answer_finding(*, by: User, finding: SupervisionFinding, answer: str) -> SupervisionFinding:
    """What the club has to say about it; the newest answer stands."""
    row = _locked(finding)
    if not plain(answer):
        raise ValidationError({"answer": _("Hãy ghi ý kiến của câu lạc bộ.")})
    row.club_answer, row.answered_on = answer.strip(), timezone.localdate()
    row.save(update_fields=["club_answer", "answered_on"])
    return row


def attach_supervision_file(*, by: User, finding: SupervisionFinding, file: UploadedFile[Any]) -> SupervisionFile:
    """A photo or a paper of a finding. Raises ValidationError beside `file`."""
    return SupervisionFile.objects.create(finding=finding, file=keep_file(file, field="file"))


def drop_supervision_file(*, by: User, evidence: SupervisionFile) -> str:
    """One sent by mistake goes, its bytes too. Raises ValidationError once the finding is closed."""
    finding = evidence.finding or evidence.action.finding  # type: ignore[union-attr]  # one of both, by constraint
    if finding.closed_on:
        raise ValidationError(_("Phát hiện này đã khép; bằng chứng của nó được giữ."))
    _drop(evidence)
    return str(finding.pk)


def _drop(evidence: SupervisionFile) -> None:
    stored = evidence.file
    evidence.delete()
    drop_file(stored)

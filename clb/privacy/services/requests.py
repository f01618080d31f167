"""A request is received, answered, extended once, done."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.files.services import keep_file
from clb.kernel.text import tidy
from clb.law.norms import limit
from clb.members.models import Person
from clb.places.queries import path_keys
from clb.privacy.models import DataRequest

Kind, Answer, Proof = DataRequest.Kind, DataRequest.Answer, DataRequest.Proof


def receive_request(
    *,
    by: User,
    club: Club,
    person: Person,
    kind: str,
    way: str,
    received_on: date,
    words: str = "",
    asked_by: str = "",
    is_shared: bool = False,
    proof: str = "",
    proof_file: UploadedFile[Any] | None = None,
) -> DataRequest:
    """A person of the club, or somebody for them (`asked_by`), asks something; the clocks run from `received_on`.

    Raises ValidationError for a day to come, where the same is being asked already, and where data are to be seen
    without a proof: a signed paper as a file, or the person's own signature at the desk (never for somebody else).
    """
    if received_on > timezone.localdate():
        raise ValidationError({"received_on": _("Ngày không được ở tương lai.")})
    list(Person.objects.select_for_update(no_key=True).filter(pk=person.pk))
    if DataRequest.objects.filter(person=person, kind=kind).open().exists():
        raise ValidationError({"kind": _("Đang có yêu cầu này của người này chưa xong.")})
    _check_proof(kind, proof, has_file=proof_file is not None, asked_by=tidy(asked_by))
    found = DataRequest(
        person=person,
        club=club,
        kind=kind,
        way=way,
        received_on=received_on,
        words=tidy(words),
        asked_by=tidy(asked_by),
        is_shared=is_shared,
        proof=proof,
        proof_file=keep_file(proof_file, field="proof_file") if proof_file else None,
    )
    found.save()
    return found


def _check_proof(kind: str, proof: str, *, has_file: bool, asked_by: str) -> None:
    if kind == Kind.SEE and not proof:
        raise ValidationError({"proof": _("Xin xem dữ liệu thì phải có đơn đã ký hoặc chữ ký tại nơi tiếp nhận.")})
    if proof == Proof.PAPER and not has_file:
        raise ValidationError({"proof_file": _("Hãy gửi ảnh chụp hoặc bản quét của đơn có chữ ký.")})
    if proof != Proof.PAPER and has_file:
        raise ValidationError({"proof": _("Đã gửi tệp thì chọn «%s».") % Proof.PAPER.label})
    if proof == Proof.SIGNED and asked_by:
        raise ValidationError({"proof": _("Người khác nộp thay thì phải có đơn, giấy ủy quyền đã chụp hoặc quét.")})


def locked(request: DataRequest) -> DataRequest:
    """The request as it stands, until the transaction ends. Raises ValidationError where nothing is left to do."""
    found = DataRequest.objects.select_for_update().select_related("club__unit", "person").get(pk=request.pk)
    if not found.is_open:
        raise ValidationError(_("Yêu cầu này đã xong."))
    return found


def answer_request(*, by: User, request: DataRequest, answer: str, answered_on: date, reason: str = "") -> DataRequest:
    """Say whether it will be done. Raises ValidationError for a second answer, a refusal without a reason, data to be
    seen without a proof, and impossible days."""
    found = locked(request)
    if found.answered_on:
        raise ValidationError(_("Đã trả lời ngày %s.") % found.answered_on.strftime("%d/%m/%Y"))
    if answer == Answer.REFUSED and not tidy(reason):
        raise ValidationError({"reason": _("Hãy ghi lý do không làm được.")})
    if answer == Answer.ACCEPTED and found.kind == Kind.SEE and not found.proof:
        told = _("Yêu cầu này chưa có bằng chứng: hãy trả lời không làm được, rồi nhận lại kèm đơn hoặc chữ ký.")
        raise ValidationError({"answer": told})
    _check_day(found.received_on, answered_on, "answered_on")
    found.answer, found.answered_on, found.reason = answer, answered_on, tidy(reason)
    found.save(update_fields=["answer", "answered_on", "reason"])
    return found


def extend_request(*, by: User, request: DataRequest, days: int, reason: str) -> DataRequest:
    """Take more days, once, with a reason. Raises ValidationError for a second time, too many days, no reason, and
    before it was answered."""
    found = accepted(request)
    if found.extended_days:
        raise ValidationError(_("Đã gia hạn một lần, không gia hạn thêm."))
    today = timezone.localdate()
    most = limit("privacy.extension_days", on=found.received_on, path=path_keys(found.club.unit, today))
    if not 1 <= days <= most:
        raise ValidationError({"days": _("Gia hạn từ 1 đến %d ngày.") % most})
    if not tidy(reason):
        raise ValidationError({"reason": _("Hãy ghi lý do gia hạn.")})
    found.extended_days, found.extension_reason = days, tidy(reason)
    found.save(update_fields=["extended_days", "extension_reason"])
    return found


def finish_request(*, by: User, request: DataRequest, done_on: date, outcome: str) -> DataRequest:
    """Say what was done. Raises ValidationError where erasing or putting aside is still to be done, for impossible
    days, and without an outcome."""
    found = accepted(request)
    if found.kind == Kind.DELETE:
        raise ValidationError(_("Hãy làm việc xóa ở trang của yêu cầu; xóa xong thì yêu cầu xong."))
    if found.kind == Kind.RESTRICT and not hasattr(found, "restriction"):
        raise ValidationError(_("Hãy làm việc hạn chế ở trang của yêu cầu trước."))
    assert found.answered_on is not None
    _check_day(found.answered_on, done_on, "done_on")
    if not tidy(outcome):
        raise ValidationError({"outcome": _("Hãy ghi đã làm gì.")})
    return finished(found, done_on, outcome)


def finished(found: DataRequest, done_on: date, outcome: str) -> DataRequest:
    """Store that a request is done."""
    found.done_on, found.outcome = done_on, tidy(outcome)
    found.save(update_fields=["done_on", "outcome"])
    return found


def accepted(request: DataRequest) -> DataRequest:
    """The request, locked. Raises ValidationError where it was not accepted first."""
    found = locked(request)
    if found.answer != Answer.ACCEPTED:
        raise ValidationError(_("Hãy ghi câu trả lời «Nhận làm» trước."))
    return found


def _check_day(first: date, day: date, field: str) -> None:
    if not first <= day <= timezone.localdate():
        told = _("Ngày phải từ ngày %s đến hôm nay.") % first.strftime("%d/%m/%Y")
        raise ValidationError({field: told})

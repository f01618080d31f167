"""Numbers of papers: given once, in their order, never taken back; papers frozen as they went out."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.dispatch.kinds import kinds
from clb.dispatch.models import NAMES, Draft, IssuingBody, NumberSeries, OutgoingPaper
from clb.dispatch.papers import draft_paper, numbered
from clb.dispatch.rules import symbol_of
from clb.files.models import StoredFile
from clb.files.services import drop_file, keep_file, keep_made
from clb.kernel.text import tidy
from clb.papers.blocks import Paper
from clb.papers.files import LANGUAGE, PdfUnavailable, paper_file
from clb.papers.sources import Source, find_paper

from .bodies import own_only

Status = OutgoingPaper.Status


def reserve_number(
    *, by: User, body: IssuingBody, kind: str, subject: str, dated_on: date, symbol: str = "", drafter: str = ""
) -> OutgoingPaper:
    """Take the next number before the paper is there. `symbol` as typed, else that of kind and body.

    Raises ValidationError where `body` is not one's own, and for a day to come or before that of the last number.
    """
    own_only(by, body)
    paper = _next(by, body, kind, dated_on, symbol=symbol, drafter=drafter)
    paper.subject, paper.status = tidy(subject), Status.RESERVED
    paper.save()
    return paper


def _run(body: IssuingBody, kind: str, on: date) -> NumberSeries:
    """The run of numbers to which a paper of that kind and day belongs, locked until the transaction ends."""
    key: dict[str, Any] = {"body": body, "year": on.year, "series": body.series_of(kind)}
    NumberSeries.objects.get_or_create(**key)
    run: NumberSeries = NumberSeries.objects.select_for_update(no_key=True).get(**key)
    return run


def _next(by: User, body: IssuingBody, kind: str, on: date, *, symbol: str = "", drafter: str = "") -> OutgoingPaper:
    """The next number of its run, not stored yet. A refusal gives it back, and two at once get two."""
    if on > timezone.localdate():
        raise ValidationError({"dated_on": _("Ngày của văn bản không được ở tương lai.")})
    run = _run(body, kind, on)
    key: dict[str, Any] = {"body": body, "year": run.year, "series": run.series}
    before = OutgoingPaper.objects.filter(**key).order_by("-number").first()
    if before and before.dated_on > on:
        told = {"number": before.shown, "day": f"{before.dated_on:%d/%m/%Y}"}
        sentence = _("Số trước (%(number)s) đã ghi ngày %(day)s; số sau không thể sớm hơn.")
        raise ValidationError({"dated_on": sentence % told})
    run.last_number += 1
    run.save(update_fields=["last_number"])
    found = kinds().get(kind)
    words = tidy(symbol) or symbol_of(found.letters if found else "", body.letters, tidy(drafter))
    return OutgoingPaper(**key, number=run.last_number, symbol=words, kind=kind, dated_on=on, taken_by=by)


def register_paper(
    *,
    by: User,
    body: IssuingBody,
    kind: str,
    on: date,
    paper: Paper,
    made_from: str = "",
    source: str = "",
    source_key: str = "",
    names_members: bool = False,
) -> OutgoingPaper:
    """A paper that an app made goes out: it takes the next number and is frozen as docx and PDF.

    Number, symbol and day are put into its head; subject, signer and recipients are read from it. The same `source`
    and `source_key` of a body again give the paper registered first. Where it `names_members`, its files are for those
    who may read members there. Call it within the transaction of your own service: a refusal gives the number back.
    Raises ValidationError (on `body` where it is not one's own, on `dated_on` as `reserve_number`).
    """
    own_only(by, body)
    with transaction.atomic():
        _run(body, kind, on)  # whoever sends the same at once waits here, and then finds it
        if source:
            known = OutgoingPaper.objects.filter(body=body, source=source, source_key=source_key)
            if earlier := known.exclude(status=Status.CANCELLED).first():
                return earlier
        row = _next(by, body, kind, on)
        row.made_from, row.source, row.source_key = made_from[:200], source, source_key
        row.names_members = names_members
        return _frozen(row, paper)


def _frozen(row: OutgoingPaper, paper: Paper) -> OutgoingPaper:
    """Store it with its files."""
    with translation.override(LANGUAGE):
        whole = numbered(paper, row.body, row.shown, row.dated_on)
        row.docx = keep_made(paper_file(whole, "docx"), StoredFile.MediaType.DOCX)
        try:
            row.pdf = keep_made(paper_file(whole, "pdf"), StoredFile.MediaType.PDF)
        except PdfUnavailable:
            row.pdf = None  # this machine makes none; the docx is the same paper
    row.subject = tidy(" ".join(whole.subject.split()))[:400] or row.subject
    last = whole.signatures[-1] if whole.signatures else None
    row.signer = tidy(f"{last.lines[-1]} {last.name}")[:200] if last else ""
    row.recipients = list(whole.recipients)
    row.status = Status.ISSUED
    row.save()
    return row


def issue_draft(
    *, by: User, draft: Draft, dated_on: date, reserved: OutgoingPaper | None = None, drafter: str = ""
) -> OutgoingPaper:
    """A draft goes out, with the next number or with one that was reserved for it.

    Raises ValidationError where it went out before, where the reserved number is of another body or kind or borne by a
    paper already, and for a day to come or before that of the number.
    """
    row = Draft.objects.select_for_update(no_key=True).select_related("body").get(pk=draft.pk)
    own_only(by, row.body)
    if row.paper_id is not None:
        raise ValidationError(_("Dự thảo này đã ban hành."))
    paper = _reserved(row, reserved, dated_on) if reserved else _next(by, row.body, row.kind, dated_on, drafter=drafter)
    paper.urgency, paper.names_members, paper.made_from = row.urgency, row.names_members, str(_("Dự thảo"))
    row.paper = _frozen(paper, draft_paper(row))
    row.save(update_fields=["paper", "changed_at"])
    return row.paper


def _reserved(draft: Draft, reserved: OutgoingPaper, on: date) -> OutgoingPaper:
    paper: OutgoingPaper = OutgoingPaper.objects.select_for_update(no_key=True).get(pk=reserved.pk)
    if (paper.body_id, paper.kind, paper.status) != (draft.body_id, draft.kind, Status.RESERVED):
        raise ValidationError({"reserved": _("Số giữ này không dùng được cho dự thảo này.")})
    if not paper.dated_on <= on <= timezone.localdate() or on.year != paper.year:
        raise ValidationError({"dated_on": _("Ngày phải từ ngày giữ số đến hôm nay, trong cùng năm.")})
    paper.dated_on = on
    return paper


def number_paper(*, by: User, body: IssuingBody, source: str, key: str, dated_on: date) -> OutgoingPaper:
    """A paper of another page takes a number and is frozen. The second time it gives the one registered first.

    Raises ValidationError where there is no such paper for `by`, or it is of another place than the body,
    or of another agency where it names those that may.
    """
    known, found = find_paper(source, by, key)
    if known is None or found is None:
        raise ValidationError(_("Không có văn bản này, hoặc bạn không được xem."))
    if not body.unit.links_down.filter(below=found.unit).exists():
        raise ValidationError({"body": _("Văn bản này không thuộc địa bàn của cơ quan ban hành.")})
    if found.agencies and (body.unit_id != found.unit.pk or body.agency not in found.agencies):
        raise ValidationError({"body": _("Văn bản này do cơ quan khác lập; cơ quan ấy mới vào sổ của mình.")})
    return _registered(by, body, known, found.paper, key, dated_on)


def _registered(by: User, body: IssuingBody, known: Source, paper: Paper, key: str, dated_on: date) -> OutgoingPaper:
    return register_paper(
        by=by,
        body=body,
        kind=known.kind,
        on=dated_on,
        paper=paper,
        made_from=str(known.title),
        source=known.code,
        source_key=key,
        names_members=known.names_members,
    )


def cancel_number(*, by: User, paper: OutgoingPaper, reason: str) -> OutgoingPaper:
    """A number is cancelled; it stays in the register with the reason, and so do the files of what bore it.

    Raises ValidationError where it was cancelled before, without a reason, and where it is another body's.
    """
    own_only(by, paper.body)
    row: OutgoingPaper = OutgoingPaper.objects.select_for_update(no_key=True).get(pk=paper.pk)
    if row.status == Status.CANCELLED:
        raise ValidationError(_("Số này đã hủy."))
    if not tidy(reason):
        raise ValidationError({"reason": _("Hãy ghi lý do hủy.")})
    row.status, row.reason = Status.CANCELLED, tidy(reason)
    row.save(update_fields=["status", "reason"])
    Draft.objects.filter(paper=row).update(paper=None)
    return row


def attach_signed(*, by: User, paper: OutgoingPaper, file: UploadedFile[Any]) -> OutgoingPaper:
    """The paper as it was signed and sealed, scanned; another one before it goes. Raises ValidationError of no PDF or
    picture, where the number is not borne by a paper, and where it is another body's."""
    own_only(by, paper.body)
    row: OutgoingPaper = OutgoingPaper.objects.select_for_update(no_key=True).get(pk=paper.pk)
    if row.status != Status.ISSUED:
        raise ValidationError(_("Chỉ văn bản đã ban hành mới có bản ký."))
    before, row.signed = row.signed, keep_file(file, longest_px=2400, field="file")
    row.save(update_fields=["signed"])
    if before:
        drop_file(before)
    return row


def may_name_members(by: User, body: IssuingBody) -> None:
    """Raises ValidationError where `by` marks a paper as one that names members, and may not read them there."""
    if not by.may(NAMES, body.unit):
        raise ValidationError(
            {"names_members": _("Bạn không được xem thành viên ở đây nên không lập văn bản nêu tên.")}
        )

"""Writing at a desk. The only writer of this app."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import Assignment, User
from clb.access.queries import offices
from clb.files.services import drop_file, keep_file
from clb.kernel.text import plain, tidy
from clb.places.models import Unit
from clb.plans.models import Task

from .models import NextStep, Note, Petition, PetitionAnswer


def record_note(
    *,
    by: User,
    office: Assignment,
    kind: str,
    noted_on: date,
    text: str,
    audience: str,
    about: Unit | None = None,
    task: Task | None = None,
    file: UploadedFile[Any] | None = None,
) -> Note:
    """What an agency saw or heard is written down at the desk of `office`. Raises ValidationError for a day to come,
    for empty words, and for a note for a club that names none."""
    note = Note(unit=office.unit, role=office.role, by=by)
    return _write(note, kind=kind, noted_on=noted_on, text=text, audience=audience, about=about, task=task, file=file)


def correct_note(*, by: User, note: Note, **told: Any) -> Note:
    """What was written is put right by the office that wrote it, as `record_note` takes it; a file sent replaces."""
    _own(by, note)
    return _write(Note.objects.select_for_update(of=("self",), no_key=True).get(pk=note.pk), **told)


def drop_note(*, by: User, note: Note) -> str:
    """A note written by mistake goes, with its file and what was to follow."""
    _own(by, note)
    return _drop(note)


def send_petition(
    *,
    by: User,
    office: Assignment,
    to_place: Unit,
    about: str,
    text: str,
    sent_on: date,
    answer_by: date,
    number: str = "",
    file: UploadedFile[Any] | None = None,
) -> Petition:
    """A proposal to the People's Committee of `to_place` is on its way. Raises ValidationError for a day to come, and
    for an answer awaited before it was sent."""
    _past(sent_on, "sent_on")
    _worded(about, "about")
    _worded(text, "text")
    row = Petition(unit=office.unit, role=office.role, by=by, to_place=to_place, sent_on=sent_on, answer_by=answer_by)
    row.about, row.text, row.number = tidy(about), text.strip(), tidy(number)
    row.full_clean(exclude=["unit", "by", "to_place"])
    _with_file(row, file)
    row.save()
    return row


def drop_petition(*, by: User, petition: Petition) -> str:
    """One recorded by mistake goes. Raises ValidationError once it was answered."""
    _own(by, petition)
    if PetitionAnswer.objects.filter(petition=petition).exists():
        raise ValidationError(_("Kiến nghị này đã có trả lời, không bỏ được."))
    return _drop(petition)


def answer_petition(
    *, by: User, petition: Petition, outcome: str, answered_on: date, text: str, number: str = ""
) -> PetitionAnswer:
    """The answer is written down, by whoever gives it or by the office that got it. Raises ValidationError where there
    is one, and for a day before it was sent or to come."""
    Petition.objects.select_for_update(of=("self",), no_key=True).get(pk=petition.pk)  # two answers at once: one stays
    if PetitionAnswer.objects.filter(petition=petition).exists():
        raise ValidationError(_("Kiến nghị này đã có trả lời."))
    if not petition.sent_on <= answered_on <= timezone.localdate():
        raise ValidationError({"answered_on": _("Ngày trả lời phải từ ngày gửi đến hôm nay.")})
    _worded(text, "text")
    told = {"outcome": outcome, "answered_on": answered_on, "text": text.strip(), "number": tidy(number)}
    return PetitionAnswer.objects.create(petition=petition, by=by, **told)


def take_back_answer(*, by: User, petition: Petition) -> Petition:
    """An answer written by mistake goes, by whoever wrote it; the proposal waits again."""
    answer = PetitionAnswer.objects.filter(petition=petition).first()
    if answer is None:
        raise ValidationError(_("Kiến nghị này chưa có trả lời."))
    if answer.by_id != by.pk:
        raise ValidationError(_("Chỉ người đã ghi mới rút được câu trả lời này."))
    answer.delete()
    return petition


def plan_next_step(
    *, by: User, text: str, owner: str, due_on: date, note: Note | None = None, petition: Petition | None = None
) -> NextStep:
    """Something is to be done after a note or a proposal. Raises ValidationError for a day before either."""
    after = note or petition
    if after is None or (note and petition):
        raise ValidationError(_("Việc làm tiếp thuộc về một ghi nhận hoặc một kiến nghị."))
    _worded(text, "text")
    _worded(owner, "owner")
    if due_on < (note.noted_on if note else petition.sent_on):  # type: ignore[union-attr]  # one of them is there
        raise ValidationError({"due_on": _("Hạn không được trước ngày ghi.")})
    return NextStep.objects.create(note=note, petition=petition, text=tidy(text), owner=tidy(owner), due_on=due_on)


def finish_next_step(*, by: User, step: NextStep, done_on: date, result: str) -> NextStep:
    """It is done. Raises ValidationError where it was before, and for a day to come."""
    row: NextStep = NextStep.objects.select_for_update(of=("self",), no_key=True).get(pk=step.pk)
    if row.done_on is not None:
        raise ValidationError(_("Việc này đã được ghi là xong."))
    _past(done_on, "done_on")
    row.done_on, row.result = done_on, tidy(result)
    row.save(update_fields=["done_on", "result"])
    return row


def _write(note: Note, *, text: str, noted_on: date, file: UploadedFile[Any] | None = None, **told: Any) -> Note:
    _past(noted_on, "noted_on")
    _worded(text, "text")
    note.text, note.noted_on = text.strip(), noted_on
    for name, value in told.items():
        setattr(note, name, value)
    note.full_clean(exclude=["unit", "by", "task"])
    before = note.file if file else None
    _with_file(note, file)
    note.save()
    if before:
        drop_file(before)
    return note


def _with_file(row: Note | Petition, file: UploadedFile[Any] | None) -> None:
    if file:
        row.file = keep_file(file, field="file")


def _drop(row: Note | Petition) -> str:
    pk, file = str(row.pk), row.file
    row.delete()
    if file:
        drop_file(file)
    return pk


def _own(by: User, row: Note | Petition) -> None:
    """Only the office that wrote it, held today."""
    if not offices(by, timezone.localdate()).filter(unit=row.unit_id, role=row.role).exists():
        raise ValidationError(_("Chỉ cơ quan đã ghi mới sửa, bỏ được."))


def _past(day: date, field: str) -> None:
    if day > timezone.localdate():
        raise ValidationError({field: _("Ngày không được ở tương lai.")})


def _worded(words: str, field: str) -> None:
    if not plain(words):
        raise ValidationError({field: _("Hãy ghi ô này.")})

"""Keeping what waits for a second person, and what that person says. The only writer of this app."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from io import BytesIO
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.access.services import face_to_face
from clb.board.queries import person_of
from clb.files import store
from clb.files.services import drop_file, keep_file
from clb.kernel.commands import Command, commands, run
from clb.kernel.schema import CommandForm
from clb.places.models import Unit
from clb.signin.models import Card

from .models import Proposal, ProposalFile

CARD_REST_DAYS = 7  # whoever issued somebody's card could have come in as them: for so long no second word of theirs
KEPT_DAYS = 30  # what nobody answered is erased after so many days


def keep_waiting(id: uuid.UUID, command: Command, *, by: User, form: CommandForm, unit: Unit) -> Proposal:
    """Keep what `by` typed until a second person speaks. The same id again keeps nothing new.

    Raises PermissionDenied where the id is another's, ValidationError where it was decided already.
    """
    earlier = Proposal.objects.filter(pk=id).first()
    if earlier is not None:
        if (earlier.by_id, earlier.command) != (by.pk, command.name):
            raise PermissionDenied(_("Mã việc này thuộc về một việc khác."))
        if not earlier.waits:
            raise ValidationError(_("Việc này đã có trả lời: %s.") % earlier.get_word_display())
        return earlier
    lapse()
    typed = {name: _typed(form, name) for name in form.fields if name not in form.files}
    kept = {name: value for name, value in typed.items() if value not in (None, "", [])}
    proposal = Proposal.objects.create(
        pk=id, command=command.name, by=by, unit=unit, typed=json.dumps(kept, ensure_ascii=False)
    )
    for name, upload in form.files.items():
        assert isinstance(upload, UploadedFile)
        upload.seek(0)  # trying the act has read it to its end
        ProposalFile.objects.create(proposal=proposal, field=name, file=keep_file(upload, field=name))
    return proposal


def _typed(form: CommandForm, name: str) -> Any:
    field = form.fields[name]
    value = field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
    return value if isinstance(value, (str, list, bool, int, float)) or value is None else str(value)


def lapse() -> int:
    """Erase what nobody answered for `KEPT_DAYS` days. Returns how many."""
    old = Proposal.objects.filter(word="", asked_at__lt=timezone.now() - timedelta(days=KEPT_DAYS))
    return _settle(old, Proposal.Word.LAPSED, None)


def decide_proposal(*, by: User, proposal: Proposal, word: str) -> Proposal:
    """The second person's word: ACCEPTED does the act in the name of whoever typed it, REFUSED lets it go.

    A word is given in person: raises PermissionDenied as `face_to_face`.
    Raises ValidationError where it was decided already, where `by` typed it, or is of the same household as whoever
    did, as far as their sign-ins are known, issued a card to whoever did within `CARD_REST_DAYS` days, and where it
    can no longer be done.
    """
    face_to_face(by)
    row = _locked(proposal)
    maker: User = row.by
    _check_is_another(by, maker)
    if word == Proposal.Word.ACCEPTED:
        _do(row, maker)
    _settle(Proposal.objects.filter(pk=row.pk), word, by)
    row.refresh_from_db()
    return row


def withdraw_proposal(*, by: User, proposal: Proposal) -> Proposal:
    """Whoever typed it takes it back. Raises ValidationError where it was decided already or is another's."""
    row = _locked(proposal)
    if row.by_id != by.pk:
        raise ValidationError({"proposal": _("Chỉ người đã ghi mới rút được.")})
    _settle(Proposal.objects.filter(pk=row.pk), Proposal.Word.WITHDRAWN, by)
    row.refresh_from_db()
    return row


def _locked(proposal: Proposal) -> Proposal:
    row: Proposal = Proposal.objects.select_for_update(no_key=True).select_related("by").get(pk=proposal.pk)
    if not row.waits:
        raise ValidationError({"proposal": _("Việc này đã có trả lời: %s.") % row.get_word_display()})
    return row


def _check_is_another(by: User, maker: User) -> None:
    if by.pk == maker.pk:
        raise ValidationError({"proposal": _("Bạn là người đã ghi việc này: phải để người khác trả lời.")})
    since = timezone.now() - timedelta(days=CARD_REST_DAYS)
    if Card.objects.filter(user=maker, issued_by=by, issued_at__gte=since).exists():
        told = _("Bạn cấp thẻ vào cho người đã ghi việc này chưa quá %d ngày: phải để người khác trả lời.")
        raise ValidationError({"proposal": told % CARD_REST_DAYS}, code="issued_card")
    mine, theirs = person_of(by), person_of(maker)
    if mine is None or theirs is None:
        return
    home = theirs.household_id
    if mine.pk == theirs.pk or (home is not None and mine.household_id == home):
        told = _("Bạn ở cùng hộ với người đã ghi việc này: phải để người khác trả lời.")
        raise ValidationError({"proposal": told}, code="same_household")


def _do(row: Proposal, maker: User) -> None:
    if not maker.is_active:
        raise ValidationError({"proposal": _("Người ghi không còn dùng phần mềm.")})
    data, files = as_typed(row)
    try:
        outcome = run(
            commands()[row.command], by=maker, data=data, files=files, id=row.pk, channel="second", has_second=True
        )
    except PermissionDenied:
        raise ValidationError({"proposal": _("Người ghi không còn được giao làm việc này.")}) from None
    if outcome.status == "rejected":
        told = [sentence for sentences in outcome.errors.values() for sentence in sentences]
        raise ValidationError({"proposal": [_("Nay không còn làm được:"), *told]})


def as_typed(row: Proposal) -> tuple[dict[str, Any], dict[str, Any]]:
    """What was typed, and the files that were sent with it, as a form reads them."""
    data: dict[str, Any] = json.loads(row.typed) if row.typed else {}
    files = {}
    for kept in row.files.select_related("file"):
        content = store.path_of(kept.file_id).read_bytes()
        files[kept.field] = InMemoryUploadedFile(
            BytesIO(content), kept.field, f"tep.{kept.file.extension}", kept.file.media_type, len(content), None
        )
    return data, files


def _settle(rows: QuerySet[Proposal], word: str, by: User | None) -> int:
    for kept in ProposalFile.objects.filter(proposal__in=rows).select_related("file"):
        file = kept.file
        kept.delete()
        drop_file(file)
    return rows.update(word=word, typed="", decided_by=by, decided_at=timezone.now())


def form_of(row: Proposal) -> forms.Form | None:
    """The form as it was filled in, judged again today; None where what was typed is gone."""
    if not row.waits or row.command not in commands():
        return None
    data, files = as_typed(row)
    form = commands()[row.command].form(data, files, by=row.by)
    form.is_valid()
    return form

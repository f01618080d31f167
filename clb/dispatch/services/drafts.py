"""Papers being written."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.dispatch.models import Draft, DraftAnnex, IssuingBody, RecipientList
from clb.dispatch.rules import blocks_of
from clb.kernel.text import tidy

from .bodies import lines_kept, own_only
from .numbers import may_name_members

_NEEDS_HEAD = {"KT.", "TL.", "TUQ."}
_LINES = ("to", "co_signers")


def begin_draft(*, by: User, body: IssuingBody, kind: str, **told: Any) -> Draft:
    """A paper is begun in the name of `body`.

    Raises ValidationError where it is not one's own, where there are no words, and for KT., TL. or TUQ. without the
    title of who is at the head.
    """
    own_only(by, body)
    return _write(Draft(body=body, kind=kind), by, **told)


def correct_draft(*, by: User, draft: Draft, **told: Any) -> Draft:
    """Its words are changed. Raises ValidationError as `begin_draft`, and once it went out."""
    return _write(_open(by, draft), by, **told)


def _open(by: User, draft: Draft) -> Draft:
    row = Draft.objects.select_for_update(no_key=True).select_related("body__unit").get(pk=draft.pk)
    own_only(by, row.body)
    if row.paper_id is not None:
        raise ValidationError(_("Dự thảo này đã ban hành, không sửa được nữa."))
    return row


def _write(row: Draft, by: User, *, recipient_list: RecipientList | None = None, text: str, **told: Any) -> Draft:
    if not blocks_of(text):
        raise ValidationError({"text": _("Hãy ghi nội dung.")})
    if told.get("sign_form") in _NEEDS_HEAD and not tidy(told.get("head_title", "")):
        raise ValidationError({"head_title": _("Ký thay, thừa lệnh thì ghi chức vụ của người đứng đầu.")})
    if told.get("names_members"):
        may_name_members(by, row.body)
    if not tidy(told["subject"]):
        raise ValidationError({"subject": _("Hãy ghi trích yếu.")})
    recipients = lines_kept(told.pop("recipients", ""))
    if recipient_list:
        had = set(recipients.splitlines())
        recipients = "\n".join(
            [*recipients.splitlines(), *(x for x in recipient_list.lines.splitlines() if x not in had)]
        )
    if len(recipients) > 2000:
        raise ValidationError({"recipients": _("Nơi nhận dài quá 2.000 ký tự.")})
    for name, value in told.items():
        is_words = isinstance(value, str)
        setattr(row, name, lines_kept(value) if name in _LINES else tidy(value) if is_words else value)
    row.text, row.recipients = text.strip(), recipients
    row.save()
    return row


def drop_draft(*, by: User, draft: Draft) -> str:
    """A draft goes. Raises ValidationError once it went out."""
    row = _open(by, draft)
    pk = str(row.pk)
    row.delete()
    return pk


def add_annex(*, by: User, draft: Draft, title: str, text: str, is_landscape: bool = False) -> DraftAnnex:
    """An annex is added behind the others. Raises ValidationError of no words, and once the draft went out."""
    return _annex(DraftAnnex(draft=_open(by, draft)), title, text, is_landscape)


def correct_annex(*, by: User, annex: DraftAnnex, title: str, text: str, is_landscape: bool = False) -> DraftAnnex:
    """An annex is changed. Raises ValidationError as `add_annex`."""
    _open(by, annex.draft)
    return _annex(annex, title, text, is_landscape)


def _annex(row: DraftAnnex, title: str, text: str, is_landscape: bool) -> DraftAnnex:
    if not blocks_of(text):
        raise ValidationError({"text": _("Hãy ghi nội dung.")})
    row.title, row.text, row.is_landscape = tidy(title), text.strip("\n"), is_landscape
    row.save()
    return row


def drop_annex(*, by: User, annex: DraftAnnex) -> str:
    """An annex goes. Raises ValidationError once the draft went out."""
    draft = _open(by, annex.draft)
    annex.delete()
    return str(draft.pk)

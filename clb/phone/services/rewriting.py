"""A row that waits is written after all, on the website, by whoever may: the same command again under a new id."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.kernel.commands import commands, run
from clb.phone.models import ParkedRow, ToldMessage, offline_commands
from clb.phone.queries.counters import counters

from .envelopes import Sent
from .merging import merged
from .parking import How, clashed_with, close_row, sent_of, tell, title_of, why_of
from .pushing import read_fields
from .seeing import about_of_meeting


@dataclass(frozen=True)
class Written:
    """`done`, `already` (by this very click), `settled` (by somebody meanwhile) or `refused`, with the reason."""

    status: str
    why: str = ""


def write_again(*, by: User, row: ParkedRow, act: UUID) -> Written:
    """Do what a row says, now, under the id `act`, in the name of `by`; the row is settled by it. Both the one who
    typed it and the other person of a collision are told.

    Raises PermissionDenied where `by` may not see the row, or not do this at its club.
    """
    if not ParkedRow.objects.visible_to(by).filter(pk=row.pk).exists() or row.command not in offline_commands():
        raise PermissionDenied("phone.settle_row")
    with transaction.atomic():
        rows = ParkedRow.objects.select_for_update(of=("self",)).select_related("key__user", "club")
        locked = rows.get(pk=row.pk)
        if locked.settled_at is not None:
            return Written("already" if locked.replaced_by == act else "settled")
        sent = sent_of(locked, act)
        command = commands()[locked.command]
        data, errors = read_fields(command, _sure(by, sent))
        if errors:
            return Written("refused", why_of(errors))
        outcome = run(command, by=by, data=data, id=act)
        if outcome.status not in {"done", "already", "waiting"}:
            return Written("refused", why_of(outcome.errors))
        close_row(locked, by=by, how=How.REPLACED, replaced_by=act)
        _tell(locked, by)
    return Written("done")


def _sure(by: User, sent: Sent) -> Sent:
    """The row as somebody wants it who has looked: it wins over what others wrote, and has seen the whole meeting."""
    sent = merged(by, sent, is_sure=True).sent
    about = about_of_meeting(sent)
    return replace(sent, data={**sent.data, "seen": counters([about])[about]}) if about else sent


def _tell(row: ParkedRow, by: User) -> None:
    told = {"who": by.called, "what": title_of(row.command)}
    if row.key.user_id != by.pk:
        text = _("%(who)s đã ghi vào sổ việc «%(what)s» của bạn đang gác lại.")
        tell([row.key.user], ToldMessage.Kind.SETTLED, row, text % told)
    text = _("%(who)s đã hỏi lại và vẫn ghi việc «%(what)s»: đó là thêm một lần nữa, không trùng với việc của bạn.")
    tell(clashed_with(row, but=by), ToldMessage.Kind.SETTLED, row, text % told)

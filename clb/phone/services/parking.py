"""Rows that were not done: kept with their sentence until a person settles them, and told to whom they concern."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.kernel.commands import commands
from clb.phone.models import ParkedRow, PhoneKey, ToldMessage
from clb.phone.rules import TOLD_DAYS
from clb.places.models import UnitLink

from .envelopes import Sent, as_id

Errors = Mapping[str, Sequence[str]]
LONGEST = 600  # letters of a sentence for people
Reason = ParkedRow.Reason
How = ParkedRow.How


def park(key: PhoneKey, sent: Sent, reason: str, errors: Errors, why: str, *, is_part: bool = False) -> ParkedRow:
    """Keep a row that was not done, and tell its person why."""
    row = ParkedRow.objects.create(
        pk=sent.id,
        key=key,
        club=_club_of(key.user, sent.lane),
        command=sent.command,
        reason=reason,
        is_part=is_part,
        typed=json.dumps(sent.kept, ensure_ascii=False, default=str),
        told=json.dumps({"errors": errors, "why": why[:LONGEST]}, ensure_ascii=False),
        written_at=sent.at,
        parked_at=timezone.now(),
    )
    tell([key.user], ToldMessage.Kind.PARKED, row, why)
    return row


def _club_of(user: User, lane: str) -> Club | None:
    """The club of a lane, where the person holds or held an office there or above it; a lane may name anything."""
    if lane == "me":
        return None
    here = UnitLink.objects.filter(below=OuterRef("unit"), above__assignments__user=user)
    return Club.objects.filter(Exists(here), pk=lane).first()


def tell(users: Iterable[User], kind: str, row: ParkedRow, text: str) -> None:
    """A sentence for each of these people about a row, once; what is too old to be shown goes."""
    users, now = list(users), timezone.now()
    ToldMessage.objects.filter(user__in=users, made_at__lt=now - timedelta(days=TOLD_DAYS)).delete()
    fresh = [
        ToldMessage(user=user, club=row.club, kind=kind, about=row.pk, text=text[:LONGEST], made_at=now)
        for user in users
    ]
    ToldMessage.objects.bulk_create(fresh, ignore_conflicts=True)


def why_of(errors: Errors) -> str:
    """The refusals of a form as one sentence or two for people, each once."""
    said = list(dict.fromkeys(one for told in errors.values() for one in told))
    return " ".join(said)[:LONGEST]


def reply_of(row: ParkedRow) -> dict[str, Any]:
    """What a phone hears of a row that was parked, the first time and ever after."""
    if row.settled_at is not None:
        return {"id": str(row.pk), "status": "already", "errors": {}, "why": "", "result": None}
    told = json.loads(str(row.told))
    return {"id": str(row.pk), "status": "parked", "errors": told["errors"], "why": told["why"], "result": None}


def sent_of(row: ParkedRow, act: UUID | None = None) -> Sent:
    """What a phone sent, out of what is kept of it; as a row of the id `act` that is written instead."""
    kept: dict[str, Any] = json.loads(str(row.typed) or "{}")
    return Sent(
        id=act or row.pk,
        n=int(kept.get("n") or 0),
        lane=str(kept.get("lane") or "me"),
        command=row.command,
        data=kept.get("data") or {},
        basis=kept.get("basis") or {},
        base=kept.get("base") or {},
        after=tuple(pk for one in kept.get("after") or () if (pk := as_id(one))),
        at=row.written_at,
        sure=True,
        replaces=row.pk,
    )


def waiting_rows(key: PhoneKey) -> list[dict[str, Any]]:
    """What waits for the person, as the phone kept it: for one that forgot all and is set up anew."""
    found = []
    for row in ParkedRow.objects.open().filter(key=key).order_by("parked_at", "pk"):
        told = reply_of(row)
        named = {"id": str(row.pk), "command": row.command, "label": title_of(row.command)}
        at = {"at": (row.written_at or row.parked_at).isoformat()}
        found.append(sent_of(row).kept | named | at | {name: told[name] for name in ("errors", "why")})
    return found


def settle_row(*, by: User, row: ParkedRow, how: str = How.DROPPED, why: str = "") -> ParkedRow:
    """A person says that a row is let go, and of another's `why`; what was typed is erased. Whoever wrote it is told,
    where that is another, and so is the other person of a collision.

    Raises PermissionDenied where it is neither `by`'s nor of a club where `by` may, ValidationError where it was
    settled otherwise before.
    """
    if not ParkedRow.objects.visible_to(by).filter(pk=row.pk).exists():
        raise PermissionDenied("phone.settle_row")
    locked = ParkedRow.objects.select_for_update(of=("self",)).select_related("key__user", "club").get(pk=row.pk)
    if locked.settled_at is not None:
        if locked.how != how:
            raise ValidationError({"row": _("Việc này đã được ghi lại rồi.")})
        return locked
    close_row(locked, by=by, how=how)
    told = {"who": by.called, "what": title_of(locked.command), "why": why or _("không ghi lý do")}
    if locked.key.user_id != by.pk:
        text = _("%(who)s đã bỏ việc «%(what)s» của bạn đang gác lại. Lý do: %(why)s.")
        tell([locked.key.user], ToldMessage.Kind.SETTLED, locked, text % told)
    text = _("%(who)s đã bỏ việc «%(what)s» ghi trùng với việc của bạn. Lý do: %(why)s.")
    tell(clashed_with(locked, but=by), ToldMessage.Kind.SETTLED, locked, text % told)
    return locked


def clashed_with(row: ParkedRow, *, but: User) -> list[User]:
    """The other people of a collision, as they were told of it; without `but` and whoever wrote the row."""
    told = ToldMessage.objects.filter(about=row.pk, kind=ToldMessage.Kind.CLASH).select_related("user")
    return [one.user for one in told.exclude(user__in=(but.pk, row.key.user_id))]


def title_of(name: str) -> str:
    """What a command is called, its name where there is none any more."""
    command = commands().get(name)
    return str(command.title) if command else name


def close_row(row: ParkedRow, *, by: User | None, how: str, replaced_by: UUID | None = None) -> None:
    """The row was settled: what was typed goes, and so do the messages that told of it."""
    row.typed, row.told, row.settled_at, row.settled_by, row.how = "", "", timezone.now(), by, how
    row.replaced_by = replaced_by
    row.save(update_fields=["typed", "told", "settled_at", "settled_by", "how", "replaced_by"])
    ToldMessage.objects.filter(about=row.pk, kind=ToldMessage.Kind.PARKED).delete()


def see_messages(user: User, ids: Sequence[UUID]) -> int:
    """The person has read these; how many were new."""
    mine = ToldMessage.objects.filter(user=user, pk__in=list(ids), seen_at__isnull=True)
    return mine.update(seen_at=timezone.now())

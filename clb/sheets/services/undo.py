"""Undoing an imported list: its rows are taken back by the apps that own them, if nothing was built on them since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clb.clubs.models import Club
from clb.health.models import CheckUp
from clb.health.services import take_back_check_ups
from clb.kernel.batches import in_parts
from clb.kernel.commands import commands
from clb.kernel.models import Act
from clb.members.models import Membership
from clb.members.services import take_back_clubs, take_back_members
from clb.sheets.models import Kind, SheetBatch

NAMED = 10


def undo_rows(batch: SheetBatch) -> None:
    """Take back what the rows made. Raises ValidationError naming what was built on them since."""
    made = _made(batch)
    if batch.kind == Kind.MEMBERS:
        rows = [
            m
            for part in in_parts(made)
            for m in Membership.objects.filter(pk__in=part).select_related("person", "club")
        ]
        names = {str(m.pk): str(m.person) for m in rows} | {str(m.person_id): str(m.person) for m in rows}
        units = {m.club.unit_id for m in rows}
        _check_untouched(batch, names, units)
        take_back_members(by=batch.by, memberships=rows)
    elif batch.kind == Kind.CHECK_UPS:
        found = [c for part in in_parts(made) for c in _check_ups(part)]
        names = {str(c.pk): str(c.person) for c in found} | {str(c.reading_id): str(c.person) for c in found}
        _check_untouched(batch, names, {c.club.unit_id for c in found})
        take_back_check_ups(by=batch.by, check_ups=found)
    else:
        clubs = [c for part in in_parts(made) for c in Club.objects.filter(pk__in=part).select_related("unit")]
        _check_untouched(batch, {str(c.pk): c.name for c in clubs}, {c.unit_id for c in clubs})
        take_back_clubs(by=batch.by, clubs=clubs)


def _check_ups(ids: Sequence[str]) -> Iterable[CheckUp]:
    return CheckUp.objects.filter(pk__in=ids).select_related("person", "club", "reading__club")


def _made(batch: SheetBatch) -> list[str]:
    ids = [batch.act_id(sheet, row) for sheet, row in batch.done_rows]
    found = [act for part in in_parts(ids) for act in Act.objects.filter(pk__in=part)]
    return [act.result["id"] for act in found]


def _check_untouched(batch: SheetBatch, names: dict[str, str], units: set[int]) -> None:
    """Whatever was done since with a person or club of the list stands in the journal, by id."""
    own = {batch.act_id(sheet, row) for sheet, row in batch.done_rows}
    since = Act.objects.filter(done_at__gte=batch.imported_at, unit_id__in=units)
    titles, told = {name: str(command.title) for name, command in commands().items()}, list[str]()
    for act in since.order_by("done_at").iterator():
        touched = [] if act.pk in own else [names[i] for i in _ids(act.data) if i in names]
        told += [f"{name} ({titles.get(act.command, act.command)})" for name in touched]
    if told:
        shown = "; ".join(dict.fromkeys(told[:NAMED])) + ("; …" if len(told) > NAMED else "")
        raise ValidationError(_("Chưa hoàn tác được, vì sau khi nhập đã có việc ghi thêm: %s.") % shown)


def _ids(data: Any) -> Iterable[str]:
    if isinstance(data, dict):
        data = list(data.values())
    if isinstance(data, list):
        return [i for part in data for i in _ids(part)]
    return [data] if isinstance(data, str) else []

"""Many acts of one kind together, as a spreadsheet brings them: the same steps as `run()`, each step for all rows."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import Model

from .commands import Command, Outcome, act_of, already, rejected, run
from .models import Act

CHUNK = 500  # rows told of at once, and ids asked for in one query
Item = TypeVar("Item")


@dataclass(frozen=True)
class Row:
    """One act to be done: the id that its sender gave it, and what was typed."""

    id: uuid.UUID
    data: Mapping[str, Any]


def run_rows(
    command: Command,
    *,
    by: Any,
    rows: Sequence[Row],
    channel: str,
    told: Callable[[int], None] = lambda done: None,
) -> list[Outcome]:
    """Check, authorise, do and journal each row once, all in one transaction; a refused row leaves the others.

    Answers one outcome for each row, in order; `told` hears how many rows are through. An id that was done before
    answers `already`. Where `by` may not, the row is refused, since a list may reach over the edge of a place.
    """
    if command.many is None:
        return [_one(command, by, row, channel) for row in rows]
    with transaction.atomic():
        earlier = _earlier(rows)
        asked: list[Outcome] = []
        blanks, allowed = _blanks(command, by, rows), dict[Any, bool]()
        for number, row in enumerate(rows, 1):
            blank = blanks[_narrowed_by(command, row)]
            asked.append(_asked(command, by, row, blank, earlier.get(row.id), allowed))
            if number % CHUNK == 0:
                told(number)
        outcomes = _done(command, by, rows, asked, channel)
    told(len(rows))
    return outcomes


def _one(command: Command, by: Any, row: Row, channel: str) -> Outcome:
    try:
        return run(command, by=by, data=row.data, id=row.id, channel=channel)
    except PermissionDenied:
        return Outcome("forbidden", None)


def _narrowed_by(command: Command, row: Row) -> tuple[str, ...]:
    return tuple(str(row.data.get(name)) for name in command.form.narrowing)


def _blanks(command: Command, by: Any, rows: Sequence[Row]) -> dict[tuple[str, ...], Any]:
    """One form for all rows whose choices are narrowed alike."""
    alike: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for row in rows:
        alike.setdefault(_narrowed_by(command, row), []).append(row.data)
    blanks = {}
    for key, typed in alike.items():
        blanks[key] = command.form(by=by, initial={name: typed[0].get(name) for name in command.form.narrowing})
        blanks[key].remember_choices(typed)
    return blanks


def _earlier(rows: Sequence[Row]) -> dict[uuid.UUID, Act]:
    # The sender holds a lock of its own on the whole batch, so no row's id needs one.
    assert connection.in_atomic_block
    found: dict[uuid.UUID, Act] = {}
    for ids in in_parts([row.id for row in rows]):
        found |= Act.objects.in_bulk(ids)
    return found


def in_parts(ids: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """`ids` in parts that a database takes in one question."""
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def _asked(command: Command, by: Any, row: Row, blank: Any, earlier: Act | None, allowed: dict[Any, bool]) -> Outcome:
    """The form filled in and the right checked; `ready` where the service may do it."""
    if earlier is not None:
        try:
            return already(earlier, command, by)
        except PermissionDenied:
            return Outcome("forbidden", None)
    form = blank.again(row.data)
    if not form.is_valid():
        return rejected(form)
    unit = form.unit()
    if unit.pk not in allowed:
        allowed[unit.pk] = by.may(command.name, unit)
    return Outcome("ready" if allowed[unit.pk] else "forbidden", form)


def _done(command: Command, by: Any, rows: Sequence[Row], asked: list[Outcome], channel: str) -> list[Outcome]:
    assert command.many is not None
    ready = [i for i, outcome in enumerate(asked) if outcome.status == "ready"]
    forms: list[Any] = [asked[i].form for i in ready]
    results = command.many(by=by, rows=[form.cleaned_data for form in forms])
    acts = []
    for i, form, result in zip(ready, forms, results, strict=True):
        if isinstance(result, ValidationError):
            form.attach(result)
            asked[i] = rejected(form)
            continue
        acts.append(act_of(rows[i].id, command, by=by, channel=channel, form=form, unit=form.unit(), result=result))
        asked[i] = Outcome("done", form, result, acts[-1])
    Act.objects.bulk_create(acts, batch_size=CHUNK)
    return asked


def update_rows(rows: Sequence[Model], columns: Sequence[str]) -> None:
    """Store `columns` of `rows`, all of one model, by one statement for all. (`bulk_update` writes a case for every
    cell, and a hundred rows cost more to write down than to store.)"""
    if not rows:
        return
    meta: Any = rows[0]._meta
    quote = connection.ops.quote_name
    fields = [meta.get_field(name) for name in columns]
    told = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    asked = f"UPDATE {quote(meta.db_table)} SET {told} WHERE {quote(meta.pk.column)} = %s"
    cells = [[f.get_db_prep_save(getattr(row, f.attname), connection) for f in (*fields, meta.pk)] for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(asked, cells)

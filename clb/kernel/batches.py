"""Many acts of one kind together, as a spreadsheet brings them: the same steps as `run()`, each step for all rows."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import Model

from .commands import Command, Outcome, act_of, already, note_out_of_reach, rejected, run
from .journal import Before, Kind, note, write
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
        blanks = _blanks(command, by, rows)
        for number, row in enumerate(rows, 1):
            asked.append(_asked(command, by, row, blanks[_narrowed_by(command, row)], earlier.get(row.id)))
            if number % CHUNK == 0:
                told(number)
        asked = _allowed(command, by, asked)
        outcomes = _done(command, by, rows, asked, channel)
        refused = [outcome.form for outcome in outcomes if outcome.status == "rejected" and outcome.form]
        note_out_of_reach(command, refused, by=by, channel=channel)
        _note_refused(command, outcomes, by=by, channel=channel)
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


def in_parts(ids: Sequence[Item], most: int = CHUNK) -> Iterator[Sequence[Item]]:
    """`ids` in parts of `most`: that many a database takes in one question."""
    return (ids[start : start + most] for start in range(0, len(ids), most))


def _asked(command: Command, by: Any, row: Row, blank: Any, earlier: Act | None) -> Outcome:
    """The form filled in; `ready` where the service may do it if the right is there."""
    if earlier is not None:
        try:
            return already(earlier, command, by)
        except PermissionDenied:
            return Outcome("forbidden", None)
    form = blank.again(row.data)
    if not form.is_valid():
        return rejected(form)
    return Outcome("ready", form)


def _allowed(command: Command, by: Any, asked: Sequence[Outcome]) -> list[Outcome]:
    """Whoever may not, there, is refused; the right at all places is asked for at once."""
    places = {outcome.form.unit().pk for outcome in asked if outcome.status == "ready" and outcome.form}
    held = {pk for part in in_parts(list(places)) for pk in by.held_among(command.name, part)}
    return [
        Outcome("forbidden", one.form) if one.form and one.status == "ready" and one.form.unit().pk not in held else one
        for one in asked
    ]


def _note_refused(command: Command, outcomes: Sequence[Outcome], *, by: Any, channel: str) -> None:
    """One event for each place where `by` may not; None stands for ids that are another's act."""
    refused = [one.form.unit().pk if one.form else None for one in outcomes if one.status == "forbidden"]
    for unit, times in Counter(refused).items():
        note(Kind.REFUSED, by=by, unit=unit, channel=channel, command=command.name, times=times)


def _done(command: Command, by: Any, rows: Sequence[Row], asked: list[Outcome], channel: str) -> list[Outcome]:
    assert command.many is not None
    ready = [i for i, outcome in enumerate(asked) if outcome.status == "ready"]
    forms: list[Any] = [asked[i].form for i in ready]
    before = Before(forms)
    results = command.many(by=by, rows=[form.cleaned_data for form in forms])
    acts = []
    for i, form, result in zip(ready, forms, results, strict=True):
        if isinstance(result, ValidationError):
            form.attach(result)
            asked[i] = rejected(form)
            continue
        told: Any = {"form": form, "unit": form.unit(), "before": before, "result": result}
        acts.append(act_of(rows[i].id, command, by=by, channel=channel, **told))
        asked[i] = Outcome("done", form, result, acts[-1])
    write(acts)
    return asked


def update_rows(rows: Sequence[Any], columns: Sequence[str], model: type[Model] | None = None) -> None:
    """Store `columns` of `rows`, all of one model (told where they are no records of it), by one statement for all.
    (`bulk_update` writes a case for every cell, and a hundred rows cost more to write down than to store.)"""
    if not rows:
        return
    meta: Any = (model or type(rows[0]))._meta
    quote = connection.ops.quote_name
    fields = [meta.get_field(name) for name in columns]
    told = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    asked = f"UPDATE {quote(meta.db_table)} SET {told} WHERE {quote(meta.pk.column)} = %s"
    cells = [[f.get_db_prep_save(getattr(row, f.attname), connection) for f in (*fields, meta.pk)] for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(asked, cells)

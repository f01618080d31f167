"""What an act changed in records that were there before it, told without asking the database again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Field, Model

from clb.kernel.schema import CommandForm, as_kept

Changes = dict[str, dict[str, dict[str, list[Any] | None]]]


class Before:
    """The records that forms chose, as they were before the service did its work."""

    def __init__(self, forms: Iterable[CommandForm]) -> None:
        self._held: dict[int, tuple[Model, dict[str, Any]]] = {}
        for form in forms:
            for row in _records(form.cleaned_data.values()):
                if id(row) not in self._held:
                    self._held[id(row)] = (row, _values(row))

    def changes(self, form: CommandForm, result: Any) -> Changes:
        """What became of the records that `form` chose: {model: {id: {field: [before, after] or None}}}.

        None is a field whose content the form keeps out of the journal: that it changed is all that is told. A
        service either changes the record that it was given, or locks the row, changes that one and gives it back.
        """
        given_back = {_key(row): row for row in _records(result if isinstance(result, (list, tuple)) else [result])}
        found: Changes = {}
        for row in _records(form.cleaned_data.values()):
            was = self._held[id(row)][1]
            now = _values(row)
            if now == was and (other := given_back.get(_key(row))) is not None:
                now = _values(other)
            if now != was and row.pk is not None and (told := _told(row, was, now, form)):
                found.setdefault(row._meta.label_lower, {})[str(row.pk)] = told
        return found


def _records(values: Iterable[Any]) -> list[Model]:
    return [value for value in values if isinstance(value, Model)]


def _key(row: Model) -> tuple[type[Model], Any]:
    return type(row), row.pk


def _values(row: Model) -> dict[str, Any]:
    held = vars(row)
    return {field.attname: held[field.attname] for field in row._meta.concrete_fields if field.attname in held}


def _told(row: Model, was: Mapping[str, Any], now: Mapping[str, Any], form: CommandForm) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        name, at = field.name, field.attname
        if at in was and at in now and was[at] != now[at] and (form.keeps(name) or _has_words(field)):
            told[name] = [as_kept(was[at]), as_kept(now[at])] if form.keeps(name) else None
    return told


def _has_words(field: Field[Any, Any]) -> bool:
    """Was the field given a name for people? What has none is kept for the program's own sake."""
    return str(field.verbose_name) != field.name.replace("_", " ")

"""A form that is one table, filled in as a spreadsheet is: a row a line, each wrong cell told beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms

from clb.kernel.money import VndField
from clb.kernel.schema import CommandForm


class KeyField(forms.CharField):
    """A row's own key: no text of anybody's, so the journal keeps it."""


class UnitKeyField(forms.CharField):
    """A unit as chosen from the list of suggestions, 'Xã Mẫu (C1)', or its key alone."""

    def to_python(self, value: Any) -> str:
        """The unit's key."""
        text = str(super().to_python(value) or "")
        found = re.search(r"\(([^()]+)\)\s*$", text)
        return (found.group(1) if found else text).strip()


class LineField(forms.IntegerField):
    """A line of the period by its id; the page offers the words."""


@dataclass(frozen=True)
class SheetCell:
    """One cell: how it is typed (select, units, number, text) or `fixed` and only shown as `words`, what is wrong."""

    name: str
    label: str
    kind: str
    value: str
    options: Sequence[tuple[str, str]]
    errors: Sequence[str]
    place: str
    words: str = ""


@dataclass(frozen=True)
class SheetRow:
    """One row: its key, its words where the row is given and not chosen, its cells, what is wrong with all of it."""

    key: str
    label: str
    facts: Sequence[str]
    cells: Sequence[SheetCell]
    errors: Sequence[str]


class SheetForm(CommandForm):
    """`rows` is a RowsField; `initial["sheet"]` holds the rows to begin with: dicts with `key`, perhaps `label` and
    `facts` (what is shown beside it, by `fact_heads`), and values by column. `blanks` empty rows follow."""

    blanks: ClassVar[int] = 0
    row_head: ClassVar[Any] = ""
    fact_heads: ClassVar[Sequence[Any]] = ()
    fixed: ClassVar[frozenset[str]] = frozenset()  # columns that the rows to begin with have for good

    def line_options(self) -> list[tuple[str, str]]:
        """The lines to choose from, by id."""
        return []

    @property
    def heads(self) -> list[tuple[str, bool]]:
        """Titles of the columns to be filled in, and whether they are numbers."""
        return [(str(f.label), _kind(f) == "number") for _n, f in self._columns()]

    def _columns(self) -> list[tuple[str, forms.Field]]:
        field: Any = self.fields["rows"]
        return [(name, column) for name, column in field.columns.items() if name != field.key]

    def sheet(self) -> Iterator[SheetRow]:
        """The rows as the page shows them: as typed where something was sent, else as they begin."""
        known = {str(row["key"]): row for row in self.initial.get("sheet", ())}
        typed = self._typed() if self.is_bound else None
        rows = list(known.values()) if typed is None else typed
        rows += [row for key, row in known.items() if key not in {str(row.get("key", "")) for row in rows}]
        if typed is None:
            rows += [{"key": f"n{i}"} for i in range(1, self.blanks + 1)]
        wrong = self.row_errors("rows") if self.is_bound else {}
        lines = self.line_options()
        for row in rows:
            key = str(row.get("key", ""))
            about, told = known.get(key, {}), wrong.get(key, {})
            cells = [
                self._cell(key, name, column, row, name in self.fixed and key in known, lines, told.get(name, []))
                for name, column in self._columns()
            ]
            yield SheetRow(key, str(about.get("label", "")), about.get("facts", ()), cells, told.get("", []))

    def _cell(
        self,
        key: str,
        name: str,
        column: forms.Field,
        row: Mapping[str, Any],
        is_fixed: bool,
        lines: Sequence[tuple[str, str]],
        errors: Sequence[str],
    ) -> SheetCell:
        options = lines if name == "line" else _options(column)
        value = "" if row.get(name) is None else str(row.get(name))
        return SheetCell(
            name=f"rows:{key}:{name}",
            label=str(column.label),
            kind="fixed" if is_fixed else _kind(column),
            value=value,
            options=options,
            errors=errors,
            place=f"loi-{key}-{name}",
            words=dict(options).get(value, value),
        )

    def _typed(self) -> list[dict[str, Any]]:
        field: Any = self.fields["rows"]
        found = field.widget.value_from_datadict(self.data, self.files, "rows")
        if not isinstance(found, list):
            return []
        return [{**row, "key": row.get(field.key, "")} for row in found if isinstance(row, Mapping)]

    def begun_as(self, initial: Mapping[str, Any]) -> None:
        """A form that came back refused knows again what its rows are about."""
        self.initial = {**initial, **self.initial}

    @property
    def sheet_errors(self) -> list[str]:
        """What is wrong with the table as a whole."""
        told = self.errors.as_data().get("rows", []) if self.is_bound else []
        return [str(m) for error in told if not hasattr(error, "row") for m in error.messages]


def _kind(field: forms.Field) -> str:
    if isinstance(field, (LineField, forms.ChoiceField)):
        return "select"
    if isinstance(field, UnitKeyField):
        return "units"
    return "number" if isinstance(field, (VndField, forms.IntegerField)) else "text"


def _options(field: forms.Field) -> Sequence[tuple[str, str]]:
    if not isinstance(field, forms.ChoiceField):
        return ()
    choices: Any = field.choices
    return [("", ""), *((str(value), str(label)) for value, label in choices if value != "")]

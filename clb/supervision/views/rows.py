"""Rows of a form as a page draws them: what is stored, with what was typed over it, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from clb.kernel.rows import RowsField, was
from clb.kernel.schema import CommandForm


@dataclass(frozen=True)
class ShownRow:
    """A row: its values by column, what the page was shown, and every fault."""

    key: str
    values: Mapping[str, str]
    was: str
    wrong: Sequence[str]


def shown_rows(
    form: CommandForm, field: str, stored: Iterable[tuple[str, Mapping[str, Any]]], columns: Sequence[str]
) -> dict[str, ShownRow]:
    """By key, each stored row with what was typed over it. `columns` stand in the order of the form's."""
    declared = form.fields[field]
    assert isinstance(declared, RowsField)
    typed: dict[str, Mapping[str, Any]] = {}
    if form.is_bound:
        sent = declared.widget.value_from_datadict(form.data, form.files, field)
        typed = (
            {str(row.get(declared.key)): row for row in sent if isinstance(row, dict)} if isinstance(sent, list) else {}
        )
    errors = form.row_errors(field) if form.is_bound else {}
    found = {}
    for key, values in stored:
        kept = {column: "" if values[column] is None else str(values[column]) for column in columns}
        over = typed.get(key, kept)
        wrong = [message for messages in errors.get(key, {}).values() for message in messages]
        found[key] = ShownRow(key, {c: str(over.get(c, "")) for c in columns}, was(*kept.values()), wrong)
    return found

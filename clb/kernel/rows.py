"""A form's field that holds rows: a list of attendance, of money, of measurements. One way for page, API and phone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .text import is_storable

Typed = dict[str, Any]


class RowError(ValidationError):
    """A refusal of one row, and within it of one column where that is known; `row` is the value of the row's key."""

    def __init__(self, message: Any, *, row: str, column: str = "", code: str = "") -> None:
        super().__init__(message, code=code or None)
        self.row, self.column = row, column


def was(*values: Any) -> str:
    """What a page was shown of a row, for its hidden `was`: a row that comes back the same was not touched."""
    return "|".join("" if value is None else str(value) for value in values)


class RowsInput(forms.Widget):
    """Reads `name:key:column` of a page, or a list of objects as the API and the phone send it.

    Rows of a page that equal their `name:key:was` are left out, so that a page changes only what a person touched.
    """

    needs_multipart_form = False

    def __init__(self, columns: Sequence[str], key: str) -> None:
        super().__init__()
        self.columns, self.key = tuple(columns), key

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """The rows as typed."""
        sent = data.get(name)
        if isinstance(sent, str) and sent.strip():
            try:
                return json.loads(sent)
            except ValueError:
                return sent
        return sent if sent not in (None, "") else self._of_page(data, name)

    def _of_page(self, data: Mapping[str, Any], name: str) -> list[Typed]:
        found: dict[str, Typed] = {}
        for full, value in data.items():
            parts = full.split(":")
            if len(parts) == 3 and parts[0] == name:
                found.setdefault(parts[1], {})[parts[2]] = value
        rows = []
        for key, row in found.items():
            seen = row.pop("was", None)
            row.setdefault(self.key, key)
            if seen is None or seen != was(*(row.get(c, "") for c in self.columns if c != self.key)):
                rows.append(row)
        return rows

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Was nothing of these rows sent at all?"""
        return name not in data and not any(full.startswith(f"{name}:") for full in data)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Rows are drawn by the page that knows what they are about."""
        raise NotImplementedError


class RowsField(forms.Field):
    """Rows of `columns`, each named by its column `key`. Cleans to a list of dicts.

    A row whose `deciding` columns are all empty takes back what was recorded under its key: it cleans to
    {key: …, "is_removed": True}. Raises ValidationError holding a RowError for each wrong cell.
    """

    def __init__(
        self, columns: Mapping[str, forms.Field], *, key: str, deciding: Sequence[str], most: int = 500, **kwargs: Any
    ) -> None:
        kwargs.setdefault("required", False)
        super().__init__(widget=RowsInput(list(columns), key), **kwargs)
        self.columns, self.key, self.deciding, self.most = dict(columns), key, tuple(deciding), most

    def to_python(self, value: Any) -> list[Typed]:
        """The rows cleaned, or a refusal that names every wrong cell."""
        if value in (None, "", []):
            return []
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            raise ValidationError(_("Phần này phải là một danh sách các dòng."))
        if len(value) > self.most:
            raise ValidationError(_("Nhiều nhất %s dòng một lần ghi.") % self.most)
        errors: list[ValidationError] = []
        cleaned, seen = [], set[Any]()
        for row in value:
            typed = str(row.get(self.key, ""))[:80]
            found = list(self._wrong(row, typed))
            if not found:
                one = self._cleaned(row)
                if one[self.key] in seen:
                    found.append(RowError(_("Dòng này có hai lần."), row=typed))
                seen.add(one[self.key])
                cleaned.append(one)
            errors += found
        if errors:
            raise ValidationError(errors)
        return cleaned

    def _wrong(self, row: Typed, typed: str) -> Iterator[RowError]:
        for name in row.keys() - self.columns.keys():
            yield RowError(_("Không có cột «%s».") % str(name)[:40], row=typed)
        wanted = [self.key] if self._is_removal(row) else list(self.columns)
        for name in wanted:
            try:
                self._cell(name, row.get(name))
            except ValidationError as error:
                for message in error.messages:
                    yield RowError(message, row=typed, column=name)

    def _cleaned(self, row: Typed) -> Typed:
        if self._is_removal(row):
            return {self.key: self._cell(self.key, row.get(self.key)), "is_removed": True}
        return {name: self._cell(name, row.get(name)) for name in self.columns}

    def _cell(self, name: str, value: Any) -> Any:
        if isinstance(value, (dict, list)):
            raise ValidationError(_("Giá trị chưa đúng kiểu."))
        if isinstance(value, str) and not is_storable(value):
            raise ValidationError(_("Có ký tự không dùng được."))
        column = self.columns[name]
        is_as_it_is = value is None or isinstance(value, str) or isinstance(column, forms.BooleanField)
        return column.clean(value if is_as_it_is else str(value))

    def _is_removal(self, row: Typed) -> bool:
        return all(row.get(name) in (None, "") for name in self.deciding)

    def audit(self, rows: Sequence[Typed]) -> list[Typed]:
        """What the journal may keep of the rows: ids, numbers, days, choices; no text."""
        kept = [name for name, column in self.columns.items() if type(column) is not forms.CharField]
        return [{n: _plain(row[n]) for n in (*kept, "is_removed") if n in row} for row in rows]


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (bool, int)) else str(value)

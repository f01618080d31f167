"""The one kind of .xlsx that this program writes: text stays text, whatever it begins with.

A name may be `=HYPERLINK(…)`. Such a text is stored as a string, never as a formula, and its cell carries the mark that
keeps it one when somebody edits it in Excel or LibreOffice; the text itself is not changed, so that a list sent out and
sent back is the same. tests/test_exports.py looks into every workbook that the site gives.
"""

from __future__ import annotations

from typing import Any, BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def is_like_a_formula(text: str) -> bool:
    """Would a spreadsheet take it for a formula, were it typed?"""
    return text.startswith(_SIGNS)


class _Page(Worksheet):
    book: PlainBook

    def _write_string(self, row: int, col: int, string: str, cell_format: Any = None) -> Any:
        # The way of every text, by whichever of the writing methods it came.
        look = self.book.quoted(cell_format) if is_like_a_formula(string) else cell_format
        return super()._write_string(row, col, string, look)


class PlainBook(Workbook):
    """A workbook without formulas and links of others' making; `options` as xlsxwriter's."""

    def __init__(self, file: BinaryIO, **options: Any) -> None:
        self._made: dict[int, dict[str, Any]] = {}
        self._quoted: dict[int, Any] = {}
        super().__init__(file, {**options, "strings_to_formulas": False, "strings_to_urls": False})

    def add_format(self, properties: dict[str, Any] | None = None) -> Any:
        """A look; what it is made of is remembered."""
        made = super().add_format(properties)
        self._made[id(made)] = properties or {}
        return made

    def add_worksheet(self, name: str | None = None, worksheet_class: Any = None) -> Any:
        """A sheet of ours."""
        page = super().add_worksheet(name, worksheet_class or _Page)
        page.book = self
        return page

    def quoted(self, look: Any) -> Any:
        """The same look for a text that begins like a formula."""
        made = self._made.get(id(look), {})
        if id(look) not in self._quoted:
            self._quoted[id(look)] = super().add_format({**made, "quote_prefix": True})
        return self._quoted[id(look)]

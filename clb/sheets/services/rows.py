"""From the cells of a table to what a command's form takes, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from clb.clubs.queries import CLUB_PARENTS
from clb.kernel.text import plain
from clb.sheets import values
from clb.sheets.layouts import LAYOUTS, Column
from clb.sheets.models import Kind, SheetBatch, row_name
from clb.sheets.queries import Names, Tables

_TOTALS = ("tong", "cong", "tong cong", "tong so", "cong chung")
_GROUPS = ("ap ", "khom ", "to ", "thon ", "chi hoi", "xa ", "phuong ", "i.", "ii", "iv", "v.", "a.", "b.", "c.")


@dataclass(frozen=True)
class Bad:
    """A cell that can't be taken: column index in the sheet (none: the whole row), and why."""

    column: int | None
    reason: str


@dataclass
class Line:
    """A row of the list: where it stands, what goes into the form, which column fed which field, what is wrong."""

    sheet: int
    row: int
    cells: Sequence[Any]
    data: dict[str, Any] = field(default_factory=dict)
    fed_by: dict[str, int] = field(default_factory=dict)
    bad: list[Bad] = field(default_factory=list)
    status: str = ""
    unasked: frozenset[str] = frozenset()  # fields that hang on a cell which is bad already

    @property
    def name(self) -> str:
        """The row as the act's id and the question about it know it."""
        return row_name(self.sheet, self.row)

    def shown(self, column: int | None) -> str:
        """A cell's value as the person typed it."""
        if column is None or column >= len(self.cells):
            return ""
        return values.text(self.cells[column])[:200]


@dataclass
class Lines:
    """All rows of a list, and the rows passed over, by why."""

    lines: list[Line] = field(default_factory=list)
    skipped: dict[str, list[str]] = field(default_factory=dict)

    def skip(self, why: Any, sheet: str, row: int) -> None:
        """Remember that a row was passed over."""
        self.skipped.setdefault(str(why), []).append(f"{sheet} {row}".strip())


def lines_of(batch: SheetBatch, tables: Tables, names: Names) -> Lines:
    """Every row of every table as the form's data; blank rows, totals, headings and examples are passed over."""
    found, many = Lines(), sum(head is not None for head in tables.heads) > 1
    for number, (sheet, head) in enumerate(zip(tables.sheets, tables.heads, strict=True)):
        if head is None:
            found.skip(_("Trang tính không có bảng"), sheet.name, 0)
            continue
        columns = list(_mapped(batch, head.titles))
        for row, cells in enumerate(sheet.rows[head.row :], head.row + 1):
            why = _why_skipped(cells, columns, head.titles)
            if why:
                found.skip(why, sheet.name if many else "", row)
            elif why is None:
                line = Line(number, row, cells)
                _fill(line, columns)
                _complete(line, batch, sheet.name, names)
                found.lines.append(line)
    return found


def _mapped(batch: SheetBatch, titles: Sequence[str]) -> Iterator[tuple[int, Column]]:
    layout, chosen = LAYOUTS[batch.kind], batch.options["columns"]
    for i, title in enumerate(titles):
        column = layout.column(chosen.get(plain(title), "") or "")
        if column:
            yield i, column


def _why_skipped(cells: Sequence[Any], columns: Sequence[tuple[int, Column]], titles: Sequence[str]) -> str | None:
    """Why the row is none; '' for a blank one, which nobody needs to hear of; None for a row of the list."""
    filled = [values.text(cell) for cell in cells if cell != "" and values.text(cell)]
    mapped = [i for i, _column in columns if i < len(cells) and values.text(cells[i])]
    if not filled or not mapped:
        return _("Dòng trống, chỉ có số thứ tự hoặc cột không dùng") if filled else ""
    first = plain(next((text for text in filled if any(c.isalpha() for c in text)), ""))
    if first.startswith("vi du"):
        return _("Dòng ví dụ của tệp mẫu")
    if len(filled) > 1 and filled == [t for t in titles if t][: len(filled)]:
        return _("Dòng tiêu đề lặp lại")
    if first in _TOTALS or first.startswith(("tong cong", "tong so", "cong:", "tong:")):
        return _("Dòng tổng cộng")
    if len(mapped) == 1 and len(filled) <= 2 and first.startswith(_GROUPS):
        return _("Dòng tên nhóm")
    return None


def _fill(line: Line, columns: Sequence[tuple[int, Column]]) -> None:
    for i, column in columns:
        cell = line.cells[i] if i < len(line.cells) else ""
        try:
            given = column.read(cell)
        except (values.Fault, ValueError, OverflowError) as error:
            told = str(error) if isinstance(error, values.Fault) else _("Không đọc được ô này.")
            line.bad.append(Bad(i, told))
            line.fed_by.setdefault(column.key.partition("=")[0], i)
            continue
        for name, value in given.items():
            if value and line.data.get(name) and line.data[name] != value:
                line.bad.append(Bad(i, _("Hai cột nói khác nhau về «%s»; hãy giữ một.") % _label(column)))
            elif value or name not in line.data:
                line.data[name] = value
            if value or name not in line.fed_by:
                line.fed_by[name] = i


def _label(column: Column) -> str:
    return str(column.label).partition(" (")[0].partition(",")[0]


def _complete(line: Line, batch: SheetBatch, sheet_name: str, names: Names) -> None:
    """What the row leaves to the list as a whole: its club, the day of joining, the place."""
    data = line.data
    if "family_name" in data or "given_name" in data:
        parts = (data.pop("family_name", ""), data.pop("given_name", ""))
        data["full_name"] = " ".join(filter(None, parts))
        line.fed_by["full_name"] = line.fed_by.get("given_name", line.fed_by.get("family_name", 0))
    try:
        if batch.kind != Kind.CLUBS:
            _complete_member(data, batch, sheet_name, names)
        else:
            day = _day(data.get("founded_on", ""))
            words = data.get("parent") or ""
            if words or batch.unit.level not in CLUB_PARENTS:
                data["parent"] = names.place(words, day).key if day else words
            else:
                data["parent"] = batch.unit.key
    except LookupError as error:
        at = "club" if batch.kind != Kind.CLUBS else "parent"
        line.bad.append(Bad(line.fed_by.get(at), str(error.args[0])))
        line.unasked = frozenset({at, "from_on"})


def _complete_member(data: dict[str, Any], batch: SheetBatch, sheet_name: str, names: Names) -> None:
    chosen = batch.options.get("club", "")
    words = data.get("club") or ""
    if words or not chosen:
        data["club"] = str(names.club(words or sheet_name).pk)
    else:
        data["club"] = chosen
    if batch.kind == Kind.CHECK_UPS:
        data["seen_on"] = data.get("seen_on") or batch.options.get("from_on", "")
    elif not data.get("from_on"):
        data["from_on"] = batch.options.get("from_on") or names.founded(data["club"])


def _day(words: str) -> date | None:
    parts = [int(p) for p in words.replace("-", "/").replace(".", "/").split("/") if p.isdigit()]
    try:
        return date(parts[2], parts[1], parts[0]) if len(parts) == 3 else None
    except ValueError:
        return None

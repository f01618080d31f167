"""Donations as .xlsx. They hold sums, and of names only what the golden-heart book tells everyone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from django.utils.translation import gettext as _

from clb.papers.sheets import Cell, Head, Sheet, write_sheets

from .queries.book import Book, BookLine
from .queries.tables import Row, Sums
from .queries.totals import Raised

SUGGESTED = "Mẫu gợi ý, chưa có văn bản quy định."


def sums_xlsx(sums: Sums, file: BinaryIO) -> None:
    """A sheet for each table of what was mobilised."""
    tables = (
        (_("Theo nguồn"), sums.by_source),
        (_("Theo bên vận động"), sums.by_office),
        (_("Theo đợt"), sums.by_drive),
        (_("Theo địa bàn"), sums.by_place),
        (_("Theo năm"), sums.by_year),
    )
    write_sheets(file, [_sheet(sums, name, rows) for name, rows in tables])


def _sheet(sums: Sums, name: str, rows: Sequence[Row]) -> Sheet:
    is_years = rows is sums.by_year
    days = _("Các năm đến %d") % sums.year if is_years else _("Năm %d") % sums.year
    above = [_("Nguồn lực đã vận động: %s") % name.lower(), sums.place, days, SUGGESTED]
    heads = [Head(name.removeprefix("Theo ").capitalize(), 44), Head(_("Tiền (đồng)"), 18)]
    heads += [Head(_("Hiện vật (đồng)"), 18), Head(_("Ngày công (đồng)"), 18), Head(_("Cộng trị giá (đồng)"), 20)]
    heads += [Head(_("Số khoản"), 10)]
    total = () if is_years else _cells(_("Cộng"), sums.all)
    return Sheet(name, above, heads, [_cells(row.name, row.raised) for row in rows], total)


def _cells(name: str, raised: Raised) -> list[Cell]:
    sums = [raised.cash_vnd, raised.goods_vnd, raised.work_vnd, raised.total_vnd]
    return [name, *sums, raised.donations]


def book_xlsx(book: Book, file: BinaryIO) -> None:
    """The golden-heart book of a year, as everyone may read it."""
    heads = [Head(_("Ngày"), 12), Head(_("Nhà tài trợ"), 34), Head(_("Hình thức"), 12), Head(_("Cụ thể"), 34)]
    heads += [Head(_("Trị giá (đồng)"), 18), Head(_("Cho câu lạc bộ"), 30), Head(_("Đã dùng"), 44)]
    above = [_("Sổ Tấm lòng vàng"), book.keeper.name, _("Năm %d") % book.year, SUGGESTED]
    rows = [_line(line) for line in book.lines]
    total: list[Cell] = [_("Cộng"), "", "", "", book.raised.total_vnd, "", ""]
    write_sheets(file, [Sheet(_("Sổ Tấm lòng vàng"), above, heads, rows, total)])


def _line(line: BookLine) -> list[Cell]:
    name = line.name or _("Không nêu tên")
    return [line.on, name, line.form_told, counted(line), line.value_vnd, line.clubs, "; ".join(line.results)]


def counted(line: BookLine) -> str:
    """'3 cái: máy đo huyết áp'; nothing of cash."""
    if line.quantity is None:
        return ""
    number = f"{line.quantity.normalize():f}".replace(".", ",")
    return ": ".join(filter(None, [f"{number} {line.counted_in}".strip(), line.what]))

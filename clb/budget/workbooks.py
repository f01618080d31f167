"""Every table of a period or a year as sheets of one workbook, and its vouchers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from clb.access.models import User
from clb.papers.sheets import Cell, Head, Sheet

from .models import BudgetPeriod, BudgetYear
from .queries import DIMENSIONS, documents_of, facts_of, table
from .queries.documents import Narrowed
from .queries.money import Table
from .rules import Figures

NAMES = (
    ("approved_vnd", "Dự toán duyệt"),
    ("given_vnd", "Được giao"),
    ("brought_vnd", "Năm trước chuyển sang"),
    ("allocated_vnd", "Phân bổ trong năm"),
    ("released_vnd", "Giải ngân"),
    ("settled_vnd", "Quyết toán"),
    ("paid_back_vnd", "Nộp trả"),
    ("cancelled_vnd", "Hủy dự toán"),
    ("carried_vnd", "Chuyển năm sau"),
    ("left_vnd", "Còn chưa giải ngân"),
)


def budget_sheets(period: BudgetPeriod, years: Sequence[BudgetYear], day: date, user: User) -> Iterator[Sheet]:
    """A sheet for each grouping, then the documents that `user` may see, each line of a release on its own."""
    facts = facts_of(years, day)
    said = [period.name, _("Số liệu đến hết ngày %s, đơn vị: đồng") % f"{day:%d/%m/%Y}"]
    for dimension in DIMENSIONS:
        if dimension != "nam" or len(years) > 1:
            yield _sheet(table(years, dimension, day, facts), said)
    yield _documents(years, day, user, said)


def _cells(label: str, figures: Figures) -> list[Cell]:
    return [label, *(getattr(figures, name) for name, _words in NAMES)]


def _sheet(found: Table, said: Sequence[str]) -> Sheet:
    heads = [Head(found.title, 44), *(Head(words, 18) for _name, words in NAMES)]
    rows = [_cells(row.label, row.figures) for row in found.rows]
    return Sheet(found.title, [*said], heads, rows, _cells("Cộng", found.total))


def _documents(years: Sequence[BudgetYear], day: date, user: User, said: Sequence[str]) -> Sheet:
    heads = [
        Head("Ngày", 12),
        Head("Số", 18),
        Head("Loại", 20),
        Head("Nội dung, lý do", 44),
        Head("Người, nơi nhận tiền", 32),
        Head("Số tiền (đồng)", 18),
        Head("Tình trạng", 14),
    ]
    rows = documents_of(user, years, Narrowed()).filter(entry__happened_on__lte=day).iterator(chunk_size=500)
    cells = (
        [
            row.entry.happened_on,
            row.number,
            str(row.get_kind_display()),
            row.reason,
            row.payee,
            row.total_vnd,  # type: ignore[attr-defined]  # annotated
            "đã đảo" if row.is_taken_back else "",  # type: ignore[attr-defined]
        ]
        for row in rows
    )
    return Sheet("Chứng từ", [*said], heads, cells)

"""Tables of money in a review: state money by source and by line, what was mobilised by source. Whole đồng."""

from __future__ import annotations

from collections.abc import Iterator

from clb.budget.models import BudgetYear
from clb.budget.queries import facts_of, table
from clb.budget.rules import Figures
from clb.giving.queries.totals import Raised, added, in_books_only_vnd, raised_by
from clb.giving.sources import sources
from clb.places.queries import within_with_ended
from clb.plans.indicators.registry import Ask
from clb.reports.rules.figures import Cell, Grid, Head, share, told

_BUDGET = (
    Head("Chuyển từ năm trước", is_number=True, width=1.4),
    Head("Giao trong kỳ", is_number=True, width=1.4),
    Head("Phân bổ", is_number=True, width=1.4),
    Head("Giải ngân", is_number=True, width=1.4),
    Head("Quyết toán", is_number=True, width=1.4),
    Head("Giải ngân trên phân bổ", width=1.1),
)
_GIVING = (
    Head("Nguồn", width=2.4),
    Head("Số lần", is_number=True, width=0.8),
    Head("Tiền mặt", is_number=True, width=1.4),
    Head("Hiện vật quy tiền", is_number=True, width=1.4),
    Head("Công lao động quy tiền", is_number=True, width=1.4),
    Head("Cộng", is_number=True, width=1.4),
    Head("Phần trong tổng số", width=1.1),
)


def budget_grids(ask: Ask) -> Iterator[Grid]:
    """State money of the period's years, of places on the ground and those that ended on it, by source and by line;
    none where none is written."""
    last = min(ask.period_until.year, ask.on.year)
    rows = BudgetYear.objects.filter(year__gte=ask.period_from.year, year__lte=last)
    years = list(rows.filter(period__place__in=within_with_ended(ask.unit, ask.on)).order_by("pk"))
    facts = facts_of(years, ask.on) if years else []
    if not facts:
        return
    note = "Đơn vị: đồng. Phân bổ gồm mọi điều chỉnh, không gồm số chuyển từ năm trước."
    # Over several years what one carries on the next is brought: it would count twice.
    skip = 1 if ask.period_from.year < last else 0
    for key, dimension, title in (("budget_source", "nguon", "theo nguồn"), ("budget_line", "dong", "theo nội dung")):
        found = table(years, dimension, ask.on, facts)
        head = Head("Nguồn" if dimension == "nguon" else "Nội dung chi", width=3)
        cells = tuple((row.label, *_money(row.figures)[skip:]) for row in found.rows)
        foot = ("Cộng", *_money(found.total)[skip:])
        yield Grid(key, f"Kinh phí ngân sách {title}", (head, *_BUDGET[skip:]), cells, foot, note)


def _money(f: Figures) -> tuple[Cell, ...]:
    sums = (f.brought_vnd, f.given_vnd, f.allocated_vnd, f.released_vnd, f.settled_vnd)
    return *sums, _of(f.released_vnd, f.allocated_vnd)


def _of(part: int, whole: int) -> str:
    # Both stand in columns of the same row.
    return share(part, whole) if whole > 0 else "chưa phân bổ"


def giving_grids(ask: Ask) -> Iterator[Grid]:
    """What was mobilised in the period by source, on the ground; none where nothing is written."""
    first, last = ask.period_from, min(ask.period_until, ask.on)
    parts = raised_by(ask.unit, first, last, "source")
    if not parts:
        return
    known, total = sources(), added(parts.values())
    order = sorted(parts, key=lambda code: (-parts[code].total_vnd, code))
    rows = tuple((str(known[code].name) if code in known else code, *_raised(parts[code], total)) for code in order)
    note = "Đơn vị: đồng. Mỗi khoản tính một lần, ở nơi nhận."
    if beside := in_books_only_vnd(ask.unit, first, last):
        note += f" Sổ quỹ câu lạc bộ còn {told(beside)} đồng tiền tặng chưa ghi ở sổ vận động, không cộng ở đây."
    yield Grid("giving_source", "Vận động theo nguồn", _GIVING, rows, ("Cộng", *_raised(total, total)), note)


def _raised(part: Raised, total: Raised) -> tuple[Cell, ...]:
    whole = total.total_vnd
    of = share(part.total_vnd, whole) if whole else ""
    return part.donations, part.cash_vnd, part.goods_vnd, part.work_vnd, part.total_vnd, of

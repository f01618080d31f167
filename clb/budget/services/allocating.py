"""What is given from above, and to whom it is allocated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.budget.models import BudgetDocument, BudgetYear, Stage
from clb.kernel.rows import RowError
from clb.kernel.text import tidy
from clb.places.models import Unit, UnitLink

from .posting import (
    Cell,
    Move,
    Spot,
    Told,
    check_day,
    lines_of,
    lock_year,
    post_document,
    refuse_ended,
    refuse_settled,
)

Rows = Sequence[dict[str, Any]]
MONTHS_BEFORE = 3  # next year's budget is given and allocated at the end of this year


def give_budget(
    *, by: User, year: BudgetYear, number: str, decided_on: date, rows: Rows, reason: str = ""
) -> BudgetDocument:
    """What is given for the year from above or by other sources; a negative sum takes back what was not allocated.

    `rows`: source, amount_vnd. Raises ValidationError beside the row where more is taken back than is unallocated;
    for a day to come, and a year that is settled.
    """
    book = lock_year(year)
    refuse_settled(year)
    check_day(year, decided_on, field="decided_on", months_before=MONTHS_BEFORE)
    moves, told = [], Told("rows")
    for row in rows:
        if row.get("is_removed"):
            continue
        cell = Cell(row["source"])
        told.rows[cell] = row["source"]
        moves.append(_signed(Spot(Stage.GIVEN, cell), Spot(Stage.UNALLOCATED, cell), row["amount_vnd"]))
    kind = BudgetDocument.Kind.GIVEN
    return post_document(
        book, year, on=decided_on, kind=kind, number=number, moves=moves, told=told, reason=tidy(reason)[:300]
    )


def _signed(one: Spot, other: Spot, amount_vnd: int) -> Move:
    return Move(one, other, amount_vnd) if amount_vnd >= 0 else Move(other, one, -amount_vnd)


def allocate_money(
    *, by: User, year: BudgetYear, number: str, decided_on: date, rows: Rows, reason: str = ""
) -> BudgetDocument:
    """Money given goes to lines at units, clubs among them. `rows`: key, line (id), unit (key), source, amount_vnd.

    Raises ValidationError beside the row for more than was given of that source and not allocated yet, for a sum that
    is not above nothing, for a unit outside the place or one that had ended, a line of another period, a cell named
    twice; for a day to come, and a year that is settled.
    """
    for row in rows:
        if not row.get("is_removed") and row["amount_vnd"] <= 0:
            told = RowError(_("Số tiền phải lớn hơn 0."), row=str(row["key"]), column="amount_vnd")
            raise ValidationError({"rows": [told]})
    kind = BudgetDocument.Kind.ALLOCATION
    return _allocate(year, kind, number, decided_on, rows, reason)


def adjust_allocation(
    *, by: User, year: BudgetYear, number: str, decided_on: date, reason: str, rows: Rows
) -> BudgetDocument:
    """Allocations are raised (above nothing) and cut (below); what is cut in one row may go to another of the same
    source. Rows as in `allocate_money`. Raises as that does, where more is cut than is left, and without a reason."""
    if not tidy(reason):
        raise ValidationError({"reason": _("Hãy ghi điều chỉnh vì sao.")})
    return _allocate(year, BudgetDocument.Kind.ADJUSTMENT, number, decided_on, rows, reason)


def _allocate(year: BudgetYear, kind: str, number: str, on: date, rows: Rows, reason: str) -> BudgetDocument:
    book = lock_year(year)
    refuse_settled(year)
    check_day(year, on, field="decided_on", months_before=MONTHS_BEFORE)
    rows = [row for row in rows if not row.get("is_removed")]
    told = Told("rows")
    cells = _cells(year, rows, on, told)
    moves = []
    for row, cell in zip(rows, cells, strict=True):
        free, held = Spot(Stage.UNALLOCATED, Cell(cell.source)), Spot(Stage.ALLOCATED, cell)
        moves.append(_signed(free, held, row["amount_vnd"]))
    moves.sort(key=lambda move: move.to.stage != Stage.UNALLOCATED)  # what is cut first, as a reader would
    return post_document(book, year, on=on, kind=kind, number=number, moves=moves, told=told, reason=tidy(reason)[:300])


def _cells(year: BudgetYear, rows: Rows, on: date, told: Told) -> list[Cell]:
    lines = lines_of(year, (row["line"] for row in rows))
    units = units_of_place(year.period.place, {row["unit"] for row in rows})
    wrong, cells = list[RowError](), list[Cell]()
    for row in rows:
        key, unit = str(row["key"]), units.get(row["unit"])
        if row["line"] not in lines:
            wrong.append(RowError(_("Nội dung chi này không thuộc giai đoạn."), row=key, column="line"))
        elif unit is None:
            out = _("Không có đơn vị này trong địa bàn. Hãy chọn trong danh sách gợi ý.")
            wrong.append(RowError(out, row=key, column="unit"))
        else:
            cell = Cell(row["source"], row["line"], unit.pk)
            if cell in told.rows:
                wrong.append(RowError(_("Nội dung, đơn vị, nguồn này có hai lần."), row=key, column="line"))
            told.rows[cell] = key
            cells.append(cell)
            if row["amount_vnd"] > 0:
                wrong += _ended(unit, on, key)
    if wrong:
        raise ValidationError({"rows": wrong})
    return cells


def _ended(unit: Unit, on: date, key: str) -> list[RowError]:
    try:
        refuse_ended([unit], on)
    except ValidationError as error:
        return [RowError(error.messages[0], row=key, column="unit")]
    return []


def units_of_place(place: Unit, keys: set[str]) -> dict[str, Unit]:
    """Of the units called so, by key, those that ever lay in `place` or took over its ground, itself included."""
    below = UnitLink.objects.filter(above=place, below__key__in=keys).values("below")
    found = Unit.objects.filter(pk__in=below)
    heirs = Unit.objects.filter(key__in=keys, predecessors__before__links_up__above=place)
    return {unit.key: unit for unit in (*found, *heirs.distinct())}

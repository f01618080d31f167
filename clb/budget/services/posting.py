"""How a document gets into a year's book: accounts found or opened, nothing taken that is not there, one entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.budget.models import BudgetAccount, BudgetDocument, BudgetLine, BudgetYear, Source, Stage
from clb.kernel.money import vnd
from clb.kernel.rows import RowError
from clb.kernel.text import tidy
from clb.ledger.models import Account, Book
from clb.ledger.queries import lowest_from_vnd, standing_days_vnd
from clb.ledger.services import open_accounts, post
from clb.places.models import Unit
from clb.places.queries import name_on


class Cell(NamedTuple):
    """Where money of a year stands: one source; one line at one unit, by id, once it was allocated."""

    source: str
    line: int | None = None
    unit: int | None = None


class Spot(NamedTuple):
    """A cell at one stage."""

    stage: str
    cell: Cell


class Move(NamedTuple):
    """So much goes from one spot to another; both lie in the same year."""

    from_: Spot
    to: Spot
    amount_vnd: int


_IN_FROM = (Stage.GIVEN, Stage.BROUGHT)  # money comes into the year through these
BooksOfYears = Mapping[int, Book]


@dataclass
class Told:
    """Where a refusal is shown: beside the row that takes from a cell, by the row's key, else beside a field."""

    beside: str = ""
    rows: dict[Cell, str] = field(default_factory=dict)
    column: str = "amount_vnd"


def lock_year(year: BudgetYear) -> Book:
    """The year's book, locked until the transaction ends: the first line of a service that moves its money."""
    return Book(pk=year.book_id).lock()


def refuse_settled(year: BudgetYear) -> None:
    """Raises ValidationError where the year was settled or its period closed: what was settled stays. Book locked."""
    year.period.refresh_from_db(fields=["closed_on"])
    if year.period.closed_on is not None:
        raise ValidationError(_("Giai đoạn này đã quyết toán xong, không ghi thêm được."))
    if settlement_of(year) is not None:
        told = _("Năm %s đã quyết toán và khóa. Muốn ghi thêm, hãy đảo quyết toán năm ấy trước.")
        raise ValidationError(told % year.year, code="settled")


def settlement_of(year: BudgetYear) -> BudgetDocument | None:
    """The standing settlement of a year."""
    found = BudgetDocument.objects.standing().filter(year=year, kind=BudgetDocument.Kind.SETTLEMENT)
    return found.select_related("entry", "approval").first()


def check_day(year: BudgetYear, on: date, *, field: str, months_before: int = 0) -> None:
    """Raises ValidationError beside `field` for a day to come, and one before the year (or so many months before)."""
    if on > timezone.localdate():
        raise ValidationError({field: _("Ngày không được ở tương lai.")})
    first = date(year.year - 1, 13 - months_before, 1) if months_before else date(year.year, 1, 1)
    if on < first:
        told = _("Ngày này trước năm ngân sách %(year)s: sớm nhất là %(first)s.")
        raise ValidationError({field: told % {"year": year.year, "first": f"{first:%d/%m/%Y}"}})


def post_document(
    book: Book, year: BudgetYear, *, on: date, kind: str, number: str, moves: Sequence[Move], told: Told, **about: Any
) -> BudgetDocument:
    """Enter the moves as one document of the year, whose book is locked.

    Raises ValidationError where a move takes more than there is in a spot on any day's end from `on` on, where there
    is no move, without a number.
    """
    if not tidy(number):
        raise ValidationError({"number": _("Hãy ghi số quyết định, chứng từ.")})
    moves = [move for move in moves if move.amount_vnd]
    if not moves:
        raise ValidationError({told.beside or "rows": _("Chưa có dòng nào có số tiền.")})
    accounts = accounts_of(book, year, [spot for move in moves for spot in (move.from_, move.to)])
    refuse_shortfall(accounts, moves, on, told)
    lines = [(accounts[m.to], accounts[m.from_], m.amount_vnd) for m in moves]
    entry = post(book, on=on, kind=f"budget_{kind.lower()}", lines=lines)
    return BudgetDocument.objects.create(entry=entry, year=year, kind=kind, number=tidy(number), **about)


def accounts_of(book: Book, year: BudgetYear, spots: Iterable[Spot]) -> dict[Spot, Account]:
    """The accounts of these spots, opened where there are none yet; three queries however many. Book locked."""
    wanted = dict.fromkeys(spots)
    cells = {(s.cell.line, s.cell.unit) for s in wanted}
    known = BudgetAccount.objects.filter(year=year).select_related("account")
    if len(cells) < 200:
        lines, units = {line for line, _u in cells if line}, {unit for _l, unit in cells if unit}
        known = known.filter(line__in=lines, unit__in=units) | known.filter(line__isnull=True)
    found = {Spot(a.stage, Cell(a.source, a.line_id, a.unit_id)): a.account for a in known}
    new = [spot for spot in wanted if spot not in found]
    made = open_accounts(book, [(_code(spot), _name(spot), _kind(spot)) for spot in new])
    BudgetAccount.objects.bulk_create(
        BudgetAccount(
            account=a, year=year, stage=s.stage, source=s.cell.source, line_id=s.cell.line, unit_id=s.cell.unit
        )
        for s, a in zip(new, made, strict=True)
    )
    found |= dict(zip(new, made, strict=True))
    return {spot: found[spot] for spot in wanted}


def _code(spot: Spot) -> str:
    return ":".join(str(part) for part in (spot.stage, *spot.cell) if part is not None)


def _name(spot: Spot) -> str:
    return f"{spot.stage} {spot.cell.source}"


def _kind(spot: Spot) -> str:
    if spot.stage in _IN_FROM:
        return Account.Kind.EQUITY
    is_still_there = spot.stage in (Stage.UNALLOCATED, Stage.ALLOCATED, Stage.RELEASED)
    return Account.Kind.ASSET if is_still_there else Account.Kind.EXPENSE


def refuse_shortfall(accounts: Mapping[Spot, Account], moves: Sequence[Move], on: date, told: Told) -> None:
    """Raises ValidationError beside each row that takes more than is there at any day's end from `on` on."""
    changes: dict[Spot, int] = defaultdict(int)
    for move in moves:
        changes[move.from_] -= move.amount_vnd
        changes[move.to] += move.amount_vnd
    falling = {
        spot: -change for spot, change in changes.items() if change < 0 and accounts[spot].kind != Account.Kind.EQUITY
    }
    given_back = {s: c for s, c in changes.items() if s.stage in _IN_FROM and c > 0}  # credit falls by a debit
    falling |= given_back
    days = standing_days_vnd([accounts[spot] for spot in falling])
    short = {}
    for spot, wanted_vnd in falling.items():
        left_vnd, _day = lowest_from_vnd(days.get(accounts[spot].pk, []), on)
        if wanted_vnd > left_vnd:
            short[spot] = (wanted_vnd, max(left_vnd, 0))
    if short:
        raise ValidationError(_refusals(short, moves, told))


def _refusals(short: Mapping[Spot, tuple[int, int]], moves: Sequence[Move], told: Told) -> dict[str, list[Any]]:
    found: list[Any] = []
    for spot, (wanted_vnd, left_vnd) in short.items():
        words = short_words(spot, wanted_vnd, left_vnd)
        rows = [told.rows[spot.cell]] if spot.cell in told.rows else _rows_taking(spot, moves, told)
        if told.rows and rows:
            found += [RowError(words, row=row, column=told.column, code="short") for row in rows]
        else:
            found.append(ValidationError(words, code="short"))
    return {told.beside: found}


def _rows_taking(spot: Spot, moves: Sequence[Move], told: Told) -> list[str]:
    """Of money that no line has yet: every row that takes of it."""
    return [told.rows[m.to.cell] for m in moves if m.from_ == spot and m.to.cell in told.rows]


def short_words(spot: Spot, wanted_vnd: int, left_vnd: int) -> str:
    """Why so much cannot be taken out of a spot, and what can be done, in one sentence."""
    said = {"wanted": vnd(wanted_vnd), "left": vnd(left_vnd), "source": Source(spot.cell.source).label}
    if spot.stage == Stage.ALLOCATED:
        return _("Vượt số đã phân bổ: cần %(wanted)s, chỉ còn %(left)s. Hãy điều chỉnh phân bổ trước.") % said
    if spot.stage == Stage.RELEASED:
        return _("Vượt số đã giải ngân: %(wanted)s, chỉ đã giải ngân %(left)s.") % said
    return _("Vượt số được giao từ %(source)s: cần %(wanted)s, chỉ còn %(left)s chưa phân bổ.") % said


def refuse_ended(units: Collection[Unit], on: date) -> None:
    """Raises ValidationError where one of `units` had ended by the day `on`: its money is its heir's."""
    for unit in units:
        if unit.until_on is not None and on > unit.until_on:
            told = _("%(unit)s đã hết hoạt động từ ngày %(day)s: hãy để đơn vị kế thừa nhận phần tiền còn lại trước.")
            raise ValidationError(told % {"unit": name_on(unit, unit.until_on), "day": f"{unit.until_on:%d/%m/%Y}"})


def lines_of(year: BudgetYear, ids: Iterable[int]) -> dict[int, BudgetLine]:
    """Those lines of the year's period, by id."""
    return {line.pk: line for line in BudgetLine.objects.filter(period=year.period_id, pk__in=set(ids))}

"""The settlement of a year: what was spent, what goes back, what goes on to the next year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.budget.models import BudgetAccount, BudgetDocument, BudgetYear, SettlementApproval, Stage
from clb.kernel.money import vnd
from clb.kernel.rows import RowError
from clb.kernel.text import tidy
from clb.ledger.models import Account, Book
from clb.ledger.queries import balances_vnd

from .posting import Cell, Move, Spot, Told, post_document, refuse_settled, settlement_of

Rows = Sequence[dict[str, Any]]


class Open(NamedTuple):
    """What is open in a cell of a year: allocated and not released, released and not settled. Whole đồng."""

    key: str
    allocated_vnd: int
    released_vnd: int


def settle_year(
    *, by: User, year: BudgetYear, number: str, settled_on: date, rows: Rows = (), reason: str = ""
) -> BudgetDocument:
    """Settle a year and lock it. `rows`: cell (id of its ALLOCATED account), spent_vnd, carried_vnd.

    A cell that no row names was spent as released and carries nothing. What was released and not spent is paid back;
    what was allocated, not released and not carried is cancelled, as is what was given and never allocated.
    Raises ValidationError beside the row for more spent than released, more carried than is left unreleased, and for
    anything carried out of the period's last year; beside the field for a day before the year's end, before its last
    document or to come; where an earlier year is not settled yet, or this one is.
    """
    following = BudgetYear.objects.filter(period=year.period_id, year=year.year + 1).first()
    books = Book.locked([year.book_id, *([following.book_id] if following else [])])
    refuse_settled(year)
    _check(year, settled_on)
    moves, carried = _settled(year, rows, following)
    kind, told = BudgetDocument.Kind.SETTLEMENT, Told("settled_on")
    words = tidy(reason)[:300]
    if not moves:
        raise ValidationError(_("Năm này không có đồng nào để quyết toán."))
    row = post_document(
        books[year.book_id], year, on=settled_on, kind=kind, number=number, moves=moves, told=told, reason=words
    )
    if carried and following is not None:
        refuse_settled(following)
        brought = [Move(Spot(Stage.BROUGHT, cell), Spot(Stage.ALLOCATED, cell), v) for cell, v in carried.items()]
        post_document(
            books[following.book_id],
            following,
            on=max(settled_on, date(following.year, 1, 1)),
            kind=BudgetDocument.Kind.BROUGHT,
            number=number,
            moves=brought,
            told=told,
            reason=_("Chuyển từ năm %s") % year.year,
        )
    return row


def _check(year: BudgetYear, on: date) -> None:
    if on > timezone.localdate():
        raise ValidationError({"settled_on": _("Ngày không được ở tương lai.")})
    if on < date(year.year, 12, 31):
        raise ValidationError({"settled_on": _("Năm %s chưa hết vào ngày ấy.") % year.year})
    last = BudgetDocument.objects.standing().filter(year=year).order_by("-entry__happened_on").first()
    if last is not None and on < last.entry.happened_on:
        told = _("Còn chứng từ ngày %s: quyết toán không thể trước ngày ấy.")
        raise ValidationError({"settled_on": told % f"{last.entry.happened_on:%d/%m/%Y}"})
    for earlier in BudgetYear.objects.filter(period=year.period_id, year__lt=year.year).order_by("year"):
        has_money = BudgetDocument.objects.standing().filter(year=earlier).exists()
        if has_money and settlement_of(earlier) is None:
            raise ValidationError(_("Hãy quyết toán năm %s trước.") % earlier.year)


def _settled(year: BudgetYear, rows: Rows, following: BudgetYear | None) -> tuple[list[Move], dict[Cell, int]]:
    """The moves of the settlement, and by cell what goes on to the next year."""
    cells, unallocated = _open(year)
    said = {str(row["cell"]): row for row in rows if not row.get("is_removed")}
    wrong = [RowError(_("Không có dòng này."), row=key) for key in said.keys() - {o.key for o in cells.values()}]
    moves, carried = list[Move](), dict[Cell, int]()
    for cell, found in cells.items():
        row = said.get(found.key, {})
        spent = found.released_vnd if row.get("spent_vnd") is None else row["spent_vnd"]
        on_vnd = row.get("carried_vnd") or 0
        wrong += _wrong(found, spent, on_vnd, following)
        out, held = Spot(Stage.RELEASED, cell), Spot(Stage.ALLOCATED, cell)
        moves.append(Move(out, Spot(Stage.SPENT, cell), spent))
        moves.append(Move(out, Spot(Stage.PAID_BACK, cell), found.released_vnd - spent))
        moves.append(Move(held, Spot(Stage.CARRIED, cell), on_vnd))
        moves.append(Move(held, Spot(Stage.CANCELLED, cell), found.allocated_vnd - on_vnd))
        if on_vnd:
            carried[cell] = on_vnd
    if wrong:
        raise ValidationError({"rows": wrong})
    for source, left_vnd in unallocated.items():
        cell = Cell(source)
        moves.append(Move(Spot(Stage.UNALLOCATED, cell), Spot(Stage.CANCELLED, cell), left_vnd))
    return [move for move in moves if move.amount_vnd], carried


def _wrong(found: Open, spent: int, on_vnd: int, following: BudgetYear | None) -> list[RowError]:
    told = list[RowError]()
    if not 0 <= spent <= found.released_vnd:
        words = _("Số quyết toán từ 0 đến số đã giải ngân (%s).") % vnd(found.released_vnd)
        told.append(RowError(words, row=found.key, column="spent_vnd"))
    if not 0 <= on_vnd <= found.allocated_vnd:
        words = _("Chỉ chuyển được phần chưa giải ngân (%s).") % vnd(found.allocated_vnd)
        told.append(RowError(words, row=found.key, column="carried_vnd"))
    elif on_vnd and following is None:
        words = _("Đây là năm cuối của giai đoạn, không còn năm sau để chuyển sang.")
        told.append(RowError(words, row=found.key, column="carried_vnd"))
    return told


def _open(year: BudgetYear) -> tuple[dict[Cell, Open], dict[str, int]]:
    stages = (Stage.UNALLOCATED, Stage.ALLOCATED, Stage.RELEASED)
    found = list(BudgetAccount.objects.filter(year=year, stage__in=stages).order_by("pk"))
    left = balances_vnd(Account.objects.filter(budget__year=year, budget__stage__in=stages))
    keys, sums, free = dict[Cell, str](), dict[Cell, dict[str, int]](), dict[str, int]()
    for row in found:
        if row.stage == Stage.UNALLOCATED:
            free[row.source] = left[row.account_id]
            continue
        cell = Cell(row.source, row.line_id, row.unit_id)
        sums.setdefault(cell, {})[row.stage] = left[row.account_id]
        if row.stage == Stage.ALLOCATED:
            keys[cell] = str(row.pk)
    cells = {
        cell: Open(keys.get(cell, f"{cell}"), at.get(Stage.ALLOCATED, 0), at.get(Stage.RELEASED, 0))
        for cell, at in sums.items()
    }
    return cells, free


def approve_settlement(*, by: User, document: BudgetDocument, number: str, approved_on: date) -> SettlementApproval:
    """A year's settlement is approved by a decision, and stays. Raises ValidationError beside the field without a
    number, for a day to come or before the settlement, and where it was taken back or approved before."""
    Book(pk=document.year.book_id).lock()
    settled = settlement_of(document.year)
    if settled is None or settled.pk != document.pk:
        raise ValidationError(_("Đây không phải quyết toán năm còn hiệu lực."))
    if hasattr(settled, "approval"):
        raise ValidationError(_("Quyết toán này đã được phê duyệt."))
    if not settled.entry.happened_on <= approved_on <= timezone.localdate():
        raise ValidationError({"approved_on": _("Ngày phê duyệt phải từ ngày quyết toán đến hôm nay.")})
    if not tidy(number):
        raise ValidationError({"number": _("Hãy ghi số quyết định.")})
    return SettlementApproval.objects.create(document=settled, number=tidy(number), approved_on=approved_on)

"""Receipts as papers, and what anyone may learn who holds a receipt's code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clb.fund.models import ClubBook, Receipt, Voucher
from clb.fund.queries import MoneyLine, money_lines
from clb.ledger.models import Entry
from clb.statements.codes import code_of, receipt_of

SIGNS = {ClubBook.Fund.INCOME.value: "TTN", ClubBook.Fund.OPERATING.value: "HĐ"}


@dataclass(frozen=True)
class Slip:
    """One receipt as its paper shows it. `on` is its day, `taken_back_on` the day it was reversed, sums in đồng."""

    receipt: Receipt
    line: MoneyLine
    number: str  # 'HĐ 0042', or 'PC 7/2026 (HĐ 0042)' of money spent
    code: str
    on: date
    taken_back_on: date | None

    @property
    def sum_vnd(self) -> int:
        """Principal or fee or gift, and interest with it."""
        return self.receipt.amount_vnd + self.receipt.interest_vnd

    @property
    def is_out(self) -> bool:
        """Did money leave the club?"""
        return self.line.cash_vnd < 0


@dataclass(frozen=True)
class Checked:
    """What anyone may learn of a receipt: no person, no purpose, nothing else of the club."""

    club: str
    on: date
    kind: str
    sum_vnd: int
    taken_back_on: date | None


def slip_of(receipt: Receipt) -> Slip:
    """The receipt as its paper shows it; a number of queries that does not grow."""
    entry = _entry(receipt)
    (line,) = money_lines([entry])
    return Slip(
        receipt=receipt,
        line=line,
        number=_number(receipt, entry),
        code=code_of(receipt.pk),
        on=entry.happened_on,
        taken_back_on=_taken_back_on(entry),
    )


def checked(code: str) -> Checked | None:
    """What the code on a printed receipt tells; None where no receipt of ours bears it."""
    pk = receipt_of(code)
    receipt = Receipt.objects.select_related("club").filter(pk=pk).first() if pk else None
    if receipt is None:
        return None
    entry = _entry(receipt)
    sum_vnd = receipt.amount_vnd + receipt.interest_vnd
    kind = str(receipt.get_kind_display())
    return Checked(receipt.club.name, entry.happened_on, kind, sum_vnd, _taken_back_on(entry))


def _entry(receipt: Receipt) -> Entry:
    return Entry.objects.select_related("book__club_book", "reversed_by").get(pk=receipt.entry_id)


def _taken_back_on(entry: Entry) -> date | None:
    back: Entry | None = getattr(entry, "reversed_by", None)
    return back.happened_on if back else None


def _number(receipt: Receipt, entry: Entry) -> str:
    """Money spent has a number of its own, with the year; everything else that of its document."""
    voucher = Voucher.objects.filter(receipt=receipt).first()
    own = number_of(entry.number, receipt.fund)
    return f"PC {voucher.number}/{voucher.year} ({own})" if voucher else own


def number_of(number: int, fund: str | None) -> str:
    """'HĐ 0042': the number of the document in its fund's book, which has no gap and never changes; '0042' in a book
    that is no club's."""
    return f"{SIGNS.get(fund or '', '')} {number:04}".strip()

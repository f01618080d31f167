"""The documents of a club's two books as its page lists them: when, what for, with whom, cash in or out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from clb.clubs.models import Club
from clb.fund.accounts import BANK, CASH
from clb.fund.models import ClubBook, Receipt
from clb.ledger.models import Entry, Transfer

from .start_fund import START_FUND


@dataclass(frozen=True)
class MoneyLine:
    """One document. `cash_vnd` is above 0 where cash (else money in the bank) came in, below 0 where it went out."""

    entry: Entry
    fund: str
    receipt: Receipt | None
    cash_vnd: int
    is_reversal: bool
    is_reversed: bool

    @property
    def title(self) -> str:
        """What for, in words; never with whom."""
        if self.receipt is None:
            return _("Quỹ ban đầu") if self.entry.kind == START_FUND else _("Chứng từ khác")
        month = self.receipt.for_month
        words = str(self.receipt.get_kind_display())
        return f"{words} {month:%m/%Y}" if month else words

    @property
    def in_vnd(self) -> int | None:
        """Cash that came in, or nothing."""
        return self.cash_vnd if self.cash_vnd > 0 else None

    @property
    def out_vnd(self) -> int | None:
        """Cash that went out, or nothing."""
        return -self.cash_vnd if self.cash_vnd < 0 else None

    @property
    def with_whom(self) -> str:
        """The person, or who else gave; to be shown only to those who may read members there."""
        if self.receipt is None:
            return ""
        if self.receipt.person:
            return self.receipt.person.full_name
        if self.receipt.debt:
            return self.receipt.debt.lender_name
        return self.receipt.voucher.payee if hasattr(self.receipt, "voucher") else self.receipt.giver


def money_entries(club: Club) -> QuerySet[Entry]:
    """Every document of both books, newest first."""
    entries = Entry.objects.filter(book__club_book__club=club)
    return entries.select_related("book__club_book", "reversed_by").order_by("-happened_on", "-made_at", "-pk")


def money_lines(entries: Iterable[Entry]) -> list[MoneyLine]:
    """The documents as lines, in their order; in two queries however many. A reversal has what it reverses."""
    listed = list(entries)
    about = {entry.pk: entry.reverses_id or entry.pk for entry in listed}
    receipts = Receipt.objects.filter(entry__in=set(about.values())).select_related(
        "person", "loan", "debt__person", "voucher"
    )
    by_entry = {receipt.entry_id: receipt for receipt in receipts}
    cash = _cash_of_entries([entry.pk for entry in listed])
    return [
        MoneyLine(
            entry=entry,
            fund=str(ClubBook.Fund(entry.book.club_book.fund).label),
            receipt=by_entry.get(about[entry.pk]),
            cash_vnd=cash.get(entry.pk, 0),
            is_reversal=entry.reverses_id is not None,
            is_reversed=hasattr(entry, "reversed_by"),
        )
        for entry in listed
    ]


def _cash_of_entries(entries: list[UUID]) -> Mapping[UUID, int]:
    """By entry what it changed in the box; in the bank where it left the box alone."""
    found: dict[str, dict[UUID, int]] = {CASH: {}, BANK: {}}
    lines = Transfer.objects.filter(entry__in=entries)
    for pk, debit, credit, vnd in lines.values_list("entry", "debit__code", "credit__code", "amount_vnd"):
        for code, change in ((debit, vnd), (credit, -vnd)):
            if code in found:
                found[code][pk] = found[code].get(pk, 0) + change
    return found[BANK] | found[CASH]

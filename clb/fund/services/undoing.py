"""Receipts that were written down wrong, taken back by opposite entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.fund.accounts import BANK, CASH, DEBT_ACCOUNT
from clb.fund.bonds import bonds_of
from clb.fund.models import FundTransfer, Receipt, Voucher
from clb.kernel.text import tidy
from clb.ledger.models import Account, Entry, Transfer
from clb.ledger.queries import standing
from clb.ledger.services import reverse_many

from .books import lock_books, refuse_closed_day, refuse_shortfall
from .schedules import refresh_loans

K = Receipt.Kind


@transaction.atomic
def undo_deals(
    *, by: User, club: Club, on: date, receipts: Sequence[Receipt], reason: str = "", are_replaced: bool = False
) -> None:
    """Reverse every one of `receipts` of this club on the day `on`, all or none; what they say why is `reason`.

    A receipt of a transfer between the funds takes its other half with it. Where others replace the receipts in the
    same transaction (`are_replaced`), the boxes are for the caller to check once those are written down
    (books.check_boxes), and what was taken back before, alone from its own page, is left be.

    Raises ValidationError: beside `on` for a day to come, one before a receipt's own, and a closed one; with a sentence
    for each receipt taken back before, of a closed month or bound to something else (a meeting, a sheet of opening
    balances), each loan repaid or written off, debt paid back or gift spent since (unless those are among `receipts`),
    and where the money went on meanwhile, so that the box would have held less than nothing.
    """
    if not receipts:
        return
    assert all(receipt.club_id == club.pk for receipt in receipts), "receipts of one club"
    receipts = with_their_halves(receipts)
    books = lock_books(club, {receipt.fund for receipt in receipts})
    if are_replaced:
        left = set(standing().filter(receipt__in=receipts).values_list("pk", flat=True))
        receipts = [receipt for receipt in receipts if receipt.entry_id in left]
        if not receipts:
            return
    entries = Entry.objects.select_related("book").in_bulk({receipt.entry_id for receipt in receipts})
    if not max(entry.happened_on for entry in entries.values()) <= on <= timezone.localdate():
        raise ValidationError({"on": _("Ngày đảo phải từ ngày của chứng từ đến hôm nay.")})
    refuse_closed_day(books, on)
    told = [*_undone_before(entries), *_used_since(receipts)]
    told += [] if are_replaced else [*bonds_of(receipts), *_of_the_opening(receipts)]
    if told:
        raise ValidationError(told)
    for account, changes in () if are_replaced else _held(entries):
        refuse_shortfall(account, changes)
    for book in books.values():
        reverse_many([entry for entry in entries.values() if entry.book_id == book.pk], on=on)
    refresh_loans({receipt.loan_id for receipt in receipts if receipt.loan_id})
    because = tidy(reason)[:300]
    Receipt.objects.filter(pk__in=[receipt.pk for receipt in receipts]).update(reversed_because=because)


def with_their_halves(receipts: Sequence[Receipt]) -> list[Receipt]:
    """These receipts, and of each transfer between the two funds the other half too."""
    moved = [receipt.pk for receipt in receipts if receipt.kind in (K.MOVED_OUT, K.MOVED_IN)]
    if not moved:
        return list(receipts)
    pairs = FundTransfer.objects.filter(Q(out__in=moved) | Q(into__in=moved)).select_related("out", "into")
    return list({r.pk: r for r in (*receipts, *(half for pair in pairs for half in (pair.out, pair.into)))}.values())


def _held(entries: Mapping[object, Entry]) -> Iterator[tuple[Account, list[tuple[date, int]]]]:
    """The boxes, banks and debts that these entries touched, each with what their reversal changes and when."""
    held = Q(code__in=(CASH, BANK)) | Q(code__startswith=DEBT_ACCOUNT)
    lines = list(Transfer.objects.filter(entry__in=list(entries)))
    sides = {line.debit_id for line in lines} | {line.credit_id for line in lines}
    for account in Account.objects.filter(held, pk__in=sides).order_by("-kind", "pk"):  # debts say it best
        sign = 1 if account.kind == Account.Kind.ASSET else -1
        changes = [
            (entries[t.entry_id].happened_on, sign * (t.amount_vnd if t.credit_id == account.pk else -t.amount_vnd))
            for t in lines
            if account.pk in (t.debit_id, t.credit_id)
        ]
        yield account, changes


def _of_the_opening(receipts: Sequence[Receipt]) -> list[str]:
    if all(receipt.kind != K.OPENING for receipt in receipts):
        return []
    return [_("Phiếu này thuộc bảng số dư đầu kỳ, chỉ đảo được cả bảng.")]


def _used_since(receipts: Sequence[Receipt]) -> list[str]:
    """Loans repaid and gifts spent by receipts that are not among these."""
    spent = Voucher.objects.filter(earmark__receipt__in=[r.pk for r in receipts], receipt__entry__in=standing())
    told = _("Đã chi từ khoản tặng này bằng %s. Hãy đảo phiếu chi ấy trước.")
    others = spent.exclude(receipt__in=[receipt.pk for receipt in receipts])
    given = (told % voucher.title for voucher in others.order_by("year", "number"))
    return [*_repaid_since(receipts), *_written_off_since(receipts), *given]


def _undone_before(entries: Mapping[object, Entry]) -> list[str]:
    left = set(standing().filter(pk__in=list(entries)).values_list("pk", flat=True))
    told = _("Chứng từ ngày %s đã được đảo trước đó.")
    return [told % f"{entry.happened_on:%d/%m/%Y}" for pk, entry in entries.items() if pk not in left]


def _repaid_since(receipts: Sequence[Receipt]) -> list[str]:
    """Loans that were repaid or written off since, and written-off ones of which something came back since."""
    followed = {K.LOAN: (K.REPAYMENT, K.WRITE_OFF), K.WRITE_OFF: (K.RECOVERY,)}
    told, mine = set[str](), [receipt.pk for receipt in receipts]
    for kind, later in followed.items():
        loans = [receipt.loan_id for receipt in receipts if receipt.kind == kind]
        others = Receipt.objects.filter(loan__in=loans, kind__in=later, entry__in=standing()).exclude(pk__in=mine)
        told |= {receipt.loan.title for receipt in others.select_related("loan") if receipt.loan} if loans else set()
    return [_("%s đã có lần trả sau đó. Hãy đảo các lần trả trước.") % title for title in sorted(told)]


def _written_off_since(receipts: Sequence[Receipt]) -> list[str]:
    """Loans given up for what was left of them after these repayments: more would be left, of a loan that is closed."""
    mine, loans = [r.pk for r in receipts], [r.loan_id for r in receipts if r.kind == K.REPAYMENT and r.amount_vnd]
    others = Receipt.objects.filter(loan__in=loans, kind=K.WRITE_OFF, entry__in=standing()).exclude(pk__in=mine)
    told = {receipt.loan.title for receipt in others.select_related("loan") if receipt.loan} if loans else set()
    return [_("%s đã bị xóa nợ sau đó. Hãy đảo phiếu xóa nợ trước.") % title for title in sorted(told)]

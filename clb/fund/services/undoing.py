"""Receipts that were written down wrong, taken back by opposite entries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.fund.accounts import CASH
from clb.fund.models import Receipt
from clb.ledger.models import Account, Entry
from clb.ledger.queries import standing
from clb.ledger.services import reverse_many

from .books import lock_books, refuse_shortfall
from .schedules import refresh_loans

K = Receipt.Kind


@transaction.atomic
def undo_deals(*, by: User, club: Club, on: date, receipts: Sequence[Receipt], are_replaced: bool = False) -> None:
    """Reverse every one of `receipts` of this club on the day `on`, all or none.

    Where others replace them in the same transaction (`are_replaced`), the boxes are for the caller to check once
    those are written down (books.check_boxes), and what was taken back before, alone from its own page, is left be.

    Raises ValidationError: beside `on` for a day to come or before a receipt's own; with a sentence for each receipt
    taken back before, each loan that was repaid since (unless those repayments are among `receipts`), and where the
    money was lent on meanwhile, so that the box would have held less than nothing.
    """
    if not receipts:
        return
    assert all(receipt.club_id == club.pk for receipt in receipts), "receipts of one club"
    books = lock_books(club, {receipt.fund for receipt in receipts})
    if are_replaced:
        left = set(standing().filter(receipt__in=receipts).values_list("pk", flat=True))
        receipts = [receipt for receipt in receipts if receipt.entry_id in left]
        if not receipts:
            return
    entries = Entry.objects.select_related("book").in_bulk({receipt.entry_id for receipt in receipts})
    if not max(entry.happened_on for entry in entries.values()) <= on <= timezone.localdate():
        raise ValidationError({"on": _("Ngày đảo phải từ ngày của chứng từ đến hôm nay.")})
    told = [*_undone_before(entries), *_repaid_since(receipts)]
    if told:
        raise ValidationError(told)
    boxes = Account.objects.filter(book__in=books.values(), code=CASH)
    for box in () if are_replaced else boxes:
        here = [receipt for receipt in receipts if entries[receipt.entry_id].book_id == box.book_id]
        refuse_shortfall(box, [(entries[r.entry_id].happened_on, -_into_the_box_vnd(r)) for r in here])
    for box in boxes:
        reverse_many([entry for entry in entries.values() if entry.book_id == box.book_id], on=on)
    refresh_loans({receipt.loan_id for receipt in receipts if receipt.loan_id})


def _into_the_box_vnd(receipt: Receipt) -> int:
    if receipt.kind == K.WRITE_OFF:
        return 0
    return -receipt.amount_vnd if receipt.kind == K.LOAN else receipt.amount_vnd + receipt.interest_vnd


def _undone_before(entries: dict[object, Entry]) -> list[str]:
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

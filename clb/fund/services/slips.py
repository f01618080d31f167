"""One entry with the receipt that belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from clb.clubs.models import Club
from clb.fund.models import Receipt
from clb.ledger.models import Book
from clb.ledger.services import Line, post


def write_slip(
    club: Club, fund: str, book: Book, *, on: date, kind: Receipt.Kind, lines: Sequence[Line], **more: Any
) -> Receipt:
    """Post `lines` (debit, credit, whole đồng) as one document and give its receipt; `more` are the receipt's fields.

    The caller holds the book's lock and has checked the day and the sums. `amount_vnd` is the whole of the lines less
    `interest_vnd`. Raises ValidationError where a line can't be stored.
    """
    entry = post(book, on=on, kind=kind.lower(), lines=lines)
    amount_vnd = sum(vnd for _debit, _credit, vnd in lines) - more.get("interest_vnd", 0)
    return Receipt.objects.create(entry=entry, club=club, fund=fund, kind=kind, amount_vnd=amount_vnd, **more)

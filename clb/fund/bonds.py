"""What the apps above have to say before a receipt is reversed alone, or a month is closed.

The fund knows nothing of meetings; they put their part here, in their own `bonds.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

from django.utils.module_loading import autodiscover_modules

from clb.clubs.models import Club

from .models import Earmark, Receipt

# Sentences that say why some of these receipts can't be reversed alone; none when they can.
Bond = Callable[[Collection[Receipt]], list[str]]
# Sentences that say what of the club is not written into the books yet, up to the end of a day.
Pending = Callable[[Club, date], list[str]]

# Whole đồng of a gift for one purpose that went elsewhere than by voucher: lent to members out of it.
Claim = Callable[[Earmark], int]

_BONDS: list[Bond] = []
_CLAIMS: list[Claim] = []
_PENDING: list[Pending] = []


def register_bond(bond: Bond) -> None:
    """Let `bond` be asked before receipts are reversed alone."""
    if bond not in _BONDS:
        _BONDS.append(bond)


def register_pending(pending: Pending) -> None:
    """Let `pending` be asked before a month is closed."""
    if pending not in _PENDING:
        _PENDING.append(pending)


def register_claim(claim: Claim) -> None:
    """Let `claim` be asked before a gift for one purpose is spent."""
    if claim not in _CLAIMS:
        _CLAIMS.append(claim)


def claimed_vnd(earmark: Earmark) -> int:
    """Whole đồng of a gift for one purpose that are gone otherwise than by voucher."""
    autodiscover_modules("bonds")
    return sum(claim(earmark) for claim in _CLAIMS)


def bonds_of(receipts: Collection[Receipt]) -> list[str]:
    """Why these receipts can't be reversed alone, one sentence each."""
    autodiscover_modules("bonds")
    return [told for bond in _BONDS for told in bond(receipts)]


def pending_until(club: Club, day: date) -> list[str]:
    """What happened until the end of `day` and is not in the books yet, one sentence each."""
    autodiscover_modules("bonds")
    return [told for pending in _PENDING for told in pending(club, day)]

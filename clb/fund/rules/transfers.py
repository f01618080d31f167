"""The arithmetic of passing interest on. Pure."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction


def share_vnd(interest_vnd: int, percent: Decimal | None) -> int:
    """The operating fund's part of the interest of a month: interest × per cent ÷ 100, in whole đồng, the rest of less
    than 1 đồng dropped; nothing where no per cent is fixed."""
    return 0 if percent is None or interest_vnd <= 0 else int(Fraction(interest_vnd) * Fraction(percent) / 100)

"""Cash counted."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.fund.models import CashCount
from clb.fund.queries import cash_of
from clb.kernel.money import vnd
from clb.kernel.text import tidy

from .books import lock_books
from .dealings import check_day


def record_cash_count(
    *, by: User, club: Club, fund: str, counted_on: date, counted_vnd: int, reason: str = ""
) -> CashCount:
    """What was in the box of a fund at the end of a day, beside what the book says of it. A second count is a new row.

    Raises ValidationError beside `counted_on` for an impossible day, `counted_vnd` below 0, and `reason` where the two
    differ and nobody says why.
    """
    try:
        check_day(club, counted_on)
    except ValidationError as error:
        raise ValidationError({"counted_on": error.messages}) from error
    lock_books(club, [fund])
    book_vnd, reason = cash_of(club, fund, counted_on), tidy(reason)[:300]
    if counted_vnd < 0:
        raise ValidationError({"counted_vnd": _("Tiền đếm được không thể nhỏ hơn 0.")})
    if counted_vnd != book_vnd and not reason:
        told = _("Theo sổ là %(book)s, %(way)s %(gap)s. Hãy ghi vì sao lệch.")
        words = {"book": vnd(book_vnd), "gap": vnd(abs(counted_vnd - book_vnd))}
        way = _("đếm thừa") if counted_vnd > book_vnd else _("đếm thiếu")
        raise ValidationError({"reason": told % {**words, "way": way}}, code="unexplained")
    return CashCount.objects.create(
        club=club, fund=fund, counted_on=counted_on, counted_vnd=counted_vnd, book_vnd=book_vnd, reason=reason
    )

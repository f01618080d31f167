"""Money counted, and a difference written into the books by decision."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.fund.accounts import PLACES, SHORTAGE_ACCOUNT, SURPLUS_ACCOUNT
from clb.fund.models import BookedGap, CashCount, Place, Receipt
from clb.fund.queries.cash import bank_of, cash_of
from clb.kernel.money import vnd
from clb.kernel.text import tidy
from clb.ledger.queries import standing

from .books import accounts_of, books_on, refuse_more_than_there_is
from .slips import write_slip


def record_cash_count(
    *,
    by: User,
    club: Club,
    fund: str,
    counted_on: date,
    counted_vnd: int,
    reason: str = "",
    place: str = Place.BOX,
) -> CashCount:
    """What was in the box of a fund, or by the statement in its bank, at the end of a day, beside what the book says.

    A second count is a new row. Raises ValidationError beside `counted_on` for an impossible or a closed day,
    `counted_vnd` below 0, and `reason` where the two differ and nobody says why.
    """
    book = books_on(club, [fund], counted_on, field="counted_on")[fund]
    held = cash_of if place == Place.BOX else bank_of
    book_vnd, reason = held(club, fund, counted_on), tidy(reason)[:300]
    if counted_vnd < 0:
        raise ValidationError({"counted_vnd": _("Tiền đếm được không thể nhỏ hơn 0.")})
    if counted_vnd != book_vnd and not reason:
        told = _("Theo sổ là %(book)s, %(way)s %(gap)s. Hãy ghi vì sao lệch.")
        words = {"book": vnd(book_vnd), "gap": vnd(abs(counted_vnd - book_vnd))}
        way = _("đếm thừa") if counted_vnd > book_vnd else _("đếm thiếu")
        raise ValidationError({"reason": told % {**words, "way": way}}, code="unexplained")
    counted = {"counted_on": counted_on, "counted_vnd": counted_vnd, "book_vnd": book_vnd, "reason": reason}
    return CashCount.objects.create(club=club, fund=fund, place=place, last_number=book.last_number, **counted)


def book_gap(*, by: User, count: CashCount, booked_on: date, decision: str) -> BookedGap:
    """Write the difference of a count into the books, by a decision: too much as income, what is missing as expense.

    Raises ValidationError where there is none, where it was written before, for an impossible or a closed day, without
    a decision, and where the box or the bank does not hold what is missing.
    """
    club, gap_vnd = count.club, count.gap_vnd
    book = books_on(club, [count.fund], booked_on, field="booked_on")[count.fund]
    if booked_on < count.counted_on:
        raise ValidationError({"booked_on": _("Ngày ghi phải từ ngày đếm trở đi.")})
    if not tidy(decision):
        raise ValidationError({"decision": _("Hãy ghi theo quyết định nào, ví dụ: họp ban chủ nhiệm ngày 5/3/2026.")})
    if not gap_vnd:
        raise ValidationError(_("Lần đếm này khớp với sổ."))
    if count.bookings.filter(receipt__entry__in=standing()).exists():
        raise ValidationError(_("Chênh lệch của lần đếm này đã được ghi vào sổ."))
    code = PLACES[count.place]
    other = SURPLUS_ACCOUNT if gap_vnd > 0 else SHORTAGE_ACCOUNT
    accounts = accounts_of([(book, code), (book, other)])
    held, side = accounts[book.pk, code], accounts[book.pk, other]
    if gap_vnd < 0:
        refuse_more_than_there_is(held, booked_on, -gap_vnd, field="booked_on")
    line = (held, side, gap_vnd) if gap_vnd > 0 else (side, held, -gap_vnd)
    kind = Receipt.Kind.SURPLUS if gap_vnd > 0 else Receipt.Kind.SHORTAGE
    receipt = write_slip(club, count.fund, book, on=booked_on, kind=kind, lines=[line])
    return BookedGap.objects.create(count=count, receipt=receipt, decision=tidy(decision)[:300])

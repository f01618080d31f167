"""Closing a month of a fund's book, and opening it again."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.fund.bonds import pending_until
from clb.fund.models import ClubBook, MonthClosing
from clb.fund.queries.closings import closing_checks, opening_of, standing_closings
from clb.kernel.dates import month_end
from clb.kernel.text import tidy
from clb.ledger.services import close_book, reopen_book

from .books import lock_books


def close_month(*, by: User, club: Club, fund: str, month: date, note: str = "") -> MonthClosing:
    """From now on nothing of `month` (any day of it) or before may change in that fund's book.

    Raises ValidationError where the month is not over, where it is closed already, where a meeting held by then is
    still open, and beside `note` where something on the list of closing_checks is amiss and nobody says why it is
    closed all the same.
    """
    first, last = month.replace(day=1), month_end(month)
    book = lock_books(club, [fund])[fund]
    if last >= timezone.localdate():
        raise ValidationError({"month": _("Tháng %s chưa hết.") % f"{first:%m/%Y}"})
    if last < club.founded_on:
        raise ValidationError({"month": _("Câu lạc bộ thành lập ngày %s.") % f"{club.founded_on:%d/%m/%Y}"})
    newest = standing_closings(club).get(fund)
    if newest and newest.month >= first:
        words = {"fund": ClubBook.Fund(fund).label, "month": f"{newest.month:%m/%Y}"}
        raise ValidationError({"month": _("%(fund)s đã khóa sổ đến hết tháng %(month)s.") % words})
    if told := pending_until(club, last):
        raise ValidationError({"month": told})
    amiss = [check.told for check in closing_checks(club, fund, first) if not check.is_ok]
    if amiss and not tidy(note):
        raise ValidationError({"note": [_("Còn việc chưa xong, hãy ghi vì sao vẫn khóa:"), *amiss]}, code="amiss")
    close_book(book, until_on=last)
    return MonthClosing.objects.create(club=club, fund=fund, month=first, by=by, note=tidy(note)[:300])


def reopen_month(*, by: User, closing: MonthClosing, reason: str) -> MonthClosing:
    """Those above the club open its newest closed month again, and say why. Raises ValidationError where it was
    reopened before, where a later month is closed, and without a reason."""
    club, fund = closing.club, closing.fund
    book = lock_books(club, [fund])[fund]
    closing.refresh_from_db()
    newest = standing_closings(club).get(fund)
    if closing.reopened_at:
        raise ValidationError(_("Tháng này đã được mở lại."))
    if newest and newest.month > closing.month:
        raise ValidationError(_("Hãy mở lại tháng %s trước.") % f"{newest.month:%m/%Y}")
    if not tidy(reason):
        raise ValidationError({"reason": _("Hãy ghi lý do mở lại.")})
    closing.reopened_by, closing.reopened_at, closing.reopen_reason = by, timezone.now(), tidy(reason)[:300]
    closing.save(update_fields=["reopened_by", "reopened_at", "reopen_reason"])
    before, opening = standing_closings(club).get(fund), opening_of(club)
    still = month_end(before.month) if before else opening.cut_off_on if opening else None
    reopen_book(book, until_on=still)
    return closing

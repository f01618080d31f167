"""Up to which day each fund's book is closed, and what to look at before the next month is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Min
from django.utils.translation import gettext as _

from clb.clubs.models import Club
from clb.fund.models import BookedGap, CashCount, ClubBook, MonthClosing, Opening, Place
from clb.kernel.dates import month_end
from clb.kernel.money import vnd
from clb.ledger.models import Closing, Entry
from clb.ledger.queries import standing

from .cash import money_by_fund
from .gifts import earmarked_by_fund
from .transfers import split_proposal
from .vouchers import without_attachment


def standing_closings(club: Club) -> dict[str, MonthClosing]:
    """The newest closed month of each fund that has one; reopened ones left out."""
    rows = MonthClosing.objects.filter(club=club, reopened_at__isnull=True).select_related("by").order_by("month")
    return {row.fund: row for row in rows}


def opening_of(club: Club) -> Opening | None:
    """The sheet by which the club's books began here, where it began from paper and the sheet was not reversed."""
    return Opening.objects.filter(club=club, reversed_on__isnull=True).first()


def closed_until(club: Club) -> dict[str, date]:
    """By fund, the last day on which nothing can be written any more; funds that are open are left out. One query."""
    rows = Closing.objects.filter(book__club_book__club=club).order_by("pk")
    newest = dict(rows.values_list("book__club_book__fund", "until_on"))
    return {fund: until for fund, until in newest.items() if until}


@dataclass(frozen=True)
class ClosingCheck:
    """One thing to look at before a month is closed: what, whether it is well, and what there is to say."""

    title: str
    is_ok: bool
    told: str


def closing_checks(club: Club, fund: str, month: date) -> list[ClosingCheck]:
    """What to look at before a month of a fund is closed, in the order of the page. Nothing of it forbids closing.

    Months before it that are open are closed with it, so differences and bills are looked for from the first of them.
    """
    until = closed_until(club).get(fund)
    days = (min(until + timedelta(days=1), month.replace(day=1)) if until else date.min, month_end(month))
    checks = [_counted(club, fund, month), _gaps(club, fund, *days), _attached(club, fund, *days)]
    checks += _kept_for_purposes(club, fund, days[1])
    return [*checks, _passed_on(club, month)] if fund == ClubBook.Fund.INCOME else checks


def _counted(club: Club, fund: str, month: date) -> ClosingCheck:
    days = (month.replace(day=1), month_end(month))
    title = _("Kiểm quỹ cuối tháng")
    held = Entry.objects.filter(book__club_book__club=club, book__club_book__fund=fund, happened_on__range=days)
    last = held.aggregate(last=Max("happened_on"))["last"]
    if last is None:
        return ClosingCheck(title, True, _("Trong tháng không có chứng từ nào."))
    counts = CashCount.objects.filter(club=club, fund=fund, place=Place.BOX, counted_on__range=(last, days[1]))
    count = counts.order_by("counted_on", "made_at").last()
    if count is None:
        told = _("Chưa kiểm quỹ từ sau chứng từ cuối của tháng (ngày %s).")
        return ClosingCheck(title, False, told % f"{last:%d/%m/%Y}")
    told = _("Đã đếm ngày %(day)s: %(sum)s.")
    return ClosingCheck(title, True, told % {"day": f"{count.counted_on:%d/%m/%Y}", "sum": vnd(count.counted_vnd)})


def _gaps(club: Club, fund: str, first: date, last: date) -> ClosingCheck:
    title = _("Chênh lệch khi kiểm quỹ")
    open_gaps = unbooked_gaps(club, fund, first, last)
    if not open_gaps:
        return ClosingCheck(title, True, _("Không còn chênh lệch nào chưa ghi vào sổ."))
    told = _("Ngày %(day)s lệch %(sum)s, chưa ghi vào sổ.")
    said = [told % {"day": f"{c.counted_on:%d/%m/%Y}", "sum": vnd(c.gap_vnd)} for c in open_gaps]
    return ClosingCheck(title, False, " ".join(said))


def unbooked_gaps(club: Club, fund: str, first: date, last: date) -> list[CashCount]:
    """The last count of the box and of the bank between two days, where it differs and nobody wrote that into the
    books. Earlier counts of the time say nothing any more."""
    rows = CashCount.objects.filter(club=club, fund=fund, counted_on__range=(first, last))
    newest = [rows.filter(place=place).order_by("counted_on", "made_at").last() for place in Place.values]
    booked = BookedGap.objects.filter(receipt__entry__in=standing(), count__in=[c for c in newest if c])
    known = set(booked.values_list("count", flat=True))
    return [count for count in newest if count and count.gap_vnd and count.pk not in known]


def _attached(club: Club, fund: str, first: date, last: date) -> ClosingCheck:
    bare = without_attachment(club, fund, first, last)
    numbers = ", ".join(f"{voucher.number}/{voucher.year}" for voucher in bare)
    told = _("Chưa có ảnh hóa đơn: phiếu chi số %s.") % numbers if bare else _("Phiếu chi nào cũng có ảnh hóa đơn.")
    return ClosingCheck(_("Ảnh hóa đơn, giấy biên nhận"), not bare, told)


def _kept_for_purposes(club: Club, fund: str, last: date) -> list[ClosingCheck]:
    """Of use only to a fund that holds gifts for a purpose: whether what is left of them is still there."""
    kept_vnd, held_vnd = earmarked_by_fund(club, last).get(fund, 0), sum(money_by_fund(club, last)[fund])
    if not kept_vnd:
        return []
    words = {"kept": vnd(kept_vnd), "held": vnd(held_vnd)}
    told = _("Còn giữ cho việc người tặng nêu: %(kept)s; quỹ có %(held)s.") % words
    return [ClosingCheck(_("Tiền tặng có mục đích"), kept_vnd <= held_vnd, told)]


def _passed_on(club: Club, month: date) -> ClosingCheck:
    title, proposal = _("Chia lãi sang quỹ hoạt động"), split_proposal(club, month_end(month))
    if proposal.to_pass_vnd > 0:
        return ClosingCheck(title, False, _("Còn phải chuyển %s.") % vnd(proposal.to_pass_vnd))
    if proposal.percent is None:
        return ClosingCheck(title, True, _("Quy chế không ghi phần tiền lãi chuyển sang quỹ hoạt động."))
    return ClosingCheck(title, True, _("Đã chuyển đủ."))


def month_to_close(club: Club, fund: str, on: date) -> date | None:
    """First day of the month of a fund that is next to be closed on the day `on`; None where none is over.

    It is the one after the newest closed month, else the month of the first document.
    """
    until = closed_until(club).get(fund)
    if until:
        first = until + timedelta(days=1)
    else:
        entries = Entry.objects.filter(book__club_book__club=club, book__club_book__fund=fund)
        day = entries.aggregate(first=Min("happened_on"))["first"]
        if day is None:
            return None
        first = day.replace(day=1)
    return first.replace(day=1) if month_end(first) < on else None

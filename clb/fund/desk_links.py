"""What the fund itself puts on the treasurer's desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clb.clubs.models import Club
from clb.kernel.money import vnd

from .commands import (
    CLOSE_MONTH,
    COLLECT_REPAYMENTS,
    COUNT_CASH,
    GRANT_LOAN,
    PASS_ON_INTEREST,
    RECEIVE_FEE,
    RECEIVE_GIFT,
    RECORD_PAYER,
    SPEND_MONEY,
)
from .desk import DeskLink, Due, Group, register_desk, register_due
from .queries import loans_due
from .queries.cash import last_counted_on
from .queries.closings import closed_until
from .queries.standings import loans_without_payer
from .queries.transfers import last_month_over, split_proposal

SOON_DAYS = 7
READ = "fund.read"

register_desk(
    DeskLink(Group.IN, RECEIVE_FEE.title, "fund:receive_fee", RECEIVE_FEE.name, "plus", 10),
    DeskLink(Group.IN, RECEIVE_GIFT.title, "fund:receive_gift", RECEIVE_GIFT.name, "heart-handshake", 20),
    DeskLink(Group.LOANS, GRANT_LOAN.title, "fund:grant_loan", GRANT_LOAN.name, "coins", 20),
    DeskLink(Group.LOANS, COLLECT_REPAYMENTS.title, "fund:collection_sheet", COLLECT_REPAYMENTS.name, "list-check", 5),
    DeskLink(Group.LOANS, gettext_lazy("Các khoản vay còn nợ"), "fund:open_loans", READ, "users", 10),
    DeskLink(Group.LOANS, gettext_lazy("Nợ quá hạn"), "fund:club_arrears", READ, "alert-triangle", 60),
    DeskLink(Group.COUNT, COUNT_CASH.title, "fund:count_cash", COUNT_CASH.name, "list-check", 10),
    DeskLink(Group.COUNT, gettext_lazy("Bàn giao thủ quỹ"), "fund:handover", READ, "clipboard-list", 90),
    DeskLink(Group.IN, gettext_lazy("Ủng hộ có mục đích"), "fund:earmarks", READ, "target", 30),
    DeskLink(Group.IN, gettext_lazy("Câu lạc bộ còn nợ"), "fund:debts", READ, "building", 40),
    DeskLink(Group.IN, gettext_lazy("Hiện vật"), "fund:stock", READ, "heart-handshake", 50),
    DeskLink(Group.BOOKS, gettext_lazy("Số dư đầu kỳ"), "fund:opening", READ, "file-import", 85),
    DeskLink(Group.OUT, SPEND_MONEY.title, "fund:spend_money", SPEND_MONEY.name, "coins", 10),
    DeskLink(Group.OUT, gettext_lazy("Phiếu chi"), "fund:vouchers", READ, "file-text", 20),
    DeskLink(Group.OUT, gettext_lazy("Chuyển giữa hai quỹ"), "fund:transfers", READ, "refresh", 30),
    DeskLink(Group.COUNT, gettext_lazy("Tiền mặt, ngân hàng"), "fund:boxes", READ, "building", 20),
    DeskLink(Group.COUNT, gettext_lazy("Khóa sổ tháng"), "fund:closings", READ, "lock", 30),
    DeskLink(Group.BOOKS, gettext_lazy("Mọi lần thu, chi"), "fund:money_lines", READ, "history", 10),
    DeskLink(Group.BOOKS, gettext_lazy("Quỹ ban đầu theo nguồn"), "fund:start_fund", READ, "file-text", 80),
)


@register_due
def _loans(rights: frozenset[str], club: Club, day: date) -> Iterator[Due]:
    late, soon = loans_due(club, day, SOON_DAYS)
    url = reverse("fund:open_loans", args=[club.pk])
    if late.loans:
        told = _("%(n)d khoản vay có kỳ quá hạn, chưa trả %(sum)s.")
        yield Due(told % {"n": late.loans, "sum": vnd(late.owed_vnd)}, url, "OVERDUE")
    if soon.loans:
        told = _("%(n)d khoản vay có kỳ đến hạn trong %(days)d ngày tới, phải trả %(sum)s.")
        yield Due(told % {"n": soon.loans, "days": SOON_DAYS, "sum": vnd(soon.owed_vnd)}, url)


@register_due
def _died(rights: frozenset[str], club: Club, day: date) -> Iterator[Due]:
    """Loans of people who died, of whom nobody said yet who pays on."""
    if RECORD_PAYER.name in rights and (n := loans_without_payer(club, day)):
        told = _("%d khoản vay của người đã mất: hãy ghi ai trả thay hoặc xóa nợ.") % n
        yield Due(told, reverse("fund:open_loans", args=[club.pk]), "OVERDUE")


@register_due
def _count(rights: frozenset[str], club: Club, day: date) -> Iterator[Due]:
    """The box is counted once a month: the charter of no club says otherwise that we know of."""
    if COUNT_CASH.name not in rights:
        return
    newest = last_counted_on(club)
    if newest is None or (newest.year, newest.month) < (day.year, day.month):
        yield Due(_("Tháng này chưa kiểm quỹ."), reverse("fund:count_cash", args=[club.pk]))


@register_due
def _interest(rights: frozenset[str], club: Club, day: date) -> Iterator[Due]:
    """The operating fund's share of the interest of months that are over."""
    if PASS_ON_INTEREST.name not in rights:
        return
    share_vnd = split_proposal(club, last_month_over(day)).to_pass_vnd
    if share_vnd > 0:
        url = reverse("fund:transfers", args=[club.pk])
        yield Due(_("Theo quy chế còn phải chuyển %s tiền lãi sang quỹ hoạt động.") % vnd(share_vnd), url)


@register_due
def _closing(rights: frozenset[str], club: Club, day: date) -> Iterator[Due]:
    """A month that is over, of a club that closes its months."""
    if CLOSE_MONTH.name not in rights:
        return
    closed = closed_until(club)
    if closed and min(closed.values()) < last_month_over(day):
        yield Due(_("Tháng trước chưa khóa sổ."), reverse("fund:closings", args=[club.pk]))

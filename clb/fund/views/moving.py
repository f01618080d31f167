"""Pages of money between box and bank, between the two funds, and of every count of it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.clubs.models import Club
from clb.fund.commands import (
    BOOK_GAP,
    COUNT_CASH,
    DEPOSIT_CASH,
    MOVE_BETWEEN_FUNDS,
    PASS_ON_INTEREST,
    REVERSE_RECEIPT,
    WITHDRAW_CASH,
)
from clb.fund.models import CashCount
from clb.fund.queries.cash import bank_of, cash_of, count_rows, holdings
from clb.fund.queries.transfers import last_month_over, split_proposal, transfers_of
from clb.kernel.commands import Command
from clb.kernel.money import vnd
from clb.web.pages import paged

from .access import act_page, club_of, shown_at


def boxes(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """What each fund has in its box and in its bank by the books, and every count."""
    found = club_of(request, club_id)
    may = {"deposit": DEPOSIT_CASH, "withdraw": WITHDRAW_CASH, "count": COUNT_CASH, "book": BOOK_GAP}
    context = shown_at(request, found, **may)
    page = paged(request, CashCount.objects.filter(club=found).order_by("-counted_on", "-made_at"))
    context |= {"holdings": holdings(found, context["on"]), "page": page, "rows": count_rows(page)}
    return render(request, "fund/boxes.html", context)


def deposit_cash(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """Cash goes to the bank."""
    return _carry(request, club_of(request, club_id, DEPOSIT_CASH), DEPOSIT_CASH)


def withdraw_cash(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """Cash comes from the bank."""
    return _carry(request, club_of(request, club_id, WITHDRAW_CASH), WITHDRAW_CASH)


def _carry(request: SignedInRequest, club: Club, command: Command) -> HttpResponse:
    today, told = timezone.localdate(), []
    for fund, label in (("INCOME", _("Quỹ tăng thu nhập")), ("OPERATING", _("Quỹ hoạt động"))):
        words = {"fund": label, "cash": vnd(cash_of(club, fund, today)), "bank": vnd(bank_of(club, fund, today))}
        told.append(_("%(fund)s: hộp %(cash)s, ngân hàng %(bank)s.") % words)
    return act_page(request, command, club, "fund:boxes", {"club": club, "moved_on": today}, intro=" ".join(told))


def book_gap(request: SignedInRequest, count_id: int) -> HttpResponse:
    """A difference is written into the books."""
    count = get_object_or_404(CashCount.objects.select_related("club"), pk=count_id)
    found = club_of(request, count.club_id, BOOK_GAP)
    told = _("%(fund)s, đếm ngày %(day)s: theo sổ %(book)s, đếm được %(counted)s.")
    words = {"fund": count.get_fund_display(), "day": f"{count.counted_on:%d/%m/%Y}", "book": vnd(count.book_vnd)}
    initial = {"count": count, "booked_on": timezone.localdate()}
    intro = told % {**words, "counted": vnd(count.counted_vnd)}
    return act_page(request, BOOK_GAP, found, "fund:boxes", initial, intro=intro)


# --- Between the funds ------------------------------------------------------------------------------------------


def transfers(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """The share of interest by months, what is to be passed on, and everything that went between the funds."""
    found = club_of(request, club_id)
    context = shown_at(request, found, pass_on=PASS_ON_INTEREST, move=MOVE_BETWEEN_FUNDS, reverse=REVERSE_RECEIPT)
    context |= {"proposal": split_proposal(found, last_month_over(context["on"]))}
    context["page"] = paged(request, transfers_of(found))
    return render(request, "fund/transfers.html", context)


def pass_on_interest(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """The operating fund's share of interest is passed on; how much stands in the field."""
    found, today = club_of(request, club_id, PASS_ON_INTEREST), timezone.localdate()
    proposal = split_proposal(found, last_month_over(today))
    told = _("Đến hết tháng %(month)s, phần của quỹ hoạt động là %(share)s; đã chuyển %(passed)s.")
    words = {"month": f"{proposal.until:%m/%Y}", "share": vnd(proposal.share_vnd), "passed": vnd(proposal.passed_vnd)}
    initial = {"club": found, "month": proposal.until, "moved_on": today}
    initial["amount_vnd"] = max(proposal.to_pass_vnd, 0)
    return act_page(request, PASS_ON_INTEREST, found, "fund:transfers", initial, intro=told % words)


def move_between_funds(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """Money goes from one fund to the other, by a decision."""
    found = club_of(request, club_id, MOVE_BETWEEN_FUNDS)
    initial = {"club": found, "moved_on": timezone.localdate()}
    return act_page(request, MOVE_BETWEEN_FUNDS, found, "fund:transfers", initial)

"""The page of a club's two funds, and the forms of money that comes, goes or is counted."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.clubs.models import Club
from clb.fund.commands import COUNT_CASH, RECEIVE_FEE, RECEIVE_GIFT, REPAY_LOAN, REVERSE_RECEIPT
from clb.fund.desk import drawers, dues, pages
from clb.fund.models import ClubBook, Receipt
from clb.fund.queries import (
    fee_of,
    fees_paid,
    last_cash_counts,
    money_entries,
    money_lines,
)
from clb.fund.queries.cash import money_by_fund
from clb.kernel.commands import Command, Outcome
from clb.kernel.money import vnd
from clb.web.pages import command_page, paged

from .access import club_of

LAST_LINES = 8


def money(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """The treasurer's desk: both funds, what can be done, and the last entries; what is due it asks for by itself."""
    found, today = club_of(request, club_id), timezone.localdate()
    rights = request.user.rights_at(found.unit)
    held, counts = money_by_fund(found, today), last_cash_counts(found)
    context = {
        **_shown(found, rights, today),
        "funds": [(label, *held[fund], counts.get(fund)) for fund, label in ClubBook.Fund.choices],
        "drawers": drawers(rights, found),
        "lines": money_lines(money_entries(found)[:LAST_LINES]),
    }
    return render(request, "fund/money.html", context)


def today(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """What is due today: a part of the desk that comes after it, since it reckons most; without JavaScript a page."""
    found = club_of(request, club_id)
    shown = {"club": found, "dues": dues(request.user.rights_at(found.unit), found, timezone.localdate())}
    page = render(request, "fund/_today.html" if request.headers.get("HX-Request") else "fund/today.html", shown)
    patch_vary_headers(page, ["HX-Request"])
    return page


def money_list(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """Every document of both funds, the newest first."""
    found, today = club_of(request, club_id), timezone.localdate()
    page = paged(request, money_entries(found))
    context = _shown(found, request.user.rights_at(found.unit), today) | {"page": page, "lines": money_lines(page)}
    return render(request, "fund/money_lines.html", context)


def _shown(club: Club, rights: frozenset[str], on: date) -> dict[str, Any]:
    return {
        "club": club,
        "on": on,
        "may_read_members": "members.read" in rights,
        "may_repay": REPAY_LOAN.name in rights,
        "may_reverse": REVERSE_RECEIPT.name in rights,
        "pages": pages(),
    }


def receive_fee(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """A member pays; the charter's fee stands in the field already."""
    found, today = club_of(request, club_id, RECEIVE_FEE), timezone.localdate()
    initial = {"club": found, "received_on": today, "for_month": today, "amount_vnd": fee_of(found, today)}

    def then(outcome: Outcome) -> str:
        _tell_of_the_month_paid_before(request, outcome)
        return reverse("fund:money", args=[found.pk])

    return command_page(request, RECEIVE_FEE, initial=initial, then=then, context={"intro": found.name})


def _tell_of_the_month_paid_before(request: SignedInRequest, outcome: Outcome) -> None:
    """Paying in parts is the club's affair, so it is taken; but a slip written twice is best seen at once."""
    if outcome.status != "done":
        return
    fee: Receipt = outcome.result
    assert fee.person_id and fee.person and fee.for_month
    paid = fees_paid(fee.club, fee.for_month)[fee.person_id]
    if paid == fee.amount_vnd:
        return
    told = _("%(who)s đã đóng hội phí tháng %(month)s rồi, nay cộng lại là %(sum)s. Nếu ghi nhầm, hãy đảo một phiếu.")
    words = {"who": fee.person.full_name, "month": f"{fee.for_month:%m/%Y}", "sum": vnd(paid)}
    messages.warning(request, told % words)


def receive_gift(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """Somebody gives."""
    return _of_club(request, RECEIVE_GIFT, club_of(request, club_id, RECEIVE_GIFT), received_on=timezone.localdate())


def count_cash(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """The box is counted."""
    return _of_club(request, COUNT_CASH, club_of(request, club_id, COUNT_CASH), counted_on=timezone.localdate())


def reverse_receipt(request: SignedInRequest, receipt_id: UUID) -> HttpResponse:
    """A receipt that was written down wrong is taken back by an opposite entry."""
    receipts = Receipt.objects.select_related("entry", "person")
    receipt = get_object_or_404(receipts.filter(entry__reversed_by__isnull=True), pk=receipt_id)
    found = club_of(request, receipt.club_id, REVERSE_RECEIPT)
    told = _("%(what)s, ngày %(day)s, %(sum)s. Phiếu cũ vẫn còn; thêm một chứng từ ngược lại.")
    words = {"what": receipt.get_kind_display(), "day": f"{receipt.entry.happened_on:%d/%m/%Y}"}
    words["sum"] = vnd(receipt.amount_vnd + receipt.interest_vnd)
    initial = {"receipt": receipt, "reversed_on": timezone.localdate()}
    return _page(request, REVERSE_RECEIPT, found, initial, intro=told % words, danger=True)


def _of_club(request: SignedInRequest, command: Command, club: Club, **initial: Any) -> HttpResponse:
    return _page(request, command, club, {"club": club, **initial}, intro=club.name)


def _page(
    request: SignedInRequest, command: Command, club: Club, initial: dict[str, Any], **context: Any
) -> HttpResponse:
    then = reverse("fund:money", args=[club.pk])
    return command_page(request, command, initial=initial, then=then, context=context)

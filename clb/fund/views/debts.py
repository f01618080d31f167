"""Pages of what a club owes."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.fund.commands import BORROW_MONEY, PAY_BACK_DEBT
from clb.fund.models import ClubDebt
from clb.fund.queries.debts import debts_of
from clb.kernel.money import vnd
from clb.ledger.queries import balance_vnd

from .access import act_page, club_of, shown_at


def debts(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """What the club owes, to whom, and until when."""
    found = club_of(request, club_id)
    context = shown_at(request, found, borrow=BORROW_MONEY, pay_back=PAY_BACK_DEBT)
    lines = debts_of(found, context["on"])
    context |= {"lines": lines, "owed_vnd": sum(line.owed_vnd for line in lines)}
    return render(request, "fund/debts.html", context)


def borrow_money(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """The club borrows."""
    found = club_of(request, club_id, BORROW_MONEY)
    initial = {"club": found, "borrowed_on": timezone.localdate()}
    return act_page(request, BORROW_MONEY, found, "fund:debts", initial)


def pay_back_debt(request: SignedInRequest, debt_id: int) -> HttpResponse:
    """The club pays back; what is still owed stands above the form."""
    debt = get_object_or_404(ClubDebt.objects.select_related("account"), pk=debt_id)
    found, today = club_of(request, debt.club_id, PAY_BACK_DEBT), timezone.localdate()
    told = _("%(debt)s: câu lạc bộ còn nợ %(owed)s.")
    words = {"debt": debt.title, "owed": vnd(balance_vnd(debt.account, on=today))}
    initial = {"debt": debt, "paid_on": today}
    return act_page(request, PAY_BACK_DEBT, found, "fund:debts", initial, intro=told % words)

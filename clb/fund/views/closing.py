"""Pages of closing a month: which months are closed, and what to look at before the next one is."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.fund.bonds import pending_until
from clb.fund.commands import CLOSE_MONTH, REOPEN_MONTH
from clb.fund.models import ClubBook, MonthClosing
from clb.fund.queries.closings import closing_checks, month_to_close, standing_closings
from clb.kernel.dates import month_end, months_after
from clb.web.pages import command_page, paged

from .access import act_page, club_of, shown_at


def closings(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """Up to which month each fund is closed, the next one to close, and every closing and reopening."""
    found = club_of(request, club_id)
    context = shown_at(request, found, close=CLOSE_MONTH, reopen=REOPEN_MONTH)
    newest, last_month = standing_closings(found), months_after(context["on"].replace(day=1), -1)
    context["funds"] = [
        (fund, label, newest.get(fund), month_to_close(found, fund, context["on"]), last_month)
        for fund, label in ClubBook.Fund.choices
    ]
    rows = MonthClosing.objects.filter(club=found).select_related("by", "reopened_by").order_by("-closed_at")
    context |= {"page": paged(request, rows), "newest": [row.pk for row in newest.values()]}
    return render(request, "fund/closings.html", context)


def close_month(request: SignedInRequest, club_id: UUID, fund: str, closing_month: str) -> HttpResponse:
    """The list of what to look at, and below it the button that closes the month."""
    found, month = club_of(request, club_id, CLOSE_MONTH), _month(closing_month)
    if fund not in ClubBook.Fund.values:
        raise Http404(fund)
    label = ClubBook.Fund(fund).label
    back = reverse("fund:closings", args=[found.pk])
    context = {
        "title": _("Khóa sổ tháng %(month)s: %(fund)s") % {"month": f"{month:%m/%Y}", "fund": label},
        "intro": found.name,
        "submit": _("Khóa sổ tháng %s") % f"{month:%m/%Y}",
        "checks": closing_checks(found, fund, month),
        "pending": pending_until(found, month_end(month)),
        "club": found,
        "back": back,
    }
    initial = {"club": found, "fund": fund, "month": month}
    template = "fund/close_month.html"
    return command_page(request, CLOSE_MONTH, initial=initial, then=back, template=template, context=context)


def _month(text: str) -> date:
    """The first day of '2026-03'. Raises Http404 for anything else."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Http404(text) from None


def reopen_month(request: SignedInRequest, closing_id: int) -> HttpResponse:
    """Those above the club open a month again."""
    closing = get_object_or_404(MonthClosing.objects.filter(reopened_at__isnull=True), pk=closing_id)
    found = club_of(request, closing.club_id, REOPEN_MONTH)
    told = _("%(club)s, %(fund)s, tháng %(month)s. Mở lại thì ban chủ nhiệm ghi, đảo được các phiếu của tháng ấy.")
    words = {"club": found.name, "fund": closing.get_fund_display(), "month": f"{closing.month:%m/%Y}"}
    return act_page(
        request, REOPEN_MONTH, found, "fund:closings", {"closing": closing}, intro=told % words, danger=True
    )

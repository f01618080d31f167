"""Pages of money spent: the vouchers of a year, one of them on paper, and the bills that belong to them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.files.http import file_response
from clb.fund.commands import ATTACH_VOUCHER, EARMARK_GIFT, REVERSE_RECEIPT, SPEND_MONEY
from clb.fund.models import ClubBook, Receipt, Voucher
from clb.fund.papers import voucher_paper as paper_of
from clb.fund.queries.cash import bank_by_fund, cash_by_fund
from clb.fund.queries.gifts import earmarks, gifts_without_purpose
from clb.fund.queries.vouchers import spent_by_category, vouchers_of
from clb.kernel.commands import Command
from clb.kernel.money import vnd
from clb.papers.blocks import Paper
from clb.papers.files import format_of, paper_response
from clb.web.pages import chosen_year, paged

from .access import act_page, club_of, shown_at


def vouchers(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """The vouchers of a year, and what the year's money went for."""
    found, today = club_of(request, club_id), timezone.localdate()
    year = chosen_year(request, range(1901, today.year + 1), today.year)
    page = paged(request, vouchers_of(found, year))
    sums = spent_by_category(found, date(year, 1, 1), date(year, 12, 31))
    context = shown_at(request, found, spend=SPEND_MONEY, attach=ATTACH_VOUCHER, reverse=REVERSE_RECEIPT)
    context |= {"page": page, "year": year, "sums": sums, "spent_vnd": sum(s.spent_vnd for s in sums)}
    context["years"] = range(today.year, max(found.founded_on.year, today.year - 4) - 1, -1)
    return render(request, "fund/vouchers.html", context)


def spend_money(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """Money is paid out; what there is stands above the form."""
    found, today = club_of(request, club_id, SPEND_MONEY), timezone.localdate()
    cash, bank = cash_by_fund(found, today), bank_by_fund(found, today)
    parts = []
    for fund, label in ClubBook.Fund.choices:
        words = {"fund": label, "cash": vnd(cash[fund]), "bank": vnd(bank[fund])}
        told = _("%(fund)s còn %(cash)s tiền mặt, %(bank)s ở ngân hàng.") if bank[fund] else _("%(fund)s còn %(cash)s.")
        parts.append(told % words)
    initial = {"club": found, "spent_on": today, "earmark": request.GET.get("tang", "")}
    return act_page(request, SPEND_MONEY, found, "fund:vouchers", initial, intro=" ".join(parts))


def _voucher(request: SignedInRequest, voucher_id: int, command: Command | None = None) -> Voucher:
    rows = Voucher.objects.select_related("club__unit", "receipt__entry", "receipt__person", "file", "earmark")
    voucher = get_object_or_404(rows, pk=voucher_id)
    club_of(request, voucher.club_id, command)
    return voucher


def attach_voucher(request: SignedInRequest, voucher_id: int) -> HttpResponse:
    """The photo or PDF of the bill is added, or replaced."""
    voucher = _voucher(request, voucher_id, ATTACH_VOUCHER)
    intro = f"{voucher.title}, {vnd(voucher.receipt.amount_vnd)}"
    return act_page(request, ATTACH_VOUCHER, voucher.club, "fund:vouchers", {"voucher": voucher}, intro=intro)


def voucher_file(request: SignedInRequest, voucher_id: int) -> FileResponse:
    """The bill itself; it may name people, so it is for those who may read members there."""
    voucher = _voucher(request, voucher_id)
    if voucher.file is None or "members.read" not in request.user.rights_at(voucher.club.unit):
        raise Http404(voucher_id)
    return file_response(voucher.file, "hoa-don")


def voucher_paper(request: SignedInRequest, voucher_id: int, file_format: str) -> HttpResponse:
    """The voucher to print and sign."""
    voucher, wanted = _voucher(request, voucher_id), format_of(file_format)
    names = "members.read" in request.user.rights_at(voucher.club.unit)

    def paper() -> Paper:
        return paper_of(voucher, with_names=names)

    return paper_response(request, paper, wanted)


# --- Gifts for one thing only -----------------------------------------------------------------------------------


def earmarked(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """Gifts with a purpose: given, spent, left; and the last gifts that have none yet."""
    found = club_of(request, club_id)
    context = shown_at(request, found, earmark=EARMARK_GIFT, spend=SPEND_MONEY)
    lines = earmarks(found, context["on"])
    context |= {"lines": lines, "left_vnd": sum(line.left_vnd for line in lines), "gifts": gifts_without_purpose(found)}
    return render(request, "fund/earmarks.html", context)


def earmark_gift(request: SignedInRequest, gift_id: UUID) -> HttpResponse:
    """What a gift is for is written down, or put right."""
    rows = Receipt.objects.filter(kind="GIFT", entry__reversed_by__isnull=True).select_related("entry", "earmark")
    receipt = get_object_or_404(rows, pk=gift_id)
    found = club_of(request, receipt.club_id, EARMARK_GIFT)
    told = _("Khoản ủng hộ ngày %(day)s, %(sum)s.")
    words = {"day": f"{receipt.entry.happened_on:%d/%m/%Y}", "sum": vnd(receipt.amount_vnd)}
    names = "members.read" in request.user.rights_at(found.unit)
    purpose = receipt.earmark.purpose if names and hasattr(receipt, "earmark") else ""
    initial = {"receipt": receipt, "purpose": purpose}
    return act_page(request, EARMARK_GIFT, found, "fund:earmarks", initial, intro=told % words)

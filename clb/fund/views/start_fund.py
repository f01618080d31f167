"""Pages of a start fund, entry by entry with its forms, and of what one treasurer hands to the next."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.access.models import Assignment
from clb.access.queries import assignments_below
from clb.clubs.models import Club
from clb.fund.commands import RECEIVE_START_FUND, REVERSE_START_FUND
from clb.fund.papers import handover_minutes
from clb.fund.queries import START_FUND, entry_rows, handover_of, start_fund_card, start_fund_entries
from clb.kernel.money import VndField, vnd
from clb.ledger.models import Entry
from clb.papers.blocks import Paper
from clb.papers.files import format_of, paper_response
from clb.web.pages import chosen_day, command_page, paged

from .access import club_of


def start_fund(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """A club's start fund by source, and every receipt and reversal."""
    found = club_of(request, club_id)
    page = paged(request, start_fund_entries(found))
    rights = request.user.rights_at(found.unit)
    context = {
        "club": found,
        "card": start_fund_card(found),
        "page": page,
        "rows": entry_rows(page),
        "may_receive": RECEIVE_START_FUND.name in rights,
        "may_reverse": REVERSE_START_FUND.name in rights,
    }
    return render(request, "fund/start_fund.html", context)


def receive_start_fund(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """Money comes in."""
    found = club_of(request, club_id, RECEIVE_START_FUND)
    then = reverse("fund:start_fund", args=[found.pk])
    initial = {"club": found, "received_on": timezone.localdate()}
    return command_page(request, RECEIVE_START_FUND, initial=initial, then=then, context={"intro": found.name})


def reverse_start_fund(request: SignedInRequest, entry_id: UUID) -> HttpResponse:
    """A receipt entered wrong is taken back by an opposite entry."""
    entries = Entry.objects.filter(kind=START_FUND, reverses__isnull=True, book__club_book__isnull=False)
    entry = get_object_or_404(entries.select_related("book__club_book__club"), pk=entry_id)
    found = club_of(request, entry.book.club_book.club_id, REVERSE_START_FUND)
    row = entry_rows([entry])[0]
    told = _("Chứng từ ngày %(day)s, %(source)s, %(sum)s. Chứng từ cũ vẫn còn; thêm một chứng từ ngược lại.")
    words = {"day": f"{entry.happened_on:%d/%m/%Y}", "source": row.source, "sum": vnd(row.amount_vnd)}
    then = reverse("fund:start_fund", args=[found.pk])
    initial = {"entry": entry, "reversed_on": timezone.localdate()}
    context = {"intro": told % words, "danger": True}
    return command_page(request, REVERSE_START_FUND, initial=initial, then=then, context=context)


# --- The handover of the books ----------------------------------------------------------------------------------


def _counted(request: SignedInRequest) -> int | None:
    """The cash that `?dem=` says was counted; what can't be read is said so and left open."""
    text = request.GET.get("dem", "").strip()
    if not text:
        return None
    try:
        return VndField(min_value=0).clean(text)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return None


def _sign_ins(request: SignedInRequest, club: Club, day: date) -> list[Assignment]:
    """Who signs in for the club, for those who may see who holds which office."""
    here = assignments_below(request.user, day).filter(unit=club.unit)
    return list(here)


def handover(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """What a treasurer hands to the next: books, cash, loans, sign-ins; and the buttons to end and give these."""
    found, on = club_of(request, club_id), chosen_day(request, timezone.localdate())
    rights = request.user.rights_at(found.unit)
    pack, counted = handover_of(found, on), _counted(request)
    context = {
        "club": found,
        "on": on,
        "pack": pack,
        "counted": counted,
        "gap": None if counted is None else counted - pack.cash_vnd,
        "off_vnd": None if counted is None else abs(counted - pack.cash_vnd),
        "sign_ins": _sign_ins(request, found, timezone.localdate()),
        "may_see_sign_ins": "access.read" in rights,
        "may_end": "access.end_assignment" in rights,
        "may_give": "signin.invite_person" in rights,
    }
    return render(request, "fund/handover.html", context)


def handover_paper(request: SignedInRequest, club_id: UUID, file_format: str) -> HttpResponse:
    """The same as minutes to print and sign."""
    found, on = club_of(request, club_id), chosen_day(request, timezone.localdate())
    wanted = format_of(file_format)

    def paper() -> Paper:
        held = [f"{a.user.username}: {a.get_role_display()}" for a in _sign_ins(request, found, timezone.localdate())]
        return handover_minutes(found, on, handover_of(found, on), held, _counted(request))

    return paper_response(request, paper, wanted)

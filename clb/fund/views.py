"""Pages of a club's money: where its start fund came from, entry by entry, and the forms of receipt and reversal."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.clubs.models import Club
from clb.kernel.commands import Command
from clb.kernel.money import vnd
from clb.ledger.models import Entry
from clb.web.pages import command_page, paged

from .commands import RECEIVE_START_FUND, REVERSE_START_FUND
from .queries import START_FUND, entry_rows, start_fund_card, start_fund_entries


def _club(request: SignedInRequest, club_id: UUID, command: Command | None = None) -> Club:
    """A club whose money the person may see, and there do `command` where one is given."""
    here = request.user.reach("fund.read").values("below")
    found = get_object_or_404(Club.objects.filter(unit__in=here).select_related("unit"), pk=club_id)
    if command and not request.user.may(command.name, found.unit):
        raise PermissionDenied(command.name)
    return found


def start_fund(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """A club's start fund by source, and every receipt and reversal."""
    found = _club(request, club_id)
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
    found = _club(request, club_id, RECEIVE_START_FUND)
    then = reverse("fund:start_fund", args=[found.pk])
    initial = {"club": found, "received_on": timezone.localdate()}
    return command_page(request, RECEIVE_START_FUND, initial=initial, then=then, context={"intro": found.name})


def reverse_start_fund(request: SignedInRequest, entry_id: UUID) -> HttpResponse:
    """A receipt entered wrong is taken back by an opposite entry."""
    entries = Entry.objects.filter(kind=START_FUND, reverses__isnull=True, book__club_book__isnull=False)
    entry = get_object_or_404(entries.select_related("book__club_book__club"), pk=entry_id)
    found = _club(request, entry.book.club_book.club_id, REVERSE_START_FUND)
    row = entry_rows([entry])[0]
    told = _("Chứng từ ngày %(day)s, %(source)s, %(sum)s. Chứng từ cũ vẫn còn; thêm một chứng từ ngược lại.")
    words = {"day": f"{entry.happened_on:%d/%m/%Y}", "source": row.source, "sum": vnd(row.amount_vnd)}
    then = reverse("fund:start_fund", args=[found.pk])
    initial = {"entry": entry, "reversed_on": timezone.localdate()}
    context = {"intro": told % words, "danger": True}
    return command_page(request, REVERSE_START_FUND, initial=initial, then=then, context=context)

"""The board of a club's money, its poster, and what the meeting decided to show on it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from clb.access.http import SignedInRequest, fetch
from clb.clubs.models import Club
from clb.papers.files import sheet_response
from clb.statements.commands import DECIDE_DISCLOSURE, LEAVE_DONOR_UNNAMED, NAME_DONOR, WITHDRAW_DISCLOSURE
from clb.statements.models import Disclosure
from clb.statements.queries.board import Board, board, gifts_of, giver_of
from clb.web.pages import chosen_day, command_page

from .access import club_of, may_name, receipt_seen
from .people import SHEETS

SIZES = ("A4", "A3")


def _board(request: SignedInRequest, club: Club) -> Board:
    return board(club, chosen_day(request, timezone.localdate()), may_name=may_name(request, club))


def money_board(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """What hangs on the board, and what was decided about it."""
    club = club_of(request, club_id)
    shown, rights = _board(request, club), request.user.rights_at(club.unit)
    names = "members.read" in rights
    context = {
        "club": club,
        "on": shown.on,
        "board": shown,
        "items": Disclosure.Item.choices,
        "decisions": Disclosure.objects.filter(club=club).order_by("-from_on", "item"),
        "may_decide": DECIDE_DISCLOSURE.name in rights,
        "gifts": gifts_of(club) if names and LEAVE_DONOR_UNNAMED.name in rights else [],
        "sizes": SIZES,
    }
    return render(request, "statements/board.html", context)


def poster(request: SignedInRequest, club_id: UUID, size: str) -> HttpResponse:
    """The board as a poster of A4 or A3."""
    club = club_of(request, club_id)
    if size not in SIZES:
        raise Http404(size)
    shown: dict[str, Any] = {"club": club, "board": _board(request, club)}
    stylesheet = SHEETS / f"board-{size.lower()}.css"
    return sheet_response(request, "statements/poster.html", stylesheet, lambda: shown, name="Bang cong khai quy")


def decide_disclosure(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """The meeting decided to show something."""
    club = club_of(request, club_id, DECIDE_DISCLOSURE)
    initial = {"club": club, "from_on": timezone.localdate()}
    return command_page(request, DECIDE_DISCLOSURE, initial=initial, then=_page(club), context={"intro": club.name})


def withdraw_disclosure(request: SignedInRequest, disclosure_id: int) -> HttpResponse:
    """It is shown no more."""
    here = Disclosure.objects.filter(club__unit__in=request.user.reach("fund.read").values("below"))
    rows = here.select_related("club__unit")
    found = fetch(request, rows, disclosure_id, WITHDRAW_DISCLOSURE, at=lambda row: row.club.unit)
    initial = {"disclosure": found, "until_on": timezone.localdate()}
    context = {"intro": f"{found.get_item_display()} ({found.adopted_by})"}
    return command_page(request, WITHDRAW_DISCLOSURE, initial=initial, then=_page(found.club), context=context)


def leave_donor_unnamed(request: SignedInRequest, receipt_id: UUID) -> HttpResponse:
    """Whoever gave wishes to stay unnamed."""
    return _of_gift(request, receipt_id, LEAVE_DONOR_UNNAMED)


def name_donor(request: SignedInRequest, receipt_id: UUID) -> HttpResponse:
    """Whoever gave may be named after all."""
    return _of_gift(request, receipt_id, NAME_DONOR)


def _of_gift(request: SignedInRequest, receipt_id: UUID, command: Any) -> HttpResponse:
    receipt = receipt_seen(request, receipt_id, command)
    if receipt.kind != receipt.Kind.GIFT or not may_name(request, receipt.club):
        raise Http404(receipt_id)
    context = {"intro": giver_of(receipt)}
    return command_page(request, command, initial={"receipt": receipt}, then=_page(receipt.club), context=context)


def _page(club: Club) -> str:
    return reverse("statements:board", args=[club.pk])

"""A club's books to take along to another accounting program."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone

from clb.access.http import SignedInRequest
from clb.fund.queries.journals import ENDINGS, club_journal

from .access import club_of


def journal(request: SignedInRequest, club_id: UUID, program: str) -> HttpResponse:
    """Both books, whole, for `program`, hledger or beancount; no person is named in them."""
    club = club_of(request, club_id)
    if program not in ENDINGS:
        raise Http404(program)
    lines = "".join(club_journal(club, program))
    name = f"so-quy-{club.unit.key}-{timezone.localdate():%Y%m%d}.{ENDINGS[program]}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(lines, content_type="text/plain; charset=utf-8", headers=headers)

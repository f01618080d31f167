"""What in the books is worth a question: of one club, and of the clubs of a place."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from clb.access.http import SignedInRequest
from clb.clubs.http import ground_asked
from clb.clubs.models import Club
from clb.law.norms import all_norms
from clb.statements.queries.hints import MOST_CLUBS, signals_of
from clb.statements.rules.hints import Kind
from clb.web.pages import paged

from .access import club_of

NORMS = [norms[0] for id, norms in sorted(all_norms().items()) if id.startswith("signal.")]


def club_signals(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """The signals of one club."""
    club = club_of(request, club_id)
    found = signals_of(Club.objects.filter(pk=club.pk), timezone.localdate())
    return render(request, "statements/signals.html", {"club": club, "signals": found, "norms": NORMS})


def place_signals(request: SignedInRequest) -> HttpResponse:
    """The signals of a place's clubs, the heaviest first; of a very large ground, its parts to choose from."""
    today = timezone.localdate()
    ground = ground_asked(request, "fund.read", today)
    is_too_large = ground.clubs.count() > MOST_CLUBS
    found = [] if is_too_large else signals_of(ground.clubs, today)
    wanted = request.GET.get("loc", "")
    shown = [one for one in found if one.found.kind == wanted] if wanted in set(Kind) else found
    counts = [(kind, sum(one.found.kind == kind for one in found)) for kind in Kind]
    context = {
        "ground": ground,
        "page": paged(request, shown),
        "total": len(found),
        "counts": [(kind, n) for kind, n in counts if n],
        "wanted": wanted,
        "is_too_large": is_too_large,
        "norms": NORMS,
    }
    return render(request, "statements/place_signals.html", context)

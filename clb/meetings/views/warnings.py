"""The page of early warnings: which clubs need a visit, and why."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from clb.access.http import SignedInRequest
from clb.clubs.http import ground_asked
from clb.meetings.queries.calendar import communes_by_club
from clb.meetings.queries.warnings import MOST_CLUBS, warnings_of
from clb.meetings.rules.warnings import Kind
from clb.web.pages import paged


def warnings(request: SignedInRequest) -> HttpResponse:
    """The warnings of a place's clubs, the heaviest first; of a very large ground, its parts to choose from."""
    today = timezone.localdate()
    ground = ground_asked(request, "clubs.read", today)
    is_too_large = ground.clubs.count() > MOST_CLUBS
    found = [] if is_too_large else warnings_of(ground.clubs, today)
    wanted = request.GET.get("loc", "")
    shown = [one for one in found if one.warned.kind == wanted] if wanted in set(Kind) else found
    page = paged(request, shown)
    counts = [(kind, sum(one.warned.kind == kind for one in found)) for kind in Kind]
    context = {
        "ground": ground,
        "page": page,
        "total": len(found),
        "counts": [(kind, n) for kind, n in counts if n],
        "wanted": wanted,
        "communes": communes_by_club([one.club for one in page], today),
        "is_too_large": is_too_large,
    }
    return render(request, "meetings/warnings.html", context)

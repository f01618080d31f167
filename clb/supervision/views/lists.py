"""Lists over a place: the first page, the ranking, what is to be done, the table; and a club's own page."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from clb.access.http import SignedInRequest
from clb.clubs.models import Club
from clb.law.norms import limit
from clb.places.models import Unit
from clb.places.queries import names_on
from clb.supervision import commands as verbs
from clb.supervision.models import SupervisionFinding, SupervisionProgramme, SupervisionVisit
from clb.supervision.queries import actions_waiting, finding_rows
from clb.supervision.queries.findings import action_rows, escalated_to, overdue
from clb.supervision.queries.programmes import place_rows, place_total
from clb.supervision.queries.risk import MOST_CLUBS, ranked
from clb.supervision.rules.risk import weights
from clb.supervision.sheets import place_sheet
from clb.web.pages import chosen_year, paged

from .access import club_of, ground_of
from .programmes import workbook

SHOWN = 10
YEARS = 6
ALL, LATE, UP = "", "qua-han", "bao-len"


def index(request: SignedInRequest) -> HttpResponse:
    """Programmes, the next visits, what is overdue; to a club its own page's way in."""
    today = timezone.localdate()
    ground = ground_of(request, today)
    programmes = SupervisionProgramme.objects.visible_to(request.user).select_related("unit")
    page = paged(request, programmes.order_by("-year", "unit", "pk"), 20)
    visits = SupervisionVisit.objects.filter(
        club__in=ground.clubs, cancelled_on__isnull=True, concluded_on__isnull=True
    )
    waiting = actions_waiting(ground.clubs, today)
    late = escalated_to(ground.clubs, ground.unit.level, today)
    context = {
        "ground": ground,
        "page": page,
        "places": names_on({row.unit_id for row in page}, today),
        "visits": visits.select_related("club").order_by("planned_on", "pk")[:SHOWN],
        "waiting_total": waiting.count(),
        "overdue_total": overdue(waiting, today).count(),
        "reported_total": waiting.filter(done_on__isnull=False).count(),
        "escalated": action_rows(late[:SHOWN], today),
        "own_clubs": list(ground.clubs[:SHOWN]) if ground.unit.level == Unit.Level.CLUB else [],
        "may_start": request.user.may_anywhere(verbs.START_PROGRAMME.name),
    }
    return render(request, "supervision/index.html", context)


def ranking(request: SignedInRequest) -> HttpResponse:
    """Which clubs of a place need a visit most, and why; of a very large ground, its parts to choose from."""
    today = timezone.localdate()
    ground = ground_of(request, today)
    is_too_large = ground.clubs.count() > MOST_CLUBS
    page = paged(request, [] if is_too_large else ranked(ground.clubs, today))
    context = {"ground": ground, "page": page, "is_too_large": is_too_large, "source": weights()[1]}
    return render(request, "supervision/ranking.html", context)


def actions(request: SignedInRequest) -> HttpResponse:
    """What is to be put right on a ground: all of it, the overdue, what has gone up to this level."""
    today = timezone.localdate()
    ground = ground_of(request, today)
    wanted = request.GET.get("loc", ALL)
    rows = actions_waiting(ground.clubs, today)
    if wanted == LATE:
        rows = overdue(rows, today)
    elif wanted == UP:
        rows = escalated_to(ground.clubs, ground.unit.level, today)
    page = paged(request, rows)
    days = [limit(f"supervision.escalate_{who}_days", on=today) for who in ("lead", "above")]
    context = {"ground": ground, "page": page, "rows": action_rows(page, today), "wanted": wanted, "days": days}
    return render(request, "supervision/actions.html", context)


def table(request: SignedInRequest) -> HttpResponse:
    """A place's parts in a year: clubs visited, findings, what became of them, accuracy."""
    today = timezone.localdate()
    ground, year = ground_of(request, today), chosen_year(request, range(2016, today.year + 1), today.year)
    rows = place_rows(ground.unit, ground.clubs, year, today)
    share_from = limit("supervision.share_from", on=today)
    context = {
        "ground": ground,
        "year": year,
        "years": range(today.year, today.year - YEARS, -1),
        "rows": [(row, row.accuracy.told(share_from)) for row in rows],
        "total": (total := place_total(rows, ground.name)),
        "total_accuracy": total.accuracy.told(share_from),
    }
    return render(request, "supervision/table.html", context)


def table_sheet(request: SignedInRequest) -> HttpResponse:
    """The same as a workbook."""
    today = timezone.localdate()
    ground, year = ground_of(request, today), chosen_year(request, range(2016, today.year + 1), today.year)
    rows = place_rows(ground.unit, ground.clubs, year, today)
    return workbook([place_sheet(ground.name, year, today, rows)], f"giam-sat-{year}")


def club(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """A club's visits, what was found, what to do until when; in plain words."""
    found, today = club_of(request, club_id), timezone.localdate()
    here = Club.objects.filter(pk=found.pk)
    rows = SupervisionFinding.objects.filter(club=found)
    visits = SupervisionVisit.objects.filter(club=found, cancelled_on__isnull=True)
    page = paged(request, visits.order_by("-planned_on", "pk"), 20)
    rights = request.user.rights_at(found.unit)
    context = {
        "club": found,
        "page": page,
        "actions": action_rows(actions_waiting(here, today)[:50], today),
        "open": finding_rows(rows.open_on(today).order_by("due_on", "pk")[:50], today),
        "may_report": verbs.REPORT_ACTION.name in rights,
    }
    return render(request, "supervision/club.html", context)

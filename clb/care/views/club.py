"""Care in numbers by club, one club's care, its roster, its lists and papers."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from clb.access.http import SignedInRequest
from clb.care import papers, sheets
from clb.care.commands import ADD_CLIENT, ADD_VOLUNTEER, CALL_OFF_VISIT
from clb.care.queries.clients import client_lines, clients_on, clients_within
from clb.care.queries.counts import club_care, last_whole_month, month_summary
from clb.care.queries.roster import roster as planned
from clb.care.queries.today import care_today
from clb.care.queries.volunteers import volunteer_lines
from clb.care.rules.roster import monday
from clb.clubs.models import Club
from clb.kernel.dates import month_end
from clb.kernel.journal import Kind, note
from clb.law.norms import norm
from clb.papers.files import file_name, format_of, paper_response
from clb.papers.sheets import XLSX, write_sheets
from clb.web.pages import chosen_day, paged

from .access import club_of

WEEK = timedelta(days=7)


def index(request: SignedInRequest) -> HttpResponse:
    """The clubs that may be seen with their care in numbers, the small ones hidden but where the names may be read."""
    if not request.user.may_anywhere("care.read_counts"):
        raise PermissionDenied("care.read_counts")
    today = timezone.localdate()
    here = request.user.reach("care.read_counts").values("below")
    clubs = Club.objects.filter(unit__in=here).alive_on(today).order_by("search_key", "pk")
    page = paged(request, clubs)
    named = set(request.user.reach("care.read").values_list("below", flat=True))
    rows = [(line, line.club.unit_id in named) for line in club_care(list(page), today)]
    month = last_whole_month(today)
    asked = norm("care.volunteers", on=today)
    return render(request, "care/index.html", {"page": page, "rows": rows, "month": month, "norm": asked})


def club(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """One club's care: what to do today, whom it cares for."""
    found, today = club_of(request, club_id), timezone.localdate()
    rights = request.user.rights_at(found.unit)
    context = {
        "club": found,
        "today": care_today(found, today),
        "lines": client_lines(clients_on(found, today), today),
        "volunteers": club_care([found], today)[0].volunteers,
        "norm": norm("care.volunteers", on=today),
        "may_arrange": ADD_CLIENT.name in rights,
        "may_settle": "care.settle_alert" in rights,
        "may_refer": "health.read" in rights,
    }
    note(Kind.LOOKED_AT_CARE, request=request, unit=found.unit)
    return render(request, "care/club.html", context)


def volunteers(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """The club's volunteers."""
    found, today = club_of(request, club_id), timezone.localdate()
    rights = request.user.rights_at(found.unit)
    context = {"club": found, "lines": volunteer_lines(found, today), "norm": norm("care.volunteers", on=today)}
    return render(request, "care/volunteers.html", {**context, "may_arrange": ADD_VOLUNTEER.name in rights})


def roster(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """Who is expected where, day by day of one week."""
    found, today = club_of(request, club_id), timezone.localdate()
    first = monday(chosen_day(request, today, "tuan"))
    last = first + timedelta(days=6)
    visits = planned(clients_within(found, first, last), first, last, today)
    days = [(day, [v for v in visits if v.on == day]) for day in (first + timedelta(days=n) for n in range(7))]
    may = CALL_OFF_VISIT.name in request.user.rights_at(found.unit)
    context = {"club": found, "days": days, "first": first, "last": last, "before": first - WEEK, "after": first + WEEK}
    return render(request, "care/roster.html", {**context, "today": today, "may_arrange": may, "month": last})


def roster_paper(request: SignedInRequest, club_id: UUID, file_format: str) -> HttpResponse:
    """The roster of a week, or of a month where `?thang=` names a day of it, to hang up at home or carry."""
    found, today = club_of(request, club_id), timezone.localdate()
    if request.GET.get("thang"):
        last = month_end(chosen_day(request, today, "thang"))
        first = last.replace(day=1)
    else:
        first = monday(chosen_day(request, today, "tuan"))
        last = first + timedelta(days=6)
    visits = planned(clients_within(found, first, last), first, last, today)
    return paper_response(request, lambda: papers.roster_paper(found, first, last, visits), format_of(file_format))


def summary(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """A month in numbers, to be read out at the meeting."""
    found, today = club_of(request, club_id), timezone.localdate()
    end = month_end(chosen_day(request, last_whole_month(today), "thang"))
    context = {"club": found, "summary": month_summary(found, end), "before": end.replace(day=1) - timedelta(days=1)}
    return render(request, "care/summary.html", {**context, "after": end + timedelta(days=1), "today": today})


def summary_paper(request: SignedInRequest, club_id: UUID, file_format: str) -> HttpResponse:
    """The same on paper."""
    found, today = club_of(request, club_id), timezone.localdate()
    end = month_end(chosen_day(request, last_whole_month(today), "thang"))
    return paper_response(request, lambda: papers.summary_paper(month_summary(found, end)), format_of(file_format))


def blank_paper(request: SignedInRequest, club_id: UUID, file_format: str) -> HttpResponse:
    """A sheet to write visits on by hand, in the order of the screen."""
    found, today = club_of(request, club_id), timezone.localdate()
    return paper_response(request, lambda: papers.blank_visits_paper(found, today), format_of(file_format))


def workbook(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """Clients, volunteers and this month's roster as a workbook."""
    found, today = club_of(request, club_id), timezone.localdate()
    first, last = today.replace(day=1), month_end(today)
    visits = planned(clients_within(found, first, last), first, last, today)
    file = BytesIO()
    with translation.override("vi"):
        lines = client_lines(clients_on(found, today), today)
        write_sheets(file, sheets.care_sheets(found, today, lines, volunteer_lines(found, today), visits))
    note(Kind.TOOK_LIST, request=request, unit=found.unit, listing="care")
    response = HttpResponse(file.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{file_name(f"cham soc {found.name}")}.xlsx"'
    return response

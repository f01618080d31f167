"""Pages of the calendar: its lines, who owes what for a period, how completely and timely it came."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest, fetch
from clb.places.models import Unit
from clb.places.queries import name_on
from clb.reports.commands import (
    ADOPT_PROPOSALS,
    CORRECT_REPORT_TYPE,
    DRAFT_REPORT,
    END_REPORT_TYPE,
    GRANT_WAIVER,
    LIFT_WAIVER,
    RECORD_PAPER_REPORT,
    SET_REPORT_TYPE,
)
from clb.reports.models import Report, ReportType, Waiver
from clb.reports.queries.annexed import names_of
from clb.reports.queries.owed import (
    Owed,
    awaiting,
    owed_by,
    owed_of,
    owing,
    own_units,
    receiver_of,
    rows_of,
    span_at,
    spans_in,
    writes_for,
)
from clb.reports.queries.rates import rates_of
from clb.reports.rules.periods import Span, period_words
from clb.web.pages import chosen_year, command_page, paged

READ = "reports.read"
SHOWN = 30
FIRST_YEAR = 2016


def _may_read(request: SignedInRequest) -> None:
    if not request.user.may_anywhere(READ):
        raise PermissionDenied(READ)


def _year(request: SignedInRequest) -> int:
    this_year = timezone.localdate().year
    return chosen_year(request, range(FIRST_YEAR, this_year + 2), this_year)


def _years() -> range:
    this_year = timezone.localdate().year
    return range(this_year + 1, this_year - 6, -1)


def index(request: SignedInRequest) -> HttpResponse:
    """What I have to hand in, what waits for me, and every report that I may see, the newest period first."""
    _may_read(request)
    today = timezone.localdate()
    reports = Report.objects.visible_to(request.user).select_related("type", "unit").defer("draft", "differences")
    chosen = request.GET.get("loc", "")
    if chosen == "da-doi":
        reports = reports.filter(differs__gt=0)
    elif chosen in Report.State.values:
        reports = reports.filter(state=chosen)
    page = paged(request, reports.order_by("-period_until", "type", "pk"), SHOWN)
    page.object_list = _named(list(page.object_list))
    owed, waiting = owed_by(request.user, today), list(awaiting(request.user, today)[: SHOWN + 1])
    context = {
        "owed": owed[:SHOWN],
        "owed_more": max(0, len(owed) - SHOWN),
        "waiting": _named(waiting[:SHOWN]),
        "waiting_more": len(waiting) > SHOWN,
        "page": page,
        "states": [*Report.State.choices],
        "chosen": chosen,
    }
    return render(request, "reports/index.html", context)


def _named(reports: list[Report]) -> list[tuple[Report, str, str]]:
    """Each with its unit's name in the period and the period in words; two queries for all."""
    names: dict[int, str] = {}
    units = {report.unit_id: report.unit for report in reports}
    for day in {report.period_until for report in reports}:
        of_day = [r.unit_id for r in reports if r.period_until == day and r.unit_id not in names]
        names |= {pk: name_on(units[pk], day) for pk in of_day if pk not in names}
    return [(r, names[r.unit_id], period_words(r.type.rhythm, Span(r.period_from, r.period_until))) for r in reports]


def calendar(request: SignedInRequest) -> HttpResponse:
    """The lines of the calendars that reach me: who hands in what to whom, by which day."""
    _may_read(request)
    today = timezone.localdate()
    rows = list(
        ReportType.objects.visible_to(request.user).select_related("place", "plan").order_by("place", "level", "pk")
    )
    context = {
        "rows": [(row, name_on(row.place, today)) for row in rows],
        "may_keep": request.user.may_anywhere(SET_REPORT_TYPE.name),
        "today": today,
    }
    return render(request, "reports/calendar.html", context)


def _type(request: SignedInRequest, pk: int, **more: Any) -> ReportType:
    rows = ReportType.objects.visible_to(request.user).select_related("place", "plan__place")
    return fetch(request, rows, pk, at=lambda row: row.place, **more)


def report_type(request: SignedInRequest, report_type_id: int) -> HttpResponse:
    """One line: its days, and for a period each unit that owes it, as far as I read there."""
    found, year, today = _type(request, report_type_id), _year(request), timezone.localdate()
    spans = spans_in(found, year)
    asked = request.GET.get("ky", "")
    ended = [s for s in spans if s.from_on <= today]
    span = next(
        (s for s in spans if s.from_on.isoformat() == asked), ended[-1] if ended else spans[0] if spans else None
    )
    page, rows = None, []
    if span is not None:
        units = owing(found, span).filter(below__in=request.user.reach(READ).values("below"))
        page = paged(request, units.order_by("below"), 50)
        rows = rows_of(found, span, list(page.object_list), today)
    rights = request.user.rights_at(found.place)
    context = {
        "type": found,
        "place": name_on(found.place, today),
        "tables": names_of(found.tables),
        "year": year,
        "years": _years(),
        "spans": [(s, period_words(found.rhythm, s)) for s in spans],
        "span": span,
        "page": page,
        "rows": rows,
        "may": {c.service.__name__: c.name in rights for c in (CORRECT_REPORT_TYPE, END_REPORT_TYPE)},
        "today": today,
    }
    return render(request, "reports/report_type.html", context)


def rates(request: SignedInRequest, report_type_id: int) -> HttpResponse:
    """How completely and timely a line's reports came, by period and by unit right below a place."""
    found, year, today = _type(request, report_type_id), _year(request), timezone.localdate()
    place = _place(request, found)
    context = {
        "type": found,
        "place": place,
        "place_name": name_on(place, today),
        "rates": rates_of(found, place, year, today),
        "year": year,
        "years": _years(),
        "may_drill": place.level != found.level,
    }
    return render(request, "reports/rates.html", context)


def _place(request: SignedInRequest, type: ReportType) -> Unit:
    """The place asked for, else the calendar's own, else where I hold my office; I must read reports there."""
    reach = request.user.reach(READ).values("below")
    key = request.GET.get("noi", "")
    if key:
        return get_object_or_404(Unit, key=key, pk__in=reach)
    if request.user.may(READ, type.place):
        return type.place
    own = [unit for unit, _roles in own_units(request.user, timezone.localdate())]
    below = [unit for unit in own if request.user.may(READ, unit)]
    if not below:
        raise Http404(READ)
    return below[0]


def set_type(request: SignedInRequest) -> HttpResponse:
    """A line is added."""
    initial = {
        "from_on": timezone.localdate().replace(month=1, day=1),
        "grace_days": 0,
        "level": "COMMUNE",
        "to_level": "PROVINCE",
    }
    return command_page(request, SET_REPORT_TYPE, initial=initial, then=reverse("reports:calendar"))


def adopt(request: SignedInRequest) -> HttpResponse:
    """The calendar that comes with the software."""
    intro = _("Các hạn nộp trong lịch này là gợi ý, chưa có văn bản; sửa được từng dòng và ghi văn bản của địa phương.")
    context = {"intro": intro}
    initial = {"from_on": timezone.localdate().replace(month=1, day=1)}
    return command_page(request, ADOPT_PROPOSALS, initial=initial, then=reverse("reports:calendar"), context=context)


def correct_type(request: SignedInRequest, report_type_id: int) -> HttpResponse:
    """A line is put right."""
    found = _type(request, report_type_id, command=CORRECT_REPORT_TYPE)
    names = ("title", "level", "office", "to_level", "rhythm", "content", "plan", "due_days", "grace_days", "lock_days")
    initial = {name: getattr(found, name) for name in (*names, "basis", "tables", "from_on")}
    return command_page(request, CORRECT_REPORT_TYPE, initial=initial | {"report_type": found}, then=_line(found))


def end_type(request: SignedInRequest, report_type_id: int) -> HttpResponse:
    """A line ends."""
    found = _type(request, report_type_id, command=END_REPORT_TYPE)
    initial = {"report_type": found, "until_on": timezone.localdate()}
    return command_page(request, END_REPORT_TYPE, initial=initial, then=_line(found), context={"intro": found.title})


def _line(found: ReportType) -> str:
    return reverse("reports:report_type", args=[found.pk])


# --- One unit, one period ---------------------------------------------------------------------------------------


def _asked(request: SignedInRequest, report_type_id: int, unit_key: str, day: str) -> tuple[ReportType, Unit, Owed]:
    """The obligation that an address names; 404 where the calendar has none, or for a unit that I do not read."""
    found = _type(request, report_type_id)
    unit = get_object_or_404(Unit, key=unit_key, pk__in=request.user.reach(READ).values("below"))
    try:
        span = span_at(found, date.fromisoformat(day))
    except ValueError:
        raise Http404(day) from None
    if span is None or not owing(found, span).filter(below=unit).exists():
        raise Http404(day)
    return found, unit, owed_of(found, span, unit, timezone.localdate())


def obligation(request: SignedInRequest, report_type_id: int, unit_key: str, period_from: str) -> HttpResponse:
    """What a unit owes for a period: its days, the report, the exception, what can be done."""
    found, unit, owed = _asked(request, report_type_id, unit_key, period_from)
    today, user = timezone.localdate(), request.user
    receiver = receiver_of(found, unit, owed.due_on)
    seen = owed.report is not None and Report.objects.visible_to(user).filter(pk=owed.report.pk).exists()
    context = {
        "type": found,
        "unit": unit,
        "owed": owed,
        "seen": seen,
        "receiver": name_on(receiver, owed.due_on) if receiver else "",
        "may_draft": owed.report is None and writes_for(user, found, unit, today) and owed.span.from_on <= today,
        "may_receive": receiver is not None and user.may(GRANT_WAIVER.name, receiver),
        "has_ended": owed.span.until_on < today,
        "today": today,
    }
    return render(request, "reports/obligation.html", context)


def _initial(found: ReportType, unit: Unit, owed: Owed) -> dict[str, Any]:
    return {"report_type": found, "unit_key": unit.key, "period_from": owed.span.from_on.isoformat()}


def _intro(owed: Owed) -> str:
    return f"{owed.type.title} · {owed.unit} · {owed.period}"


def _back(found: ReportType, unit: Unit, owed: Owed) -> str:
    return reverse("reports:obligation", args=[found.pk, unit.key, owed.span.from_on.isoformat()])


def draft(request: SignedInRequest, report_type_id: int, unit_key: str, period_from: str) -> HttpResponse:
    """A report is begun."""
    found, unit, owed = _asked(request, report_type_id, unit_key, period_from)
    if not request.user.may(DRAFT_REPORT.name, unit):
        raise PermissionDenied(DRAFT_REPORT.name)
    context = {"intro": _intro(owed), "back": _back(found, unit, owed)}

    def then(outcome: Any) -> str:
        return reverse("reports:report", args=[outcome.ref["id"]])

    return command_page(request, DRAFT_REPORT, initial=_initial(found, unit, owed), then=then, context=context)


def _received(request: SignedInRequest, command: Any, found: ReportType, unit: Unit, owed: Owed) -> None:
    receiver = receiver_of(found, unit, owed.due_on) or found.place
    if not request.user.may(command.name, receiver):
        raise PermissionDenied(command.name)


def grant(request: SignedInRequest, report_type_id: int, unit_key: str, period_from: str) -> HttpResponse:
    """One unit is exempt for one period, or has until a later day."""
    found, unit, owed = _asked(request, report_type_id, unit_key, period_from)
    _received(request, GRANT_WAIVER, found, unit, owed)
    then, context = _back(found, unit, owed), {"intro": _intro(owed)}
    return command_page(request, GRANT_WAIVER, initial=_initial(found, unit, owed), then=then, context=context)


def lift(request: SignedInRequest, waiver_id: int) -> HttpResponse:
    """An exception granted by mistake goes."""
    rows = Waiver.objects.filter(unit__in=request.user.reach(READ).values("below"))
    found = get_object_or_404(rows.select_related("type__place", "type__plan__place", "unit"), pk=waiver_id)
    span = span_at(found.type, found.period_from)
    if span is None:
        raise Http404(waiver_id)
    owed = owed_of(found.type, span, found.unit, timezone.localdate())
    _received(request, LIFT_WAIVER, found.type, found.unit, owed)
    context = {"intro": _intro(owed), "danger": True}
    return command_page(
        request, LIFT_WAIVER, initial={"waiver": found}, then=_back(found.type, found.unit, owed), context=context
    )


def record_paper(request: SignedInRequest, report_type_id: int, unit_key: str, period_from: str) -> HttpResponse:
    """A report that came on paper."""
    found, unit, owed = _asked(request, report_type_id, unit_key, period_from)
    _received(request, RECORD_PAPER_REPORT, found, unit, owed)
    then, context = _back(found, unit, owed), {"intro": _intro(owed)}
    return command_page(request, RECORD_PAPER_REPORT, initial=_initial(found, unit, owed), then=then, context=context)

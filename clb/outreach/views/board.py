"""The board of a place: planned and told, by agency, channel, quarter and place; the same as workbook and paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import BytesIO

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.clubs.http import Ground, ground_asked
from clb.outreach.commands import ADD_MATERIAL, PLAN_OUTREACH, RECORD_BROADCAST
from clb.outreach.models import READ, Broadcast, PlannedOutreach
from clb.outreach.papers import Told, outreach_paper, outreach_sheets, period_words
from clb.outreach.quarters import FIRST_YEAR, LAST_YEAR, Quarter
from clb.outreach.queries import (
    ScoreLine,
    broadcasts_seen_by,
    lines_seen_by,
    place_score,
    scores_by_agency,
    scores_by_channel,
    scores_by_place,
    scores_by_quarter,
)
from clb.papers.files import file_name, format_of, paper_response
from clb.papers.sheets import XLSX, write_sheets
from clb.places.models import Unit
from clb.places.queries import names_on
from clb.web.pages import chosen_year


@dataclass(frozen=True)
class Asked:
    """A place and some quarters of one year, as the address asks for them."""

    ground: Ground
    quarters: tuple[Quarter, ...]
    today: date

    @property
    def year(self) -> int:
        """The year."""
        return self.quarters[0].year

    @property
    def is_year(self) -> bool:
        """The whole of it?"""
        return len(self.quarters) > 1

    @property
    def day(self) -> date:
        """The day on which the place is looked at."""
        return min(self.quarters[-1].last, self.today)

    @property
    def parts(self) -> tuple[Unit, Quarter, Quarter, date]:
        """What the queries of scores take."""
        return self.ground.unit, self.quarters[0], self.quarters[-1], self.today


def asked(request: SignedInRequest) -> Asked:
    """`?noi=`, `?nam=` and `?quy=` (1 to 4, 'ca-nam'); by default all of this year, or of a place's last one."""
    today = timezone.localdate()
    told = chosen_year(request, range(FIRST_YEAR, LAST_YEAR + 1), None)
    year = told or ground_asked(request, READ, today).unit.seen_on(today).year
    one = Quarter.read(f"{year}-{request.GET.get('quy', '')}")
    quarters = (one,) if one else tuple(Quarter(year, n) for n in range(1, 5))
    day = min(quarters[-1].last, today)
    return Asked(ground_asked(request, READ, day), quarters, today)


def picker(of: Asked) -> dict[str, object]:
    """What the fields above a list need."""
    years = sorted({*range(of.today.year + 1, of.today.year - 6, -1), of.year}, reverse=True)
    return {"ground": of.ground, "asked": of, "years": years, "quarters": [Quarter(of.year, n) for n in range(1, 5)]}


def index(request: SignedInRequest) -> HttpResponse:
    """Planned and told at a place in a year or a quarter."""
    of = asked(request)
    may = request.user.rights_anywhere()
    context = {
        **picker(of),
        "total": place_score(*of.parts),
        "by_agency": scores_by_agency(*of.parts),
        "by_channel": scores_by_channel(*of.parts),
        "by_place": _by_place(of),
        "by_quarter": scores_by_quarter(of.ground.unit, of.year, of.today),
        "may_plan": PLAN_OUTREACH.name in may,
        "may_record": RECORD_BROADCAST.name in may,
        "may_add": ADD_MATERIAL.name in may,
    }
    return render(request, "outreach/index.html", context)


def _by_place(of: Asked) -> list[ScoreLine]:
    if of.ground.unit.level in (Unit.Level.COMMUNE, Unit.Level.HAMLET, Unit.Level.CLUB):
        return []
    *below, own = scores_by_place(*of.parts)
    until = of.ground.unit.until_on
    is_gone = bool(until and until < of.day)
    words = _("Riêng %(place)s và nơi nhận địa bàn sau khi kết thúc") if is_gone else _("Riêng %(place)s")
    own = ScoreLine("", words % {"place": of.ground.name}, own.score)
    return [*below, own] if below else []


def _told(request: SignedInRequest, of: Asked) -> Told:
    place = of.ground.unit
    lines: list[PlannedOutreach] = []
    broadcasts: list[Broadcast] = []
    first, last = of.quarters[0].first, of.quarters[-1].last
    lines = list(lines_seen_by(request.user, place, of.year, of.day).filter(quarter_end__range=(first, last))[:20_000])
    broadcasts = list(
        broadcasts_seen_by(request.user, place, of.year, of.day).filter(told_on__range=(first, last))[:20_000]
    )
    return Told(
        place=of.ground.name,
        period=period_words(of.quarters),
        today=of.today,
        total=place_score(*of.parts),
        by_agency=scores_by_agency(*of.parts),
        by_channel=scores_by_channel(*of.parts),
        by_place=_by_place(of),
        lines=lines,
        broadcasts=broadcasts,
        names=names_on({row.unit_id for row in (*lines, *broadcasts)}, of.day),
    )


def workbook(request: SignedInRequest) -> HttpResponse:
    """The board and its rows as a workbook."""
    of = asked(request)
    file = BytesIO()
    with translation.override("vi"):
        write_sheets(file, outreach_sheets(_told(request, of)))
    response = HttpResponse(file.getvalue(), content_type=XLSX)
    name = file_name(f"truyen thong {of.ground.name} {period_words(of.quarters)}")
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def paper(request: SignedInRequest, file_format: str) -> HttpResponse:
    """The board as a paper."""
    of, wanted = asked(request), format_of(file_format)
    return paper_response(request, lambda: outreach_paper(_told(request, of)), wanted)

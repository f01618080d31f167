"""What was planned and what was told: sums of a place over quarters, in two queries each.

The place is looked at as it was on the last day of the quarters asked for (or today, while they last). `today` says
which quarters are over. A sum is of rows recorded at units within the place, whoever asks: rights are the caller's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import ExtractQuarter

from clb.access.roles import Role
from clb.kernel.dates import on_day
from clb.outreach.channels import channel_name
from clb.outreach.models import Broadcast, PlannedOutreach
from clb.outreach.quarters import Quarter
from clb.outreach.rules import Score
from clb.places.models import Unit
from clb.places.queries import children, within

_FIGURES = ("planned", "kept", "late", "owed", "owed_kept")
_TOLD = ("times", "beside", "minutes", "reach", "estimated", "rows", "cost_vnd")


@dataclass(frozen=True)
class ScoreLine:
    """The score of one part: `key` is an agency, a channel, a quarter or a unit's key; `label` says it in words."""

    key: str
    label: Any
    score: Score


def place_score(place: Unit, first: Quarter, last: Quarter, today: date) -> Score:
    """All of a place from a quarter to a quarter, both included."""
    return sum(_by(place, first, last, today, None).values(), Score())


def scores_by_agency(place: Unit, first: Quarter, last: Quarter, today: date) -> list[ScoreLine]:
    """The same for each agency (a value of Role) that planned or told anything, in the order of roles."""
    found = _by(place, first, last, today, "agency")
    return [ScoreLine(role, role.label, found[role]) for role in Role if role in found]


def scores_by_channel(place: Unit, first: Quarter, last: Quarter, today: date) -> list[ScoreLine]:
    """The same for each channel that was planned or used, by name."""
    found = _by(place, first, last, today, "channel")
    return sorted((ScoreLine(code, channel_name(code), s) for code, s in found.items()), key=lambda line: line.label)


def scores_by_quarter(place: Unit, year: int, today: date) -> list[ScoreLine]:
    """The four quarters of a year."""
    found = _by(place, Quarter(year, 1), Quarter(year, 4), today, "quarter")
    quarters = [Quarter(year, n) for n in range(1, 5)]
    return [ScoreLine(str(q), q.roman, found.get(q.number, Score())) for q in quarters]


def scores_by_place(place: Unit, first: Quarter, last: Quarter, today: date) -> list[ScoreLine]:
    """The units right below, those where nothing was planned or told included; last all else of the place: what it did
    itself and, where it has ended, what its heirs did since. They add up to `place_score`."""
    day = min(last.last, today)
    below = [(version.unit, version.name) for version in children(place, day)]
    links = {"unit__links_up__above__in": [unit.pk for unit, _name in below], "unit__links_up__is_heir": False}
    held = Q(**links) & on_day(place.seen_on(day), "unit__links_up__")
    lines = _lines(first, last).filter(held)
    told = _told(first, last).filter(held)
    found = _merged(lines, told, F("unit__links_up__above"), today)
    parts = [ScoreLine(unit.key, name, found.get(unit.pk, Score())) for unit, name in below]
    rest = place_score(place, first, last, today)
    for part in parts:
        rest -= part.score
    return [*parts, ScoreLine("", "", rest)]


def _lines(first: Quarter, last: Quarter) -> QuerySet[PlannedOutreach]:
    return PlannedOutreach.objects.filter(quarter_end__range=(first.last, last.last)).order_by()


def _told(first: Quarter, last: Quarter) -> QuerySet[Broadcast]:
    return Broadcast.objects.filter(told_on__range=(first.first, last.last)).order_by()


def _by(place: Unit, first: Quarter, last: Quarter, today: date, part: str | None) -> dict[Any, Score]:
    here = within(place, min(last.last, today))
    lines, told = _lines(first, last).filter(unit__in=here), _told(first, last).filter(unit__in=here)
    if part == "quarter":
        return _merged(
            lines.annotate(nth=ExtractQuarter("quarter_end")),
            told.annotate(nth=ExtractQuarter("told_on")),
            F("nth"),
            today,
        )
    return _merged(lines, told, F(part) if part else None, today)


def _merged(lines: QuerySet[Any], told: QuerySet[Any], part: F | None, today: date) -> dict[Any, Score]:
    over = Q(quarter_end__lt=today)
    sums = {name: Sum(name) for name in ("planned", "kept", "late")}
    planned = _grouped(lines, part, **{f"s_{k}": v for k, v in sums.items()}, **_owed(over))
    done = _grouped(
        told,
        part,
        s_times=Sum("times"),
        s_beside=Sum("times", filter=Q(carries_out__isnull=True)),
        s_minutes=Sum("minutes"),
        s_reach=Sum("reach"),
        s_estimated=Count("reach"),
        s_rows=Count("pk"),
        s_cost_vnd=Sum("cost_vnd"),
    )
    found: dict[Any, Score] = {}
    for names, rows in ((_FIGURES, planned), (_TOLD, done)):
        for row in rows:
            score = Score(**{name: row[f"s_{name}"] or 0 for name in names})
            found[row.get("part")] = found.get(row.get("part"), Score()) + score
    return found


def _owed(over: Q) -> dict[str, Any]:
    return {"s_owed": Sum("planned", filter=over), "s_owed_kept": Sum("kept", filter=over)}


def _grouped(rows: QuerySet[Any], part: F | None, **sums: Any) -> Iterable[dict[str, Any]]:
    if part is None:
        return [rows.aggregate(**sums)]
    found: Iterable[dict[str, Any]] = rows.annotate(part=part).values("part").annotate(**sums)
    return found

"""Points from records for many clubs at once, as a sheet keeps them, and what changed since they were kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from clb.clubs.models import Club
from clb.grading.models import Sheet
from clb.grading.rules import Card, Criterion, points_of
from clb.grading.rules.scoring import exact_told, points_told
from clb.kernel.money import grouped, vnd

from .measures import MEASURES, Measure, Reading, measure_clubs

Auto = dict[str, dict[str, Any]]  # by the criterion's code: n, d (what was counted), p (points as text), at (the band)
BATCH = 500


def autos_of(card: Card, clubs: QuerySet[Club], first: date, on: date) -> dict[UUID, Auto]:
    """What records give every one of `clubs` by `card`, from `first` to `on`, as a sheet keeps it."""
    measured = [c for c in card.criteria if c.measure]
    readings = measure_clubs(clubs, first, on, [c.measure for c in measured])
    found: dict[UUID, Auto] = {pk: {} for pk in clubs.order_by().values_list("pk", flat=True)}
    for criterion in measured:
        for pk, reading in readings[criterion.measure].items():
            found[pk][criterion.code] = _kept(criterion, MEASURES[criterion.measure], reading)
    return found


def _kept(criterion: Criterion, measure: Measure, reading: Reading) -> dict[str, Any]:
    value = measure.value(reading)
    points = points_of(criterion, value)
    kept: dict[str, Any] = {"p": None if points is None else bare(points)}
    if value is not None and points is not None:
        kept["at"] = next((i for i, b in enumerate(criterion.bands) if b.points == points), None)
    if not measure.is_hidden:
        kept |= {"n": reading.numerator, "d": reading.denominator}
    return kept


def bare(points: Decimal) -> str:
    """7 or 7.5, the same for the same points however they were read."""
    return f"{points:.1f}".removesuffix(".0")


def auto_points(auto: Auto) -> dict[str, Decimal | None]:
    """The points from records by criterion; None where a person must answer."""
    return {code: None if kept["p"] is None else Decimal(kept["p"]) for code, kept in auto.items()}


def told(criterion: Criterion, kept: Mapping[str, Any] | None) -> str:
    """What was counted, in words: '10 trên 12 tháng (83,3%)', '5 người', 'từ 80% trở lên'."""
    if not criterion.measure or kept is None:
        return _("Người chấm cho điểm.")
    measure = MEASURES[criterion.measure]
    if measure.is_hidden:
        return _hidden(criterion, kept)
    n, d = kept["n"], kept["d"]
    if measure.is_share and not d:
        return _("Không có gì để tính.")
    part = vnd(n) if measure.is_money else grouped(f"{n:,}")
    noun = "" if measure.is_money else f" {measure.noun}"
    if measure.is_share:
        whole = vnd(d) if measure.is_money else grouped(f"{d:,}")
        share = grouped(f"{Decimal(100 * n) / d:.1f}".removesuffix(".0"))
        return _("%(n)s trên %(d)s%(noun)s (%(share)s%%)") % {"n": part, "d": whole, "noun": noun, "share": share}
    if measure.of:
        return _("%(n)s trên %(d)s%(noun)s") % {"n": part, "d": measure.of, "noun": noun}
    return f"{part}{noun}"


def _hidden(criterion: Criterion, kept: Mapping[str, Any]) -> str:
    """The band alone: a number of people could be laid to somebody."""
    if "at" not in kept:
        return _("Không có gì để tính.")
    place = kept["at"]
    if place is None:
        return _("Dưới %s%%.") % exact_told(criterion.bands[-1].at)
    return _("Từ %s%% trở lên.") % exact_told(criterion.bands[place].at)


def steps_in_words(criterion: Criterion) -> list[str]:
    """'Từ 90% trở lên: 8 điểm', each band; what lies beyond the last gets nothing."""
    if not criterion.bands:
        return []
    unit = _unit_of(MEASURES[criterion.measure])
    words = _("không quá %(at)s: %(points)s điểm") if criterion.is_lower_better else _("từ %(at)s: %(points)s điểm")
    return [words % {"at": exact_told(b.at) + unit, "points": points_told(b.points)} for b in criterion.bands]


def _unit_of(measure: Measure) -> str:
    return "%" if measure.is_share else f" {measure.noun}"


# --- Changed since ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Changed:
    """One criterion whose records say something else now than when the sheet was locked."""

    criterion: Criterion
    then: str
    now: str


def changed_since(card: Card, sheets: list[Sheet]) -> dict[int, list[Changed]]:
    """By sheet, of locked ones, what records of the same days say now; sheets without any are left out.

    A number of queries that does not grow with the sheets of one round.
    """
    locked = [s for s in sheets if s.stage == Sheet.Stage.LOCKED and s.measured_on]
    found: dict[int, list[Changed]] = {}
    for day in {s.measured_on for s in locked if s.measured_on}:
        these = [s for s in locked if s.measured_on == day]
        clubs = Club.objects.filter(pk__in=[s.club_id for s in these])
        now = autos_of(card, clubs, these[0].round.period_from, day)
        for sheet in these:
            changes = [_change(c, sheet.auto, now[sheet.club_id]) for c in card.criteria if c.measure]
            if any(changes):
                found[sheet.pk] = [change for change in changes if change]
    return found


def _change(criterion: Criterion, then: Auto, now: Auto) -> Changed | None:
    before, after = then.get(criterion.code), now[criterion.code]
    return None if before == after else Changed(criterion, told(criterion, before), told(criterion, after))

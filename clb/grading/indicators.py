"""Indicators over grades: clubs graded well, and clubs better than at their grading before (plan P7 and P5)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.plans.indicators.clubs import NO_ROUND_YET, living, population, with_end
from clb.plans.indicators.registry import DENOMINATOR, Ask, Indicator, Part, Value, register

from .models import Sheet
from .queries.results import grade_counts, latest_grades
from .rules import GRADES, Grade

LINES = ("xếp loại", "địa bàn", "kỳ")


@dataclass(frozen=True)
class _Result:
    """A locked result: its share of all points, in per cent, so that two scorecards compare."""

    on: date
    locked_on: date
    grade: str
    percent: Decimal

    @property
    def order(self) -> tuple[date, date]:
        """Of which of two results is the newer."""
        return self.on, self.locked_on


def _results(clubs: QuerySet[Club], last: date) -> dict[UUID, list[_Result]]:
    """Every locked result of each of `clubs` by a day, the oldest first; one query."""
    done = Sheet.objects.filter(stage=Sheet.Stage.LOCKED, round__locked_on__isnull=False)
    rows = done.filter(measured_on__lte=last, club__in=clubs.order_by().values("pk"))
    columns = ("club", "measured_on", "locked_on", "grade", "points", "round__scorecard__total")
    found: dict[UUID, list[_Result]] = {}
    for pk, on, locked, grade, points, total in rows.order_by().values_list(*columns):
        found.setdefault(pk, []).append(_Result(on, locked, grade, 100 * Decimal(points) / Decimal(total)))
    for results in found.values():
        results.sort(key=lambda result: result.order)
    return found


def _is_twice(results: list[_Result]) -> bool:
    """Graded for two different days: two places that graded the same year are one grading."""
    return len({result.on for result in results}) > 1


def _is_better(results: list[_Result]) -> bool:
    """More points (in per cent) than the time before, or good again."""
    last = results[-1]
    before = [result for result in results if result.on < last.on][-1]
    return last.percent > before.percent or last.grade == before.grade == Grade.GOOD


# --- Graded well ---------------------------------------------------------------------------------------------------


def _good(ask: Ask) -> Value:
    """Of all clubs that live on the day: a club that nobody graded counts as not graded well."""
    counts = grade_counts(population(ask, living), ask.on)
    n = sum(counts.values())
    if counts[None] == n:
        return Value(0, n, note=str(NO_ROUND_YET))
    parts = [Part(grade.label, counts[grade], n) for grade in GRADES]
    parts.append(Part(str(_("Chưa xếp loại")), counts[None], n))
    return Value(counts[Grade.GOOD], n, breakdown=((str(_("Xếp loại")), tuple(parts)),))


def _by_day(ask: Ask, days: list[date]) -> Iterable[tuple[int, list[list[_Result]]]]:
    """For each day how many clubs lived on it, and of those of them graded by then the results known; two queries."""
    if not days:
        return
    lives = {pk: (begun, end) for pk, begun, end in with_end(ask.clubs).values_list("pk", "founded_on", "ended_on")}
    begins = sorted(begun for begun, _end in lives.values())
    ends = sorted(max(begun, end) for begun, end in lives.values() if end is not None)
    graded = [(*lives[pk], [r.on for r in rows], rows) for pk, rows in _results(ask.clubs, max(days)).items()]
    for day in days:
        known = [
            rows[: bisect_right(on, day)]
            for begun, end, on, rows in graded
            if begun <= day and (end is None or day < end) and on[0] <= day
        ]
        yield bisect_right(begins, day) - bisect_right(ends, day), known


def _good_series(ask: Ask, days: list[date]) -> list[Value]:
    found = []
    for alive, graded in _by_day(ask, days):
        good = sum(1 for results in graded if results[-1].grade == Grade.GOOD)
        found.append(Value(good, alive, note="" if graded else str(NO_ROUND_YET)))
    return found


def _good_records(ask: Ask, part: str) -> QuerySet[Club]:
    clubs = population(ask, living)
    if part != DENOMINATOR:
        good = [pk for pk, one in latest_grades(clubs, ask.on).items() if one.grade == Grade.GOOD]
        clubs = clubs.filter(pk__in=good)
    return clubs.order_by("search_key", "pk")


# --- Better than before --------------------------------------------------------------------------------------------

NOT_TWICE_YET = _("chưa câu lạc bộ nào được xếp loại hai lần")


def _better_series(ask: Ask, days: list[date]) -> list[Value]:
    found = []
    for _alive, graded in _by_day(ask, days):
        twice = [results for results in graded if _is_twice(results)]
        better = sum(1 for results in twice if _is_better(results))
        found.append(Value(better, len(twice), note="" if twice else str(NOT_TWICE_YET)))
    return found


def _better_records(ask: Ask, part: str) -> QuerySet[Club]:
    clubs = population(ask, living)
    twice = {pk: results for pk, results in _results(clubs, ask.on).items() if _is_twice(results)}
    wanted = [pk for pk, results in twice.items() if part == DENOMINATOR or _is_better(results)]
    return clubs.filter(pk__in=wanted).order_by("search_key", "pk")


def _only(series: Any) -> dict[str, Any]:
    return {"value": lambda ask: series(ask, [ask.on])[0], "series": series}


register(
    Indicator(
        code="clubs.good_share",
        version=2,
        what=_("Tỷ lệ câu lạc bộ hoạt động và quản lý tốt"),
        unit="%",
        numerator_text=_("câu lạc bộ xếp loại tốt ở vòng xếp loại đã chốt gần nhất của câu lạc bộ ấy"),
        denominator_text=_("câu lạc bộ còn tồn tại vào ngày xem, kể cả câu lạc bộ chưa được xếp loại"),
        disaggregations=LINES,
        value=_good,
        series=_good_series,
        records=_good_records,
    ),
    Indicator(
        code="clubs.improved_share",
        version=1,
        what=_("Tỷ lệ câu lạc bộ nâng được chất lượng so với lần xếp loại trước"),
        unit="%",
        numerator_text=_("câu lạc bộ có tỷ lệ điểm cao hơn lần trước, hoặc hai lần liền xếp loại tốt"),
        denominator_text=_("câu lạc bộ còn tồn tại vào ngày xem đã được xếp loại ít nhất hai lần"),
        disaggregations=("địa bàn", "kỳ"),
        records=_better_records,
        **_only(_better_series),
    ),
)

"""A plan's targets held against the live figures: one object for page, API and report."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.kernel.dates import month_end, month_ends
from clb.kernel.money import grouped
from clb.places.models import Unit, UnitLink
from clb.places.queries import nation
from clb.plans.indicators.registry import Ask, Indicator, Value, indicators
from clb.plans.models import Plan, Target
from clb.plans.rules.targets import Bound, Judgement, State, Window, judge_target

MONTHS_OF_TREND = 12
MISSES_SHOWN = 10


@dataclass(frozen=True)
class Miss:
    """A club that does not meet a target set for each club, and by how much, in the target's unit."""

    club_id: UUID
    club: str
    value: Value
    short: Fraction
    over: Fraction


@dataclass(frozen=True)
class Point:
    """The figure at the end of a month."""

    on: date
    value: Value


@dataclass(frozen=True)
class TargetRow:
    """One target: what is wanted, what is reached, where it stands, who misses it, how it went."""

    target: Target
    indicator: Indicator | None
    wanted: str
    value: Value | None
    judgement: Judgement
    misses: tuple[Miss, ...]
    misses_total: int
    trend: tuple[Point, ...]
    ask: Ask

    @property
    def state(self) -> State:
        """Shorthand for the judgement's state."""
        return self.judgement.state

    @property
    def counts_clubs(self) -> bool:
        """Is the figure shown 'clubs that meet it, of all clubs'?"""
        return self.target.scope == Target.Scope.EACH_CLUB

    @property
    def misses_beyond(self) -> int:
        """How many clubs miss it that `misses` does not name."""
        return self.misses_total - len(self.misses)

    @property
    def reached(self) -> str:
        """The figure as page and report show it: '2 trên 3 câu lạc bộ', '62,5%', '156', '—'."""
        if self.value is None or self.value.exact is None or not self.value.has_data:
            return "—"
        if self.value.denominator is None:
            return number(self.value.numerator)
        if self.counts_clubs:
            told = {"part": number(self.value.numerator), "whole": number(self.value.denominator)}
            return _("%(part)s trên %(whole)s câu lạc bộ") % told
        return f"{number(self.value.exact)}%"


def bound_of(target: Target) -> Bound:
    """The target's bound."""
    return Bound(target.minimum, target.maximum, target.is_min_strict, target.is_max_strict)


def number(value: Decimal | Fraction | int) -> str:
    """As Vietnamese papers write it: 20.000.000; 62,5."""
    rounded = Decimal(value.numerator) / Decimal(value.denominator) if isinstance(value, Fraction) else Decimal(value)
    text = f"{rounded.quantize(Decimal('0.1')):,f}".removesuffix(".0")
    return grouped(text)


def wanted_in_words(target: Target) -> str:
    """'trên 150 người', 'từ 20.000.000 đồng trở lên', '50 – 70 người', 'mỗi câu lạc bộ: 60 – 70 %'."""
    low, high = target.minimum, target.maximum
    unit = f" {target.unit}" if target.unit else ""
    if low is None and high is None:
        words = _("chất lượng, không có con số")
    elif low is not None and high is not None:
        words = f"{number(low)} – {number(high)}{unit}"
    elif low is not None:
        words = (
            _("trên %s") % f"{number(low)}{unit}"
            if target.is_min_strict
            else _("từ %s trở lên") % f"{number(low)}{unit}"
        )
        if low == 100 and target.measure == Target.Measure.SHARE:
            words = "100 %"
    else:
        assert high is not None
        words = (
            _("dưới %s") % f"{number(high)}{unit}"
            if target.is_max_strict
            else _("không quá %s") % f"{number(high)}{unit}"
        )
    return _("mỗi câu lạc bộ: %s") % words if target.scope == Target.Scope.EACH_CLUB else words


def default_day(plan: Plan, today: date) -> date:
    """Today while the plan runs, else its last day; its first day where it has not begun."""
    return min(max(today, plan.from_on), plan.until_on)


def may_see_figures(user: User, ground: Unit, today: date) -> bool:
    """May `user` see figures (never names) of `ground`: where they read plans, or where they belong to it."""
    reach = user.reach("plans.read", today)
    if reach.filter(below=ground).exists():
        return True
    held = reach.values("above")
    return UnitLink.objects.filter(above=ground, below__in=held).exists()


def home_unit(user: User) -> Unit:
    """The highest unit where `user` reads plans, else the nation."""
    link = user.reach("plans.read").filter(is_heir=False).select_related("above").order_by("above_id").first()
    return link.above if link else nation()


def target_board(plan: Plan, unit: Unit, on: date) -> list[TargetRow]:
    """Every target of `plan` on the ground of `unit`, on a day."""
    known = indicators()
    ask = Ask(unit, on, plan.from_on, plan.until_on)
    days = _months_before(on, plan.from_on)
    return [_row(target, known.get(target.indicator), ask, days) for target in plan.targets.order_by("order", "pk")]


def named_for(user: User, rows: Sequence[TargetRow]) -> list[TargetRow]:
    """The same rows, of the clubs that miss a target only those named that `user` may see; the total stays."""
    wanted = {miss.club_id for row in rows for miss in row.misses}
    seen = set(Club.objects.visible_to(user).filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
    return [replace(row, misses=tuple(m for m in row.misses if m.club_id in seen)) for row in rows]


def _months_before(on: date, begins_on: date) -> list[date]:
    """The month ends before `on` (and on it, if it is one), at most MONTHS_OF_TREND, none before the period."""
    last = on if on == month_end(on) else on.replace(day=1) - timedelta(days=1)
    ends = [end for end in month_ends(begins_on, last) if end <= last] if last >= begins_on else []
    return ends[-MONTHS_OF_TREND:]


def _row(target: Target, indicator: Indicator | None, ask: Ask, days: list[date]) -> TargetRow:
    bound = bound_of(target)
    window = Window(ask.period_from, target.deadline or ask.period_until, ask.on)
    asked = ask.until(min(ask.period_until, window.deadline))
    blank: dict[str, Any] = {"target": target, "indicator": indicator, "wanted": wanted_in_words(target), "ask": asked}
    if indicator is None:
        reason = judge_target(bound, None, window, is_cumulative=False).reason
        if not bound.is_empty:
            reason = _("Chưa gắn chỉ số nào nên chưa tính được.")
        return TargetRow(
            **blank, value=None, judgement=Judgement(State.NO_DATA, reason), misses=(), misses_total=0, trend=()
        )
    if target.scope == Target.Scope.EACH_CLUB and indicator.each_club:
        return _row_of_clubs(blank, indicator, bound, window, days)
    value = indicator.value(asked)
    trend = _trend(days, indicator.series(asked, days))
    past = [p.value.exact for p in trend if p.value.exact is not None and p.on < ask.on]
    judgement = judge_target(bound, value.exact, window, is_cumulative=indicator.is_cumulative, past=past)
    if value.note:
        judgement = Judgement(State.NO_DATA, _("Chưa có dữ liệu: %s.") % value.note)
    return TargetRow(**blank, value=value, judgement=judgement, misses=(), misses_total=0, trend=trend)


def _row_of_clubs(
    blank: dict[str, Any], indicator: Indicator, bound: Bound, window: Window, days: list[date]
) -> TargetRow:
    """A target set for each club is met when every club meets it: the figure is clubs that do, of all clubs."""
    ask: Ask = blank["ask"]
    assert indicator.each_club and indicator.each_club_series
    values = indicator.each_club(ask)
    judged = _clubs_meeting(Counter(values.values()), bound)
    trend = _trend(days, [_clubs_meeting(v, bound) for v in indicator.each_club_series(ask, days)])
    past = [p.value.exact for p in trend if p.value.exact is not None and p.on < ask.on]
    all_of_them = Bound(minimum=None if bound.is_empty else Decimal(100))
    judgement = judge_target(all_of_them, judged.exact, window, is_cumulative=False, past=past)
    lacks = {v: bound.short(v.exact or Fraction(0)) for v in set(values.values()) if not _meets(v, bound)}
    misses = [(pk, v) for pk, v in values.items() if v in lacks]
    shown = heapq.nsmallest(MISSES_SHOWN, misses, key=lambda m: (-lacks[m[1]], str(m[0])))
    names = dict(Club.objects.filter(pk__in=[pk for pk, _v in shown]).values_list("pk", "name"))
    return TargetRow(
        **blank,
        value=judged,
        judgement=judgement,
        misses=tuple(_miss(pk, names[pk], v, bound) for pk, v in shown),
        misses_total=len(misses),
        trend=trend,
    )


def _miss(pk: UUID, name: str, value: Value, bound: Bound) -> Miss:
    exact = value.exact if value.exact is not None else Fraction(0)
    return Miss(pk, name, value, bound.short(exact), bound.over(exact))


def _clubs_meeting(clubs: Mapping[Value, int], bound: Bound) -> Value:
    """Of `clubs` (how many have which value), those within the bound. Each value is judged once, however many clubs."""
    meeting = sum(n for value, n in clubs.items() if _meets(value, bound))
    return Value(meeting, sum(clubs.values()))


def _meets(value: Value, bound: Bound) -> bool:
    return value.exact is not None and bound.holds(value.exact)


def _trend(days: Sequence[date], values: Sequence[Value]) -> tuple[Point, ...]:
    return tuple(Point(day, value) for day, value in zip(days, values, strict=True))


def visible_records(user: User, rows: QuerySet[Any]) -> tuple[QuerySet[Any], int]:
    """The counted records that `user` may see, and how many there are beyond that."""
    if not hasattr(rows, "visible_to"):
        return rows, 0
    shown = rows.visible_to(user)
    return shown, rows.count() - shown.count()

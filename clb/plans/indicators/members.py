"""Indicators that count members, of the ground as a whole and of each club."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from clb.members.models import Membership
from clb.members.queries import (
    Counts,
    clubs_by_month_figures,
    counted_as,
    kept_counts_by_unit,
    members_on,
    month_series,
    quick_counts_by_club,
    quick_counts_on,
)

from .clubs import Population, founded_in_period, living, population
from .registry import DENOMINATOR, Ask, Indicator, Pairs, Part, UnitPairs, Value, register

ALL_LINES = ("giới tính", "mốc tuổi 55 và 60", "diện hộ", "địa bàn", "kỳ")


def breakdown(c: Counts) -> tuple[tuple[str, tuple[Part, ...]], ...]:
    """The members of `c` by sex, by either age line and by household class."""
    other = c.members - c.poor - c.near_poor - c.hardship
    return (
        (str(_("Giới tính")), (Part(str(_("Nữ")), c.women), Part(str(_("Nam")), c.men))),
        (
            str(_("Mốc 60 tuổi")),
            (Part(str(_("Từ 60 tuổi")), c.older_60), Part(str(_("Dưới 60 tuổi")), c.young_60)),
        ),
        (
            str(_("Mốc 55 tuổi")),
            (Part(str(_("Từ 55 tuổi")), c.older_55), Part(str(_("Dưới 55 tuổi")), c.young_55)),
        ),
        (
            str(_("Diện hộ")),
            (
                Part(str(_("Hộ nghèo")), c.poor),
                Part(str(_("Hộ cận nghèo")), c.near_poor),
                Part(str(_("Hoàn cảnh khó khăn khác")), c.hardship),
                Part(str(_("Không thuộc diện nào")), other),
            ),
        ),
    )


def _value(c: Counts, figure: str, of: str) -> Value:
    return Value(getattr(c, figure), getattr(c, of) if of else None, breakdown=breakdown(c))


def _was_ever(which: Population) -> Callable[[Ask], Q]:
    """The population over a span of months: a club's rows begin at its founding and hold no one after its end."""
    return lambda ask: (
        Q(founded_on__gte=ask.period_from, founded_on__lte=ask.period_until) if which is founded_in_period else Q()
    )


def _by_club(ask: Ask, which: Population) -> dict[UUID, Counts]:
    return ask.once(("members by club", which), lambda: quick_counts_by_club(population(ask, which), ask.on))


def _total(which: Population, figure: str, of: str = "") -> dict[str, Any]:
    """The functions of an indicator over all members of the clubs of `which`; figures are names of Counts."""

    def series(ask: Ask, days: list[date]) -> list[Value]:
        clubs = ask.clubs.filter(_was_ever(which)(ask))
        if not days:
            return []
        wanted = ("members by month", which, days[0], days[-1])
        months = ask.once(wanted, lambda: month_series(clubs, days[0], days[-1]))
        found = {m.month_end: m.counts for m in months}
        return [_value(found.get(day, Counts()), figure, of) for day in days]

    def records(ask: Ask, part: str) -> QuerySet[Membership]:
        chosen = of if part == DENOMINATOR and of else figure
        return members_on(population(ask, which), ask.on).filter(counted_as(chosen, ask.on))

    def value(ask: Ask) -> Value:
        found = ask.once(("members", which), lambda: quick_counts_on(population(ask, which), ask.on))
        return _value(found, figure, of)

    def by_club(ask: Ask) -> Pairs:
        found = _by_club(ask, which)
        return {pk: (getattr(c, figure), getattr(c, of) if of else 0) for pk, c in found.items()}

    def by_place(ask: Ask, units: tuple[int, ...], day: date) -> UnitPairs | None:
        wanted = ("members by place", which, units, day)
        found = ask.once(wanted, lambda: kept_counts_by_unit(population(ask, which), units, ask.on, day))
        if found is None:
            return None
        return {pk: (getattr(c, figure), getattr(c, of) if of else 0) for pk, c in found.items()}

    return {
        "value": value,
        "series": series,
        "records": records,
        "by_club": by_club,
        "by_place": by_place,
    }


def _each(figure: str, of: str = "") -> dict[str, Any]:
    """The functions of an indicator whose value is asked of each club; its total is that of all clubs together."""

    def values(ask: Ask) -> dict[UUID, Value]:
        clubs = population(ask, living)
        found = _by_club(ask, living)
        nobody = Counts()
        alike: dict[tuple[int, int | None], Value] = {}

        def of_club(c: Counts) -> Value:
            pair = getattr(c, figure), getattr(c, of) if of else None
            return alike.get(pair) or alike.setdefault(pair, Value(*pair))

        return {pk: of_club(found.get(pk, nobody)) for pk in clubs.values_list("pk", flat=True)}

    def months(ask: Ask, days: list[date]) -> list[dict[Value, int]]:
        found = clubs_by_month_figures(ask.clubs, days, [figure, of] if of else [figure])
        return [{Value(n[0], n[1] if of else None): clubs for n, clubs in found[day].items()} for day in days]

    return {**_total(living, figure, of), "each_club": values, "each_club_series": months}


_define = partial(Indicator, version=1, disaggregations=ALL_LINES)
_MEMBERS_ON_DAY = _("thành viên của các câu lạc bộ vào ngày xem")

register(
    _define(
        code="members.total",
        what=_("Số thành viên"),
        unit="người",
        numerator_text=_MEMBERS_ON_DAY,
        **_total(living, "members"),
    ),
    _define(
        code="members.older",
        what=_("Thành viên là người cao tuổi"),
        unit="người",
        numerator_text=_("thành viên từ 60 tuổi vào ngày xem"),
        **_total(living, "older_60"),
    ),
    _define(
        code="members.older_55",
        what=_("Thành viên từ 55 tuổi"),
        unit="người",
        numerator_text=_("thành viên từ 55 tuổi vào ngày xem"),
        **_total(living, "older_55"),
    ),
    _define(
        code="members.women",
        what=_("Thành viên là phụ nữ"),
        unit="người",
        numerator_text=_("thành viên nữ vào ngày xem"),
        **_total(living, "women"),
    ),
    _define(
        code="members.older_women_share",
        what=_("Tỷ lệ phụ nữ trong số thành viên cao tuổi"),
        unit="%",
        numerator_text=_("thành viên nữ từ 60 tuổi vào ngày xem"),
        denominator_text=_("thành viên từ 60 tuổi vào ngày xem"),
        **_total(living, "older_60_women", "older_60"),
    ),
    _define(
        code="members.poor",
        what=_("Thành viên thuộc hộ nghèo"),
        unit="người",
        numerator_text=_("thành viên thuộc hộ nghèo vào ngày xem"),
        **_total(living, "poor"),
    ),
    _define(
        code="members.near_poor",
        what=_("Thành viên thuộc hộ cận nghèo"),
        unit="người",
        numerator_text=_("thành viên thuộc hộ cận nghèo vào ngày xem"),
        **_total(living, "near_poor"),
    ),
    _define(
        code="members.hardship",
        what=_("Thành viên có hoàn cảnh khó khăn khác"),
        unit="người",
        numerator_text=_("thành viên có hoàn cảnh khó khăn khác vào ngày xem"),
        **_total(living, "hardship"),
    ),
    _define(
        code="clubs.founded_members",
        what=_("Thành viên của các câu lạc bộ mới"),
        unit="người",
        numerator_text=_("thành viên, vào ngày xem, của câu lạc bộ thành lập trong kỳ"),
        is_cumulative=True,
        **_total(founded_in_period, "members"),
    ),
    _define(
        code="clubs.founded_older",
        what=_("Người cao tuổi trong các câu lạc bộ mới"),
        unit="người",
        numerator_text=_("thành viên từ 60 tuổi, vào ngày xem, của câu lạc bộ thành lập trong kỳ"),
        is_cumulative=True,
        **_total(founded_in_period, "older_60"),
    ),
    _define(
        code="club.size",
        what=_("Số thành viên của mỗi câu lạc bộ"),
        unit="người",
        numerator_text=_MEMBERS_ON_DAY,
        **_each("members"),
    ),
    _define(
        code="club.women_share",
        what=_("Tỷ lệ phụ nữ của mỗi câu lạc bộ"),
        unit="%",
        numerator_text=_("thành viên nữ vào ngày xem"),
        denominator_text=_MEMBERS_ON_DAY,
        **_each("women", "members"),
    ),
    _define(
        code="club.young_share",
        what=_("Tỷ lệ người trẻ tuổi của mỗi câu lạc bộ"),
        unit="%",
        numerator_text=_("thành viên dưới 60 tuổi vào ngày xem"),
        denominator_text=_MEMBERS_ON_DAY,
        **_each("young_60", "members"),
    ),
    _define(
        code="club.older_share",
        what=_("Tỷ lệ người cao tuổi của mỗi câu lạc bộ"),
        unit="%",
        numerator_text=_("thành viên từ 60 tuổi vào ngày xem"),
        denominator_text=_MEMBERS_ON_DAY,
        **_each("older_60", "members"),
    ),
)

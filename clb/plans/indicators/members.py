"""Indicators that count members, of the ground as a whole and of each club."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from clb.kernel.dates import years_before
from clb.members.models import ClubMonth, Membership, Person
from clb.members.queries import Counts, counts_by_club, counts_on, members_on, month_series

from .clubs import Population, founded_in_period, living, population
from .registry import DENOMINATOR, Ask, Indicator, Part, Value, register

Figure = Callable[[Counts], int]
ALL_LINES = ("giới tính", "mốc tuổi 55 và 60", "diện hộ", "địa bàn", "kỳ")


def everyone(c: Counts) -> int:
    """All members."""
    return c.members


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


def _value(c: Counts, figure: Figure, of: Figure | None) -> Value:
    return Value(figure(c), of(c) if of else None, breakdown=breakdown(c))


def _was_ever(which: Population) -> Callable[[Ask], Q]:
    """The population over a span of months: a club's rows begin at its founding and hold no one after its end."""
    return lambda ask: (
        Q(founded_on__gte=ask.period_from, founded_on__lte=ask.period_until) if which is founded_in_period else Q()
    )


def _total(which: Population, figure: Figure, of: Figure | None = None) -> dict[str, Any]:
    """The functions of an indicator over all members of the clubs of `which`."""

    def series(ask: Ask, days: list[date]) -> list[Value]:
        clubs = ask.clubs.filter(_was_ever(which)(ask))
        found = {m.month_end: m.counts for m in month_series(clubs, days[0], days[-1])} if days else {}
        return [_value(found.get(day, Counts()), figure, of) for day in days]

    def records(ask: Ask, part: str) -> QuerySet[Membership]:
        chosen = of if part == DENOMINATOR and of else figure
        return members_on(population(ask, which), ask.on).filter(who(chosen, ask.on))

    return {
        "value": lambda ask: _value(counts_on(population(ask, which), ask.on), figure, of),
        "series": series,
        "records": records,
    }


def who(figure: Figure, day: date) -> Q:
    """Memberships that `figure` counts on `day`."""
    older = Q(person__birth_on__lte=years_before(day, 60))
    women = Q(person__sex=Person.Sex.FEMALE)
    name = getattr(figure, "__name__", "")
    classes = {"poor": "POOR", "near_poor": "NEAR_POOR", "hardship": "HARDSHIP"}
    if name in classes:
        held = Q(person__household_classes__household_class=classes[name], person__household_classes__from_on__lte=day)
        still = Q(person__household_classes__until_on__isnull=True) | Q(person__household_classes__until_on__gte=day)
        return held & still
    return {
        "everyone": Q(),
        "women": women,
        "older": older,
        "young": Q(person__birth_on__gt=years_before(day, 60)),
        "older_women": older & women,
    }[name]


def women(c: Counts) -> int:
    """Women of any age."""
    return c.women


def older(c: Counts) -> int:
    """People of 60 and more."""
    return c.older_60


def young(c: Counts) -> int:
    """People below 60."""
    return c.young_60


def older_women(c: Counts) -> int:
    """Women of 60 and more."""
    return c.older_60_women


def poor(c: Counts) -> int:
    """Members of poor households."""
    return c.poor


def near_poor(c: Counts) -> int:
    """Members of near-poor households."""
    return c.near_poor


def hardship(c: Counts) -> int:
    """Members in other hardship."""
    return c.hardship


def _each(figure: Figure, of: Figure | None = None) -> dict[str, Any]:
    """The functions of an indicator whose value is asked of each club; its total is that of all clubs together."""

    def values(ask: Ask) -> dict[UUID, Value]:
        found = counts_by_club(population(ask, living), ask.on)
        ids = population(ask, living).values_list("pk", flat=True)
        return {pk: _value(found.get(pk, Counts()), figure, of) for pk in ids}

    def months(ask: Ask, days: list[date]) -> list[dict[UUID, Value]]:
        rows = ClubMonth.objects.filter(month_end__in=days, club__in=ask.clubs)
        by_day: dict[date, dict[UUID, Value]] = {day: {} for day in days}
        for row in rows.iterator(chunk_size=5000):
            counts = Counts.of(row)
            if counts.members:
                by_day[row.month_end][row.club_id] = Value(figure(counts), of(counts) if of else None)
        return [by_day[day] for day in days]

    return {**_total(living, figure, of), "each_club": values, "each_club_series": months}


_define = partial(Indicator, version=1, disaggregations=ALL_LINES)
_MEMBERS_ON_DAY = _("thành viên của các câu lạc bộ vào ngày xem")

register(
    _define(
        code="members.total",
        what=_("Số thành viên"),
        unit="người",
        numerator_text=_MEMBERS_ON_DAY,
        **_total(living, everyone),
    ),
    _define(
        code="members.older",
        what=_("Thành viên là người cao tuổi"),
        unit="người",
        numerator_text=_("thành viên từ 60 tuổi vào ngày xem"),
        **_total(living, older),
    ),
    _define(
        code="members.women",
        what=_("Thành viên là phụ nữ"),
        unit="người",
        numerator_text=_("thành viên nữ vào ngày xem"),
        **_total(living, women),
    ),
    _define(
        code="members.older_women_share",
        what=_("Tỷ lệ phụ nữ trong số thành viên cao tuổi"),
        unit="%",
        numerator_text=_("thành viên nữ từ 60 tuổi vào ngày xem"),
        denominator_text=_("thành viên từ 60 tuổi vào ngày xem"),
        **_total(living, older_women, older),
    ),
    _define(
        code="members.poor",
        what=_("Thành viên thuộc hộ nghèo"),
        unit="người",
        numerator_text=_("thành viên thuộc hộ nghèo vào ngày xem"),
        **_total(living, poor),
    ),
    _define(
        code="members.near_poor",
        what=_("Thành viên thuộc hộ cận nghèo"),
        unit="người",
        numerator_text=_("thành viên thuộc hộ cận nghèo vào ngày xem"),
        **_total(living, near_poor),
    ),
    _define(
        code="members.hardship",
        what=_("Thành viên có hoàn cảnh khó khăn khác"),
        unit="người",
        numerator_text=_("thành viên có hoàn cảnh khó khăn khác vào ngày xem"),
        **_total(living, hardship),
    ),
    _define(
        code="clubs.founded_members",
        what=_("Thành viên của các câu lạc bộ mới"),
        unit="người",
        numerator_text=_("thành viên, vào ngày xem, của câu lạc bộ thành lập trong kỳ"),
        is_cumulative=True,
        **_total(founded_in_period, everyone),
    ),
    _define(
        code="clubs.founded_older",
        what=_("Người cao tuổi trong các câu lạc bộ mới"),
        unit="người",
        numerator_text=_("thành viên từ 60 tuổi, vào ngày xem, của câu lạc bộ thành lập trong kỳ"),
        is_cumulative=True,
        **_total(founded_in_period, older),
    ),
    _define(
        code="club.size",
        what=_("Số thành viên của mỗi câu lạc bộ"),
        unit="người",
        numerator_text=_MEMBERS_ON_DAY,
        **_each(everyone),
    ),
    _define(
        code="club.women_share",
        what=_("Tỷ lệ phụ nữ của mỗi câu lạc bộ"),
        unit="%",
        numerator_text=_("thành viên nữ vào ngày xem"),
        denominator_text=_MEMBERS_ON_DAY,
        **_each(women, everyone),
    ),
    _define(
        code="club.young_share",
        what=_("Tỷ lệ người trẻ tuổi của mỗi câu lạc bộ"),
        unit="%",
        numerator_text=_("thành viên dưới 60 tuổi vào ngày xem"),
        denominator_text=_MEMBERS_ON_DAY,
        **_each(young, everyone),
    ),
    _define(
        code="club.older_share",
        what=_("Tỷ lệ người cao tuổi của mỗi câu lạc bộ"),
        unit="%",
        numerator_text=_("thành viên từ 60 tuổi vào ngày xem"),
        denominator_text=_MEMBERS_ON_DAY,
        **_each(older, everyone),
    ),
)

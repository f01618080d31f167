"""Indicators that count clubs and the communes that have one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club, ClubStatus
from clb.kernel.dates import on_day
from clb.places.models import Unit, UnitLink, UnitVersion

from .registry import DENOMINATOR, Ask, Indicator, Pairs, Part, UnitPairs, Value, register

# Clubs founded from this year on must all be kept (the plan's "giai đoạn 2016-2020" and the new ones).
KEPT_SINCE = date(2016, 1, 1)
OLD_PERIOD_END = date(2020, 12, 31)


@dataclass(frozen=True)
class Population:
    """Clubs founded in some span, and, where they must live, not ended on the day."""

    founded: Callable[[Ask], Q]
    must_live: bool = True

    def among(self, ask: Ask) -> QuerySet[Club]:
        """The clubs on the day asked."""
        clubs = ask.clubs.filter(self.founded(ask))
        # Not by `ended_on`: PostgreSQL then takes nearly all clubs for ended, and plans badly whatever hangs on them.
        return (
            clubs.exclude(Exists(ENDED.filter(club=OuterRef("pk"), from_on__lte=ask.on))) if self.must_live else clubs
        )

    def filter(self, ask: Ask) -> Q:
        """The same of clubs that know their `ended_on`, for counting several days at once."""
        not_ended = Q(ended_on__isnull=True) | Q(ended_on__gt=ask.on)
        return self.founded(ask) & not_ended if self.must_live else self.founded(ask)


ENDED = ClubStatus.objects.filter(status__in=ClubStatus.ENDED, until_on__isnull=True)


def with_end(clubs: QuerySet[Club]) -> QuerySet[Any]:
    """Clubs with `ended_on`: the day on which each was dissolved or merged away, or none."""
    ended = Q(statuses__status__in=ClubStatus.ENDED, statuses__until_on__isnull=True)
    return clubs.annotate(closing=FilteredRelation("statuses", condition=ended), ended_on=F("closing__from_on"))


def _by_day(ask: Ask) -> Q:
    return Q(founded_on__lte=ask.on)


def _in_period(ask: Ask) -> Q:
    return _by_day(ask) & Q(founded_on__gte=ask.period_from, founded_on__lte=ask.period_until)


def _since_kept(ask: Ask) -> Q:
    return _by_day(ask) & Q(founded_on__gte=KEPT_SINCE)


living = Population(_by_day)
founded_in_period = Population(_in_period)
to_be_kept = Population(_since_kept, must_live=False)
kept = Population(_since_kept)


def population(ask: Ask, which: Population) -> QuerySet[Club]:
    """The clubs of `which` on the day asked."""
    return which.among(ask)


def _pairs(which: Population, of: Population | None = None) -> Callable[[Ask], Pairs]:
    """By club 1 where it is among `which`, over 1 where it is among `of`."""

    def by_club(ask: Ask) -> Pairs:
        ids = set(population(ask, which).values_list("pk", flat=True))
        every = set(population(ask, of).values_list("pk", flat=True)) if of else ids
        return {pk: (int(pk in ids), int(of is not None)) for pk in every}

    return by_club


def _sums(which: Population, of: Population | None = None) -> Callable[[Ask, tuple[int, ...], date], UnitPairs]:
    """The same by each of some units."""

    def counted(ask: Ask, units: tuple[int, ...], day: date, among: Population) -> dict[int, int]:
        links = UnitLink.objects.filter(on_day(day), above__in=units, is_heir=False)
        links = links.filter(below__club__in=population(ask, among).order_by().values("pk"))
        return dict(links.order_by().values_list("above").annotate(Count("below")))

    def by_place(ask: Ask, units: tuple[int, ...], day: date) -> UnitPairs:
        some = counted(ask, units, day, which)
        every = counted(ask, units, day, of) if of else {}
        return {unit: (some.get(unit, 0), every.get(unit, 0)) for unit in units}

    return by_place


def _count(which: Population) -> dict[str, Any]:
    return {
        "by_club": _pairs(which),
        "by_place": _sums(which),
        "value": lambda ask: Value(population(ask, which).count()),
        "series": lambda ask, days: [Value(n) for n in _counts(ask, days, which)],
        "records": lambda ask, part: population(ask, which),
    }


def _counts(ask: Ask, days: list[date], which: Population) -> list[int]:
    """The population's size on each day, in one query."""
    wanted = {f"n{i}": Count("pk", filter=which.filter(ask.at(day))) for i, day in enumerate(days)}
    found = with_end(ask.clubs).aggregate(**wanted) if wanted else {}
    return [found[f"n{i}"] for i in range(len(days))]


def _kept_value(ask: Ask) -> Value:
    old, new = Q(founded_on__lte=OLD_PERIOD_END), Q(founded_on__gt=OLD_PERIOD_END)
    n = with_end(ask.clubs).aggregate(
        kept_old=Count("pk", filter=kept.filter(ask) & old),
        kept_new=Count("pk", filter=kept.filter(ask) & new),
        all_old=Count("pk", filter=to_be_kept.filter(ask) & old),
        all_new=Count("pk", filter=to_be_kept.filter(ask) & new),
    )
    by_age = (
        Part(str(_("Thành lập 2016–2020")), n["kept_old"], n["all_old"]),
        Part(str(_("Thành lập sau 2020")), n["kept_new"], n["all_new"]),
    )
    return Value(
        n["kept_old"] + n["kept_new"], n["all_old"] + n["all_new"], breakdown=((str(_("Thời kỳ thành lập")), by_age),)
    )


def _communes(ask: Ask) -> QuerySet[UnitVersion]:
    """Communes on the ground on the day; those of its last day where the unit had ended."""
    seen = ask.unit.seen_on(ask.on)
    below = UnitLink.objects.filter(on_day(seen), above=ask.unit, is_heir=False, below__level=Unit.Level.COMMUNE)
    return UnitVersion.objects.filter(on_day(seen), unit__in=below.values("below")).select_related("unit")


def _communes_with_club(ask: Ask) -> QuerySet[UnitVersion]:
    seen = ask.unit.seen_on(ask.on)
    clubs = population(ask, living).values("unit")
    above = UnitLink.objects.filter(on_day(seen), below__in=clubs, is_heir=False).values("above")
    return _communes(ask).filter(unit__in=above)


def _communes_value(ask: Ask) -> Value:
    return Value(_communes_with_club(ask).count(), _communes(ask).count())


def _good_records(ask: Ask, part: str) -> QuerySet[Club]:
    return population(ask, living) if part == DENOMINATOR else Club.objects.none()


NO_ROUND_YET = _("chưa có vòng xếp loại câu lạc bộ nào được ghi")

register(
    Indicator(
        code="clubs.total",
        version=1,
        what=_("Số câu lạc bộ"),
        unit="CLB",
        numerator_text=_("câu lạc bộ đã thành lập, chưa giải thể hay nhập, vào ngày xem"),
        disaggregations=("địa bàn", "kỳ"),
        **_count(living),
    ),
    Indicator(
        code="clubs.founded",
        version=1,
        what=_("Câu lạc bộ thành lập mới trong kỳ"),
        unit="CLB",
        numerator_text=_("câu lạc bộ có ngày thành lập trong kỳ và còn tồn tại vào ngày xem"),
        is_cumulative=True,
        disaggregations=("địa bàn", "kỳ"),
        **_count(founded_in_period),
    ),
    Indicator(
        code="clubs.kept",
        version=1,
        what=_("Tỷ lệ câu lạc bộ được duy trì"),
        unit="%",
        numerator_text=_("câu lạc bộ thành lập từ 2016, đến ngày xem chưa giải thể hay nhập"),
        denominator_text=_("câu lạc bộ thành lập từ 2016 đến ngày xem"),
        disaggregations=("thời kỳ thành lập", "địa bàn", "kỳ"),
        value=_kept_value,
        series=lambda ask, days: [
            Value(k, n) for k, n in zip(_counts(ask, days, kept), _counts(ask, days, to_be_kept), strict=True)
        ],
        records=lambda ask, part: population(ask, to_be_kept if part == DENOMINATOR else kept),
        by_club=_pairs(kept, to_be_kept),
        by_place=_sums(kept, to_be_kept),
    ),
    Indicator(
        code="clubs.good_share",
        version=1,
        what=_("Tỷ lệ câu lạc bộ hoạt động và quản lý tốt"),
        unit="%",
        numerator_text=_("câu lạc bộ xếp loại tốt ở vòng xếp loại gần nhất"),
        denominator_text=_("câu lạc bộ còn tồn tại vào ngày xem"),
        disaggregations=("địa bàn", "kỳ"),
        value=lambda ask: Value(0, population(ask, living).count(), note=str(NO_ROUND_YET)),
        series=lambda ask, days: [Value(0, None, note=str(NO_ROUND_YET)) for _day in days],
        records=_good_records,
    ),
    Indicator(
        code="communes.with_club",
        version=1,
        what=_("Tỷ lệ xã, phường có câu lạc bộ"),
        unit="%",
        numerator_text=_("xã, phường có ít nhất một câu lạc bộ còn tồn tại vào ngày xem"),
        denominator_text=_("xã, phường của địa bàn vào ngày xem"),
        disaggregations=("địa bàn", "kỳ"),
        value=_communes_value,
        series=lambda ask, days: [_communes_value(ask.at(day)) for day in days],
        records=lambda ask, part: _communes(ask) if part == DENOMINATOR else _communes_with_club(ask),
    ),
)

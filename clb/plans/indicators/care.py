"""Indicators of care at home: volunteers, people cared for, visits made of those planned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from clb.care.models import CareClient, CareMonth, Volunteer
from clb.care.queries.counts import by_club, kept_months, people_cared_for, volunteers_on
from clb.care.queries.told import CLIENTS, are_clients_told
from clb.clubs.models import Club
from clb.law.norms import limit

from .clubs import ENDED, living, population, with_end
from .registry import DENOMINATOR, Ask, Indicator, Pairs, Value, register

LINES = ("địa bàn", "kỳ")
FEW = _("số nhỏ, không nêu để không suy ra ai")
Rows = Callable[[QuerySet[Club], date], QuerySet[Any]]


# --- People, on a day ---------------------------------------------------------------------------------------------


def _held(model: type[CareClient] | type[Volunteer], clubs: QuerySet[Club]) -> list[tuple[UUID, date, date | None]]:
    """By club the first and last day of each row, cut where the club ends."""
    ends = dict(with_end(clubs).filter(ended_on__isnull=False).values_list("pk", "ended_on"))
    rows = model.objects.filter(club__in=clubs.values("pk")).order_by().values_list("club", "from_on", "until_on")
    cut = []
    for club, begun, last in rows:
        end = ends.get(club)
        if end is not None and (last is None or last >= end):
            last = date.fromordinal(end.toordinal() - 1)
        cut.append((club, begun, last))
    return cut


def _people(model: type[CareClient] | type[Volunteer], rows: Rows) -> dict[str, Any]:
    """The functions of an indicator that counts `rows` of `model` on a day."""

    def told(ask: Ask, day: date, n: int) -> Value:
        hidden = model is CareClient and not are_clients_told(ask.unit, day, n)
        return Value(0, note=str(FEW)) if hidden else Value(n)

    def series(ask: Ask, days: list[date]) -> list[Value]:
        held = Counter((begun, last) for _club, begun, last in _held(model, ask.clubs)) if days else Counter()
        sums = [sum(n for (a, b), n in held.items() if a <= day and (b is None or day <= b)) for day in days]
        return [told(ask, day, n) for day, n in zip(days, sums, strict=True)]

    def records(ask: Ask, part: str) -> QuerySet[Any]:
        found = rows(population(ask, living), ask.on)
        found = found if told(ask, ask.on, found.count()).has_data else found.none()
        return found.select_related("person", "club").order_by("club__search_key", "club", "person__sort_key", "pk")

    def value(ask: Ask) -> Value:
        return told(ask, ask.on, rows(population(ask, living), ask.on).count())

    def of_clubs(ask: Ask) -> Pairs:
        return {pk: (n, 0) for pk, n in by_club(rows(population(ask, living), ask.on)).items()}

    guarded = CLIENTS if model is CareClient else ""
    return {"value": value, "series": series, "records": records, "by_club": of_clubs, "guarded": guarded}


def _each_club(ask: Ask) -> dict[UUID, Value]:
    clubs = population(ask, living)
    found = by_club(volunteers_on(clubs, ask.on))
    return {pk: Value(found.get(pk, 0)) for pk in clubs.values_list("pk", flat=True)}


def _volunteers_by_day(ask: Ask, days: list[date]) -> list[Counter[UUID]]:
    held = _held(Volunteer, ask.clubs) if days else []
    return [Counter(club for club, a, b in held if a <= day and (b is None or day <= b)) for day in days]


def _living_by_day(ask: Ask, days: list[date]) -> list[set[UUID]]:
    spans = list(with_end(ask.clubs).values_list("pk", "founded_on", "ended_on"))
    return [{pk for pk, begun, end in spans if begun <= day and (end is None or day < end)} for day in days]


def _each_club_series(ask: Ask, days: list[date]) -> list[dict[Value, int]]:
    found = zip(_volunteers_by_day(ask, days), _living_by_day(ask, days), strict=True)
    return [dict(Counter(Value(n[pk]) for pk in alive)) for n, alive in found]


# --- Clubs with enough --------------------------------------------------------------------------------------------


def _enough(on: date) -> int:
    return limit("care.volunteers", on=on)


def _clubs_value(ask: Ask) -> Value:
    found = _each_club(ask)
    return Value(sum(value.numerator >= _enough(ask.on) for value in found.values()), len(found))


def _clubs_series(ask: Ask, days: list[date]) -> list[Value]:
    found = zip(days, _volunteers_by_day(ask, days), _living_by_day(ask, days), strict=True)
    return [Value(sum(n[pk] >= _enough(day) for pk in alive), len(alive)) for day, n, alive in found]


def _clubs_by_club(ask: Ask) -> Pairs:
    return {pk: (int(value.numerator >= _enough(ask.on)), 1) for pk, value in _each_club(ask).items()}


def _clubs_records(ask: Ask, part: str) -> QuerySet[Club]:
    clubs = population(ask, living)
    if part != DENOMINATOR:
        enough = [pk for pk, n in by_club(volunteers_on(clubs, ask.on)).items() if n >= _enough(ask.on)]
        clubs = clubs.filter(pk__in=enough)
    return clubs.order_by("search_key", "pk")


# --- Visits made of those planned ---------------------------------------------------------------------------------


def _months(ask: Ask, last: date) -> QuerySet[CareMonth]:
    """Whole months of the period until a day, of clubs that lived through them."""
    gone = ENDED.filter(club=OuterRef("club"), from_on__lte=OuterRef("month_end"))
    return kept_months(ask.clubs, ask.period_from, min(last, ask.period_until)).exclude(Exists(gone))


def _kept_series(ask: Ask, days: list[date]) -> list[Value]:
    if not days:
        return []
    sums = _months(ask, max(days)).order_by().values_list("month_end").annotate(Sum("done"), Sum("planned"))
    by_month = [(end, done, planned) for end, done, planned in sums]
    found = []
    for day in days:
        counted = [(done, planned) for end, done, planned in by_month if end <= day]
        found.append(Value(sum(done for done, _p in counted), sum(planned for _d, planned in counted)))
    return found


def _kept_by_club(ask: Ask) -> Pairs:
    sums = _months(ask, ask.on).order_by().values_list("club").annotate(Sum("done"), Sum("planned"))
    return {club: (done, planned) for club, done, planned in sums}


def _kept_records(ask: Ask, part: str) -> QuerySet[CareMonth]:
    return _months(ask, ask.on).select_related("club").order_by("-month_end", "club__search_key", "pk")


_define = partial(Indicator, version=1, disaggregations=LINES)

register(
    _define(
        code="care.clients",
        what=_("Người được chăm sóc tại nhà"),
        unit="người",
        numerator_text=_("người mà các câu lạc bộ còn tồn tại đang chăm sóc tại nhà vào ngày xem"),
        **_people(CareClient, people_cared_for),
    ),
    _define(
        code="care.volunteers",
        what=_("Tình nguyện viên chăm sóc tại nhà"),
        unit="người",
        numerator_text=_("tình nguyện viên của các câu lạc bộ còn tồn tại vào ngày xem"),
        **_people(Volunteer, volunteers_on),
    ),
    _define(
        code="club.volunteers",
        what=_("Số tình nguyện viên của mỗi câu lạc bộ"),
        unit="người",
        numerator_text=_("tình nguyện viên chăm sóc tại nhà vào ngày xem"),
        each_club=_each_club,
        each_club_series=_each_club_series,
        **_people(Volunteer, volunteers_on),
    ),
    _define(
        code="clubs.enough_volunteers",
        what=_("Tỷ lệ câu lạc bộ có đủ tình nguyện viên chăm sóc tại nhà"),
        unit="%",
        numerator_text=_("câu lạc bộ có từ 5 tình nguyện viên (mốc tham khảo) vào ngày xem"),
        denominator_text=_("câu lạc bộ còn tồn tại vào ngày xem"),
        value=_clubs_value,
        series=_clubs_series,
        records=_clubs_records,
        by_club=_clubs_by_club,
    ),
    _define(
        code="care.visited_as_planned",
        what=_("Tỷ lệ lần hẹn chăm sóc tại nhà đã đến"),
        unit="%",
        numerator_text=_("lần hẹn đã có người đến trong cùng tuần, của các tháng trọn vẹn trong kỳ"),
        denominator_text=_("lần hẹn theo kế hoạch, trừ lần hoãn, của các tháng trọn vẹn trong kỳ đến ngày xem"),
        value=lambda ask: _kept_series(ask, [ask.on])[0],
        series=_kept_series,
        records=_kept_records,
        by_club=_kept_by_club,
    ),
)

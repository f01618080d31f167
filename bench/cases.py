"""What is measured: the program's own queries, each beside hand-written SQL that gives the same numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from clb.kernel.dates import month_ends
from clb.members.queries import Counts, counts_on, month_counts_by_unit
from clb.places.models import Unit
from clb.plans.indicators.clubs import living, population
from clb.plans.indicators.registry import Ask, Value, indicators

from . import by_hand, by_hand_meetings
from .nation import LAST_MONTH

PERIOD = (date(2021, 1, 1), date(2026, 12, 31))
A_DAY = date(2026, 10, 20)  # within a month, so that no stored count answers by itself
TREND = month_ends(date(2025, 11, 1), LAST_MONTH)


@dataclass(frozen=True)
class Pair:
    """Two ways to the same answer; `is_timed` is false where another pair already tells the time."""

    what: str
    program: Callable[[], Any]
    by_hand: Callable[[], Any]
    is_timed: bool = True


def pairs() -> list[Pair]:
    """All pairs, over the whole nation."""
    nation = Unit.objects.get(key="vn")
    provinces = list(Unit.objects.filter(level="PROVINCE"))
    ids = [unit.pk for unit in provinces]
    return [
        Pair(
            f"Cộng dồn cả nước theo {len(ids)} tỉnh, số cuối tháng",
            lambda: {
                pk: (found.clubs_counted, *_eight(found.counts))
                for pk, found in month_counts_by_unit(provinces, LAST_MONTH).items()
            },
            lambda: {row[0]: row[1:] for row in by_hand.months_by_unit(ids, LAST_MONTH)},
        ),
        Pair(
            "Đếm cả nước từng dòng thành viên",
            lambda: _eight(counts_on(population(_ask(nation), living), A_DAY)),
            lambda: by_hand.counts(nation.pk, A_DAY),
        ),
        *_figures(nation),
    ]


def _ask(nation: Unit, day: date = A_DAY) -> Ask:
    return Ask(nation, day, *PERIOD)


def _eight(counts: Counts) -> tuple[int, ...]:
    return tuple(counts.by_name().values())


def _figures(nation: Unit) -> list[Pair]:
    """The plan's indicators over the nation."""
    known = indicators()

    def figure(what: str, code: str, expected: Callable[[], Any], is_timed: bool = True, day: date = A_DAY) -> Pair:
        return Pair(f"{what} ({code})", lambda: _plain(known[code].value(_ask(nation, day))), expected, is_timed)

    def counted(place: int, of: int | None = None) -> Callable[[], Any]:
        def expected() -> tuple[int, int | None]:
            found = by_hand.counts(nation.pk, A_DAY)
            return found[place], None if of is None else found[of]

        return expected

    place, founded = (nation.pk, A_DAY), (nation.pk, A_DAY, *PERIOD)
    return [
        figure("Chỉ số: thành viên, giữa tháng", "members.total", counted(0)),
        figure(
            "Chỉ số: thành viên, cuối tháng",
            "members.total",
            lambda: (by_hand.months(nation.pk, LAST_MONTH, [LAST_MONTH])[0][1], None),
            day=LAST_MONTH,
        ),
        figure("Chỉ số: người cao tuổi", "members.older", counted(2), is_timed=False),
        figure("Chỉ số: phụ nữ", "members.women", counted(1), is_timed=False),
        figure("Chỉ số: phụ nữ cao tuổi", "members.older_women_share", counted(4, 2), is_timed=False),
        figure("Chỉ số: hộ nghèo", "members.poor", counted(5), is_timed=False),
        figure("Chỉ số: hộ cận nghèo", "members.near_poor", counted(6), is_timed=False),
        figure("Chỉ số: khó khăn khác", "members.hardship", counted(7), is_timed=False),
        figure(
            "Chỉ số: thành viên câu lạc bộ mới",
            "clubs.founded_members",
            lambda: (by_hand.counts_founded(*founded)[0], None),
        ),
        figure("Chỉ số: câu lạc bộ", "clubs.total", lambda: (by_hand.clubs(*place), None)),
        figure("Chỉ số: câu lạc bộ mới", "clubs.founded", lambda: (by_hand.clubs_founded(*founded), None)),
        figure("Chỉ số: duy trì", "clubs.kept", lambda: by_hand.clubs_kept(*place)),
        figure("Chỉ số: xã có câu lạc bộ", "communes.with_club", lambda: by_hand.communes_with_club(*place)),
        figure("Chỉ số: quỹ ban đầu", "clubs.start_fund", lambda: (by_hand.start_funds(*founded), None)),
        Pair(
            "Chỉ số của từng câu lạc bộ (club.women_share)",
            lambda: {pk: _plain(v) for pk, v in known["club.women_share"].each_club(_ask(nation)).items()},
            lambda: {UUID(str(row[0])): (row[2], row[1]) for row in by_hand.members_by_club(*place)},
        ),
        figure("Chỉ số: họp đủ hằng tháng", "clubs.meeting_monthly", lambda: by_hand_meetings.meeting_monthly(*place)),
        figure("Chỉ số: buổi họp của kỳ", "meetings.held_share", lambda: by_hand_meetings.held_share(*founded)),
        figure("Chỉ số: có mặt", "meetings.attendance", lambda: by_hand_meetings.attendance(*place)),
        figure("Chỉ số: đủ tám mảng", "clubs.all_areas", lambda: by_hand_meetings.all_areas(*place)),
        Pair(
            "Chuỗi 12 tháng (clubs.meeting_monthly)",
            lambda: [_plain(v) for v in known["clubs.meeting_monthly"].series(_ask(nation), TREND)],
            lambda: [by_hand_meetings.meeting_monthly(nation.pk, day) for day in TREND],
        ),
        Pair(
            "Chuỗi 12 tháng (clubs.all_areas)",
            lambda: [_plain(v) for v in known["clubs.all_areas"].series(_ask(nation), TREND)],
            lambda: [by_hand_meetings.all_areas(nation.pk, day) for day in TREND],
        ),
        Pair(
            "Chuỗi 12 tháng (members.total)",
            lambda: [v.numerator for v in known["members.total"].series(_ask(nation), TREND)],
            lambda: [row[1] for row in by_hand.months(*place, TREND)],
        ),
    ]


def _plain(value: Value) -> tuple[int, int | None]:
    return value.numerator, value.denominator

"""The share kept of the clubs founded 2016-2020, at the days on which it turns."""

from datetime import date

import pytest

from clb.clubs.commands import SET_STATUS
from clb.kernel.commands import run
from clb.members.commands import CLOSE_CLUB
from clb.plans.indicators.registry import Ask, indicators
from conftest import Cast, make_club

KEPT = "clubs.kept"


def shares(cast: Cast, day: date) -> list[tuple[int, int]]:
    """Kept and all, of those founded 2016-2020 and of those after."""
    value = indicators()[KEPT].value(Ask(cast.province, day, date(2016, 1, 1), day))
    return [(part.numerator, part.denominator) for part in value.breakdown[0][1]]


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        (date(2018, 2, 28), [(1, 1), (0, 0)]),
        (date(2018, 3, 1), [(3, 3), (0, 0)]),
        (date(2020, 12, 30), [(3, 3), (0, 0)]),
        (date(2020, 12, 31), [(4, 4), (0, 0)]),
        (date(2021, 1, 1), [(4, 4), (1, 1)]),
        (date(2025, 5, 31), [(4, 4), (1, 1)]),
        (date(2025, 6, 1), [(3, 4), (1, 1)]),
        (date(2025, 12, 31), [(3, 4), (1, 1)]),
        (date(2026, 1, 1), [(2, 4), (1, 1)]),
    ],
)
def test_the_share_kept_turns_on_the_day(cast: Cast, day: date, wanted: list[tuple[int, int]]) -> None:
    make_club(cast.xa, "CLB Đầu kỳ", founded_on=date(2016, 1, 1))
    last = make_club(cast.xa, "CLB Cuối kỳ", founded_on=date(2020, 12, 31))
    make_club(cast.xb, "CLB Sau kỳ", founded_on=date(2021, 1, 1))
    ends = {"status": "DISSOLVED", "from_on": "01/06/2025", "reason": "Không còn ai"}
    assert run(CLOSE_CLUB, by=cast.dung, data={"club": cast.club.pk, **ends}).status == "done"
    merges = {"status": "MERGED", "from_on": "01/01/2026", "reason": "Ít người", "merged_into": cast.other_club.pk}
    assert run(CLOSE_CLUB, by=cast.dung, data={"club": last.pk, **merges}).status == "done"
    rests = {"status": "SUSPENDED", "from_on": "01/01/2024", "reason": "Lũ"}
    assert run(SET_STATUS, by=cast.dung, data={"club": cast.other_club.pk, **rests}).status == "done"
    assert shares(cast, day) == wanted

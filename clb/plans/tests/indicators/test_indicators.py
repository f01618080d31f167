"""Indicators: exact, traceable to their records, and moved by nothing but what they count."""

import random
from collections import Counter
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clb.clubs.models import Club
from clb.kernel.commands import run
from clb.members.commands import ADD_MEMBER, CLOSE_CLUB, CORRECT_PERSON, END_MEMBERSHIP
from clb.members.models import Membership
from clb.members.services import refresh_months, roll_months_forward
from clb.plans.indicators.registry import DENOMINATOR, NUMERATOR, Ask, indicators
from conftest import Cast, make_cast, make_club, make_member

PERIOD = (date(2021, 1, 1), date(2025, 12, 31))
MONTH_END = date(2024, 6, 30)


@pytest.fixture
def grown(db: None, grown_once: Cast) -> Cast:
    return deepcopy(grown_once)


@pytest.fixture(scope="module")
def grown_once(stored_once: Path) -> Cast:
    """Two clubs of old and two of the period, with sixty people; one person joins before 2021."""
    cast = make_cast()
    chance = random.Random(7)
    clubs = [cast.club, cast.other_club]
    clubs += [make_club(cast.xa, f"CLB Mới {i}", founded_on=date(2022 + i, 5, 1)) for i in range(2)]
    for _i in range(60):
        club = chance.choice(clubs)
        make_member(
            club,
            sex=chance.choice(["FEMALE", "FEMALE", "MALE"]),
            birth_on=date(chance.randint(1940, 1985), chance.randint(1, 12), chance.randint(1, 28)),
            until_on=chance.choice([None, None, None, date(2024, 2, 1)]),
            household_class=chance.choice(["", "POOR", "NEAR_POOR", "HARDSHIP"]),
        )
    roll_months_forward(date(2025, 12, 31))
    return cast


def newcomer(club: Club, **facts: Any) -> Membership:
    """A member as stored, with the months counted again as a command does."""
    member = make_member(club, **facts)
    refresh_months([club], member.from_on)
    return member


def everything(cast: Cast, on: date = MONTH_END) -> dict[str, Any]:
    """Every indicator at every unit, the values of each club included."""
    found: dict[str, Any] = {}
    for unit in (cast.province, cast.xa, cast.xb, cast.beside):
        ask = Ask(unit, on, *PERIOD)
        for code, indicator in indicators().items():
            found[code, unit.key] = indicator.value(ask)
            if indicator.each_club:
                found[code, unit.key, "each"] = indicator.each_club(ask)
    return found


def changed(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    return {key[0] for key in before if before[key] != after[key]}


def test_a_persons_sex_moves_the_shares_of_women_and_no_other(grown: Cast) -> None:
    person = newcomer(grown.club, birth_on=date(1950, 1, 1)).person
    before = everything(grown)
    data = {"person": person.pk, "full_name": person.full_name, "sex": "MALE", "birth": "01/01/1950"}
    assert run(CORRECT_PERSON, by=grown.lan, data=data).status == "done"
    assert changed(before, everything(grown)) == {"members.women", "members.older_women_share", "club.women_share"}


def test_a_younger_persons_sex_leaves_the_older_women_alone(grown: Cast) -> None:
    person = newcomer(grown.club, birth_on=date(1985, 1, 1)).person
    before = everything(grown)
    data = {"person": person.pk, "full_name": person.full_name, "sex": "MALE", "birth": "01/01/1985"}
    run(CORRECT_PERSON, by=grown.lan, data=data)
    assert changed(before, everything(grown)) == {"members.women", "club.women_share"}


def test_a_leaving_day_moves_what_counts_the_member_and_no_other(grown: Cast) -> None:
    member = newcomer(grown.club, sex="MALE", birth_on=date(1985, 1, 1))
    before = everything(grown)
    data = {"membership": member.pk, "until_on": "01/06/2024", "leaving_reason": "MOVED"}
    run(END_MEMBERSHIP, by=grown.lan, data=data)
    assert changed(before, everything(grown)) == {
        "members.total", "members.borrowers_share", "club.size", "club.women_share", "club.young_share",
        "club.older_share", "health.checked_share", "health.measured_monthly",
    }  # fmt: skip


def test_a_leaving_after_the_day_moves_nothing(grown: Cast) -> None:
    member = newcomer(grown.club)
    before = everything(grown)
    data = {"membership": member.pk, "until_on": "01/07/2024", "leaving_reason": "MOVED"}
    run(END_MEMBERSHIP, by=grown.lan, data=data)
    assert changed(before, everything(grown)) == set()


def test_the_end_of_a_club_is_seen_in_the_share_kept(grown: Cast) -> None:
    ask = Ask(grown.province, MONTH_END, *PERIOD)
    kept = indicators()["clubs.kept"]
    assert (kept.value(ask).numerator, kept.value(ask).denominator) == (4, 4)
    data = {"club": grown.other_club.pk, "status": "DISSOLVED", "from_on": "01/06/2024", "reason": "mẫu"}
    assert run(CLOSE_CLUB, by=grown.dung, data=data).status == "done"
    assert (kept.value(ask).numerator, kept.value(ask).denominator) == (3, 4)
    before_it = Ask(grown.province, date(2024, 5, 31), *PERIOD)
    assert (kept.value(before_it).numerator, kept.value(before_it).denominator) == (4, 4)


@pytest.mark.parametrize("code", sorted(indicators()))
@pytest.mark.parametrize("on", [MONTH_END, date(2024, 1, 15), date(2019, 1, 1), date(2010, 1, 1)])
def test_the_records_are_exactly_what_is_counted(grown: Cast, code: str, on: date) -> None:
    indicator = indicators()[code]
    for unit in (grown.province, grown.xa, grown.beside):
        ask = Ask(unit, on, *PERIOD)
        value = indicator.value(ask)
        if code == "clubs.start_fund":
            assert indicator.records(ask, NUMERATOR).count() == len(indicator.each_club(ask))
            continue
        if code == "giving.social_start_share":  # đồng of the same clubs
            clubs = indicators()["clubs.start_fund"].records(ask, NUMERATOR)
            assert list(indicator.records(ask, NUMERATOR).order_by("pk")) == list(clubs.order_by("pk"))
            continue
        assert indicator.records(ask, NUMERATOR).count() == value.numerator
        assert len({row.pk for row in indicator.records(ask, NUMERATOR)}) == value.numerator
        if indicator.is_share:
            assert indicator.records(ask, DENOMINATOR).count() == value.denominator


@pytest.mark.parametrize("code", sorted(indicators()))
def test_the_last_point_of_a_series_is_the_figure_of_that_month_end(grown: Cast, code: str) -> None:
    indicator = indicators()[code]
    days = [date(2024, 4, 30), date(2024, 5, 31), MONTH_END]
    for unit in (grown.province, grown.xa):
        ask = Ask(unit, MONTH_END, *PERIOD)
        assert [v.exact for v in indicator.series(ask, days)] == [indicator.value(ask.at(d)).exact for d in days]
        if indicator.each_club and indicator.each_club_series:
            with_members = Counter(v for v in indicator.each_club(ask).values() if v.denominator != 0)
            assert indicator.each_club_series(ask, days)[-1] == dict(with_members)


def test_breakdowns_add_up(grown: Cast) -> None:
    for indicator in indicators().values():
        value = indicator.value(Ask(grown.province, MONTH_END, *PERIOD))
        whole = {title: sum(p.numerator for p in parts) for title, parts in value.breakdown}
        assert len(set(whole.values())) <= 1, indicator.code


def test_figures_of_the_period_know_their_period(grown: Cast) -> None:
    founded = indicators()["clubs.founded"]
    days = [date(2022, 4, 30), date(2022, 5, 1), date(2023, 5, 1)]
    assert [founded.value(Ask(grown.province, d, *PERIOD)).numerator for d in days] == [0, 1, 2]
    assert founded.value(Ask(grown.province, MONTH_END, date(2023, 1, 1), PERIOD[1])).numerator == 1
    new_members = indicators()["clubs.founded_members"].value(Ask(grown.province, MONTH_END, *PERIOD)).numerator
    in_new = Membership.objects.on(MONTH_END).filter(club__founded_on__gte=PERIOD[0]).count()
    assert new_members == in_new > 0


def test_a_place_without_clubs_has_zeros_and_no_shares(grown: Cast) -> None:
    found = {code: i.value(Ask(grown.beside, MONTH_END, *PERIOD)) for code, i in indicators().items()}
    assert all(v.numerator == 0 for v in found.values())
    assert [code for code, i in indicators().items() if i.is_share and found[code].has_data] == []


def test_one_new_member_in_a_new_club(grown: Cast) -> None:
    club = Club.objects.get(name="CLB Mới 0")
    before = everything(grown)
    data = {"club": club.pk, "full_name": "Bà Mẫu", "sex": "FEMALE", "birth": "1950", "from_on": "01/06/2024"}
    assert run(ADD_MEMBER, by=grown.xuan, data=data).status == "done"
    assert changed(before, everything(grown)) == {
        "members.total", "members.women", "members.older", "members.older_55", "members.older_women_share",
            "clubs.founded_members",
        "clubs.founded_older", "members.borrowers_share", "club.size", "club.women_share", "club.young_share",
        "club.older_share", "health.checked_share", "health.measured_monthly",
    }  # fmt: skip

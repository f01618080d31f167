"""The month's counts: equal to the exact counts, kept by every command, found out when they are not."""

import random
from datetime import date

import pytest

from clb.clubs.models import Club
from clb.kernel.commands import run
from clb.kernel.dates import month_ends
from clb.members.checks import months_equal_their_members
from clb.members.commands import ADD_MEMBER, CORRECT_LEAVING, CORRECT_PERSON, END_MEMBERSHIP, SET_HOUSEHOLD_CLASS
from clb.members.models import ClubMonth, Membership
from clb.members.queries import Counts, counts_by_club, counts_on, month_counts_by_unit, month_series
from clb.members.services import roll_months_forward
from conftest import Cast, make_member

END = date(2022, 12, 31)


def crowd(cast: Cast, chance: random.Random, size: int = 40) -> None:
    for _i in range(size):
        make_member(
            chance.choice([cast.club, cast.other_club]),
            sex=chance.choice(["FEMALE", "MALE"]),
            birth_on=date(chance.randint(1935, 1990), chance.randint(1, 12), chance.randint(1, 28)),
            from_on=date(chance.randint(2018, 2021), chance.randint(3, 12), chance.randint(1, 28)),
            until_on=chance.choice([None, None, date(2022, chance.randint(1, 12), chance.randint(1, 28))]),
            household_class=chance.choice(["", "", "POOR", "NEAR_POOR", "HARDSHIP"]),
        )


def by_hand(club: Club, day: date) -> Counts:
    """The same counts, one member at a time, without the database's help."""
    here = [
        m for m in Membership.objects.filter(club=club) if m.from_on <= day and (not m.until_on or m.until_on >= day)
    ]
    people = [m.person for m in here]

    def age(p) -> int:  # type: ignore[no-untyped-def]
        return p.age_on(day)

    def has(p, c: str) -> bool:  # type: ignore[no-untyped-def]
        rows = p.household_classes.filter(household_class=c)
        return any(r.from_on <= day and (not r.until_on or r.until_on >= day) for r in rows)

    return Counts(
        members=len(people),
        women=sum(p.sex == "FEMALE" for p in people),
        older_60=sum(age(p) >= 60 for p in people),
        older_55=sum(age(p) >= 55 for p in people),
        older_60_women=sum(age(p) >= 60 and p.sex == "FEMALE" for p in people),
        poor=sum(has(p, "POOR") for p in people),
        near_poor=sum(has(p, "NEAR_POOR") for p in people),
        hardship=sum(has(p, "HARDSHIP") for p in people),
    )


@pytest.mark.parametrize("seed", range(5))
def test_counts_equal_a_count_by_hand_on_any_day(cast: Cast, seed: int) -> None:
    chance = random.Random(seed)
    crowd(cast, chance)
    for _i in range(6):
        day = date(chance.randint(2018, 2022), chance.randint(1, 12), chance.randint(1, 28))
        found = counts_by_club(Club.objects.all(), day)
        for club in (cast.club, cast.other_club):
            assert found.get(club.pk, Counts()) == by_hand(club, day)
            assert counts_on(Club.objects.filter(pk=club.pk), day) == by_hand(club, day)


def test_an_age_line_is_crossed_on_the_birthday_also_on_29_february(cast: Cast) -> None:
    make_member(cast.club, birth_on=date(1960, 2, 29))
    clubs = Club.objects.all()
    assert [counts_on(clubs, d).older_60 for d in (date(2020, 2, 28), date(2020, 2, 29), date(2021, 2, 28))] == [
        0,
        1,
        1,
    ]
    make_member(cast.club, birth_on=date(1961, 3, 1))
    assert [counts_on(clubs, d).older_60 for d in (date(2021, 2, 28), date(2021, 3, 1))] == [1, 2]


def test_rows_reach_from_the_founding_to_the_month_asked_and_rolling_twice_adds_nothing(cast: Cast) -> None:
    crowd(cast, random.Random(1))
    assert roll_months_forward(END) == 2 * len(month_ends(cast.club.founded_on, END))
    assert roll_months_forward(END) == 0
    assert list(months_equal_their_members()) == []


def test_every_command_keeps_the_months(cast: Cast) -> None:
    crowd(cast, random.Random(2), 12)
    roll_months_forward(END)
    by = cast.lan
    new = {"club": cast.club.pk, "full_name": "Lê Mẫu", "sex": "MALE", "birth": "1961", "from_on": "15/08/2020"}
    member = run(ADD_MEMBER, by=by, data={**new, "household_class": "POOR"}).result
    steps = [
        (CORRECT_PERSON, {"person": member.person.pk, "full_name": "Lê Mẫu", "sex": "FEMALE", "birth": "1955"}),
        (SET_HOUSEHOLD_CLASS, {"person": member.person.pk, "household_class": "", "from_on": "01/01/2021"}),
        (END_MEMBERSHIP, {"membership": member.pk, "until_on": "10/05/2022", "leaving_reason": "DIED"}),
        (CORRECT_LEAVING, {"membership": member.pk, "until_on": "10/03/2021", "leaving_reason": "DIED"}),
        (CORRECT_LEAVING, {"membership": member.pk, "until_on": "10/03/2022", "leaving_reason": "DIED"}),
        (CORRECT_LEAVING, {"membership": member.pk}),
    ]
    assert list(months_equal_their_members()) == []
    for command, data in steps:
        assert run(command, by=by, data=data).errors == {}
        assert list(months_equal_their_members()) == []


def test_selfcheck_finds_a_count_changed_behind_the_programs_back(cast: Cast) -> None:
    crowd(cast, random.Random(3), 8)
    roll_months_forward(END)
    ClubMonth.objects.filter(club=cast.club, month_end=date(2021, 5, 31)).update(women=99)
    ClubMonth.objects.filter(club=cast.other_club, month_end=date(2021, 6, 30)).delete()
    wrong = list(months_equal_their_members())
    assert len(wrong) == 2
    assert "05/2021" in wrong[0]
    assert "thiếu số tháng 06/2021" in wrong[1]


def test_the_roll_up_adds_the_clubs_under_each_unit(cast: Cast) -> None:
    crowd(cast, random.Random(4))
    roll_months_forward(END)
    found = month_counts_by_unit([cast.xa, cast.xb, cast.province, cast.beside], END)
    assert found[cast.xa.pk].counts == by_hand(cast.club, END)
    assert found[cast.province.pk].counts.members == sum(by_hand(c, END).members for c in (cast.club, cast.other_club))
    assert (found[cast.province.pk].clubs_counted, cast.beside.pk in found) == (2, False)


def test_a_series_has_a_point_a_month(cast: Cast) -> None:
    crowd(cast, random.Random(5))
    roll_months_forward(END)
    series = month_series(Club.objects.filter(pk=cast.club.pk), date(2022, 1, 1), END)
    assert [m.month_end for m in series] == month_ends(date(2022, 1, 1), END)
    assert series[3].counts == by_hand(cast.club, date(2022, 4, 30))

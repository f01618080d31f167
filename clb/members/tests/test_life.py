"""Moving to another club and dying: what ends, what begins, what is refused, what can be taken back."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from clb.kernel.commands import run
from clb.kernel.models import Act
from clb.members.checks import months_equal_their_members
from clb.members.commands import (
    CORRECT_LEAVING,
    END_MEMBERSHIP,
    JOIN_AGAIN,
    RECORD_DEATH,
    TAKE_BACK_DEATH,
    TRANSFER_MEMBER,
)
from clb.members.models import ClubMonth, Membership
from clb.members.services import roll_months_forward
from conftest import Cast, make_club, make_member


def test_a_transfer_ends_one_membership_and_begins_another_the_next_day(cast: Cast) -> None:
    second = make_club(cast.xa, "CLB Một B")
    member = make_member(cast.club)
    roll_months_forward(date(2024, 3, 31))
    data = {"membership": member.pk, "club": second.pk, "from_on": "15/02/2024"}
    act = uuid.uuid4()
    assert [run(TRANSFER_MEMBER, by=cast.xuan, data=data, id=act).status for _i in range(2)] == ["done", "already"]
    rows = Membership.objects.order_by("from_on").values_list("club", "from_on", "until_on", "leaving_reason")
    assert list(rows) == [
        (cast.club.pk, cast.club.founded_on, date(2024, 2, 14), "TRANSFERRED"),
        (second.pk, date(2024, 2, 15), None, ""),
    ]
    kept = ClubMonth.objects.filter(month_end=date(2024, 2, 29))
    assert [kept.get(club=club).members for club in (cast.club, second)] == [0, 1]
    assert list(months_equal_their_members()) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"club": "same"}, "club"), ({"from_on": "01/03/2018"}, "from_on"), ({"from_on": "01/01/2099"}, "from_on")],
)
def test_a_transfer_that_cannot_be(cast: Cast, changes: dict[str, str], field: str) -> None:
    second, member = make_club(cast.xa, "CLB Một B"), make_member(cast.club)
    data = {"membership": member.pk, "club": second.pk, "from_on": "15/02/2024", **changes}
    data["club"] = member.club_id if data["club"] == "same" else data["club"]
    assert list(run(TRANSFER_MEMBER, by=cast.xuan, data=data).errors) == [field]
    assert Membership.objects.filter(until_on=None).count() == 1


def test_nobody_is_moved_to_a_club_out_of_reach(cast: Cast) -> None:
    member = make_member(cast.club)
    data = {"membership": member.pk, "club": cast.other_club.pk, "from_on": "15/02/2024"}
    assert list(run(TRANSFER_MEMBER, by=cast.lan, data=data).errors) == ["club"]
    assert list(run(TRANSFER_MEMBER, by=cast.hoa, data=data).errors) == ["membership"]


def test_a_death_ends_every_membership_and_nobody_comes_back(cast: Cast) -> None:
    member = make_member(cast.club)
    Membership.objects.create(person=member.person, club=cast.other_club, from_on=date(2019, 1, 1))
    roll_months_forward(date(2024, 3, 31))
    data = {"person": member.person_id, "died_on": "10/02/2024"}
    assert run(RECORD_DEATH, by=cast.lan, data=data).status == "done"
    rows = Membership.objects.values_list("until_on", "leaving_reason")
    assert list(rows) == [(date(2024, 2, 10), "DIED")] * 2
    assert Act.objects.get().data == {"person": str(member.person_id)}
    assert list(run(RECORD_DEATH, by=cast.lan, data=data).errors) == ["person"]
    back = {"person": member.person_id, "club": cast.club.pk, "from_on": "01/03/2024"}
    assert list(run(JOIN_AGAIN, by=cast.lan, data=back).errors) == ["person"]
    assert list(months_equal_their_members()) == []
    assert run(TAKE_BACK_DEATH, by=cast.lan, data={"person": member.person_id}).status == "done"
    assert list(Membership.objects.values_list("until_on", "leaving_reason")) == [(None, "")] * 2
    member.person.refresh_from_db()
    assert member.person.died_on is None
    assert list(months_equal_their_members()) == []
    assert list(run(TAKE_BACK_DEATH, by=cast.lan, data={"person": member.person_id}).errors) == ["person"]


def test_leaving_by_death_is_a_death(cast: Cast) -> None:
    member = make_member(cast.club)
    data = {"membership": member.pk, "until_on": "10/02/2024", "leaving_reason": "DIED"}
    assert run(END_MEMBERSHIP, by=cast.lan, data=data).status == "done"
    member.person.refresh_from_db()
    assert member.person.died_on == date(2024, 2, 10)
    moved = {**data, "until_on": "11/02/2024", "leaving_reason": "MOVED"}
    for changes, died_on in (({"until_on": "12/02/2024"}, date(2024, 2, 12)), (moved, None), ({}, date(2024, 2, 10))):
        assert run(CORRECT_LEAVING, by=cast.lan, data={**data, **changes}).status == "done"
        member.person.refresh_from_db()
        assert member.person.died_on == died_on
    assert run(CORRECT_LEAVING, by=cast.lan, data={"membership": member.pk}).status == "done"
    assert list(Membership.objects.values_list("until_on", "leaving_reason")) == [(None, "")]


@pytest.mark.parametrize("day", ["01/01/1950", "01/01/2017", "01/01/2099"])
def test_a_day_of_death_that_cannot_be(cast: Cast, day: str) -> None:
    member = make_member(cast.club)
    outcome = run(RECORD_DEATH, by=cast.lan, data={"person": member.person_id, "died_on": day})
    assert list(outcome.errors) == ["died_on"]
    member.person.refresh_from_db()
    assert member.person.died_on is None


def test_who_may_not(cast: Cast) -> None:
    member = make_member(cast.club)
    data = {"person": member.person_id, "died_on": "10/02/2024"}
    assert list(run(RECORD_DEATH, by=cast.hoa, data=data).errors) == ["person"]
    with pytest.raises(PermissionDenied):
        run(RECORD_DEATH, by=cast.hoi, data=data)

"""A club is founded, put right, and its status kept with days."""

import uuid
from datetime import date

import pytest

from clb.clubs.commands import CORRECT_CLUB, FOUND_CLUB, SET_STATUS
from clb.clubs.models import Club, ClubStatus
from clb.kernel.commands import Outcome, run
from conftest import Cast


def found(cast: Cast, by: object = None, **changes: object) -> Outcome:
    data = {"name": "CLB Bình Minh", "parent": "C1", "founded_on": "01/03/2026", **changes}
    return run(FOUND_CLUB, by=by or cast.dung, data=data)


def test_a_club_is_active_from_its_founding_day_and_stands_under_its_commune(cast: Cast) -> None:
    club = found(cast).result
    assert list(club.statuses.values_list("status", "from_on", "until_on")) == [("ACTIVE", date(2026, 3, 1), None)]
    assert Club.objects.under(cast.xa.links_down.values("below")).filter(pk=club.pk).exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "clb  một"}, "name"),
        ({"parent": "C9"}, "parent"),
        ({"parent": "vn"}, "parent"),
        ({"founded_on": "31/02/2026"}, "founded_on"),
        ({"founded_on": "01/01/2099"}, "founded_on"),
        ({"founded_on": "01/01/2015"}, "parent"),
    ],
)
def test_a_bad_line_is_refused_beside_its_field(cast: Cast, changes: dict[str, object], field: str) -> None:
    outcome = found(cast, **changes)
    assert (outcome.status, list(outcome.errors), Club.objects.count()) == ("rejected", [field], 2)


def test_only_those_who_lead_may_found(cast: Cast) -> None:
    for user, parent in ((cast.tai, "C1"), (cast.lan, "C1"), (cast.xuan, "C2")):
        assert list(found(cast, by=user, parent=parent).errors) == ["parent"]
    assert Club.objects.count() == 2


def test_a_second_click_founds_one_club(cast: Cast) -> None:
    act = uuid.uuid4()
    data = {"name": "CLB Bình Minh", "parent": "C1", "founded_on": "01/03/2026"}
    told = [run(FOUND_CLUB, by=cast.dung, data=data, id=act).status for _ in range(2)]
    assert (told, Club.objects.count()) == (["done", "already"], 3)


def test_statuses_follow_one_another_without_gap(cast: Cast) -> None:
    data = {"club": cast.club.pk, "status": "WEAK", "from_on": "01/06/2026", "reason": "ít người"}
    assert run(SET_STATUS, by=cast.dung, data=data).status == "done"
    rows = ClubStatus.objects.filter(club=cast.club).order_by("from_on").values_list("status", "from_on", "until_on")
    assert list(rows) == [
        ("ACTIVE", date(2018, 3, 1), date(2026, 5, 31)),
        ("WEAK", date(2026, 6, 1), None),
    ]
    early = {**data, "status": "ACTIVE", "from_on": "01/05/2026"}
    assert run(SET_STATUS, by=cast.dung, data=early).status == "rejected"


def test_the_next_club_is_not_seen(cast: Cast) -> None:
    assert list(Club.objects.visible_to(cast.lan)) == [cast.club]
    assert list(Club.objects.visible_to(cast.khach)) == []
    data = {"club": cast.other_club.pk, "name": "CLB Của Tôi"}
    assert list(run(CORRECT_CLUB, by=cast.xuan, data=data).errors) == ["club"]

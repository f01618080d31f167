"""Who reaches what: own unit, below, beside, above, and through time."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from clb.access.models import Assignment
from clb.access.roles import Role
from clb.clubs.models import Club
from clb.places.services import end_unit, found_unit, give_rights_to_heirs, move_unit
from conftest import Cast, make_user


def test_a_right_reaches_down_and_never_up_or_aside(cast: Cast) -> None:
    assert [cast.xuan.may("members.add_member", u) for u in (cast.xa, cast.club.unit, cast.xb, cast.province)] == [
        True,
        True,
        False,
        False,
    ]


def test_a_role_without_the_verb_reaches_nothing(cast: Cast) -> None:
    assert not cast.tai.may("members.read", cast.club.unit)
    assert cast.tai.may("clubs.read", cast.club.unit)


def test_no_role_no_right(cast: Cast) -> None:
    assert not cast.khach.may_anywhere("places.read")
    assert list(Club.objects.visible_to(cast.khach)) == []


def test_an_office_counts_only_within_its_days(cast: Cast) -> None:
    today = timezone.localdate()
    Assignment.objects.filter(user=cast.xuan).update(until_on=today - timedelta(days=1))
    assert not cast.xuan.may("clubs.read", cast.xa)
    Assignment.objects.filter(user=cast.xuan).update(until_on=today)
    assert cast.xuan.may("clubs.read", cast.xa)


def test_lists_hold_what_is_below_and_nothing_else(cast: Cast) -> None:
    assert list(Club.objects.visible_to(cast.xuan)) == [cast.club]
    assert list(Club.objects.visible_to(cast.hoa)) == [cast.other_club]
    assert set(Club.objects.visible_to(cast.dung)) == {cast.club, cast.other_club}


@pytest.fixture
def merged(cast: Cast) -> tuple[Cast, object]:
    """On 1/7/2025 commune xa went whole into a new commune; its club moved along."""
    day = date(2025, 7, 1)
    new = found_unit(key="N1", level="COMMUNE", name="Xã Mới", parent=cast.province, from_on=day, code="90001")
    move_unit(cast.club.unit, new, on=day)
    end_unit(cast.xa, last_day=day - timedelta(days=1))
    give_rights_to_heirs(cast.xa, [new], from_on=day)
    return cast, new


def test_an_officer_of_an_ended_unit_still_reaches_what_lay_under_it(merged) -> None:  # type: ignore[no-untyped-def]
    cast, new = merged
    assert cast.xuan.may("members.read", cast.club.unit)
    assert not cast.xuan.may("members.read", new)
    assert not cast.xuan.may("members.read", cast.other_club.unit)


def test_the_officer_of_the_heir_reaches_the_club_and_the_ended_unit(merged) -> None:  # type: ignore[no-untyped-def]
    cast, new = merged
    officer = make_user("moi", Role.COMMUNE, new)
    assert officer.may("members.read", cast.club.unit)
    assert officer.may("plans.read", cast.xa)
    assert not officer.may("members.read", cast.other_club.unit)


def test_a_token_narrows(cast: Cast) -> None:
    cast.xuan.narrowed_to = frozenset({"clubs.read"})
    assert cast.xuan.may("clubs.read", cast.xa)
    assert not cast.xuan.may("members.add_member", cast.xa)
    assert not cast.xuan.may_anywhere("members.read")

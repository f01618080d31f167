"""Whom a club helped: named, counted once while in hardship, and told by the indicator as counted by hand."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from clb.kernel.commands import Outcome, run
from clb.kernel.models import Act
from clb.meetings.commands import CORRECT_ACTIVITY, NAME_HELPED, RECORD_ACTIVITY
from clb.meetings.models import Activity, HelpedMember
from clb.meetings.tests.made import make_meeting
from clb.members.commands import MERGE_PEOPLE
from clb.members.models import HouseholdClass, Membership
from clb.plans.indicators.registry import Ask, indicators
from conftest import Cast, make_member

FIRST, LAST = date(2026, 1, 1), date(2026, 10, 31)


def record(cast: Cast, day: str, helped: list[Membership], **more: Any) -> Outcome:
    data = {"club": cast.club.pk, "area": "4", "happened_on": day, "what": "Góp gạo giúp nhau", "people": "9"}
    return run(RECORD_ACTIVITY, by=cast.lan, data={**data, "helped": [m.pk for m in helped], **more})


def name(by: Any, activity: Activity, *helped: Membership, act: uuid.UUID | None = None) -> Outcome:
    return run(NAME_HELPED, by=by, data={"activity": activity.pk, "helped": [m.pk for m in helped]}, id=act)


def test_a_member_in_hardship_counts_once_and_only_while_in_hardship(cast: Cast) -> None:
    poor = make_member(cast.club, "Bà Nghèo", household_class="POOR")
    near = make_member(cast.club, "Ông Cận", household_class="NEAR_POOR")
    hard = make_member(cast.club, "Bà Neo", household_class="HARDSHIP")
    well = make_member(cast.club, "Ông Khá")
    risen = make_member(cast.club, "Bà Thoát", household_class="POOR")
    HouseholdClass.objects.filter(person=risen.person).update(until_on=date(2026, 5, 9))
    other = make_member(cast.other_club, "Bà Bên", household_class="POOR")
    assert record(cast, "10/12/2025", [poor]).status == "done"  # the year before
    assert record(cast, "10/02/2026", [poor, well]).status == "done"
    assert record(cast, "10/04/2026", [poor, near]).status == "done"
    assert record(cast, "10/05/2026", [risen, hard]).status == "done"  # a day after she ceased to be poor
    visit = Activity.objects.create(
        club=cast.other_club, area=3, happened_on=date(2026, 6, 1), what="Thăm bà Bên", people=2
    )
    HelpedMember.objects.create(activity=visit, membership=other)
    one = indicators()["members.helped"]
    # By hand: poor, near, hard of the club, and other of the next one.
    ask = Ask(cast.province, LAST, FIRST, date(2026, 12, 31))
    assert one.value(ask).numerator == 4
    assert one.by_club is not None
    assert one.by_club(ask) == {cast.club.pk: (3, 0), cast.other_club.pk: (1, 0)}
    assert set(one.records(ask, "tu")) == {poor, near, hard, other}
    days = [date(2026, 1, 31), date(2026, 2, 28), date(2026, 4, 30), date(2026, 5, 31), date(2026, 6, 30)]
    assert [v.numerator for v in one.series(ask, days)] == [0, 1, 2, 3, 4]
    assert one.value(Ask(cast.xa, LAST, FIRST, LAST)).numerator == 3
    assert one.value(Ask(cast.xa, date(2025, 12, 31), date(2025, 1, 1), date(2025, 12, 31))).numerator == 1


def test_two_records_of_one_person_are_one_person(cast: Cast) -> None:
    pair = [make_member(cast.club, "Bà Hai Lần", household_class="POOR") for _n in range(2)]
    assert record(cast, "10/02/2026", pair).status == "done"
    ask = Ask(cast.xa, LAST, FIRST, LAST)
    assert indicators()["members.helped"].value(ask).numerator == 2
    linked = {"kept": pair[0].person_id, "twin": pair[1].person_id}
    kept = run(MERGE_PEOPLE, by=cast.lan, data=linked)
    assert kept.status == "done", kept.errors
    assert indicators()["members.helped"].value(Ask(cast.xa, LAST, FIRST, LAST)).numerator == 1


def test_who_was_helped_was_a_member_of_this_club_on_that_day(cast: Cast) -> None:
    gone, new = make_member(cast.club, until_on=date(2026, 2, 9)), make_member(cast.club, from_on=date(2026, 2, 11))
    stranger, here = make_member(cast.other_club), make_member(cast.club)
    for wrong in (gone, new, stranger):
        assert list(record(cast, "10/02/2026", [here, wrong]).errors) == ["helped"]
    assert (Activity.objects.count(), HelpedMember.objects.count()) == (0, 0)
    made = record(cast, "10/02/2026", [here]).result
    assert list(name(cast.lan, made, gone).errors) == ["helped"]
    moved = {"activity": made.pk, "area": "4", "happened_on": "12/02/2026", "what": "Góp gạo", "people": "9"}
    assert list(run(CORRECT_ACTIVITY, by=cast.lan, data=moved | {"helped": [gone.pk]}).errors) == ["helped"]
    made.refresh_from_db()
    assert made.happened_on == date(2026, 2, 10)
    assert run(CORRECT_ACTIVITY, by=cast.lan, data=moved | {"helped": [here.pk, new.pk]}).status == "done"
    assert set(made.helped.values_list("membership", flat=True)) == {here.pk, new.pk}
    assert "helped" in Act.objects.get(command="meetings.correct_activity").data


def test_named_for_what_follows_from_a_meeting_by_whom_and_once(cast: Cast) -> None:
    lady, man = make_member(cast.club), make_member(cast.club)
    meeting = make_meeting(cast.club, date(2026, 3, 5))
    told = {"area": 4, "happened_on": date(2026, 3, 5), "what": "Giúp hộ neo đơn", "people": 20}
    derived = Activity.objects.create(club=cast.club, meeting=meeting, derived_from="SELF_HELP", **told)
    act = uuid.uuid4()
    assert [name(cast.lan, derived, lady, man, act=act).status for _n in range(2)] == ["done", "already"]
    assert name(cast.binh, derived, lady).status == "done"
    assert list(derived.helped.values_list("membership", flat=True)) == [lady.pk]
    assert list(name(cast.hoa, derived).errors) == ["activity"]
    with pytest.raises(PermissionDenied):
        name(cast.hoi, derived, lady)
    client = Client()
    client.force_login(cast.lan)
    page = client.get(reverse("meetings:name_helped", args=[derived.pk])).content.decode()
    assert page.count("checked") == 1 and "được giúp đỡ" in page
    assert (
        "Đã ghi 1 thành viên được giúp đỡ"
        in client.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()
    )
    assert lady.person.full_name in client.get(reverse("meetings:activity", args=[derived.pk])).content.decode()
    client.force_login(cast.hoa)
    assert client.get(reverse("meetings:name_helped", args=[derived.pk])).status_code == 404
    assert name(cast.lan, derived).status == "done"
    assert derived.helped.count() == 0

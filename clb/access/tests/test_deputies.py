"""Who stands in for whom, and that no office is had by a way round: by oneself, sideways, or out of time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clb.access.commands import END_ASSIGNMENT, END_DEPUTY, NAME_DEPUTY
from clb.access.models import Assignment, User
from clb.access.queries import appointable, in_whose_stead, may_appoint
from clb.access.roles import APPOINTS, Role
from clb.kernel.commands import Outcome, run
from conftest import BEGIN, Cast, make_user

TODAY = timezone.localdate()
WEEK = TODAY + timedelta(days=7)


def name(by: User, of: User, whom: str, first: Any = TODAY, last: Any = WEEK) -> Outcome:
    data = {"assignment": of.assignments.get(stands_in_for=None).pk, "username": whom}
    return run(NAME_DEPUTY, by=by, data={**data, "from_on": f"{first:%d/%m/%Y}", "until_on": f"{last:%d/%m/%Y}"})


def test_a_deputy_may_what_the_holder_may_for_those_days_and_then_no_more(cast: Cast) -> None:
    lan, khach, club = cast.lan, cast.khach, cast.club.unit
    assert name(lan, lan, "Khach").status == "done"
    assert (khach.may("fund.spend_money", club), khach.may("fund.spend_money", cast.other_club.unit)) == (True, False)
    deputy = khach.assignments.get()
    assert (deputy.stands_in_for, deputy.shown) == (
        lan.assignments.get(),
        "Thủ quỹ, kế toán câu lạc bộ (thay mặt lan)",
    )
    client = Client()
    client.force_login(khach, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "thay mặt lan" in client.get(reverse("access_deputies")).content.decode()
    assert khach.reach("fund.spend_money", WEEK).exists()
    assert not khach.reach("fund.spend_money", WEEK + timedelta(days=1)).exists()
    assert lan.may("fund.spend_money", club)
    stead = in_whose_stead([khach.pk, lan.pk])
    assert [stead(khach.pk, "fund.read", day) for day in (TODAY, WEEK + timedelta(days=1))] == ["lan", ""]
    assert (stead(lan.pk, "fund.read", TODAY), stead(khach.pk, "places.record_event", TODAY)) == ("", "")


def test_a_deputy_hands_nothing_on(cast: Cast) -> None:
    assert name(cast.dung, cast.xuan, "khach").status == "done"
    khach = User.objects.get(username="khach")
    assert khach.may("clubs.found_club", cast.xa)
    assert (may_appoint(khach, Role.CHAIR, cast.club.unit, TODAY), appointable(khach, TODAY)) == (False, [])
    data = {"assignment": khach.assignments.get().pk, "username": "hoa"}
    days = {"from_on": f"{TODAY:%d/%m/%Y}", "until_on": f"{TODAY:%d/%m/%Y}"}
    assert "assignment" in run(NAME_DEPUTY, by=khach, data={**data, **days}).errors
    assert name(khach, cast.lan, "hoa").status == "rejected"


def test_days_that_are_past_or_beyond_the_holders_own_are_refused(cast: Cast) -> None:
    lan = cast.lan
    assert "from_on" in name(lan, lan, "khach", TODAY - timedelta(days=1)).errors
    assert "from_on" in name(lan, lan, "khach", WEEK, TODAY).errors
    lan.assignments.update(until_on=TODAY + timedelta(days=3))
    assert "until_on" in name(lan, lan, "khach").errors
    assert name(lan, lan, "khach", last=TODAY + timedelta(days=3)).status == "done"
    for whom in ("lan", "khong-co", "khach"):
        assert "username" in name(lan, lan, whom, last=TODAY + timedelta(days=3)).errors, whom
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.update(stands_in_for=lan.assignments.get(), until_on=None)


def test_whoever_may_not_give_the_office_names_nobody_for_it(cast: Cast) -> None:
    for by in (cast.hoa, cast.binh, cast.tai):
        assert name(by, cast.lan, "khach").status == "rejected"
    assert name(cast.xuan, cast.lan, "khach").status == "done"


def test_the_office_ends_for_both_and_the_deputy_ends_at_once(cast: Cast) -> None:
    lan, khach, club = cast.lan, cast.khach, cast.club.unit
    name(lan, lan, "khach")
    deputy = khach.assignments.get()
    assert run(END_DEPUTY, by=cast.hoa, data={"deputy": deputy.pk}).status == "rejected"
    assert run(END_DEPUTY, by=lan, data={"deputy": deputy.pk}).status == "done"
    assert not khach.may("fund.read", club)
    name(lan, lan, "khach")
    name(lan, lan, "hoa", WEEK, WEEK)
    until = {"assignment": lan.assignments.get().pk, "until_on": f"{TODAY:%d/%m/%Y}"}
    assert run(END_ASSIGNMENT, by=cast.xuan, data=until).status == "done"
    assert [a.until_on for a in Assignment.objects.filter(stands_in_for__isnull=False)] == [TODAY]


def test_no_office_is_given_upwards_sideways_or_at_a_level_where_it_reaches_further(cast: Cast) -> None:
    dung, xuan = cast.dung, cast.xuan
    # The province's office sees no names; a commune's office held at the province would.
    assert not may_appoint(dung, Role.COMMUNE, cast.province, TODAY)
    assert may_appoint(dung, Role.COMMUNE, cast.xa, TODAY)
    assert not may_appoint(dung, Role.TREASURER, cast.xa, TODAY)
    assert not may_appoint(dung, Role.SYSTEM, cast.province, TODAY)
    assert not may_appoint(dung, Role.GOVERNMENT, cast.beside, TODAY)
    assert not may_appoint(dung, Role.GOVERNMENT, cast.nation, TODAY)
    for role in Role:
        assert may_appoint(xuan, role, cast.xa, TODAY) == (
            role in APPOINTS[Role.COMMUNE] and role not in ("CHAIR", "TREASURER")
        )
        assert not may_appoint(xuan, role, cast.other_club.unit, TODAY)
    assert may_appoint(xuan, Role.CHAIR, cast.club.unit, TODAY)


def test_an_office_of_the_past_or_of_days_to_come_gives_nothing_today(cast: Cast) -> None:
    past = make_user("cu")
    Assignment.objects.create(
        user=past, role=Role.TREASURER, unit=cast.club.unit, from_on=BEGIN, until_on=TODAY - timedelta(1)
    )
    Assignment.objects.create(user=past, role=Role.TREASURER, unit=cast.other_club.unit, from_on=WEEK)
    assert not past.may_anywhere("fund.read") and past.rights_anywhere() == frozenset()

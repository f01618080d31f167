"""Phones that send at the very same moment."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django.db import transaction

from clb.care.models import CareVisit, DangerAlert
from clb.care.tests.sample import make_home
from clb.fund.models import Receipt
from clb.health.models import HealthCheck, Referral
from clb.kernel.models import Act
from clb.kernel.tests.at_once import at_once
from clb.ledger.queries import broken_chains
from clb.phone.models import ParkedRow, PhoneLane, ToldMessage
from clb.phone.tests.made import TestPhone, fee, lend, repayment
from conftest import make_cast, make_user


def test_one_instalment_from_phones_at_the_same_moment_is_taken_once(committed: None) -> None:
    with transaction.atomic():
        cast = make_cast()
        member, loan = lend(cast)
        users = [cast.lan, *(make_user(f"thu-quy-{n}", "TREASURER", cast.club.unit) for n in range(3))]
        phones = [TestPhone(user) for user in users]
    rows = [[repayment(phone, loan), fee(phone, member)] for phone in phones]
    answers = at_once(*[partial(phones[i].statuses, rows[i]) for i in range(4)])
    assert sorted(repaid for repaid, _fee in answers) == ["done", "parked", "parked", "parked"]
    assert sorted(paid for _repaid, paid in answers) == ["done", "parked", "parked", "parked"]
    assert Receipt.objects.filter(kind__in=["REPAYMENT", "FEE"]).count() == 2
    assert (ParkedRow.objects.count(), list(broken_chains())) == (6, [])
    assert ToldMessage.objects.filter(kind="CLASH").count() >= 2


def test_one_outbox_sent_three_times_at_the_same_moment_is_done_once(committed: None) -> None:
    with transaction.atomic():
        cast = make_cast()
        member, loan = lend(cast)
        phone = TestPhone(cast.lan)
    rows = [repayment(phone, loan, 1_000 + n) for n in range(5)] + [fee(phone, member)]
    rows.append(repayment(phone, loan, 90_000_000))
    answers: list[Any] = at_once(*[lambda: phone.statuses(rows)] * 3)
    for column in range(6):
        assert sorted(answer[column] for answer in answers) == ["already", "already", "done"]
    assert [answer[6] for answer in answers] == ["parked"] * 3
    assert Act.objects.filter(channel="phone").count() == 6
    assert (ParkedRow.objects.count(), PhoneLane.objects.get().come_until) == (1, 7)


def test_readings_of_one_person_from_phones_at_the_same_moment_are_asked_about(committed: None) -> None:
    """One is taken and opens the only referral; each other is asked whether it adds to it or corrects it."""
    with transaction.atomic():
        cast = make_cast()
        home = make_home(cast)
        users = [cast.lan, *(make_user(f"thu-quy-{n}", "TREASURER", cast.club.unit) for n in range(2))]
        phones = [TestPhone(user) for user in users]
        volunteer = TestPhone(home.user)
    told = {"club": cast.club.pk, "person": home.client.person_id, "place": "HOME", "measured_on": "2026-03-02"}
    told |= {"diastolic_mmhg": 121, "referral": "OPEN", "is_sure": True}
    rows = [[phone.row("health.record_check", told | {"systolic_mmhg": 190 + n})] for n, phone in enumerate(phones)]
    day = date(2026, 3, 2)
    visits = [volunteer.row("care.record_visit", home.told(day, dangers=["FALL"], minutes=n + 5)) for n in range(3)]
    calls = [partial(phone.statuses, row) for phone, row in zip(phones, rows, strict=True)]
    *answers, first, again = at_once(*calls, *[partial(volunteer.statuses, visits)] * 2)
    assert sorted(status for (status,) in answers) == ["done", "parked", "parked"]
    assert sorted([first, again]) == [["already"] * 3, ["done"] * 3]
    assert (HealthCheck.objects.count(), CareVisit.objects.count(), DangerAlert.objects.count()) == (1, 3, 3)
    assert Referral.objects.count() == 1

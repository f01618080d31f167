"""Phones that send at the very same moment."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction

from clb.fund.models import Receipt
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

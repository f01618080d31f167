"""Many acts in one call: each has its own answer, one refusal leaves the rest, sent again nothing is done twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from clb.access.commands import MAKE_TOKEN
from clb.access.models import User
from clb.fund.models import Receipt
from clb.fund.services import Deal, receive_start_fund, record_deals
from clb.kernel.commands import run
from clb.kernel.models import Act
from clb.kernel.tests.at_once import at_once
from clb.ledger.queries import balance_vnd, broken_chains
from conftest import Cast, make_cast, make_member

URL = "/api/v1/commands"
Acts = list[dict[str, Any]]


def bearer(user: User, *rights: str) -> dict[str, str]:
    until = (timezone.localdate() + timedelta(days=9)).isoformat()
    made = run(MAKE_TOKEN, by=user, data={"name": "thử", "rights": list(rights), "expires_on": until})
    return {"HTTP_AUTHORIZATION": f"Bearer {made.result.secret}"}


def send(acts: Any, headers: dict[str, str]) -> tuple[int, Any]:
    answer = Client().post(URL, {"acts": acts}, content_type="application/json", **headers)
    return answer.status_code, answer.json()


def told(answer: tuple[int, Any]) -> list[str]:
    assert answer[0] == 200, answer
    return [one["status"] for one in answer[1]["answers"]]


def act(command: str, **data: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "command": command, "data": {k: str(v) for k, v in data.items()}}


def a_loan(cast: Cast) -> Any:
    day = timezone.localdate() - timedelta(days=40)
    receive_start_fund(by=cast.lan, club=cast.club, amount_vnd=9_000, source="SOCIAL", received_on=day)
    deal = Deal(
        "0", "LOAN", "INCOME", 1_000, person=make_member(cast.club, "Bà Tư").person, months=6, rate_percent_year=0
    )
    return record_deals(by=cast.lan, club=cast.club, on=day, deals=[deal])["0"].loan


@pytest.fixture
def sender(cast: Cast) -> dict[str, str]:
    return bearer(cast.lan, "fund.repay_loan", "fund.receive_fee", "fund.receive_gift", "fund.read", "members.read")


def mixed(cast: Cast, loan: Any) -> Acts:
    day = timezone.localdate()
    pay = {"loan": loan.pk, "paid_on": day}
    gift = act("fund.receive_gift", club=cast.club.pk, amount_vnd=5, source="SOCIAL", received_on=day, fund="INCOME")
    return [
        act("fund.repay_loan", **pay, amount_vnd=600),
        act("fund.repay_loan", **pay, amount_vnd=600),
        act("fund.repay_loan", **pay, amount_vnd=400),
        gift,
        act("fund.repay_loan", **pay, interest_vnd=3),
        act("fund.receive_fee", club=cast.club.pk, amount_vnd=0, received_on=day, fund="INCOME", person=loan.person_id),
        act("fund.khong_co"),
        act("fund.repay_loan", **pay, amount_vnd=1, khong_co="x"),
        act("fund.receive_start_fund", club=cast.club.pk, amount_vnd=5, source="SOCIAL", received_on=day),
    ]


def test_each_has_its_answer_and_a_refusal_leaves_the_rest(cast: Cast, sender: dict[str, str]) -> None:
    loan = a_loan(cast)
    acts = mixed(cast, loan)
    code, body = send(acts, sender)
    assert (code, [one["id"] for one in body["answers"]]) == (200, [one["id"] for one in acts])
    statuses = ["done", "rejected", "done", "done", "done", "rejected", "rejected", "rejected", "rejected"]
    assert [one["status"] for one in body["answers"]] == statuses
    errors = [one["errors"] for one in body["answers"]]
    assert errors[1] == {"amount_vnd": ["Khoản vay này chỉ còn nợ 400 đồng."]}
    assert (list(errors[5]), errors[6], list(errors[7])) == (
        ["amount_vnd", "for_month"],
        {"command": ["Không có lệnh này."]},
        ["khong_co"],
    )
    assert errors[8] == {"__all__": ["Bạn không có quyền làm việc này tại đơn vị này."]}
    assert (balance_vnd(loan.account), Receipt.objects.filter(loan=loan).count()) == (0, 4)
    assert {one.channel for one in Act.objects.exclude(command="access.make_token")} == {"api"}


def test_ten_sendings_are_as_one(cast: Cast, sender: dict[str, str]) -> None:
    acts = mixed(cast, a_loan(cast))
    first = send(acts, sender)
    done = Receipt.objects.count(), Act.objects.count()
    for _time in range(9):
        again = send(acts, sender)
        assert told(again) == ["already" if status == "done" else status for status in told(first)]
        assert [one["result"] for one in again[1]["answers"]] == [one["result"] for one in first[1]["answers"]]
    assert (Receipt.objects.count(), Act.objects.count()) == done


def test_an_id_that_comes_twice_in_one_call_is_done_once(cast: Cast, sender: dict[str, str]) -> None:
    one = act("fund.repay_loan", loan=a_loan(cast).pk, paid_on=timezone.localdate(), amount_vnd=100)
    assert told(send([one, one, {**one, "command": "fund.receive_fee"}], sender)) == ["done", "already", "rejected"]
    assert Receipt.objects.filter(kind="REPAYMENT").count() == 1


def test_a_stranger_and_a_neighbour_change_nothing(cast: Cast) -> None:
    acts = mixed(cast, a_loan(cast))[:4]
    before = Receipt.objects.count()
    assert send(acts, {})[0] == 401
    headers = bearer(cast.hoa, "fund.repay_loan", "fund.receive_gift", "fund.read", "members.read")
    assert told(send(acts, headers)) == ["rejected"] * 4
    narrow = bearer(cast.lan, "fund.read")
    assert told(send(acts, narrow)) == ["rejected"] * 4
    assert Receipt.objects.count() == before


def test_more_than_five_hundred_are_refused_whole(cast: Cast, sender: dict[str, str]) -> None:
    code, body = send([act("fund.khong_co")] * 501, sender)
    assert (code, body["faults"]) == (400, [{"where": "body.body.acts", "what": "Nhiều nhất 500 mục một lần gửi."}])
    assert told(send([act("fund.khong_co") for _n in range(500)], sender)) == ["rejected"] * 500
    assert send([], sender)[1] == {"answers": []}
    assert send([{"id": "x"}], sender)[0] == 400


def test_the_same_batch_at_the_same_moment_is_done_once(committed: None) -> None:
    with transaction.atomic():
        cast = make_cast()
        loan = a_loan(cast)
    headers = bearer(cast.lan, "fund.repay_loan", "fund.read")
    acts = [act("fund.repay_loan", loan=loan.pk, paid_on=timezone.localdate(), amount_vnd=100) for _n in range(6)]
    answers = at_once(*[lambda: send(acts, headers)] * 3)
    assert sorted(told(answer)[0] for answer in answers) == ["already", "already", "done"]
    assert (balance_vnd(loan.account), list(broken_chains())) == (400, [])
    assert Act.objects.filter(pk__in=[UUID(one["id"]) for one in acts]).count() == 6

"""Fees and repayments by the hundred: what comes of them is what would have come of each alone, in the same order."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

import pytest

from clb.fund.commands import RECEIVE_FEE, REPAY_LOAN
from clb.fund.models import Loan, Receipt
from clb.fund.queries import cash_of
from clb.fund.services import Deal, receive_start_fund, record_deals
from clb.fund.services.books import lock_books
from clb.kernel.batches import Row, run_rows
from clb.kernel.commands import Command, run
from clb.kernel.models import Act
from clb.ledger.models import Account, Entry
from clb.ledger.queries import balances_vnd, broken_chains
from clb.ledger.services import close_book
from clb.members.models import Person
from clb.places.models import Unit
from clb.places.services import found_unit
from conftest import Cast, make_club, make_member, make_user

LENT_ON, PAID_ON = date(2026, 1, 5), date(2026, 3, 9)
Sent = list[tuple[Command, Row]]


class Place:
    """Two clubs of a commune, the income book of the second closed for January; each has lent to two of its people."""

    def __init__(self, cast: Cast, name: str) -> None:
        self.name = name
        commune = found_unit(key=name, level="COMMUNE", name=name, parent=cast.province, from_on=date(2016, 1, 1))
        self.clubs = [make_club(commune, f"CLB {n}") for n in range(2)]
        self.by = make_user(f"u{name}", "TREASURER", commune)
        self.people: list[list[Person]] = []
        self.loans: list[Loan] = []
        for club in self.clubs:
            people = [make_member(club, f"Bà {n}").person for n in range(2)]
            receive_start_fund(by=cast.lan, club=club, amount_vnd=10_000, source="SOCIAL", received_on=LENT_ON)
            terms: dict[str, Any] = {"months": 6, "rate_percent_year": Decimal(6)}
            deals = [Deal(f"{n}", "LOAN", "INCOME", 1_000, person=p, **terms) for n, p in enumerate(people)]
            done = record_deals(by=cast.lan, club=club, on=LENT_ON, deals=deals)
            self.loans += [receipt.loan for receipt in done.values() if receipt.loan]
            self.people.append(people)
        close_book(lock_books(self.clubs[1], ["INCOME"])["INCOME"], until_on=date(2026, 1, 31))

    def told(self) -> list[Any]:
        """Everything that the books and slips say, without the ids that differ by place."""
        receipts = Receipt.objects.filter(club__in=self.clubs).order_by("entry__book", "entry__number")
        slips = receipts.values_list(
            "club__name", "kind", "fund", "person__full_name", "loan__number", "amount_vnd", "interest_vnd",
            "for_month", "entry__happened_on", "entry__number",
        )  # fmt: skip
        accounts = Account.objects.filter(book__club_book__club__in=self.clubs)
        held = balances_vnd(accounts)
        named = sorted((a.book.name.split(" clb")[0], a.code, held[a.pk]) for a in accounts.select_related("book"))
        return [list(slips), named]


def a_batch(place: Place, seed: int) -> Sent:
    """Right and wrong alike: too much, a stranger, an impossible day, a closed day, nothing at all, another's club."""
    chance = random.Random(seed)
    sent: Sent = []
    for n in range(chance.randint(5, 40)):
        key = uuid5(UUID(int=seed), f"{place.name} {n}")
        club_n = chance.randrange(2)
        day = chance.choice([PAID_ON, PAID_ON, PAID_ON + timedelta(days=chance.randint(-60, 9)), date(2090, 1, 1)])
        vnd = chance.choice([0, -5, 10, 100, 400, 900])
        if chance.random() < 0.6:
            data = {"loan": place.loans[chance.randrange(4)].pk, "amount_vnd": vnd, "paid_on": day}
            sent.append((REPAY_LOAN, Row(key, data | {"interest_vnd": chance.choice(["", 7])})))
        else:
            person = chance.choice(place.people[chance.choice([club_n, club_n, 1 - club_n])])
            data = {"club": place.clubs[club_n].pk, "person": person.pk, "amount_vnd": vnd, "received_on": day}
            more = {"for_month": chance.choice(["", "3/2026"]), "fund": chance.choice(["OPERATING", "INCOME", "X"])}
            sent.append((RECEIVE_FEE, Row(key, data | more)))
    return sorted(sent, key=lambda one: one[0].name) if chance.random() < 0.5 else sent


def together(by: Any, sent: Sent) -> list[Any]:
    found: list[Any] = []
    for command in (REPAY_LOAN, RECEIVE_FEE):
        rows = [row for one, row in sent if one is command]
        found += [(o.status, o.errors) for o in run_rows(command, by=by, rows=rows, channel="api")]
    return found


def one_by_one(by: Any, sent: Sent) -> list[Any]:
    found: list[Any] = []
    for command in (REPAY_LOAN, RECEIVE_FEE):
        outcomes = [run(command, by=by, data=row.data, id=row.id) for one, row in sent if one is command]
        found += [(o.status, o.errors) for o in outcomes]
    return found


@pytest.mark.parametrize("seed", range(6))
def test_many_together_are_as_many_alone_and_ten_sendings_as_one(cast: Cast, seed: int) -> None:
    whole, each = Place(cast, "BULK"), Place(cast, "EACH")
    sent = a_batch(whole, seed)
    first = together(whole.by, sent)
    assert first == one_by_one(each.by, a_batch(each, seed))
    assert whole.told() == each.told()
    assert Act.objects.filter(by=whole.by).count() == Act.objects.filter(by=each.by).count()
    kept = (whole.told(), Entry.objects.count(), Act.objects.count())
    for _time in range(1 if seed else 10):
        again = together(whole.by, sent)
        assert [status for status, _e in again] == ["already" if s == "done" else s for s, _e in first]
    assert (whole.told(), Entry.objects.count(), Act.objects.count()) == kept
    assert list(broken_chains()) == []


def test_the_seeds_hold_every_kind_of_outcome(cast: Cast) -> None:
    place = Place(cast, "ALL")
    told = [str(one) for seed in range(6) for one in together(place.by, a_batch(place, seed))]
    for words in (
        "done",
        "chỉ còn nợ",
        "không còn nợ",
        "tương lai",
        "đã khóa sổ",
        "Hãy ghi tiền gốc",
        "amount_vnd",
        "person",
        "fund",
    ):
        assert [one for one in told if words in one], words


def test_a_batch_takes_as_few_queries_for_thirty_loans_of_two_clubs_as_for_three_of_one(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    place = Place(cast, "MANY")
    terms: dict[str, Any] = {"months": 6, "rate_percent_year": Decimal(6), "person": place.people[0][0]}
    deals = [Deal(f"{n}", "LOAN", "INCOME", 100, **terms) for n in range(30)]
    loans = [r.loan for r in record_deals(by=cast.lan, club=place.clubs[0], on=LENT_ON, deals=deals).values()]
    for some in (loans[:3], [*loans[3:], *place.loans[2:]]):
        rows = [
            Row(uuid5(UUID(int=9), str(n.pk)), {"loan": n.pk, "amount_vnd": 5, "paid_on": PAID_ON}) for n in some if n
        ]
        with django_assert_max_num_queries(33):
            assert {o.status for o in run_rows(REPAY_LOAN, by=place.by, rows=rows, channel="api")} == {"done"}


def test_a_right_is_asked_for_each_row(cast: Cast) -> None:
    place = Place(cast, "HERE")
    receive_start_fund(by=cast.lan, club=cast.club, amount_vnd=900, source="SOCIAL", received_on=LENT_ON)
    mine = record_deals(by=cast.lan, club=cast.club, on=LENT_ON, deals=own_loan(cast))["0"].loan
    assert mine
    rows = [Row(uuid5(UUID(int=1), str(n)), {"loan": loan.pk, "amount_vnd": 5, "paid_on": PAID_ON})
            for n, loan in enumerate([place.loans[0], mine])]  # fmt: skip
    before = cash_of(place.clubs[0], "INCOME", PAID_ON)
    assert [o.status for o in run_rows(REPAY_LOAN, by=cast.lan, rows=rows, channel="api")] == ["rejected", "done"]
    assert [o.status for o in run_rows(REPAY_LOAN, by=cast.xuan, rows=rows[:1], channel="api")] == ["rejected"]
    assert cash_of(place.clubs[0], "INCOME", PAID_ON) == before


def own_loan(cast: Cast) -> Sequence[Deal]:
    person = make_member(cast.club, "Bà Tư").person
    return [Deal("0", "LOAN", "INCOME", 100, person=person, months=6, rate_percent_year=Decimal(0))]


def test_place_is_what_it_says(cast: Cast) -> None:
    place = Place(cast, "SAID")
    assert (Unit.objects.filter(key="SAID").count(), len(place.loans)) == (1, 4)

"""Ageing, PAR, arrears rate and repayment rate against the portfolios of portfolios.yaml, each checked by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client
from django.urls import reverse

from clb.clubs.models import Club
from clb.fund.models import Loan
from clb.fund.queries import loan_stand
from clb.fund.queries.arrears import arrears_by_club, arrears_of
from clb.fund.rules.arrears import Arrears
from clb.fund.services import Deal, receive_start_fund, record_deals, reschedule_loan, undo_deals, write_off_loan
from conftest import Cast, make_club, make_member

PORTFOLIOS = yaml.safe_load((Path(__file__).parent / "portfolios.yaml").read_text("utf8"))
DAY = date(2026, 9, 30)
DECIDED: dict[str, Any] = {"decided_by": "Họp", "reason": "Mẫu"}


def ratio(text: str) -> tuple[int, int]:
    top, bottom = text.split("/")
    return int(top), int(bottom)


def lent(cast: Cast, club: Club, one: dict[str, Any], person: Any) -> Loan:
    terms: dict[str, Any] = {"months": one["months"], "rate_percent_year": Decimal(one["rate"]), "method": one["way"]}
    deal = Deal("lend", "LOAN", "INCOME", one["vnd"], person=person, **terms)
    loan = record_deals(by=cast.lan, club=club, on=one["from"], deals=[deal])["lend"].loan
    assert loan is not None
    for on, paid in one.get("paid", {}).items():
        principal, interest = paid if isinstance(paid, list) else (paid, 0)
        back = Deal("back", "REPAYMENT", "INCOME", principal, interest_vnd=interest, loan=loan)
        record_deals(by=cast.lan, club=club, on=on, deals=[back])
    if "written_off" in one:
        write_off_loan(by=cast.lan, loan=loan, decided_on=one["written_off"], **DECIDED)
    if again := one.get("rescheduled"):
        reschedule_loan(by=cast.lan, loan=loan, decided_on=again[True], months=again["months"], **DECIDED)  # YAML's on
    return loan


def made(cast: Cast, portfolio: dict[str, Any]) -> Club:
    club = make_club(cast.xa, f"CLB danh mục {portfolio['id']}")
    money = {"amount_vnd": 50_000_000, "source": "SOCIAL", "received_on": date(2020, 1, 1)}
    receive_start_fund(by=cast.lan, club=club, **money)
    people = {who: make_member(club, f"Bà {who}").person for who in sorted({one["who"] for one in portfolio["loans"]})}
    for one in portfolio["loans"]:
        lent(cast, club, one, people[one["who"]])
    return club


def told(found: Arrears) -> dict[str, Any]:
    return {
        "people": found.people,
        "ages": [age.owed_vnd for age in found.ages],
        "par": [(r.numerator_vnd, r.denominator_vnd) for _days, r in found.pars],
        "arrears": (found.arrears_rate.numerator_vnd, found.arrears_rate.denominator_vnd),
        "repaid": (found.repayment_rate.numerator_vnd, found.repayment_rate.denominator_vnd),
        "written_off": found.written_off_vnd,
        "rescheduled": [found.rescheduled_loans, found.rescheduled_vnd],
    }


def wanted(portfolio: dict[str, Any]) -> dict[str, Any]:
    return {
        "people": portfolio["people"],
        "ages": portfolio["ages"],
        "par": [ratio(text) for text in portfolio["par"]],
        "arrears": ratio(portfolio["arrears"]),
        "repaid": ratio(portfolio["repaid"]),
        "written_off": portfolio.get("written_off", 0),
        "rescheduled": portfolio.get("rescheduled", [0, 0]),
    }


def test_the_portfolios_are_what_was_computed_by_hand_alone_and_together(cast: Cast) -> None:
    clubs = {portfolio["id"]: made(cast, portfolio) for portfolio in PORTFOLIOS}
    for portfolio in PORTFOLIOS:
        club = Club.objects.filter(pk=clubs[portfolio["id"]].pk)
        assert told(arrears_of(club, portfolio["at"])) == wanted(portfolio), portfolio["what"]
    # Together on one day: the same loans, the sums added up in the database.
    same_day = [p for p in PORTFOLIOS if p["at"] == DAY]
    mine = Club.objects.filter(pk__in=[clubs[p["id"]].pk for p in same_day])
    together, apart = arrears_of(mine, DAY), arrears_by_club(mine, DAY)
    assert [age.owed_vnd for age in together.ages] == [
        sum(column) for column in zip(*(p["ages"] for p in same_day), strict=True)
    ]
    assert together.people == sum(p["people"] for p in same_day)
    assert together.loans == sum(one.loans for one in apart.values())
    for portfolio in same_day:
        found, hand = told(apart[clubs[portfolio["id"]].pk]), wanted(portfolio)
        assert {name: found[name] for name in ("ages", "par", "arrears", "rescheduled")} == {
            name: hand[name] for name in ("ages", "par", "arrears", "rescheduled")
        }


def test_the_wrong_ratio_is_another_number_but_where_it_is_said_to_agree() -> None:
    same = [p["id"] for p in PORTFOLIOS if ratio(p["par"][0]) == ratio(p["wrong"]["is"])]
    assert (len(PORTFOLIOS), same) == (12, [1, 3])


def test_the_database_counts_what_the_rules_say_of_each_loan(cast: Cast) -> None:
    """The totals and the loan's own page are two ways to one definition."""
    club = make_club(cast.xa, "CLB nhiều cách trả")
    receive_start_fund(by=cast.lan, club=club, amount_vnd=50_000_000, source="SOCIAL", received_on=date(2020, 1, 1))
    ways = ("BULLET", "EQUAL_PRINCIPAL", "DECLINING", "FLAT")
    paid = {date(2026, 5, 2): [300_000, 20_000], date(2026, 6, 20): [150_000, 5_000], date(2026, 8, 1): [0, 40_000]}
    for n, way in enumerate(ways * 2):
        one = {"way": way, "vnd": 3_000_000, "rate": 9, "months": 5 + n, "from": date(2026, 3, 3 + n)}
        lent(cast, club, {**one, "paid": dict(list(paid.items())[: n % 4])}, make_member(club, f"Bà {n}").person)
    for day in (date(2026, 3, 2), date(2026, 5, 2), date(2026, 6, 30), date(2026, 8, 4), DAY):
        stands = [s for s in (loan_stand(loan, day) for loan in Loan.objects.filter(club=club)) if s.owed_vnd]
        stands = [s for s in stands if s.loan.granted_on <= day]
        found = arrears_of(Club.objects.filter(pk=club.pk), day)
        assert found.owed_vnd == sum(s.owed_vnd for s in stands)
        assert found.par(30).numerator_vnd == sum(s.owed_vnd for s in stands if s.late_days > 30)
        assert found.late_loans == sum(1 for s in stands if s.late_days)
        late = [p for s in stands for p in s.parts if p.due.due_on < day]
        assert found.overdue_vnd == sum(p.left_principal_vnd for p in late)


def test_a_loan_taken_back_is_in_no_figure(cast: Cast) -> None:
    club = make_club(cast.xa, "CLB ghi nhầm")
    receive_start_fund(by=cast.lan, club=club, amount_vnd=9_000_000, source="SOCIAL", received_on=date(2020, 1, 1))
    one = {"way": "BULLET", "vnd": 1_000_000, "rate": 0, "months": 1, "from": date(2026, 6, 1)}
    loan = lent(cast, club, one, make_member(club, "Bà Nhầm").person)
    undo_deals(by=cast.lan, club=club, on=date(2026, 7, 1), receipts=list(loan.receipts.all()))
    assert told(arrears_of(Club.objects.filter(pk=club.pk), DAY)) == told(arrears_of(Club.objects.none(), DAY))


@pytest.mark.parametrize("clubs", [1, 3])
def test_the_number_of_queries_does_not_grow(cast: Cast, clubs: int, django_assert_num_queries: Any) -> None:
    mine = [made(cast, portfolio).pk for portfolio in PORTFOLIOS[1 : 1 + clubs]]
    with django_assert_num_queries(5):
        arrears_of(Club.objects.filter(pk__in=mine), DAY)
    with django_assert_num_queries(1):
        arrears_by_club(Club.objects.filter(pk__in=mine), DAY)


# --- Pages ------------------------------------------------------------------------------------------------------


def seen(user: object, name: str, *args: Any, **query: str) -> tuple[int, str]:
    client = Client()
    client.force_login(user)
    answer = client.get(reverse(f"fund:{name}", args=args), query)
    return answer.status_code, answer.content.decode()


def test_a_club_shows_its_late_loans_and_a_place_names_nobody(cast: Cast) -> None:
    club = made(cast, PORTFOLIOS[1])
    code, told = seen(cast.xuan, "club_arrears", club.pk, ngay="30/09/2026")
    assert (code, "Bà A" in told, "52,2%" in told, "8,7%" in told) == (200, True, True, True)
    assert "Bà B" not in told, "who pays on time is not in the list"
    code, told = seen(cast.dung, "place_arrears", ngay="30/09/2026")
    assert (code, "Bà A" in told, "52,2%" in told, club.name in told) == (200, False, True, True)
    assert "= toàn bộ gốc còn nợ của các khoản có kỳ trễ trên 30 ngày ÷ toàn bộ gốc còn nợ" in told
    assert seen(cast.hoa, "club_arrears", club.pk)[0] == 404
    assert seen(cast.dung, "place_arrears", noi=cast.beside.key)[0] == 404

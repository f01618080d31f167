"""The bench compares like with like: its two ways give the same numbers. No time is judged here."""

import pytest
from django.db import connection

from bench.cases import A_DAY, pairs
from bench.ledger import LENT, PRINCIPAL, Money, generate_ledger
from bench.measure_search import search_pair
from bench.meetings import generate_meetings
from bench.nation import LAST_MONTH, Size, generate
from bench.pages import TARGETS, confirmed_plan
from clb.clubs.models import Club
from clb.fund.queries.standings import open_stands
from clb.kernel.selfcheck import run_checks
from clb.places.models import Unit
from clb.plans.queries.targets import target_board


@pytest.mark.django_db
def test_the_program_and_the_hand_written_sql_agree() -> None:
    size = Size(provinces=3, communes=40, clubs=200, members_per_club=10, months=14, left_per_club=2)
    generate(size)
    generate_meetings(size, detailed=size.provinces)
    for pair in pairs():
        assert pair.program() == pair.by_hand(), pair.what
    search = search_pair(Unit.objects.get(key="vn"))
    assert search.program() == search.by_hand() != []
    province = Unit.objects.filter(level="PROVINCE").order_by("pk")[0]
    rows = target_board(confirmed_plan(province), province, A_DAY)
    assert [row.target.indicator for row in rows] == [code for code, *_rest in TARGETS]
    assert {check: told for check, told in run_checks().items() if told} == {}


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="made inside PostgreSQL only")
def test_the_generated_money_is_as_the_program_would_have_written_it() -> None:
    size = Size(provinces=1, communes=3, clubs=9, members_per_club=6, months=1, left_per_club=0)
    generate(size)
    lines = generate_ledger(size, Money(fees_a_month=2, loans=4, repayments=9))
    assert 500 < lines <= 9 * (1 + Money(2, 4, 9).lines_a_club)
    assert {check: told for check, told in run_checks().items() if told} == {}
    club = Club.objects.filter(books__fund="OPERATING").order_by("founded_on")[0]
    stands = open_stands(club, LAST_MONTH)
    assert [stand.owed_vnd for stand in stands] == [LENT - 9 * PRINCIPAL] * 4

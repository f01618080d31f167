"""Pages of the start fund: by source, entries, receipt, reversal."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from clb.fund.commands import RECEIVE_START_FUND
from clb.fund.queries import start_fund_card
from clb.fund.rules import start_fund_finding
from clb.kernel.commands import run
from clb.ledger.models import Entry
from conftest import Cast

ENTRY_QUERIES = 14


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)
    return client


def receive(cast: Cast, amount_vnd: str = "20.000.000", source: str = "SOCIAL", on: str = "01/03/2018") -> Entry:
    data = {"club": cast.club.pk, "amount_vnd": amount_vnd, "source": source, "received_on": on}
    entry: Entry = run(RECEIVE_START_FUND, by=cast.lan, data=data).result
    return entry


def here(cast: Cast) -> str:
    return reverse("fund:start_fund", args=[cast.club.pk])


def test_sources_are_told_by_and_after_the_founding_day(cast: Cast) -> None:
    receive(cast, "5.000.000")
    receive(cast, "15.000.000", "STATE_BUDGET", "02/03/2018")
    card = start_fund_card(cast.club)
    assert [(s.source.value, s.by_founding_vnd, s.later_vnd) for s in card.by_source] == [
        ("SOCIAL", 5_000_000, 0),
        ("STATE_BUDGET", 0, 15_000_000),
    ]
    assert (card.by_founding_vnd, card.later_vnd, card.finding) == (5_000_000, 15_000_000, None)


@pytest.mark.parametrize(
    ("vnd", "day", "told"),
    [
        (20_000_000, date(2022, 5, 1), True),
        (19_999_999, date(2022, 5, 1), False),
        (20_000_000, date(2020, 12, 31), None),
        (20_000_000, date(2026, 1, 1), None),
    ],
)
def test_the_yardstick_is_that_of_the_founding_day(vnd: int, day: date, told: bool | None) -> None:
    finding = start_fund_finding(vnd, founded_on=day, path=("vn", "87", "870"))
    assert (finding.ok if finding else None) == told


@pytest.mark.parametrize("rows", [1, 3])
def test_the_entries_ask_the_same_number_of_queries(cast: Cast, rows: int, django_assert_num_queries: Any) -> None:
    for _i in range(rows):
        receive(cast)
    client = signed_in(cast.lan)
    client.get(here(cast))
    with django_assert_num_queries(ENTRY_QUERIES):
        assert len(client.get(here(cast)).context["rows"]) == rows


def test_money_is_received_and_taken_back_from_the_page(cast: Cast) -> None:
    client = signed_in(cast.lan)
    data = {"club": cast.club.pk, "amount_vnd": "20 triệu", "source": "SOCIAL", "received_on": "01/03/2018"}
    assert client.post(reverse("fund:receive_start_fund", args=[cast.club.pk]), data).status_code == 302
    entry = Entry.objects.get()
    url = reverse("fund:reverse_start_fund", args=[entry.pk])
    assert "20.000.000 đồng" in client.get(url).content.decode()
    assert client.post(url, {"entry": entry.pk, "reversed_on": "02/03/2018"}).status_code == 302
    rows = client.get(here(cast)).context["rows"]
    assert [(r.is_reversal, r.is_reversed, r.amount_vnd, r.source) for r in rows] == [
        (True, False, 20_000_000, "Đóng góp xã hội hóa"),
        (False, True, 20_000_000, "Đóng góp xã hội hóa"),
    ]


def test_a_bad_sum_is_refused_and_kept(cast: Cast) -> None:
    data = {"club": cast.club.pk, "amount_vnd": "hai chục", "source": "SOCIAL", "received_on": "01/03/2018"}
    answer = signed_in(cast.lan).post(reverse("fund:receive_start_fund", args=[cast.club.pk]), data)
    assert (answer.status_code, "hai chục" in answer.content.decode()) == (422, True)


def test_who_may_see_and_who_may_do(cast: Cast) -> None:
    entry = receive(cast)
    receipt = reverse("fund:receive_start_fund", args=[cast.club.pk])
    reversal = reverse("fund:reverse_start_fund", args=[entry.pk])
    for user, told in ((cast.hoa, [404, 404, 404]), (cast.khach, [404, 404, 404]), (cast.tai, [200, 403, 403])):
        assert [signed_in(user).get(url).status_code for url in (here(cast), receipt, reversal)] == told
    assert "Đảo khoản này" not in signed_in(cast.tai).get(here(cast)).content.decode()


def test_the_club_page_shows_money_to_those_who_may_read_it(cast: Cast) -> None:
    receive(cast)
    url = reverse("clubs:club", args=[cast.club.pk])
    assert 'id="phan-quy"' in signed_in(cast.lan).get(url).content.decode()
    run_of_health = cast.khach
    run_of_health.assignments.create(role="HEALTH", unit=cast.xa, from_on=date(2016, 1, 1))
    assert 'id="phan-quy"' not in signed_in(run_of_health).get(url).content.decode()

"""The board of the club's money: figures that agree with the books, and no name but by a meeting's decision."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from clb.fund.queries import cash_of
from clb.kernel.commands import Command, Outcome, run
from clb.kernel.models import Act
from clb.statements.commands import DECIDE_DISCLOSURE, LEAVE_DONOR_UNNAMED, NAME_DONOR, WITHDRAW_DISCLOSURE
from clb.statements.models import Disclosure
from clb.statements.queries.board import board
from clb.statements.queries.flows import fund_flows
from conftest import Cast

from .made import APRIL, MARCH, MAY, Money

BOARD_QUERIES = 19


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


def do(command: Command, by: Any, **data: Any) -> Outcome:
    return run(command, by=by, data=data)


def decide(cast: Cast, item: str, from_on: str = "01/04/2026") -> Outcome:
    told = {"item": item, "from_on": from_on, "adopted_by": "Họp ngày 01/04/2026"}
    return do(DECIDE_DISCLOSURE, cast.binh, club=cast.club.pk, **told)


def page(cast: Cast, user: object, query: str = "?ngay=30/04/2026") -> str:
    return signed_in(user).get(reverse("statements:board", args=[cast.club.pk]) + query).content.decode()


# --- Figures ------------------------------------------------------------------------------------------------------


def test_money_of_a_month_by_kind(cast: Cast, money: Money) -> None:
    march = {f.fund: f for f in fund_flows(cast.club, date(2026, 3, 1), date(2026, 3, 31))}
    april = {f.fund: f for f in fund_flows(cast.club, date(2026, 4, 1), date(2026, 4, 30))}
    told = [(f.title, f.in_vnd, f.out_vnd) for f in march["INCOME"].flows]
    assert told == [("Gốc cho vay, thu về", 0, 5_000_000)]
    assert [(f.title, f.in_vnd, f.out_vnd) for f in april["INCOME"].flows] == [
        ("Gốc cho vay, thu về", 1_000_000, 0),
        ("Lãi cho vay", 50_000, 0),
    ]
    assert [(f.title, f.in_vnd) for f in april["OPERATING"].flows] == [("Ủng hộ, tặng", 500_000), ("Hội phí", 20_000)]
    assert (april["INCOME"].opening_vnd, april["INCOME"].closing_vnd) == (15_000_000, 16_050_000)


def test_what_was_taken_back_counts_against_its_own_side(cast: Cast, money: Money) -> None:
    may = {f.fund: f for f in fund_flows(cast.club, date(2026, 5, 1), date(2026, 5, 31))}
    assert [(f.title, f.in_vnd, f.out_vnd) for f in may["OPERATING"].flows] == [("Hội phí", -20_000, 0)]


@pytest.mark.parametrize(("first", "last"), [(MARCH, MARCH), (MARCH, MAY), (date(2018, 3, 1), date(2026, 12, 31))])
def test_opening_and_flows_come_to_what_the_book_says(cast: Cast, money: Money, first: date, last: date) -> None:
    for fund in fund_flows(cast.club, first, last):
        assert fund.opening_vnd + fund.in_vnd - fund.out_vnd == fund.closing_vnd
        assert fund.closing_vnd == cash_of(cast.club, fund.fund, last)


def test_loans_and_what_is_late(cast: Cast, money: Money) -> None:
    loans = board(cast.club, MAY, may_name=True).loans
    assert (loans.loans, loans.owed_vnd, loans.late, loans.late_vnd) == (1, 4_000_000, 0, 0)
    loans = board(cast.club, date(2027, 3, 18), may_name=True).loans
    assert (loans.late, loans.late_vnd) == (1, 4_000_000 + 11 * 40_000)  # principal, and interest of eleven months


def test_the_board_asks_a_fixed_number_of_queries(cast: Cast, money: Money, django_assert_max_num_queries: Any) -> None:
    decide(cast, "BORROWERS")
    decide(cast, "DONORS")
    with django_assert_max_num_queries(BOARD_QUERIES):
        board(cast.club, APRIL, may_name=True)


# --- Names --------------------------------------------------------------------------------------------------------


def test_nobody_is_named_before_the_meeting_decides(cast: Cast, money: Money) -> None:
    shown = board(cast.club, APRIL, may_name=True)
    assert (shown.borrowers, shown.donors) == (None, None)
    assert "Bà Tư" not in page(cast, cast.binh)


def test_a_decision_holds_from_its_day_until_it_is_withdrawn(cast: Cast, money: Money) -> None:
    assert decide(cast, "BORROWERS", "15/04/2026").status == "done"
    row = Disclosure.objects.get()
    assert do(WITHDRAW_DISCLOSURE, cast.binh, disclosure=row.pk, until_on="30/04/2026").status == "done"
    days = (date(2026, 4, 14), date(2026, 4, 15), date(2026, 4, 30), date(2026, 5, 1))
    named = [[n.name for n in board(cast.club, on, may_name=True).borrowers or ()] for on in days]
    assert named == [[], ["Bà Tư"], ["Bà Tư"], []]


def test_each_thing_is_decided_by_itself(cast: Cast, money: Money) -> None:
    decide(cast, "DONORS")
    shown = board(cast.club, date(2026, 4, 30), may_name=True)
    assert (shown.borrowers, [(n.name, n.amount_vnd) for n in shown.donors or ()]) == (None, [("Ông Khách", 500_000)])


def test_who_wishes_to_stay_unnamed_stays_so_whatever_is_decided(cast: Cast, money: Money) -> None:
    decide(cast, "DONORS")
    assert do(LEAVE_DONOR_UNNAMED, cast.lan, receipt=money.gift.pk).status == "done"
    assert do(LEAVE_DONOR_UNNAMED, cast.lan, receipt=money.gift.pk).status == "done"
    assert [n.name for n in board(cast.club, date(2026, 4, 30), may_name=True).donors or ()] == [""]
    poster = signed_in(cast.hoi).get(reverse("statements:board", args=[cast.club.pk]) + "?ngay=30/04/2026")
    shown = poster.content.decode().split("Cuộc họp đã quyết định")[0]
    assert ("Một người không nêu tên" in shown, "Ông Khách" in shown) == (True, False)
    assert do(NAME_DONOR, cast.lan, receipt=money.gift.pk).status == "done"
    assert [n.name for n in board(cast.club, date(2026, 4, 30), may_name=True).donors or ()] == ["Ông Khách"]


def test_an_agency_sees_the_figures_and_no_name_even_so(cast: Cast, money: Money) -> None:
    decide(cast, "BORROWERS")
    decide(cast, "DONORS")
    for user, told in ((cast.binh, True), (cast.hoi, True), (cast.tai, False), (cast.dung, False)):
        shown = page(cast, user)
        assert ["Bà Tư" in shown, "Ông Khách" in shown, "16.050.000" in shown] == [told, told, True], user.username
    assert signed_in(cast.hoa).get(reverse("statements:board", args=[cast.club.pk])).status_code == 404


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"from_on": "01/01/2099"}, "from_on"),
        ({"from_on": "28/02/2018"}, "from_on"),
        ({"adopted_by": " "}, "adopted_by"),
        ({"item": "ALL"}, "item"),
    ],
)
def test_a_decision_wants_a_day_a_meeting_and_a_thing(cast: Cast, told: dict[str, str], field: str) -> None:
    data = {"item": "DONORS", "from_on": "01/04/2026", "adopted_by": "Họp", **told}
    outcome = do(DECIDE_DISCLOSURE, cast.binh, club=cast.club.pk, **data)
    assert list(outcome.errors) == [field]


def test_the_same_is_not_decided_twice_nor_withdrawn_twice(cast: Cast) -> None:
    decide(cast, "DONORS")
    assert list(decide(cast, "DONORS").errors) == ["item"]
    row = Disclosure.objects.get()
    assert list(do(WITHDRAW_DISCLOSURE, cast.binh, disclosure=row.pk, until_on="31/03/2026").errors) == ["until_on"]
    assert do(WITHDRAW_DISCLOSURE, cast.binh, disclosure=row.pk, until_on="30/04/2026").status == "done"
    assert do(WITHDRAW_DISCLOSURE, cast.binh, disclosure=row.pk, until_on="30/04/2026").status == "rejected"
    assert list(decide(cast, "DONORS", "30/04/2026").errors) == ["from_on"]
    assert decide(cast, "DONORS", "01/05/2026").status == "done"


def test_the_journal_keeps_no_word_of_the_meeting(cast: Cast) -> None:
    decide(cast, "DONORS")
    assert "Họp" not in " ".join(str(act.data) for act in Act.objects.all())


@pytest.mark.parametrize(("size", "mm"), [("A4", (210, 297)), ("A3", (297, 420))])
def test_the_poster_is_one_sheet(cast: Cast, money: Money, size: str, mm: tuple[int, int]) -> None:
    from io import BytesIO  # noqa: PLC0415 -- slow import

    from pdfminer.high_level import extract_text  # noqa: PLC0415 -- slow import
    from pdfminer.pdfpage import PDFPage  # noqa: PLC0415 -- slow import

    url = reverse("statements:poster", args=[cast.club.pk, size])
    answer = signed_in(cast.lan).get(f"{url}?ngay=30/04/2026")
    pages = list(PDFPage.get_pages(BytesIO(answer.content)))
    assert [tuple(round(side * 25.4 / 72) for side in p.mediabox[2:]) for p in pages] == [mm]
    text = extract_text(BytesIO(answer.content))
    assert [w for w in ("CÔNG KHAI QUỸ", "16.050.000 đồng", "Tháng 04/2026") if w not in text] == []
    assert "Bà Tư" not in text

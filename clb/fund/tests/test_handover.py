"""What a treasurer hands to the next: on the page and on paper."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pdfminer.high_level import extract_text

from clb.fund.commands import RECEIVE_START_FUND
from clb.fund.queries import handover_of
from clb.fund.services import borrow_money, deposit_cash, receive_stock
from clb.kernel.commands import run
from clb.ledger.models import Account
from clb.ledger.services import post
from conftest import Cast


def receive(cast: Cast, amount_vnd: int, on: str) -> None:
    data = {"club": cast.club.pk, "amount_vnd": amount_vnd, "source": "SOCIAL", "received_on": on}
    assert run(RECEIVE_START_FUND, by=cast.lan, data=data).status == "done"


def page(cast: Cast, by: object, query: str = "") -> str:
    client = Client()
    client.force_login(by)
    return client.get(reverse("fund:handover", args=[cast.club.pk]) + query).content.decode()


def test_books_are_told_as_of_the_day(cast: Cast) -> None:
    receive(cast, 20_000_000, "01/03/2018")
    receive(cast, 5_000_000, "01/04/2018")
    told = {day.month: handover_of(cast.club, day) for day in (date(2018, 3, 31), date(2018, 4, 1))}
    assert [told[3].cash_vnd, told[4].cash_vnd] == [20_000_000, 25_000_000]
    income, operating = told[3].books
    assert (income.entries, income.last_on, income.cash_vnd) == (1, date(2018, 3, 1), 20_000_000)
    assert (operating.entries, operating.last_on, operating.cash_vnd) == (0, None, 0)


def test_an_open_loan_comes_from_the_books_and_none_is_said_so(cast: Cast) -> None:
    receive(cast, 20_000_000, "01/03/2018")
    assert (handover_of(cast.club, date(2026, 1, 1)).open_loans, "Chưa có." in page(cast, cast.lan)) == ([], True)
    book = cast.club.books.get(fund="INCOME").book
    loan = Account.objects.create(book=book, code="loan:1", name="Khoản vay 1", kind="ASSET")
    cash = book.accounts.get(code="cash")
    post(book, on=date(2026, 1, 1), kind="lend", lines=[(loan, cash, 5_000_000)])
    assert handover_of(cast.club, date(2026, 1, 1)).open_loans == [("Khoản vay 1", 5_000_000)]
    assert handover_of(cast.club, date(2025, 12, 31)).open_loans == []


@pytest.mark.parametrize(
    ("counted", "told"),
    [("20 triệu", "Khớp với sổ"), ("21.000.000", "Thừa so với sổ"), ("19000000", "Thiếu so với sổ")],
)
def test_counted_cash_is_held_against_the_books(cast: Cast, counted: str, told: str) -> None:
    receive(cast, 20_000_000, "01/03/2018")
    assert told in page(cast, cast.lan, f"?dem={counted}")


def test_a_count_that_cannot_be_read_is_said_so_and_kept(cast: Cast) -> None:
    shown = page(cast, cast.lan, "?dem=hai+chục")
    assert ("Số tiền là một số đồng nguyên" in shown, 'value="hai chục"' in shown) == (True, True)


def test_sign_ins_are_shown_to_those_who_give_them(cast: Cast) -> None:
    ours = cast.lan.assignments.get()
    button = reverse("access_end_assignment", args=[ours.pk])
    assert (button in page(cast, cast.xuan), button in page(cast, cast.lan)) == (True, False)


def test_the_paper_holds_books_count_and_lines_to_sign(cast: Cast) -> None:
    receive(cast, 20_000_000, "01/03/2018")
    client = Client()
    client.force_login(cast.xuan)
    answer = client.get(reverse("fund:handover_paper", args=[cast.club.pk, "pdf"]) + "?dem=19.000.000")
    told = " ".join(extract_text(BytesIO(answer.content)).split())
    wanted = ("20.000.000", "thiếu 1.000.000 đồng", "Chưa có.", "lan: Thủ quỹ", "BÊN GIAO", "BÊN NHẬN", "CHỦ NHIỆM")
    assert [words for words in wanted if words not in told] == []


def test_the_next_club_finds_nothing(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.hoa)
    for url in (
        reverse("fund:handover", args=[cast.club.pk]),
        reverse("fund:handover_paper", args=[cast.club.pk, "pdf"]),
    ):
        assert client.get(url).status_code == 404


def test_bank_debts_and_things_change_hands_too(cast: Cast) -> None:
    receive(cast, 20_000_000, "01/03/2018")
    day = date(2026, 3, 1)
    acts = {"by": cast.lan, "club": cast.club}
    deposit_cash(**acts, fund="INCOME", amount_vnd=8_000_000, moved_on=day)
    terms = {"fund": "INCOME", "amount_vnd": 5_000_000, "rate_percent_year": Decimal(0), "lender": "Ông Chủ nhiệm"}
    borrow_money(**acts, **terms, borrowed_on=day)
    cow = {"what": "Bò cái", "counted_in": "con", "quantity": Decimal("1.5"), "unit_value_vnd": 1, "valued_by": "BCN"}
    receive_stock(**acts, **cow, received_on=day)
    pack = handover_of(cast.club, day)
    assert (pack.cash_vnd, pack.bank_vnd, pack.debts) == (17_000_000, 8_000_000, [("Khoản nợ số 1", 5_000_000)])
    assert handover_of(cast.club, date(2026, 2, 28)).debts == []
    shown = page(cast, cast.lan)
    url = reverse("fund:handover_paper", args=[cast.club.pk, "pdf"])
    client = Client()
    client.force_login(cast.lan)
    paper = extract_text(BytesIO(client.get(url).content))
    for told in ("8.000.000", "Khoản nợ số 1", "Hiện vật số 1: 1,5 con"):
        assert (told in shown, told in paper) == (True, True), told
    assert ("Ông Chủ nhiệm" in shown, "Ông Chủ nhiệm" in paper) == (False, False)

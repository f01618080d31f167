"""The treasurer's books: they agree with the ledger, stream in little memory, and hold no formula."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from clb.fund.queries import cash_of
from clb.fund.services import deposit_cash, receive_gift, reverse_receipt, spend_money
from clb.ledger.models import Book
from clb.ledger.services import open_book, post
from clb.statements.queries.books import cash_books, fund_books, ledger_lines, ledger_rows, loan_book
from clb.statements.queries.flows import fund_flows
from clb.statements.sheets import ledger_xlsx
from conftest import Cast

from .made import APRIL, MARCH, MAY, Money, lend

FUNDS = ("INCOME", "OPERATING")
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


def url(cast: Cast, name: str, *more: str) -> str:
    return reverse(f"statements:{name}", args=[cast.club.pk, *more]) + "?tu=01/01/2026&den=31/12/2026"


def rows_of(file: bytes, sheet: int = 0) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(BytesIO(file)).get_sheet_by_index(sheet).to_python()


def test_the_cash_book_runs_from_opening_to_closing(cast: Cast, money: Money) -> None:
    income, operating = cash_books(cast.club, FUNDS, "cash", date(2026, 4, 1), date(2026, 5, 31))
    assert (income.opening_vnd, income.closing_vnd) == (15_000_000, 16_050_000)
    told = [(r.number, r.in_vnd, r.out_vnd, r.balance_vnd, r.line.is_reversal) for r in operating.rows]
    assert told == [
        ("HĐ 0002", 500_000, 0, 510_000, False),
        ("HĐ 0003", 20_000, 0, 530_000, False),
        ("HĐ 0004", 0, 20_000, 510_000, True),
    ]


@pytest.mark.parametrize(("first", "last"), [(MARCH, APRIL), (APRIL, MAY), YEAR])
def test_its_closing_is_the_balance_of_the_book(cast: Cast, money: Money, first: date, last: date) -> None:
    for book in cash_books(cast.club, FUNDS, "cash", first, last):
        assert book.closing_vnd == cash_of(cast.club, book.fund, last)


def test_the_cash_book_says_why_less_than_nothing_stands_in_it(cast: Cast, money: Money) -> None:
    def told() -> str:
        page = signed_in(cast.lan).get(url(cast, "cash_book")).content.decode()
        return "dưới 0" if "Có dòng số còn lại dưới 0" in page else ""

    bill = {"fund": "OPERATING", "category": "VISIT", "what_for": "Thăm ốm", "spent_on": APRIL}
    wrong = spend_money(by=cast.lan, club=cast.club, amount_vnd=400_000, **bill)
    assert told() == ""
    reverse_receipt(by=cast.lan, receipt=wrong.receipt, reversed_on=MAY, reason="Nhầm số")
    spend_money(by=cast.lan, club=cast.club, amount_vnd=450_000, **bill)
    assert told() == "dưới 0"


def test_a_fund_without_a_book_has_an_empty_one(cast: Cast) -> None:
    (book,) = cash_books(cast.other_club, ["INCOME"], "cash", MARCH, APRIL)
    assert (book.opening_vnd, list(book.rows), book.closing_vnd) == (0, [], 0)


def test_the_loan_book_on_a_day(cast: Cast, money: Money) -> None:
    lend(cast, money.nam, 2_000_000, MAY)
    assert [r.left_vnd for r in loan_book(cast.club, APRIL).rows] == [4_000_000]
    book = loan_book(cast.club, MAY)
    assert [(r.loan.number, r.repaid_vnd, r.interest_vnd, r.left_vnd) for r in book.rows] == [
        (1, 1_000_000, 50_000, 4_000_000),
        (2, 0, 0, 2_000_000),
    ]
    assert (book.lent_vnd, book.left_vnd) == (7_000_000, 6_000_000)


def test_debits_and_credits_of_the_accounts_are_the_same_sum(cast: Cast, money: Money) -> None:
    for book in fund_books(cast.club, FUNDS, *YEAR):
        assert book.debit_vnd == book.credit_vnd > 0
        cash = next(r for r in book.rows if r.account.code == "cash")
        assert cash.closing_vnd == cash.opening_vnd + cash.debit_vnd - cash.credit_vnd


def test_the_ledger_holds_every_line_and_names_nobody(cast: Cast, money: Money) -> None:
    books = Book.objects.filter(club_book__club=cast.club)
    lines = list(ledger_lines(ledger_rows(books, *YEAR)))
    assert [(x.kind, x.amount_vnd, x.is_reversal) for x in lines if x.on == MAY] == [("Thu hội phí", 20_000, True)]
    out = BytesIO()
    assert ledger_xlsx(list(books), *YEAR, out) == len(lines) == 7
    assert sum(row[5] for row in rows_of(out.getvalue())[5:]) == sum(x.amount_vnd for x in lines)
    assert b"B\xc3\xa0 T\xc6\xb0" not in b"".join(map(zipfile.ZipFile(out).read, zipfile.ZipFile(out).namelist()))


def test_a_book_that_is_no_clubs_is_written_out_too(cast: Cast) -> None:
    book = open_book("Sổ khác", [("cash", "Tiền mặt", "ASSET"), ("fee", "Hội phí", "INCOME")])
    cash, fee = book.accounts.order_by("code")
    post(book, on=MAY, kind="fee", lines=[(cash, fee, 5)])
    out = BytesIO()
    assert ledger_xlsx([book], MAY, MAY, out) == 1
    assert rows_of(out.getvalue())[5][1] == "0001"


def test_every_kind_of_document_has_a_name_in_words(cast: Cast, money: Money) -> None:
    spend_money(by=cast.lan, club=cast.club, fund="INCOME", amount_vnd=1, category="VISIT", what_for="x", spent_on=MAY)
    deposit_cash(by=cast.lan, club=cast.club, fund="INCOME", amount_vnd=1, moved_on=MAY)
    kinds = {x.kind for x in ledger_lines(ledger_rows(Book.objects.all(), date(2018, 1, 1), MAY))}
    assert [kind for kind in kinds if not kind[0].isupper() or "_" in kind] == []


def test_money_put_into_the_bank_leaves_one_book_and_comes_into_the_other(cast: Cast, money: Money) -> None:
    deposit_cash(by=cast.lan, club=cast.club, fund="INCOME", amount_vnd=700_000, moved_on=MAY)
    books = [cash_books(cast.club, ["INCOME"], place, MAY, MAY)[0] for place in ("cash", "bank")]
    assert [(b.in_vnd, b.out_vnd, b.closing_vnd) for b in books] == [(0, 700_000, 15_350_000), (700_000, 0, 700_000)]
    flows = {f.fund: f for f in fund_flows(cast.club, MAY, MAY)}["INCOME"]
    assert (flows.flows, flows.closing_vnd) == ([], 16_050_000)


def test_what_somebody_typed_is_never_a_formula_or_a_link(cast: Cast, money: Money) -> None:
    gift = {"fund": "OPERATING", "amount_vnd": 1, "source": "SOCIAL", "received_on": APRIL}
    typed = ['=HYPERLINK("http://x.vn")', "+1+1", "-2", "@SUM(A1)", "http://x.vn"]
    for giver in typed:
        receive_gift(by=cast.lan, club=cast.club, giver=giver, **gift)
    file = signed_in(cast.lan).get(url(cast, "cash_book_file", "xlsx")).content
    names = {str(row[3]) for row in rows_of(file, 1)}
    assert set(typed) <= names
    with zipfile.ZipFile(BytesIO(file)) as packed:
        xml = "".join(packed.read(name).decode() for name in packed.namelist() if "sheet" in name)
    assert (re.findall(r"<f>|<hyperlink", xml), "http://x.vn" in xml.replace("&quot;", "")) == ([], True)


def test_the_sheet_says_what_the_page_says(cast: Cast, money: Money) -> None:
    rows = rows_of(signed_in(cast.lan).get(url(cast, "cash_book_file", "xlsx")).content)
    assert (rows[0][0], "gợi ý" in rows[3][0]) == ("Sổ quỹ: Quỹ tăng thu nhập", True)
    assert rows[5] == ["Ngày", "Số", "Nội dung", "Người nộp, nhận", "Thu (đồng)", "Chi (đồng)", "Còn lại (đồng)"]
    assert rows[7][0] == date(2026, 3, 17)
    assert rows[-1][4:] == [1_050_000, 5_000_000, 16_050_000]


@pytest.mark.parametrize("name", ["cash_book_file", "loan_book_file"])
@pytest.mark.parametrize("ending", ["xlsx", "docx"])
def test_columns_with_names_are_for_those_who_read_members(cast: Cast, money: Money, name: str, ending: str) -> None:
    shown = []
    for user in (cast.lan, cast.tai):
        answer = signed_in(user).get(url(cast, name, ending))
        with zipfile.ZipFile(BytesIO(answer.content)) as packed:
            text = "".join(packed.read(part).decode(errors="ignore") for part in packed.namelist())
        shown.append("Bà Tư" in text)
    assert shown == [True, False]


@pytest.mark.parametrize("name", ["cash_book", "loan_book", "fund_book", "ledger"])
def test_pages_name_people_to_those_who_read_members_only(cast: Cast, money: Money, name: str) -> None:
    pages = [signed_in(user).get(url(cast, name)) for user in (cast.lan, cast.tai, cast.hoa)]
    assert [page.status_code for page in pages] == [200, 200, 404]
    assert "Bà Tư" not in pages[1].content.decode()
    assert ("Bà Tư" in pages[0].content.decode()) == (name in ("cash_book", "loan_book"))


@pytest.mark.parametrize("name", ["cash_book_file", "loan_book_file", "fund_book_file"])
def test_each_book_is_a_paper_marked_as_a_suggestion(cast: Cast, money: Money, name: str) -> None:
    from docx import Document  # noqa: PLC0415 -- slow import

    document = Document(BytesIO(signed_in(cast.lan).get(url(cast, name, "docx")).content))
    text = "\n".join(p.text for p in document.paragraphs)
    assert ("gợi ý, chưa có văn bản" in text, len(document.tables) >= 1) == (True, True)


@pytest.mark.parametrize("query", ["?tu=x&den=y", "?tu=31/12/2026&den=01/01/2026", "?tu=01/01/1900&den=01/01/2100"])
def test_days_that_make_no_sense_are_told_and_the_month_is_shown(cast: Cast, query: str) -> None:
    answer = signed_in(cast.lan).get(reverse("statements:cash_book", args=[cast.club.pk]) + query)
    assert (answer.status_code, "alert-danger" in answer.content.decode()) == (200, True)


@pytest.mark.parametrize("name", ["cash_book", "loan_book", "fund_book", "ledger"])
def test_queries_do_not_grow_with_the_rows(
    cast: Cast, money: Money, name: str, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(cast.lan)
    client.get(url(cast, name))
    counts = []
    for _more in range(2):
        with django_assert_max_num_queries(30) as asked:
            client.get(url(cast, name))
        counts.append(len(asked))
        lend(cast, money.nam, 100_000, MAY)
    assert counts[0] == counts[1]

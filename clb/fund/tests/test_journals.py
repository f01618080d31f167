"""A club's books taken along: what another program reads is what ours says, and no name goes with it."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from bench.programs import beancount_balances, hledger_balances, our_balances, their_balances
from clb.fund.queries.journals import club_journal
from clb.fund.services import Deal, receive_start_fund, record_deals, reverse_receipt
from clb.ledger.queries import seal_of
from clb.ledger.services import post
from conftest import Cast, make_member

DAY, NEXT, LAST = date(2026, 1, 5), date(2026, 2, 6), date(2026, 3, 7)


@pytest.fixture
def lent(cast: Cast) -> Cast:
    """Both books begun, a loan paid back in part, a fee taken back."""
    receive_start_fund(by=cast.lan, club=cast.club, amount_vnd=20_000_001, source="STATE_BUDGET", received_on=DAY)
    person = make_member(cast.club, 'Bà "Tư" \\ Kín').person
    deals = [
        Deal("loan", "LOAN", "INCOME", 5_000_000, person=person, months=6, rate_percent_year=Decimal(6)),
        Deal("fee", "FEE", "OPERATING", 10_000, person=person),
        Deal("gift", "GIFT", "OPERATING", 7, source="SOCIAL", giver="Ông Kín"),
        Deal("slip", "FEE", "INCOME", 999, person=person),
    ]
    done = record_deals(by=cast.lan, club=cast.club, on=DAY, deals=deals)
    back = Deal("back", "REPAYMENT", "INCOME", 4_999_999, interest_vnd=3, loan=done["loan"].loan)
    record_deals(by=cast.lan, club=cast.club, on=NEXT, deals=[back])
    reverse_receipt(by=cast.lan, receipt=done["slip"], reversed_on=LAST, reason="Ghi nhầm")
    return cast


def test_both_programs_read_every_account_as_we_do(lent: Cast, tmp_path: Path) -> None:
    ours = our_balances(lent.club)
    assert ours == {
        "Assets:IncomeFund:Cash": 20_000_003,
        "Assets:IncomeFund:Loan:1": 1,
        "Assets:OperatingFund:Cash": 10_007,
        "Equity:IncomeFund:Start:STATE-BUDGET": -20_000_001,
        "Income:IncomeFund:Interest": -3,
        "Income:OperatingFund:Fee": -10_000,
        "Income:OperatingFund:Gift:SOCIAL": -7,
    }
    assert their_balances(lent.club, tmp_path) == {"hledger": ours, "beancount": ours}


def test_a_wrong_journal_is_noticed(lent: Cast, tmp_path: Path) -> None:
    text = "".join(club_journal(lent.club, "hledger"))
    path = tmp_path / "a.journal"
    path.write_text(text.replace("4999999 VND", "4999998 VND"), encoding="utf-8")
    assert hledger_balances(path) != our_balances(lent.club)
    text = "".join(club_journal(lent.club, "beancount"))
    path = tmp_path / "a.beancount"
    path.write_text(text.replace("  -4999999 VND", "  -4999998 VND"), encoding="utf-8")
    with pytest.raises(AssertionError):
        beancount_balances(path)


def test_the_journal_names_nobody_is_ascii_but_for_titles_and_carries_the_seals(lent: Cast) -> None:
    for program in ("hledger", "beancount"):
        text = "".join(club_journal(lent.club, program))
        assert "Kín" not in text
        assert "Khoản vay số 1" in text
        book = lent.club.books.get(fund="INCOME").book
        number, digits = seal_of(book).split(" · ")
        assert f"seal: {digits.replace(' ', '')}" in text.replace('"', "")
        assert number in text
        postings = [line for line in text.splitlines() if line.endswith("VND") and line.startswith("  ")]
        assert len(postings) == 2 * 8
        assert all(line.isascii() for line in postings)


def test_to_the_end_of_a_day_and_an_empty_book(lent: Cast, tmp_path: Path) -> None:
    for program, read in (("hledger", hledger_balances), ("beancount", beancount_balances)):
        path = tmp_path / f"a.{program}"
        path.write_text("".join(club_journal(lent.club, program, on=DAY)), encoding="utf-8")
        assert read(path)["Assets:IncomeFund:Cash"] == 15_001_000
        assert "".join(club_journal(lent.other_club, program)).count("\n") <= 2
    with pytest.raises(ValueError, match="gnucash"):
        list(club_journal(lent.club, "gnucash"))


def test_the_books_page_gives_the_file_to_those_who_may_read_the_money(lent: Cast) -> None:
    client = Client()
    for who, code in ((lent.lan, 200), (lent.hoa, 404), (lent.khach, 404)):
        client.force_login(who)
        answer = client.get(reverse("fund:journal", args=[lent.club.pk, "hledger"]))
        assert answer.status_code == code
    client.force_login(lent.lan)
    assert client.get(reverse("fund:journal", args=[lent.club.pk, "gnucash"])).status_code == 404
    answer = client.get(reverse("fund:journal", args=[lent.club.pk, "beancount"]))
    assert answer["Content-Disposition"].endswith('.beancount"')
    assert answer.content.decode() == "".join(club_journal(lent.club, "beancount"))


def test_the_command_line_writes_the_same(lent: Cast, tmp_path: Path) -> None:
    shown: Any = io.StringIO()
    call_command("fund", "export", str(lent.club.pk), stdout=shown)
    assert shown.getvalue().strip() == "".join(club_journal(lent.club, "hledger")).strip()
    path = tmp_path / "x.beancount"
    call_command("fund", "export", lent.club.unit.key, "--for", "beancount", "--out", str(path), stdout=shown)
    assert beancount_balances(path) == our_balances(lent.club)
    with pytest.raises(CommandError, match="Không có câu lạc bộ"):
        call_command("fund", "export", "khong-co", stdout=shown)


def test_an_odd_kind_of_entry_is_exported_too(lent: Cast, tmp_path: Path) -> None:
    book = lent.club.books.get(fund="INCOME").book
    a = {account.code: account for account in book.accounts.all()}
    post(book, on=LAST, kind="odd", lines=[(a["interest"], a["cash"], 1), (a["cash"], a["loan:1"], 1)])
    ours = our_balances(lent.club)
    assert their_balances(lent.club, tmp_path) == {"hledger": ours, "beancount": ours}
    assert "Assets:IncomeFund:Loan:1" not in ours

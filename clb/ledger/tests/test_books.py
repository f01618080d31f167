"""Double entry: one debit and one credit a line, never changed, taken back by a mirror."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from clb.ledger.models import Book, Entry, Transfer
from clb.ledger.services import open_book, post, reverse

DAY = date(2026, 5, 4)


@pytest.fixture
def book(db: None) -> Book:
    return open_book("Sổ mẫu", [("cash", "Tiền mặt", "ASSET"), ("fund", "Quỹ", "EQUITY")])


def received(book: Book, amount: int = 20_000_000) -> Entry:
    accounts = {a.code: a for a in book.accounts.all()}
    return post(book, on=DAY, kind="receipt", lines=[(accounts["cash"], accounts["fund"], amount)])


def test_a_line_has_one_debit_and_one_credit_of_whole_dong(book: Book) -> None:
    entry = received(book)
    rows = entry.transfers.values_list("debit__code", "credit__code", "amount_vnd")
    assert list(rows) == [("cash", "fund", 20_000_000)]


@pytest.mark.parametrize("amount", [0, -1])
def test_nothing_and_less_is_no_line(book: Book, amount: int) -> None:
    with pytest.raises(ValidationError), transaction.atomic():
        received(book, amount)
    assert Transfer.objects.count() == 0


def test_an_account_against_itself_is_refused(book: Book) -> None:
    cash = book.accounts.get(code="cash")
    with pytest.raises(ValidationError), transaction.atomic():
        post(book, on=DAY, kind="receipt", lines=[(cash, cash, 5)])


def test_a_reversal_mirrors_and_is_done_once(book: Book) -> None:
    entry = received(book)
    back = reverse(entry, on=DAY)
    assert list(back.transfers.values_list("debit__code", "credit__code", "amount_vnd")) == [
        ("fund", "cash", 20_000_000)
    ]
    for again in (entry, back):
        with pytest.raises(ValidationError):
            reverse(again, on=DAY)


def test_what_is_posted_can_be_neither_changed_nor_erased(book: Book) -> None:
    received(book)
    for rows in (Entry.objects.all(), Transfer.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Transfer.objects.update(amount_vnd=1)
    assert Transfer.objects.get().amount_vnd == 20_000_000

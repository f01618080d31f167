"""Many documents at once, many reversals, many balances: the same as one by one, in few queries."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from clb.ledger.models import Account, Book, Entry, Transfer
from clb.ledger.queries import balance_vnd, balances_vnd, lowest_from_vnd, standing, standing_days_vnd
from clb.ledger.services import Document, open_book, post_many, reverse_many

DAY, NEXT = date(2026, 5, 4), date(2026, 5, 5)


@pytest.fixture
def book(db: None) -> Book:
    return open_book("Sổ mẫu", [("cash", "Tiền mặt", "ASSET"), ("fund", "Quỹ", "EQUITY"), ("fee", "Phí", "INCOME")])


def accounts(book: Book) -> dict[str, Account]:
    return {account.code: account for account in book.accounts.all()}


def documents(book: Book, *amounts: int) -> list[Document]:
    a = accounts(book)
    return [("receipt", [(a["cash"], a["fund"], vnd), (a["cash"], a["fee"], 1)]) for vnd in amounts]


@pytest.mark.parametrize("rows", [1, 100])
def test_a_hundred_documents_take_as_few_queries_as_one(
    book: Book, rows: int, django_assert_max_num_queries: Any
) -> None:
    given = documents(book, *range(1, rows + 1))
    with django_assert_max_num_queries(5):
        entries = post_many(book, on=DAY, documents=given)
    with django_assert_max_num_queries(8):
        backs = reverse_many(list(Entry.objects.filter(pk__in=[e.pk for e in entries])), on=NEXT)
    assert (len(backs), Transfer.objects.count()) == (rows, 4 * rows)
    assert balances_vnd(book.accounts.all()) == dict.fromkeys([a.pk for a in book.accounts.all()], 0)


@pytest.mark.parametrize("wrong", [0, -1, 2**63])
def test_one_line_that_cannot_be_stored_stores_nothing(book: Book, wrong: int) -> None:
    with pytest.raises(ValidationError):
        post_many(book, on=DAY, documents=documents(book, 5, wrong))
    assert (Entry.objects.count(), Transfer.objects.count()) == (0, 0)


def test_a_line_never_leaves_its_book(book: Book) -> None:
    other = open_book("Sổ khác", [("cash", "Tiền mặt", "ASSET")])
    with pytest.raises(AssertionError):
        post_many(other, on=DAY, documents=documents(book, 5))


def test_one_reversed_before_or_named_twice_refuses_all(book: Book) -> None:
    first, second = post_many(book, on=DAY, documents=documents(book, 5, 6))
    reverse_many([first], on=NEXT)
    for wrong in ([first, second], [second, second], [Entry.objects.get(reverses=first), second]):
        with pytest.raises(ValidationError), transaction.atomic():
            reverse_many(wrong, on=NEXT)
    assert Entry.objects.filter(reverses__isnull=False).count() == 1
    assert list(standing()) == [second]


def test_balances_of_many_are_those_of_each_on_any_day(book: Book, django_assert_num_queries: Any) -> None:
    post_many(book, on=DAY, documents=documents(book, 5, 6))
    post_many(book, on=NEXT, documents=documents(book, 7))
    every = list(book.accounts.all())
    for on in (None, date(2026, 5, 3), DAY, NEXT):
        with django_assert_num_queries(1):
            found = balances_vnd(every, on=on)
        assert found == {account.pk: balance_vnd(account, on=on) for account in every}
    a = accounts(book)
    assert balances_vnd(every, on=DAY) == {a["cash"].pk: 13, a["fund"].pk: 11, a["fee"].pk: 2}


def test_what_stands_is_told_by_day_without_what_was_taken_back(book: Book) -> None:
    entries = post_many(book, on=DAY, documents=documents(book, 5, 6))
    post_many(book, on=NEXT, documents=documents(book, 7))
    reverse_many([entries[0]], on=NEXT)
    a = accounts(book)
    days = standing_days_vnd([a["cash"], a["fund"]])
    assert days == {a["cash"].pk: [(DAY, 7), (NEXT, 8)], a["fund"].pk: [(DAY, 6), (NEXT, 7)]}


@pytest.mark.parametrize(
    ("days", "lowest"),
    [
        ([], (0, 4)),
        ([(1, 10)], (10, 4)),
        ([(1, 10), (5, -3), (6, 9), (8, -4)], (7, 5)),
        ([(1, 10), (9, -10), (6, 5)], (5, 9)),
        ([(4, 10), (4, -2)], (8, 4)),
        ([(5, 10)], (0, 4)),
    ],
)
def test_the_lowest_from_a_day_on(days: list[tuple[int, int]], lowest: tuple[int, int]) -> None:
    found = lowest_from_vnd([(date(2026, 1, day), vnd) for day, vnd in days], date(2026, 1, 4))
    assert found == (lowest[0], date(2026, 1, lowest[1]))

"""A closed book: nothing on or before the day, nothing taken back from it, until it is opened again."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from clb.ledger.models import Book, Closing, Entry
from clb.ledger.services import close_book, open_book, post, reopen_book, reverse, reverse_many

APRIL, MAY, JUNE = date(2026, 4, 30), date(2026, 5, 31), date(2026, 6, 1)


@pytest.fixture
def book(db: None) -> Book:
    return open_book("Sổ mẫu", [("cash", "Tiền mặt", "ASSET"), ("fund", "Quỹ", "EQUITY")])


def posted(book: Book, on: date, amount_vnd: int = 5) -> Entry:
    a = {account.code: account for account in book.accounts.all()}
    return post(book, on=on, kind="receipt", lines=[(a["cash"], a["fund"], amount_vnd)])


def closed_until(book: Book) -> date | None:
    return Book.objects.get(pk=book.pk).closed_until_on


def test_nothing_is_posted_on_or_before_the_day_and_all_after_it(book: Book) -> None:
    close_book(book, until_on=MAY)
    for day in (date(2020, 1, 1), MAY):
        with pytest.raises(ValidationError, match=r"Sổ đã khóa đến hết ngày 31/05/2026\. Hãy ghi vào ngày") as told:
            posted(book, day)
        assert told.value.code == "closed"
    posted(book, JUNE)
    assert [entry.happened_on for entry in book.entries.all()] == [JUNE]
    assert closed_until(book) == MAY


def test_another_book_stays_open(book: Book) -> None:
    other = open_book("Sổ khác", [("cash", "Tiền mặt", "ASSET"), ("fund", "Quỹ", "EQUITY")])
    close_book(book, until_on=MAY)
    posted(other, APRIL)
    assert (closed_until(other), other.entries.count()) == (None, 1)


def test_what_was_posted_in_closed_days_is_not_taken_back_on_any_day(book: Book) -> None:
    old, new = posted(book, MAY), posted(book, JUNE)
    close_book(book, until_on=MAY)
    for entries, on in (([old], JUNE), ([old, new], JUNE), ([old], MAY), ([new], MAY)):
        with pytest.raises(ValidationError) as told, transaction.atomic():
            reverse_many(entries, on=on)
        assert told.value.code == "closed"
    with pytest.raises(ValidationError, match=r"ngày 31/05/2026 không đảo được nữa\. Hãy ghi một phiếu"):
        reverse(old, on=JUNE)
    reverse(new, on=JUNE)
    assert Entry.objects.filter(reverses__isnull=False).count() == 1


def test_the_newest_closing_holds(book: Book) -> None:
    close_book(book, until_on=APRIL)
    close_book(book, until_on=MAY)
    for day in (APRIL, MAY):
        with pytest.raises(ValidationError) as told:
            close_book(book, until_on=day)
        assert list(told.value.error_dict) == ["until_on"]
    with pytest.raises(ValidationError):
        reopen_book(book, until_on=MAY)
    reopen_book(book, until_on=APRIL)
    posted(book, MAY)
    with pytest.raises(ValidationError):
        posted(book, APRIL)
    reopen_book(book)
    posted(book, APRIL)
    with pytest.raises(ValidationError, match="đang mở"):
        reopen_book(book)
    assert [row.until_on for row in Closing.objects.order_by("pk")] == [APRIL, MAY, APRIL, None]


def test_a_day_that_is_not_over_cannot_be_closed(book: Book) -> None:
    today = timezone.localdate()
    for day in (today, today + timedelta(days=30)):
        with pytest.raises(ValidationError, match="đã qua hết"):
            close_book(book, until_on=day)
    close_book(book, until_on=today - timedelta(days=1))


def test_a_closing_can_be_neither_changed_nor_erased(book: Book) -> None:
    close_book(book, until_on=MAY)
    for write in (Closing.objects.all().delete, lambda: Closing.objects.update(until_on=None)):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()
    assert closed_until(book) == MAY

"""Posting and reversing. The only writer of books."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .models import Account, Book, Entry, Transfer

Line = tuple[Account, Account, int]  # debit, credit, amount in whole đồng


def open_book(name: str, accounts: list[tuple[str, str, str]]) -> Book:
    """A new book with its accounts, each given as code, name, Account.Kind."""
    book = Book.objects.create(name=name)
    Account.objects.bulk_create(Account(book=book, code=c, name=n, kind=k) for c, n, k in accounts)
    return book


def post(book: Book, *, on: date, kind: str, lines: list[Line]) -> Entry:
    """Enter one document. Raises ValidationError (in Vietnamese) where a line can't be stored."""
    assert lines, "an entry has at least one line"
    assert all(d.book_id == c.book_id == book.pk for d, c, _vnd in lines), "a line stays inside its book"
    entry = Entry.objects.create(book=book, happened_on=on, kind=kind)
    transfers = [Transfer(entry=entry, debit=d, credit=c, amount_vnd=vnd) for d, c, vnd in lines]
    for transfer in transfers:
        transfer.full_clean(exclude=["entry"])
    Transfer.objects.bulk_create(transfers)
    return entry


def reverse(entry: Entry, *, on: date) -> Entry:
    """Enter the mirror of `entry`. Raises ValidationError where it was reversed before or is itself a reversal."""
    entry.book.lock()
    if entry.reverses_id or Entry.objects.filter(reverses=entry).exists():
        raise ValidationError(_("Chứng từ này đã được đảo hoặc là chứng từ đảo."), code="reversed_before")
    back = Entry.objects.create(book=entry.book, happened_on=on, kind=entry.kind, reverses=entry)
    Transfer.objects.bulk_create(
        Transfer(entry=back, debit=t.credit, credit=t.debit, amount_vnd=t.amount_vnd)
        for t in entry.transfers.select_related("debit", "credit")
    )
    return back

"""Posting and reversing."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clb.kernel.batches import CHUNK, update_rows
from clb.ledger.models import ACCOUNTS_DIFFER, AMOUNT_IS_POSITIVE, Account, Book, Entry, Transfer
from clb.ledger.rules import sealed

from .closing import refuse_closed

Line = tuple[Account, Account, int]  # debit, credit, amount in whole đồng
Document = tuple[str, Sequence[Line]]  # kind, lines


def open_book(name: str, accounts: list[tuple[str, str, str]]) -> Book:
    """A new book with its accounts, each given as code, name, Account.Kind."""
    book = Book.objects.create(name=name)
    open_accounts(book, accounts)
    return book


def open_accounts(book: Book, accounts: Sequence[tuple[str, str, str]]) -> list[Account]:
    """New accounts of a book, each given as code, name, Account.Kind; the caller holds the book's lock."""
    return Account.objects.bulk_create(Account(book=book, code=c, name=n, kind=k) for c, n, k in accounts)


def post(book: Book, *, on: date, kind: str, lines: Sequence[Line]) -> Entry:
    """Enter one document. Raises ValidationError as `post_many`."""
    (entry,) = post_many(book, on=on, documents=[(kind, lines)])
    return entry


def post_many(book: Book, *, on: date, documents: Sequence[Document]) -> list[Entry]:
    """Enter many documents of one day, all or none; one entry for each, in order. Raises as `post_days`."""
    (entries,) = post_days([(book, on, documents)])
    return entries


def post_days(days: Sequence[tuple[Book, date, Sequence[Document]]]) -> list[list[Entry]]:
    """Enter the documents of one day into each of these books, all or none, in four queries; of each book its entries,
    in order. A book stands here once.

    Raises ValidationError (in Vietnamese) where a line can't be stored, and for a closed day.
    """
    books = Book.locked(book.pk for book, _on, _documents in days)
    assert len(books) == len(days), "each book once"
    written, found = list[tuple[Entry, Sequence[Line]]](), list[list[Entry]]()
    for stale, on, documents in days:
        book = books[stale.pk]
        refuse_closed(book, on)
        entries = [Entry(book=book, happened_on=on, kind=kind) for kind, _lines in documents]
        written += [(entry, lines) for entry, (_kind, lines) in zip(entries, documents, strict=True)]
        found.append(entries)
    _store(books, written)
    return found


def _store(books: Mapping[int, Book], written: Sequence[tuple[Entry, Sequence[Line]]]) -> None:
    """Number, seal and store entries of locked books (by id), each behind the last one of its book."""
    transfers = []
    for entry, lines in written:
        assert lines, "an entry has at least one line"
        for debit, credit, amount_vnd in lines:
            assert debit.book_id == credit.book_id == entry.book_id, "a line stays inside its book"
            transfers.append(_checked(Transfer(entry=entry, debit=debit, credit=credit, amount_vnd=amount_vnd)))
        _seal(books[entry.book_id], entry, lines)
    Entry.objects.bulk_create([entry for entry, _lines in written], batch_size=CHUNK)
    Transfer.objects.bulk_create(transfers, batch_size=CHUNK)
    update_rows(list(books.values()), ("last_number", "last_seal"))


def _seal(book: Book, entry: Entry, lines: Sequence[Line]) -> None:
    book.last_number += 1
    book.last_seal = sealed(
        bytes(book.last_seal),
        book=book.pk,
        number=book.last_number,
        id=entry.pk,
        on=entry.happened_on,
        kind=entry.kind,
        reverses=entry.reverses_id,
        made_at=entry.made_at,
        lines=[(debit.code, credit.code, amount_vnd) for debit, credit, amount_vnd in lines],
    )
    entry.number, entry.seal = book.last_number, book.last_seal


def _checked(transfer: Transfer) -> Transfer:
    # What full_clean() would say, without asking the database once a line.
    transfer.clean_fields(exclude=["entry", "debit", "credit"])
    if transfer.amount_vnd <= 0:
        raise ValidationError(AMOUNT_IS_POSITIVE)
    if transfer.debit_id == transfer.credit_id:
        raise ValidationError(ACCOUNTS_DIFFER)
    return transfer


def reverse(entry: Entry, *, on: date) -> Entry:
    """Enter the mirror of `entry`. Raises ValidationError as `reverse_many`."""
    (back,) = reverse_many([entry], on=on)
    return back


def reverse_many(entries: Sequence[Entry], *, on: date) -> list[Entry]:
    """Enter the mirror of each of `entries`, all of one book, all or none; one reversal for each, in order.

    Raises ValidationError where one was reversed before, is itself a reversal, or is named twice, and where its day
    or `on` is closed.
    """
    if not entries:
        return []
    book = Book(pk=entries[0].book_id).lock()
    assert all(entry.book_id == book.pk for entry in entries), "entries of one book"
    refuse_closed(book, on, (entry.happened_on for entry in entries))
    ids = {entry.pk for entry in entries}
    if (
        len(ids) < len(entries)
        or any(entry.reverses_id for entry in entries)
        or Entry.objects.filter(reverses__in=ids).exists()
    ):
        raise ValidationError(_("Chứng từ này đã được đảo hoặc là chứng từ đảo."), code="reversed_before")
    mirrors: dict[object, list[Line]] = {entry.pk: [] for entry in entries}
    for line in Transfer.objects.filter(entry__in=ids).select_related("debit", "credit").order_by("pk"):
        mirrors[line.entry_id].append((line.credit, line.debit, line.amount_vnd))
    backs = [Entry(book=book, happened_on=on, kind=entry.kind, reverses=entry) for entry in entries]
    _store({book.pk: book}, [(back, mirrors[back.reverses_id]) for back in backs])
    return backs

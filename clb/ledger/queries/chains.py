"""Whether books are as they were written: every entry sealed anew and held against what is stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple
from uuid import UUID

from clb.kernel.batches import in_parts
from clb.ledger.models import Book, Entry
from clb.ledger.rules import UNSEALED, sealed, shown

FETCHED = 5_000
LINES = ("transfers__debit__code", "transfers__credit__code", "transfers__amount_vnd")


class Break(NamedTuple):
    """Where a book is not as it was written: its id, the number of the entry, and how."""

    book: int
    number: int
    is_missing: bool


class _Head(NamedTuple):
    book: int
    number: int
    seal: bytes
    pk: UUID
    on: date
    kind: str
    reverses: UUID | None
    made_at: datetime


def seal_of(book: Book) -> str:
    """Where the chain of `book` stands, as a paper prints it: the last entry's number and the first of its seal."""
    last = Book.objects.get(pk=book.pk)
    return shown(last.last_number, bytes(last.last_seal))


def broken_chains(books: Sequence[int] | None = None) -> Iterator[Break]:
    """Every entry that was edited, erased, slipped in or moved behind the program's back, by book and number.

    All books, or those of these ids. Some hundred books at a time, so memory does not grow with the nation. An entry
    that was sealed anew after an edit is told by the one behind it, whose seal no longer fits.
    """
    every = list(Book.objects.order_by("pk").values_list("pk", flat=True)) if books is None else list(books)
    for part in in_parts(every):
        lasts = {pk: (n, bytes(s)) for pk, n, s in Book.objects.filter(pk__in=part).values_list(*_LAST)}
        found = Entry.objects.filter(book__in=part).order_by("book", "number", "transfers__pk")
        columns = ("book", "number", "seal", "pk", "happened_on", "kind", "reverses", "made_at")
        rows = found.values_list(*columns, *LINES).iterator(FETCHED)
        for book, of_book in groupby(rows, itemgetter(0)):
            yield from _of_book(book, of_book, lasts.pop(book))
        for book, (number, _seal) in lasts.items():
            yield from (Break(book, lost, is_missing=True) for lost in range(1, number + 1))


_LAST = ("pk", "last_number", "last_seal")


def _of_book(book: int, rows: Iterator[tuple[object, ...]], last: tuple[int, bytes]) -> Iterator[Break]:
    before, number = UNSEALED, 0
    for head, of_entry in groupby(rows, lambda row: _Head(*row[:8])):  # type: ignore[arg-type]
        is_after_gap = head.number != number + 1
        for lost in range(number + 1, head.number):
            yield Break(book, lost, is_missing=True)
        if not is_after_gap and _anew(before, head, [row[8:] for row in of_entry]) != bytes(head.seal):  # type: ignore[misc]
            yield Break(book, head.number, is_missing=False)
        before, number = bytes(head.seal), head.number
    for lost in range(number + 1, last[0] + 1):
        yield Break(book, lost, is_missing=True)
    if number > last[0] or (number == last[0] and before != last[1]):
        yield Break(book, number, is_missing=False)


def _anew(before: bytes, head: _Head, lines: list[tuple[str, str, int]]) -> bytes:
    return sealed(
        before,
        book=head.book,
        number=head.number,
        id=head.pk,
        on=head.on,
        kind=head.kind,
        reverses=head.reverses,
        made_at=head.made_at,
        lines=lines,
    )

"""Whatever is done to a book behind the program's back is named, by book and entry; what the program does is not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib import import_module
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import connection

from clb.kernel.selfcheck import run_checks
from clb.kernel.tables.append_only import guard, missing_guards, unguard
from clb.ledger.models import Account, Book, Closing, Entry, Transfer
from clb.ledger.queries import broken_chains, seal_of
from clb.ledger.rules import UNSEALED, sealed, shown
from clb.ledger.services import close_book, open_book, post_many, reopen_book, reverse_many

DAY, NEXT = date(2026, 5, 4), date(2026, 5, 5)
EARLIER = datetime(2026, 5, 1, tzinfo=UTC)
TABLES = ("ledger_entry", "ledger_transfer", "ledger_closing")


@pytest.fixture
def book(db: None) -> Book:
    """Six entries: five of one or two lines, and the third taken back."""
    book = open_book("Sổ mẫu", [("cash", "Tiền mặt", "ASSET"), ("fund", "Quỹ", "EQUITY"), ("fee", "Phí", "INCOME")])
    a = {account.code: account for account in book.accounts.all()}
    lines = [(a["cash"], a["fund"], 20), (a["cash"], a["fee"], 3)]
    entries = post_many(book, on=DAY, documents=[("gift", lines), ("fee", lines[1:]), ("gift", lines[:1])])
    post_many(book, on=NEXT, documents=[("fee", lines[1:]), ("fee", lines[1:])])
    reverse_many(entries[2:], on=NEXT)
    return book


def behind(change: Callable[[], object]) -> None:
    """Do something as one who has the database in hand."""
    for table in TABLES:
        unguard(table, "default")
    change()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in TABLES:
        guard(table, "default")


def told(book: Book) -> list[str]:
    found = run_checks()
    words = [*found["ledger.books_are_as_they_were_written"], *found["ledger.closed_days_stay_closed"]]
    return [word.removeprefix(f"Sổ {book.pk}: chứng từ ").split(" bị")[0] for word in words]


def numbered(book: Book, number: int) -> Entry:
    return book.entries.get(number=number)


def test_entries_are_numbered_without_a_gap_and_sound(book: Book) -> None:
    assert list(book.entries.order_by("made_at", "number").values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert numbered(book, 6).reverses == numbered(book, 3)
    assert told(book) == []
    book.refresh_from_db()
    assert (book.last_number, bytes(book.last_seal)) == (6, bytes(numbered(book, 6).seal))
    assert seal_of(book).startswith("6 · ") and len(seal_of(book)) == len("6 · 3f2a 9c01 7be4 55d0")


def test_the_seal_is_what_the_rule_says_in_words() -> None:
    said = {
        "book": 7,
        "number": 1,
        "id": UUID(int=1),
        "on": DAY,
        "kind": "fee",
        "reverses": None,
        "made_at": datetime(2026, 5, 4, 8, tzinfo=UTC),
    }
    seal = sealed(UNSEALED, lines=[("cash", "fee", 3)], **said)  # type: ignore[arg-type]
    # printf '\n7\t1\t00000000-0000-0000-0000-000000000001\t2026-05-04\tfee\t\t2026-05-04T08:00:00.000000+00:00\n\
    # cash\tfee\t3\n' | sha256sum
    assert seal.hex() == "008f181ef62590913cb9a31fb62476388ae318948329682cd541ae597a189666"
    assert shown(1, seal) == "1 · 008f 181e f625 9091"


Change = Callable[[Book], object]
CHANGES: dict[str, tuple[Change, list[str]]] = {
    "a sum": (lambda b: numbered(b, 2).transfers.update(amount_vnd=4), ["số 2"]),
    "an account of a line": (
        lambda b: Transfer.objects.filter(entry=numbered(b, 2)).update(credit=b.accounts.get(code="fund")),
        ["số 2"],
    ),
    "a day": (lambda b: b.entries.filter(number=4).update(happened_on=DAY), ["số 4"]),
    "the moment of writing": (lambda b: b.entries.filter(number=4).update(made_at=EARLIER), ["số 4"]),
    "the kind": (lambda b: b.entries.filter(number=1).update(kind="fee"), ["số 1"]),
    "what is reversed": (lambda b: b.entries.filter(number=6).update(reverses=None), ["số 6"]),
    "the code of an account": (lambda b: b.accounts.filter(code="fund").update(code="fun"), ["số 1", "số 3", "số 6"]),
    "one line less": (lambda b: numbered(b, 1).transfers.filter(amount_vnd=3).delete(), ["số 1"]),
    "one line more": (
        lambda b: Transfer.objects.create(
            entry=numbered(b, 2), debit=b.accounts.get(code="cash"), credit=b.accounts.get(code="fee"), amount_vnd=1
        ),
        ["số 2"],
    ),
    "no line left": (lambda b: numbered(b, 2).transfers.all().delete(), ["số 2"]),
    "lines in another order": (lambda b: put_last(numbered(b, 1).transfers.get(amount_vnd=20)), ["số 1"]),
    "one erased in the middle": (lambda b: erase(b, 2), ["số 2"]),
    "the last one erased": (lambda b: erase(b, 6), ["số 6"]),
    "the first one erased": (lambda b: erase(b, 1), ["số 1"]),
    "all erased": (lambda b: [erase(b, n) for n in (6, 5, 4, 3, 2, 1)], [f"số {n}" for n in (1, 2, 3, 4, 5, 6)]),
    "one slipped in at the end": (lambda b: slip_in(b, 7), ["số 7", "số 7"]),
    "two that changed places": (lambda b: swap(b, 4, 5), ["số 4", "số 5", "số 6"]),
    "one edited and sealed anew": (lambda b: edit_and_seal(b, 2), ["số 3"]),
    "the last edited and sealed anew": (lambda b: edit_and_seal(b, 6), ["số 6"]),
    "the end moved": (lambda b: Book.objects.filter(pk=b.pk).update(last_number=5), ["số 6"]),
}  # fmt: skip


def put_last(line: Transfer) -> None:
    line.delete()
    line.pk = None
    line.save(force_insert=True)


def erase(book: Book, number: int) -> None:
    entry = numbered(book, number)
    entry.transfers.all().delete()
    entry.delete()


def slip_in(book: Book, number: int) -> None:
    entry = Entry.objects.create(book=book, number=number, seal=b"\1" * 32, happened_on=DAY, kind="fee")
    cash, fee = (book.accounts.get(code=code) for code in ("cash", "fee"))
    Transfer.objects.create(entry=entry, debit=cash, credit=fee, amount_vnd=3)


def swap(book: Book, one: int, other: int) -> None:
    first, second = numbered(book, one), numbered(book, other)
    for entry, number in ((first, 99), (second, one), (first, other)):
        book.entries.filter(pk=entry.pk).update(number=number)


def edit_and_seal(book: Book, number: int) -> None:
    entry = numbered(book, number)
    entry.transfers.update(amount_vnd=99)
    before = numbered(book, number - 1).seal
    seal = sealed(
        bytes(before), book=book.pk, number=number, id=entry.pk, on=entry.happened_on, kind=entry.kind,
        reverses=entry.reverses_id, made_at=entry.made_at,
        lines=list(entry.transfers.order_by("pk").values_list("debit__code", "credit__code", "amount_vnd")),
    )  # fmt: skip
    book.entries.filter(pk=entry.pk).update(seal=seal)


@pytest.mark.parametrize("what", CHANGES)
def test_what_was_done_behind_the_back_is_named(book: Book, what: str) -> None:
    change, named = CHANGES[what]
    behind(lambda: change(book))
    assert told(book) == named


def test_only_the_book_that_was_touched_is_named(book: Book) -> None:
    other = open_book("Sổ khác", [("cash", "Tiền mặt", "ASSET"), ("fund", "Quỹ", "EQUITY")])
    cash, fund = other.accounts.order_by("code")
    post_many(other, on=DAY, documents=[("gift", [(cash, fund, 5)])])
    behind(lambda: numbered(other, 1).transfers.update(amount_vnd=6))
    assert [(b.book, b.number) for b in broken_chains()] == [(other.pk, 1)]
    assert list(broken_chains([book.pk])) == []


def test_a_closed_month_that_was_changed_after_all_is_named(book: Book) -> None:
    closing = close_book(book, until_on=DAY)
    assert (closing.last_number, told(book)) == (6, [])
    a = {account.code: account for account in book.accounts.all()}
    post_many(book, on=NEXT, documents=[("fee", [(a["cash"], a["fee"], 3)])])
    assert told(book) == []
    behind(lambda: slip_in(book, 8))
    assert told(book)[-1] == "số 8 ghi vào kỳ đã khóa."
    reopen_book(book)
    assert [word for word in told(book) if "khóa" in word] == []


def test_a_seal_that_a_closing_kept_is_held_against_the_book(book: Book) -> None:
    closing = close_book(book, until_on=DAY)
    behind(lambda: Closing.objects.filter(pk=closing.pk).update(last_seal=b"\2" * 32))
    assert told(book) == ["số 6 không còn như khi khóa sổ."]


def test_a_closed_day_moved_behind_the_programs_back_is_told(book: Book) -> None:
    close_book(book, until_on=DAY)
    behind(lambda: Book.objects.filter(pk=book.pk).update(closed_until_on=None))
    (word,) = told(book)
    assert word.endswith("ngày khóa sổ không như lần khóa sổ cuối đã ghi.")


def test_books_from_before_are_sealed_as_if_they_always_had_been(book: Book) -> None:
    before = list(book.entries.order_by("number").values_list("number", "pk"))
    empty = open_book("Sổ trống", [])
    migration = import_module("clb.ledger.migrations.0004_seal_the_books")

    def forget() -> None:
        for entry in book.entries.all():
            book.entries.filter(pk=entry.pk).update(number=entry.number + 1_000, seal=uuid4().bytes)
        Book.objects.update(last_number=0, last_seal=b"")
        migration.seal_books(apps, connection.schema_editor())
        migration.seal_books(apps, connection.schema_editor())

    behind(forget)
    assert list(book.entries.order_by("number").values_list("number", "pk")) == before
    assert (told(book), missing_guards()) == ([], [])
    empty.refresh_from_db()
    assert (empty.last_number, Account.objects.filter(book=empty).count()) == (0, 0)

"""Books as the journal of another accounting program: hledger or beancount, plain text, every đồng and no name.

Account names are made of codes, in ASCII, so that both programs take them; what an account is called stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter

from django.db.models import Min

from .models import Account, Book, Entry

HLEDGER, BEANCOUNT = "hledger", "beancount"
ROOTS = {
    Account.Kind.ASSET: "Assets",
    Account.Kind.LIABILITY: "Liabilities",
    Account.Kind.EQUITY: "Equity",
    Account.Kind.INCOME: "Income",
    Account.Kind.EXPENSE: "Expenses",
}
FETCHED = 2_000
LINES = ("transfers__debit", "transfers__credit", "transfers__amount_vnd")


@dataclass(frozen=True)
class Named:
    """A book and the name that its accounts bear in the journal, ASCII, such as 'IncomeFund'."""

    book: Book
    name: str


def account_name(account: Account, book_name: str) -> str:
    """Of the account 'loan:7' of a book called 'IncomeFund': 'Assets:IncomeFund:Loan:7'. Both programs take it."""
    parts = [re.sub(r"[^A-Za-z0-9-]", "-", part) for part in account.code.split(":")]
    return ":".join([ROOTS[Account.Kind(account.kind)], book_name, *(part[:1].upper() + part[1:] for part in parts)])


def journal(books: Sequence[Named], *, program: str, title: str, on: date | None = None) -> Iterator[str]:
    """The lines of a journal of `books`, whole, or to the end of `on`; each ends in a line feed.

    `title` names the whole (no person). Raises ValueError for another `program` than HLEDGER or BEANCOUNT.
    """
    if program not in (HLEDGER, BEANCOUNT):
        raise ValueError(program)
    is_bean = program == BEANCOUNT
    yield (
        f'option "title" "{_plain(title)}"\noption "operating_currency" "VND"\n' if is_bean else f"; {_plain(title)}\n"
    )
    yield "" if is_bean else "commodity 1000. VND\n"
    for named in books:
        accounts = {account.pk: account for account in named.book.accounts.order_by("pk")}
        names = {pk: account_name(account, named.name) for pk, account in accounts.items()}
        assert len(set(names.values())) == len(names), "two accounts of one name"
        yield f"\n; {_plain(named.book.name)}\n"
        yield from _openings(named.book, accounts, names, is_bean)
        yield from _entries(named.book, names, is_bean, on)


def _plain(text: str) -> str:
    return re.sub(r'[\n\r"\\]', " ", text)


def _openings(book: Book, accounts: Mapping[int, Account], names: Mapping[int, str], is_bean: bool) -> Iterator[str]:
    """Each account with what it is called. beancount asks since when: since the book's first day."""
    first = book.entries.aggregate(first=Min("happened_on"))["first"]
    for pk, account in accounts.items():
        if is_bean and first:
            yield f'{first} open {names[pk]} VND\n  name: "{_plain(account.name)}"\n'
        elif not is_bean:
            yield f"account {names[pk]}  ; {_plain(account.name)}\n"


def _entries(book: Book, names: Mapping[int, str], is_bean: bool, on: date | None) -> Iterator[str]:
    found = Entry.objects.filter(book=book).order_by("number", "transfers__pk")
    if on:
        found = found.filter(happened_on__lte=on)
    rows = found.values_list("number", "happened_on", "kind", "reverses__number", "seal", *LINES).iterator(FETCHED)
    for (number, day, kind, reverses, seal), lines in groupby(rows, itemgetter(slice(5))):
        yield _head(day, number, kind, reverses, bytes(seal).hex(), is_bean)
        for *_head_again, debit, credit, amount_vnd in lines:
            yield f"  {names[debit]}  {amount_vnd} VND\n  {names[credit]}  -{amount_vnd} VND\n"


def _head(day: date, number: int, kind: str, reverses: int | None, seal: str, is_bean: bool) -> str:
    if is_bean:
        told = f'\n{day} * "{kind}"\n  number: {number}\n  seal: "{seal}"\n'
        return told + (f"  reverses: {reverses}\n" if reverses else "")
    told = f"\n{day} * ({number}) {kind}\n  ; seal: {seal}\n"
    return told + (f"  ; reverses: {reverses}\n" if reverses else "")


def balances_by_name(books: Sequence[Named], balances: Mapping[int, int]) -> dict[str, int]:
    """Our balances (by account id, in each account's own sign) as those programs tell them: by name, debit above 0."""
    found: dict[str, int] = {}
    for named in books:
        for account in named.book.accounts.all():
            sign = 1 if ROOTS[Account.Kind(account.kind)] in ("Assets", "Expenses") else -1
            found[account_name(account, named.name)] = sign * balances[account.pk]
    return found

"""Fees, gifts, loans and repayments of one day, all or none: what a meeting brings in, or one alone from its page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q

from clb.access.models import User
from clb.clubs.models import Club
from clb.fund.accounts import CASH, FEE_ACCOUNT, GIFT_ACCOUNT, INTEREST_ACCOUNT, LOAN_ACCOUNT, described
from clb.fund.models import ClubBook, Loan, Receipt
from clb.fund.queries import loan_terms
from clb.fund.rules import Deal, Facts, faults
from clb.fund.rules.deals import rate_of, repaid_how
from clb.kernel.batches import CHUNK
from clb.kernel.dates import months_after
from clb.kernel.text import tidy
from clb.law.norms import Norm, norm
from clb.ledger.models import Account, Book, Entry
from clb.ledger.queries import lowest_from_vnd, standing_days_vnd
from clb.ledger.services import Document, open_accounts, post_days
from clb.members.models import Membership
from clb.places.queries import path_keys

from .books import accounts_of, lock_books, refuse_closed_day
from .days import check_day
from .schedules import open_schedules, refresh_loans
from .undoing import undo_deals

__all__ = ["Deal", "check_day", "record_deals", "undo_deals"]

K = Receipt.Kind
INCOME = ClubBook.Fund.INCOME
Found = Mapping[tuple[int, str], Account]  # accounts by book id and code


@transaction.atomic
def record_deals(*, by: User, club: Club, on: date, deals: Sequence[Deal]) -> dict[str, Receipt]:
    """Write down every row on the day `on`, all or none; the receipt of each by its key.

    Each book is locked once, and the number of queries does not grow with the rows. Raises ValidationError whose
    `error_dict` holds each wrong row's key, or `on` for an impossible or a closed day; an error's `code` is the row's
    own field (`amount_vnd`, `person`, `months`, …).
    """
    if not deals:
        return {}
    assert len({deal.key for deal in deals}) == len(deals), "each row has a key of its own"
    check_day(club, on)
    (day,) = days_of([(club, on, deals)], {club.pk: lock_books(club, funds_of(deals))})
    day.check()
    receipts = write_days([day])
    refresh_loans({deal.loan.pk for deal in deals if deal.loan})
    return receipts


@dataclass
class Day:
    """Rows of one club and one day that are about to be written down, its books locked, and what they are held
    against. A row may be taken out of `deals`."""

    club: Club
    on: date
    deals: list[Deal]
    books: dict[str, Book]
    touched: dict[int, Account]
    facts: Facts

    def check(self) -> None:
        """Raises ValidationError as `record_deals`, but for days that are impossible whatever the books say."""
        refuse_closed_day(self.books, self.on)
        if wrong := faults(self.deals, self.facts):
            told = {key: [ValidationError(said, code=field) for field, said in rows] for key, rows in wrong.items()}
            raise ValidationError(told)


Rows = tuple[Club, date, Sequence[Deal]]


def funds_of(deals: Iterable[Deal]) -> set[str]:
    """The funds that these rows touch; a name of none is left for the check to refuse."""
    return {deal.fund for deal in deals} & set(ClubBook.Fund.values)


def days_of(rows: Sequence[Rows], books: Mapping[UUID, dict[str, Book]]) -> list[Day]:
    """Each club's day with what its rows are held against; the ledger is asked once for all. `books` are the locked
    ones by club; a club stands here once."""
    touched = _touched(rows, books)
    days = standing_days_vnd([account for found in touched for account in found.values()])
    return [
        Day(club, on, list(deals), books[club.pk], found, _facts(club, on, deals, books[club.pk], found, days))
        for (club, on, deals), found in zip(rows, touched, strict=True)
    ]


def write_days(days: Sequence[Day]) -> dict[str, Receipt]:
    """Write down the rows of days that were checked; the receipt of each by its key, which no two rows share.

    What is derived of the loans repaid is left: the caller asks `refresh_loans` before it commits.
    """
    for day in days:
        if missing := funds_of(day.deals) - day.books.keys():
            day.books |= lock_books(day.club, missing)
    accounts = accounts_of(
        (day.books[deal.fund], code) for day in days for deal in day.deals for code in (CASH, _other_side(deal)) if code
    )
    loans = {key: loan for day in days for key, loan in _grant(day).items()}
    debts = {pk: account for day in days for pk, account in day.touched.items()}
    debts |= {loan.account_id: loan.account for loan in loans.values()}
    loans |= {deal.key: deal.loan for day in days for deal in day.deals if deal.loan}
    places = [(day, day.books[fund], fund) for day in days for fund in sorted(funds_of(day.deals))]
    documents = [
        [(d, _document(d, book, accounts, debts, loans.get(d.key))) for d in day.deals if d.fund == fund]
        for day, book, fund in places
    ]
    posted = post_days([
        (book, day.on, [document for _deal, document in here])
        for (day, book, _fund), here in zip(places, documents, strict=True)
    ])  # fmt: skip
    entries = {
        deal.key: entry
        for here, written in zip(documents, posted, strict=True)
        for (deal, _document), entry in zip(here, written, strict=True)
    }
    receipts = {d.key: _slip(day.club, day.on, d, entries[d.key], loans.get(d.key)) for day in days for d in day.deals}
    Receipt.objects.bulk_create(receipts.values(), batch_size=CHUNK)
    return receipts


# --- What the rows are held against -----------------------------------------------------------------------------


def _touched(rows: Sequence[Rows], books: Mapping[UUID, Mapping[str, Book]]) -> list[dict[int, Account]]:
    """Of each club's rows, by id, the accounts that must not fall below zero: of the loans repaid, and the boxes that
    are lent from; in one query."""
    wanted = list[tuple[set[int], set[int]]]()
    for club, _on, deals in rows:
        repaid = {deal.loan.account_id for deal in deals if deal.kind == K.REPAYMENT and deal.loan}
        own = books[club.pk]
        wanted.append((repaid, {own[deal.fund].pk for deal in deals if deal.kind == K.LOAN and deal.fund in own}))
    loans, lending = ({pk for both in wanted for pk in both[side]} for side in (0, 1))
    if not loans and not lending:
        return [{} for _rows in rows]
    found = list(Account.objects.filter(Q(pk__in=loans) | Q(book__in=lending, code=CASH)))
    boxes = {account.book_id: account for account in found if account.code == CASH}
    known = {account.pk: account for account in found}
    return [
        {pk: known[pk] for pk in repaid} | {boxes[book].pk: boxes[book] for book in lent if book in boxes}
        for repaid, lent in wanted
    ]


def _facts(
    club: Club,
    on: date,
    deals: Sequence[Deal],
    books: Mapping[str, Book],
    touched: Mapping[int, Account],
    days: Mapping[int, list[tuple[date, int]]],
) -> Facts:
    lends = any(deal.kind == K.LOAN for deal in deals)
    lowest = {pk: lowest_from_vnd(days.get(pk, []), on) for pk in touched}
    funds = {book.pk: fund for fund, book in books.items()}
    members, known = _people(club, on, deals)
    return Facts(
        on=on,
        club_id=club.pk,
        members=members,
        known=known,
        terms=loan_terms(club, on) if lends else None,
        ceiling=_ceiling(club, on) if lends else None,
        owed={d.loan.pk: lowest[d.loan.account_id] for d in deals if d.kind == K.REPAYMENT and d.loan},
        cash={funds[a.book_id]: lowest[a.pk] for a in touched.values() if a.code == CASH},
    )


def _people(club: Club, on: date, deals: Sequence[Deal]) -> tuple[set[UUID], set[UUID]]:
    """Who of those in the rows belonged to the club on the day, and who belonged then or before."""
    people = {deal.person.pk for deal in deals if deal.person and deal.kind in (K.FEE, K.LOAN)}
    if not people:
        return set(), set()
    rows = Membership.objects.filter(club=club, person__in=people, from_on__lte=on).values_list("person", "until_on")
    known = list(rows)
    return {pk for pk, until_on in known if until_on is None or until_on >= on}, {pk for pk, _until_on in known}


def _ceiling(club: Club, on: date) -> Norm | None:
    try:
        return norm("loan.rate_percent_year", on=on, path=path_keys(club.unit, on))
    except LookupError:
        return None  # the ceiling of those earlier days is not known here


# --- What is written down ---------------------------------------------------------------------------------------


def _other_side(deal: Deal) -> str:
    """The code of the account against cash, where it is not a loan's own; none for a loan and a bare principal."""
    if deal.kind == K.GIFT:
        return GIFT_ACCOUNT + deal.source
    return FEE_ACCOUNT if deal.kind == K.FEE else INTEREST_ACCOUNT if deal.interest_vnd else ""


def _grant(day: Day) -> dict[str, Loan]:
    """The new loans by the keys of their rows, each with an account of its own."""
    granted = [deal for deal in day.deals if deal.kind == K.LOAN]
    if not granted:
        return {}
    last = Loan.objects.filter(club=day.club).aggregate(last=Max("number"))["last"] or 0
    numbers = range(last + 1, last + 1 + len(granted))
    accounts = open_accounts(day.books[INCOME], [described(f"{LOAN_ACCOUNT}{number}") for number in numbers])
    rows = zip(granted, numbers, accounts, strict=True)
    loans = {deal.key: _loan(day.club, day.on, deal, number, account, day.facts) for deal, number, account in rows}
    Loan.objects.bulk_create(loans.values(), batch_size=CHUNK)
    open_schedules(loans.values())
    return loans


def _loan(club: Club, on: date, deal: Deal, number: int, account: Account, facts: Facts) -> Loan:
    assert deal.person and deal.months and facts.terms, "judged before"
    rate = rate_of(deal, facts.terms)
    assert rate is not None, "judged before"
    method, grace_months, rounding_vnd = repaid_how(deal, facts.terms)
    return Loan(
        club=club,
        person=deal.person,
        account=account,
        number=number,
        principal_vnd=deal.amount_vnd,
        rate_percent_year=rate,
        granted_on=on,
        months=deal.months,
        due_on=months_after(on, deal.months),
        purpose=tidy(deal.purpose)[:200],
        method=method,
        grace_months=grace_months,
        rounding_vnd=rounding_vnd,
    )


def _document(deal: Deal, book: Book, accounts: Found, debts: Mapping[int, Account], loan: Loan | None) -> Document:
    cash = accounts[book.pk, CASH]
    if loan is None:
        return deal.kind.lower(), [(cash, accounts[book.pk, _other_side(deal)], deal.amount_vnd)]
    debt = debts[loan.account_id]
    if deal.kind == K.LOAN:
        return "loan", [(debt, cash, deal.amount_vnd)]
    lines = [(cash, debt, deal.amount_vnd)] if deal.amount_vnd else []
    if deal.interest_vnd:
        lines.append((cash, accounts[book.pk, INTEREST_ACCOUNT], deal.interest_vnd))
    return "repayment", lines


def _slip(club: Club, on: date, deal: Deal, entry: Entry, loan: Loan | None) -> Receipt:
    payer = deal.person.pk if deal.person else loan.person_id if loan else None
    return Receipt(
        entry=entry,
        club=club,
        kind=deal.kind,
        fund=deal.fund,
        person_id=payer,
        giver=tidy(deal.giver)[:200] if deal.kind == K.GIFT else "",
        loan=loan,
        amount_vnd=deal.amount_vnd,
        interest_vnd=deal.interest_vnd,
        for_month=(deal.for_month or on).replace(day=1) if deal.kind == K.FEE else None,
    )

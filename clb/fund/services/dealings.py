"""Fees, gifts, loans and repayments of one day, all or none: what a meeting brings in, or one alone from its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from clb.ledger.services import Document, open_accounts, post_many
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
    books = lock_books(club, {deal.fund for deal in deals} & set(ClubBook.Fund.values))
    refuse_closed_day(books, on)
    touched = _touched(deals, books)
    facts = _facts(club, on, deals, books, touched)
    if wrong := faults(deals, facts):
        told = {key: [ValidationError(said, code=field) for field, said in rows] for key, rows in wrong.items()}
        raise ValidationError(told)
    accounts = accounts_of((books[deal.fund], code) for deal in deals for code in (CASH, _other_side(deal)) if code)
    loans = _grant(club, on, deals, books, facts)
    debts = touched | {loan.account_id: loan.account for loan in loans.values()}
    loans |= {deal.key: deal.loan for deal in deals if deal.loan}
    entries = dict[str, Entry]()
    for fund, book in books.items():
        here = [deal for deal in deals if deal.fund == fund]
        documents = [_document(deal, book, accounts, debts, loans.get(deal.key)) for deal in here]
        entries |= zip((deal.key for deal in here), post_many(book, on=on, documents=documents), strict=True)
    receipts = {d.key: _slip(club, on, d, entries[d.key], loans.get(d.key)) for d in deals}
    Receipt.objects.bulk_create(receipts.values(), batch_size=CHUNK)
    refresh_loans({deal.loan.pk for deal in deals if deal.loan})
    return receipts


# --- What the rows are held against -----------------------------------------------------------------------------


def _touched(deals: Sequence[Deal], books: Mapping[str, Book]) -> dict[int, Account]:
    """By id, the accounts that must not fall below zero: of the loans repaid, and the boxes that are lent from."""
    repaid = {deal.loan.account_id for deal in deals if deal.kind == K.REPAYMENT and deal.loan}
    lending = {books[deal.fund].pk for deal in deals if deal.kind == K.LOAN and deal.fund in books}
    if not repaid and not lending:
        return {}
    return {a.pk: a for a in Account.objects.filter(Q(pk__in=repaid) | Q(book__in=lending, code=CASH))}


def _facts(
    club: Club, on: date, deals: Sequence[Deal], books: Mapping[str, Book], touched: Mapping[int, Account]
) -> Facts:
    lends = any(deal.kind == K.LOAN for deal in deals)
    days = standing_days_vnd(touched.values()) if touched else {}
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


def _grant(club: Club, on: date, deals: Sequence[Deal], books: Mapping[str, Book], facts: Facts) -> dict[str, Loan]:
    """The new loans by the keys of their rows, each with an account of its own."""
    granted = [deal for deal in deals if deal.kind == K.LOAN]
    if not granted:
        return {}
    last = Loan.objects.filter(club=club).aggregate(last=Max("number"))["last"] or 0
    numbers = range(last + 1, last + 1 + len(granted))
    accounts = open_accounts(books[INCOME], [described(f"{LOAN_ACCOUNT}{number}") for number in numbers])
    rows = zip(granted, numbers, accounts, strict=True)
    loans = {deal.key: _loan(club, on, deal, number, account, facts) for deal, number, account in rows}
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

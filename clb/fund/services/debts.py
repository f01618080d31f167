"""Money that a club borrows, and pays back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.fund.accounts import CASH, DEBT_ACCOUNT, DEBT_INTEREST_ACCOUNT, described
from clb.fund.models import ClubDebt, Receipt
from clb.kernel.money import vnd
from clb.kernel.text import tidy
from clb.law.norms import norm
from clb.ledger.models import Account, Book
from clb.ledger.queries import lowest_from_vnd, standing_days_vnd
from clb.ledger.services import open_accounts
from clb.members.models import Person
from clb.places.queries import path_keys

from .books import accounts_of, books_on, refuse_more_than_there_is
from .slips import write_slip

K = Receipt.Kind


def borrow_money(
    *,
    by: User,
    club: Club,
    fund: str,
    amount_vnd: int,
    rate_percent_year: Decimal,
    borrowed_on: date,
    person: Person | None = None,
    lender: str = "",
    due_on: date | None = None,
) -> ClubDebt:
    """A fund borrows `amount_vnd` (whole đồng, in cash) of `person`, a member, or of `lender`, somebody else.

    Raises ValidationError beside the field for an impossible or a closed day, a sum of nothing, without a lender, for
    a rate above the legal ceiling of that day, and a day to pay back that comes before.
    """
    book = books_on(club, [fund], borrowed_on, field="borrowed_on")[fund]
    check_debt(club, amount_vnd, rate_percent_year, borrowed_on, person, lender, due_on)
    debt = open_debt(
        club, fund, book, amount_vnd, rate_percent_year, borrowed_on, person=person, lender=lender, due_on=due_on
    )
    box = accounts_of([(book, CASH)])[book.pk, CASH]
    lines = [(box, debt.account, amount_vnd)]
    write_slip(club, fund, book, on=borrowed_on, kind=K.BORROWING, lines=lines, debt=debt, person=person)
    return debt


def check_debt(
    club: Club,
    amount_vnd: int,
    rate_percent_year: Decimal,
    borrowed_on: date,
    person: Person | None,
    lender: str,
    due_on: date | None,
) -> None:
    """Raises ValidationError with each wrong field of a debt, as `borrow_money` tells."""
    told: dict[str, str] = {}
    if amount_vnd <= 0:
        told["amount_vnd"] = _("Số tiền phải lớn hơn 0.")
    if person is None and not tidy(lender):
        told["lender"] = _("Hãy chọn thành viên hoặc ghi người, nơi cho vay.")
    if due_on is not None and due_on < borrowed_on:
        told["due_on"] = _("Ngày hẹn trả phải từ ngày vay trở đi.")
    if said := rate_told(club, borrowed_on, rate_percent_year):
        told["rate_percent_year"] = said
    if told:
        raise ValidationError({field: [said] for field, said in told.items()})


def rate_told(club: Club, on: date, rate_percent_year: Decimal) -> str:
    """Why this rate of a debt made on the day `on` can't be, in a sentence; empty where it can."""
    try:
        ceiling = norm("loan.rate_percent_year", on=on, path=path_keys(club.unit, on))
    except LookupError:
        ceiling = None  # the ceiling of those earlier days is not known here
    if 0 <= rate_percent_year <= 100 and (ceiling is None or ceiling.holds(Fraction(rate_percent_year))):
        return ""
    most = f"{ceiling.max:g}" if ceiling and ceiling.max is not None else "100"
    return _("Lãi suất phải từ 0 đến %s%% mỗi năm.") % most


def open_debt(
    club: Club,
    fund: str,
    book: Book,
    amount_vnd: int,
    rate_percent_year: Decimal,
    borrowed_on: date,
    *,
    person: Person | None,
    lender: str,
    due_on: date | None,
) -> ClubDebt:
    """A debt with the next number and an account of its own in the locked `book`, nothing posted yet."""
    number = (ClubDebt.objects.filter(club=club).aggregate(last=Max("number"))["last"] or 0) + 1
    (account,) = open_accounts(book, [described(f"{DEBT_ACCOUNT}{number}")])
    return ClubDebt.objects.create(
        club=club,
        fund=fund,
        number=number,
        account=account,
        person=person,
        lender="" if person else tidy(lender)[:200],
        principal_vnd=amount_vnd,
        rate_percent_year=rate_percent_year,
        borrowed_on=borrowed_on,
        due_on=due_on,
    )


def pay_back_debt(*, by: User, debt: ClubDebt, paid_on: date, amount_vnd: int = 0, interest_vnd: int = 0) -> Receipt:
    """Pay principal, interest or both of a debt out of its fund's box, whole đồng. Raises ValidationError beside the
    field for an impossible or a closed day, for nothing, and for more than is owed or than the box holds at any day's
    end from that day on."""
    club, fund = debt.club, debt.fund
    book = books_on(club, [fund], paid_on, field="paid_on")[fund]
    if min(amount_vnd, interest_vnd) < 0 or amount_vnd + interest_vnd == 0:
        raise ValidationError({"amount_vnd": _("Hãy ghi tiền gốc hoặc tiền lãi đã trả.")})
    owed_vnd = owed_lowest_vnd(debt.account, paid_on)
    if amount_vnd > owed_vnd:
        raise ValidationError({"amount_vnd": _("Câu lạc bộ chỉ còn nợ %s.") % vnd(max(owed_vnd, 0))})
    accounts = accounts_of([(book, CASH), *([(book, DEBT_INTEREST_ACCOUNT)] if interest_vnd else [])])
    box = accounts[book.pk, CASH]
    refuse_more_than_there_is(box, paid_on, amount_vnd + interest_vnd)
    lines = [(debt.account, box, amount_vnd)] if amount_vnd else []
    if interest_vnd:
        lines.append((accounts[book.pk, DEBT_INTEREST_ACCOUNT], box, interest_vnd))
    more = {"interest_vnd": interest_vnd, "debt": debt, "person": debt.person}
    return write_slip(club, fund, book, on=paid_on, kind=K.PAY_BACK, lines=lines, **more)


def owed_lowest_vnd(account: Account, on: date) -> int:
    """The least that will be owed on a debt's account at any day's end from `on` on, whole đồng."""
    return lowest_from_vnd(standing_days_vnd([account]).get(account.pk, []), on)[0]

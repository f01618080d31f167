"""What is decided about a loan once it was granted: another schedule, interest waived, written off, another payer."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import CharterRule, Club
from clb.fund.accounts import CASH, LOSS_ACCOUNT, RECOVERY_ACCOUNT
from clb.fund.models import ClubBook, Loan, LoanChange, LoanSchedule, Receipt
from clb.fund.models.loans import MONTHS_AT_MOST
from clb.fund.queries.standings import LoanStand, loan_stand
from clb.kernel.money import vnd
from clb.kernel.text import tidy
from clb.law.norms import Norm, norm
from clb.ledger.models import Book
from clb.ledger.services import Line, post
from clb.places.queries import path_keys

from .books import accounts_of, lock_books, refuse_closed_day
from .days import check_day
from .own import refuse_own
from .schedules import refresh_loans, write_schedules

INCOME = ClubBook.Fund.INCOME
K = Receipt.Kind


@transaction.atomic
def reschedule_loan(
    *,
    by: User,
    loan: Loan,
    decided_on: date,
    months: int,
    decided_by: str,
    reason: str,
    method: str = "",
    grace_months: int = 0,
    rate_percent_year: Decimal | None = None,
    carried_interest_vnd: int | None = None,
) -> LoanChange:
    """From the day of the decision what is still owed is repaid over `months`; the versions before stay to be read.

    The way, and the rate (per cent a year), are the schedule's until then where none is given. Interest that fell due
    and was not paid is asked with the first new instalment, or so much of it as `carried_interest_vnd` says (whole
    đồng). A version of the same day is replaced. Raises ValidationError beside its field for a day before the version
    in force or to come, a loan on which nothing is owed, a term or grace that can't be, a rate above the legal one.
    """
    _lock(loan, decided_on)
    refuse_own(by, loan.person)
    stand = _owed(loan, decided_on)
    last = loan.schedules.get(until_on__isnull=True)
    is_replaced = last.version > 1 and last.from_on == decided_on
    if decided_on <= last.from_on and not is_replaced:
        told = _("Lịch đang dùng có từ ngày %s; lịch mới phải từ sau ngày ấy.")
        raise ValidationError({"decided_on": told % f"{last.from_on:%d/%m/%Y}"})
    if is_replaced:
        last.delete()
        last = loan.schedules.latest("version")
        loan.schedules.filter(pk=last.pk).update(until_on=None)
        stand = _owed(loan, decided_on)
    way = method or last.method
    rate = last.rate_percent_year if rate_percent_year is None else rate_percent_year
    grace = 0 if way == CharterRule.Method.BULLET else grace_months
    _check_terms(loan, decided_on, months, way, grace, rate)
    unpaid_vnd = stand.due[1]
    carried_vnd = unpaid_vnd if carried_interest_vnd is None else carried_interest_vnd
    if not 0 <= carried_vnd <= unpaid_vnd:
        told = _("Lãi đến hạn chưa trả là %s; chỉ chuyển được đến số ấy.")
        raise ValidationError({"carried_interest_vnd": told % vnd(unpaid_vnd)})
    loan.schedules.filter(pk=last.pk).update(until_on=decided_on - timedelta(days=1))
    schedule = LoanSchedule(
        loan=loan,
        version=last.version + 1,
        from_on=decided_on,
        method=way,
        principal_vnd=stand.owed_vnd,
        rate_percent_year=rate,
        months=months,
        grace_months=grace,
        rounding_vnd=last.rounding_vnd,
        carried_interest_vnd=carried_vnd,
        prior_principal_vnd=loan.principal_vnd - stand.owed_vnd,
        prior_interest_vnd=stand.book.paid_interest_vnd,
    )
    write_schedules([schedule])
    refresh_loans([loan.pk])
    return _change(loan, LoanChange.Kind.RESCHEDULE, decided_on, decided_by, reason, schedule=schedule)


@transaction.atomic
def write_off_loan(*, by: User, loan: Loan, decided_on: date, decided_by: str, reason: str) -> LoanChange:
    """All principal still owed is given up: it becomes a loss in the income fund's book. The loan stays listed.

    Raises ValidationError for an impossible day, a loan on which nothing is owed, and one repaid after that day.
    """
    book = _lock(loan, decided_on)
    refuse_own(by, loan.person)
    stand = _owed(loan, decided_on)
    if loan_stand(loan, timezone.localdate()).owed_vnd != stand.owed_vnd:
        raise ValidationError({"decided_on": _("Đã ghi lần trả sau ngày này. Hãy ghi ngày sau lần trả cuối.")})
    loss = accounts_of([(book, LOSS_ACCOUNT)])[book.pk, LOSS_ACCOUNT]
    receipt = _slip(loan, book, K.WRITE_OFF, decided_on, (loss, loan.account, stand.owed_vnd))
    refresh_loans([loan.pk])
    sums = {"amount_vnd": stand.owed_vnd, "receipt": receipt}
    return _change(loan, LoanChange.Kind.WRITE_OFF, decided_on, decided_by, reason, **sums)


@transaction.atomic
def recover_loan(*, by: User, loan: Loan, amount_vnd: int, paid_on: date) -> Receipt:
    """Something of what was written off comes back: income of the income fund, whole đồng.

    Raises ValidationError for an impossible day, one before the write-off, and more than was written off and is left.
    """
    book = _lock(loan, paid_on, "paid_on")
    known = loan_stand(loan, timezone.localdate()).book
    first = min((day for day, _vnd in known.losses), default=None)
    if first is None:
        raise ValidationError(_("%s chưa bị xóa nợ.") % loan.title)
    if paid_on < first:
        raise ValidationError({"paid_on": _("Khoản này bị xóa nợ ngày %s.") % f"{first:%d/%m/%Y}"})
    left_vnd = known.lost_vnd - sum(given for _day, given in known.recoveries)
    if not 0 < amount_vnd <= left_vnd:
        raise ValidationError({"amount_vnd": _("Chỉ còn %s của khoản đã xóa chưa thu hồi.") % vnd(left_vnd)})
    accounts = accounts_of([(book, CASH), (book, RECOVERY_ACCOUNT)])
    line = (accounts[book.pk, CASH], accounts[book.pk, RECOVERY_ACCOUNT], amount_vnd)
    return _slip(loan, book, K.RECOVERY, paid_on, line)


@transaction.atomic
def waive_interest(
    *, by: User, loan: Loan, amount_vnd: int, decided_on: date, decided_by: str, reason: str = ""
) -> LoanChange:
    """Interest that fell due and was not paid is asked no more, whole đồng; nothing changes in the books.

    Raises ValidationError for an impossible day, and for more than was due and unpaid on it.
    """
    _lock(loan, decided_on)
    refuse_own(by, loan.person)
    unpaid_vnd = loan_stand(loan, decided_on).due[1]
    if not 0 < amount_vnd <= unpaid_vnd:
        raise ValidationError({"amount_vnd": _("Lãi đến hạn chưa trả là %s.") % vnd(unpaid_vnd)})
    change = _change(loan, LoanChange.Kind.WAIVER, decided_on, decided_by, reason, amount_vnd=amount_vnd)
    refresh_loans([loan.pk])
    return change


def record_payer(
    *, by: User, loan: Loan, payer_name: str, decided_on: date, decided_by: str, reason: str = ""
) -> LoanChange:
    """Somebody else pays on, as when the borrower died: an heir, by the name that the board gives. It can be erased.

    Raises ValidationError for an impossible day, and a loan on which nothing is owed.
    """
    _lock(loan, decided_on)
    _owed(loan, decided_on)
    name = tidy(payer_name)[:120]
    if not name:
        raise ValidationError({"payer_name": _("Hãy ghi tên người trả thay.")})
    return _change(loan, LoanChange.Kind.PAYER, decided_on, decided_by, reason, payer_name=name)


def forget_payer(*, by: User, change: LoanChange) -> LoanChange:
    """The name of who pays instead, and what was written beside it, are erased; that somebody did stays known."""
    change.payer_name, change.reason = "", ""
    change.save(update_fields=["payer_name", "reason"])
    return change


@transaction.atomic
def take_back_loan_change(*, by: User, change: LoanChange, reason: str) -> LoanChange:
    """A waiver, or that somebody else pays, was written down wrong: it counts no more, and stays listed with why.

    Raises ValidationError for other decisions (a write-off is undone by its receipt, a schedule by a new one), and for
    what was taken back before.
    """
    _lock(change.loan, timezone.localdate())
    refuse_own(by, change.loan.person)
    change = LoanChange.objects.select_for_update().get(pk=change.pk)
    if change.taken_back_on:
        raise ValidationError(_("Việc này đã rút lại trước đó."))
    if not change.can_be_taken_back:
        raise ValidationError(_("Xóa nợ thì đảo phiếu xóa nợ; lịch trả nợ thì lập lịch khác."))
    change.taken_back_on, change.taken_back_because = timezone.localdate(), tidy(reason)[:300]
    change.save(update_fields=["taken_back_on", "taken_back_because"])
    refresh_loans([change.loan_id])
    return change


def _owed(loan: Loan, on: date) -> LoanStand:
    stand = loan_stand(loan, on)
    if not stand.owed_vnd or on < loan.granted_on:
        raise ValidationError({"decided_on": _("Vào ngày ấy khoản vay này không còn nợ gốc.")})
    return stand


def _check_terms(loan: Loan, on: date, months: int, method: str, grace_months: int, rate: Decimal) -> None:
    told: dict[str, str] = {}
    if method not in CharterRule.Method.values:
        told["method"] = _("Hãy chọn một cách trả nợ trong danh sách.")
    if not 1 <= months <= MONTHS_AT_MOST:
        told["months"] = _("Thời hạn vay phải từ 1 đến 600 tháng.")
    elif not 0 <= grace_months < months:
        told["grace_months"] = _("Số tháng ân hạn phải ít hơn thời hạn vay.")
    ceiling = _ceiling(loan.club, on)
    if ceiling is not None and not ceiling.holds(Fraction(rate)):
        words = {"max": f"{ceiling.max:g}", "doc": ceiling.source.doc, "clause": ceiling.source.clause}
        said = _("Lãi suất không được quá %(max)s%% mỗi năm (%(doc)s, %(clause)s). Phần vượt không có hiệu lực.")
        told["rate_percent_year"] = said % words
    if told:
        raise ValidationError(told)


def _ceiling(club: Club, on: date) -> Norm | None:
    try:
        return norm("loan.rate_percent_year", on=on, path=path_keys(club.unit, on))
    except LookupError:
        return None  # the ceiling of those earlier days is not known here


def _lock(loan: Loan, on: date, field: str = "decided_on") -> Book:
    """The locked book, on a day on which something may be written down: else a refusal beside `field`."""
    books = lock_books(loan.club, [INCOME])
    check_day(loan.club, on, field=field)
    refuse_closed_day(books, on, field=field)
    return books[INCOME]


def _slip(loan: Loan, book: Book, kind: str, on: date, line: Line) -> Receipt:
    entry = post(book, on=on, kind=kind.lower(), lines=[line])
    return Receipt.objects.create(
        entry=entry, club=loan.club, kind=kind, fund=INCOME, person=loan.person, loan=loan, amount_vnd=line[2]
    )


def _change(loan: Loan, kind: str, decided_on: date, decided_by: str, reason: str, **more: object) -> LoanChange:
    who = tidy(decided_by)[:200]
    if not who:
        raise ValidationError({"decided_by": _("Hãy ghi ai quyết định, ở cuộc họp nào.")})
    return LoanChange.objects.create(
        loan=loan, kind=kind, decided_on=decided_on, decided_by=who, reason=tidy(reason)[:300], **more
    )

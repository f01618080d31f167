"""Whether what a treasurer writes down may be written: fees, gifts, loans and repayments of one day, held together.

Pure: the facts are asked for once for all rows, and every wrong row is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from django.utils.translation import gettext as _

from clb.clubs.models import CharterRule
from clb.fund.models import ClubBook, FundSource, Loan, Receipt
from clb.fund.models.loans import MONTHS_AT_MOST
from clb.kernel.dates import months_after
from clb.kernel.money import LARGEST_VND, vnd
from clb.law.norms import Norm
from clb.members.models import Person

from .terms import LoanTerms

ROUNDED_AT_MOST_VND = 1_000_000
FEE_MONTHS_BACK, FEE_MONTHS_AHEAD = 240, 24  # beyond, a year was mistyped
INCOME = ClubBook.Fund.INCOME
K = Receipt.Kind
DEALS = (K.FEE, K.GIFT, K.REPAYMENT, K.LOAN)  # what comes and goes in rows; the rest is written one by one


@dataclass(frozen=True)
class Deal:
    """One row: money that came in or went out. `key` is the caller's own name for it.

    `amount_vnd` (whole đồng) is the fee, the gift, the principal lent or the principal repaid; `interest_vnd` is paid
    beside a principal, or alone. A fee is `for_month` (any day of it), else for the month of the day it was paid on.
    A loan without `rate_percent_year`, `method`, `grace_months` or `rounding_vnd` takes the charter's.
    """

    key: str
    kind: str
    fund: str
    amount_vnd: int
    interest_vnd: int = 0
    person: Person | None = None
    giver: str = ""
    source: str = ""
    loan: Loan | None = None
    months: int | None = None
    rate_percent_year: Decimal | None = None
    method: str = ""
    grace_months: int | None = None
    rounding_vnd: int | None = None
    purpose: str = ""
    for_month: date | None = None


@dataclass(frozen=True)
class Facts:
    """What the rows are held against, as it was on the day `on`. Whole đồng.

    `members` belonged to the club on the day, `known` then or before. `terms` is what its charter says of loans, where
    any row lends; `ceiling` the legal rate. `owed` says of each loan the least that will be owed at any day's end from
    `on` on, and when; `cash` the same of the box of each fund that lends. What was taken back later never was.
    """

    on: date
    club_id: UUID
    members: Collection[UUID]
    known: Collection[UUID]
    terms: LoanTerms | None
    ceiling: Norm | None
    owed: Mapping[UUID, tuple[int, date]]
    cash: Mapping[str, tuple[int, date]]


Fault = tuple[str, str]  # the field of the row, and the sentence


def faults(deals: Sequence[Deal], facts: Facts) -> dict[str, list[Fault]]:
    """Every wrong row by its key, with a sentence for each field; empty when all may be written down.

    Rows of one loan add up, and so do rows of one box: what comes in on the day may be lent on the same day.
    """
    found = {deal.key: list(_alone(deal, facts)) for deal in deals}
    sound = [deal for deal in deals if not found[deal.key]]
    for deal, fault in [*_more_than_owed(sound, facts), *_more_than_there_is(sound, facts)]:
        found[deal.key].append(fault)
    return {key: told for key, told in found.items() if told}


def rate_of(deal: Deal, terms: LoanTerms) -> Decimal | None:
    """Per cent a year: what was typed, else what the charter says, else nothing."""
    return terms.rate_percent_year if deal.rate_percent_year is None else deal.rate_percent_year


def repaid_how(deal: Deal, terms: LoanTerms) -> tuple[str, int, int]:
    """How a loan is repaid, its months of grace, and đồng to which it is rounded: what was typed, else the charter's.

    Grace means nothing where all principal falls due at the end.
    """
    method = deal.method or terms.method
    grace = terms.grace_months if deal.grace_months is None else deal.grace_months
    rounding = terms.rounding_vnd if deal.rounding_vnd is None else deal.rounding_vnd
    return method, 0 if method == CharterRule.Method.BULLET else grace, rounding


def _alone(deal: Deal, facts: Facts) -> Iterator[Fault]:
    if deal.kind not in DEALS:
        yield "kind", _("Loại khoản thu, chi này chưa đúng.")
        return
    if deal.fund not in ClubBook.Fund.values:
        yield "fund", _("Hãy chọn quỹ.")
    yield from _sums(deal)
    if deal.kind == K.FEE:
        yield from _fee(deal, facts)
    if deal.kind == K.GIFT and deal.source not in FundSource.values:
        yield "source", _("Hãy chọn nguồn.")
    if deal.kind in (K.LOAN, K.REPAYMENT) and deal.fund in ClubBook.Fund.values and deal.fund != INCOME:
        yield "fund", _("Cho vay và thu nợ chỉ ghi ở quỹ tăng thu nhập.")
    if deal.kind == K.LOAN:
        yield from _loan(deal, facts)
    if deal.kind == K.REPAYMENT:
        yield from _repayment(deal, facts)


def _sums(deal: Deal) -> Iterator[Fault]:
    is_repayment = deal.kind == K.REPAYMENT
    if deal.amount_vnd < 0 or (deal.amount_vnd == 0 and not (is_repayment and deal.interest_vnd > 0)):
        yield "amount_vnd", _("Số tiền phải lớn hơn 0.")
    if deal.interest_vnd < 0 or (deal.interest_vnd and not is_repayment):
        yield "interest_vnd", _("Tiền lãi chỉ ghi khi thu nợ, và không nhỏ hơn 0.")
    if max(deal.amount_vnd, deal.interest_vnd) > LARGEST_VND:
        yield "amount_vnd", _("Số tiền quá lớn, hãy xem lại.")


def _fee(deal: Deal, facts: Facts) -> Iterator[Fault]:
    if deal.person is None:
        yield "person", _("Hãy chọn người đóng hội phí.")
    elif deal.person.pk not in facts.known:
        yield "person", _("Người này chưa vào câu lạc bộ đến ngày ấy.")
    month = deal.for_month or facts.on
    if not months_after(facts.on, -FEE_MONTHS_BACK) <= month <= months_after(facts.on, FEE_MONTHS_AHEAD):
        yield "for_month", _("Tháng hội phí quá xa ngày thu, hãy xem lại.")


def _loan(deal: Deal, facts: Facts) -> Iterator[Fault]:
    if deal.person is None:
        yield "person", _("Hãy chọn người vay.")
    elif deal.person.pk not in facts.members:
        yield "person", _("Người vay phải là thành viên của câu lạc bộ vào ngày vay.")
    terms = facts.terms
    assert terms is not None, "asked for where any row lends"
    if terms.cap_vnd is not None and deal.amount_vnd > terms.cap_vnd:
        yield "amount_vnd", _("Quy chế cho vay nhiều nhất %s một lần.") % vnd(terms.cap_vnd)
    if deal.months is None:
        yield "months", _("Hãy ghi thời hạn vay (số tháng).")
    elif not 1 <= deal.months <= MONTHS_AT_MOST:
        yield "months", _("Thời hạn vay phải từ 1 đến 600 tháng.")
    elif terms.months_at_most is not None and deal.months > terms.months_at_most:
        yield "months", _("Quy chế cho vay dài nhất %d tháng.") % terms.months_at_most
    else:
        yield from _way(deal, deal.months, terms)
    yield from _rate(deal, facts, terms)


def _way(deal: Deal, months: int, terms: LoanTerms) -> Iterator[Fault]:
    method, grace, rounding = repaid_how(deal, terms)
    if method not in CharterRule.Method.values:
        yield "method", _("Hãy chọn một cách trả nợ trong danh sách.")
    if not 1 <= rounding <= ROUNDED_AT_MOST_VND:
        yield "rounding_vnd", _("Làm tròn đến ít nhất 1 đồng, nhiều nhất 1.000.000 đồng.")
    if 0 <= grace < months:
        return
    if deal.grace_months is not None:
        yield "grace_months", _("Số tháng ân hạn phải ít hơn thời hạn vay.")
    else:
        yield "months", _("Quy chế cho ân hạn %d tháng nên thời hạn vay phải dài hơn thế.") % grace


def _rate(deal: Deal, facts: Facts, terms: LoanTerms) -> Iterator[Fault]:
    rate, ceiling = rate_of(deal, terms), facts.ceiling
    if rate is None:
        yield (
            "rate_percent_year",
            _("Quy chế chưa ghi lãi suất: hãy ghi lãi suất khoản này, không lãi thì ghi 0."),
        )
    elif not 0 <= rate <= 100 or rate != round(rate, 2):
        yield "rate_percent_year", _("Lãi suất là một số từ 0 đến 100, nhiều nhất hai chữ số lẻ.")
    elif ceiling is not None and not ceiling.holds(Fraction(rate)):
        told = _("Lãi suất không được quá %(max)s%% mỗi năm (%(doc)s, %(clause)s). Phần vượt không có hiệu lực.")
        words = {"max": f"{ceiling.max:g}", "doc": ceiling.source.doc, "clause": ceiling.source.clause}
        yield "rate_percent_year", told % words


def _repayment(deal: Deal, facts: Facts) -> Iterator[Fault]:
    loan = deal.loan
    if loan is None or loan.club_id != facts.club_id:
        yield "loan", _("Hãy chọn khoản vay của câu lạc bộ này.")
    elif facts.on < loan.granted_on:
        told = _("%(loan)s cho vay ngày %(day)s, không thể trả trước ngày ấy.")
        yield "loan", told % {"loan": loan.title, "day": f"{loan.granted_on:%d/%m/%Y}"}
    elif loan.lost_vnd:
        yield (
            "loan",
            _(
                "%s đã được xóa nợ. Tiền trả sau đó ghi ở mục «Thu hồi nợ đã xóa»;"
                " trả từ trước mà chưa ghi thì đảo phiếu xóa nợ trước."
            )
            % loan.title,
        )
    elif loan.carried_on is None and deal.interest_vnd > loan.principal_vnd:
        # Not even the highest legal rate asks so much in five years. What a loan of paper books was, nobody told.
        told = _("Tiền lãi nhiều hơn cả số tiền đã cho vay (%s), hãy xem lại.")
        yield "interest_vnd", told % vnd(loan.principal_vnd)


def _more_than_owed(deals: Sequence[Deal], facts: Facts) -> Iterator[tuple[Deal, Fault]]:
    left = dict(facts.owed)
    for deal in deals:
        if deal.kind != K.REPAYMENT or deal.loan is None:
            continue
        owed_vnd, day = left[deal.loan.pk]
        if deal.amount_vnd > owed_vnd:
            yield deal, ("amount_vnd", _owed_told(owed_vnd, day, facts.on))
        else:
            left[deal.loan.pk] = (owed_vnd - deal.amount_vnd, day)


def _owed_told(owed_vnd: int, day: date, on: date) -> str:
    if day == on:
        return _("Khoản vay này chỉ còn nợ %s.") % vnd(owed_vnd) if owed_vnd else _("Khoản vay này không còn nợ.")
    told = _("Đã ghi lần trả ngày %(day)s; tính cả lần ấy thì chỉ còn trả được %(sum)s.")
    return told % {"day": f"{day:%d/%m/%Y}", "sum": vnd(owed_vnd)}


def _more_than_there_is(deals: Sequence[Deal], facts: Facts) -> Iterator[tuple[Deal, Fault]]:
    for fund, (lowest_vnd, day) in facts.cash.items():
        here = [deal for deal in deals if deal.fund == fund]
        left_vnd = lowest_vnd + sum(d.amount_vnd + d.interest_vnd for d in here if d.kind != K.LOAN)
        for deal in here:
            if deal.kind != K.LOAN:
                continue
            if deal.amount_vnd > left_vnd:
                yield deal, ("amount_vnd", _cash_told(max(left_vnd, 0), day, facts.on))
            else:
                left_vnd -= deal.amount_vnd


def _cash_told(left_vnd: int, day: date, on: date) -> str:
    if day == on:
        return _("Quỹ chỉ còn %s tiền mặt.") % vnd(left_vnd)
    told = _("Ngày %(day)s đã chi từ quỹ này; tính cả khoản ấy thì chỉ còn chi được %(sum)s.")
    return told % {"day": f"{day:%d/%m/%Y}", "sum": vnd(left_vnd)}

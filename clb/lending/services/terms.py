"""The terms on which a request is granted, held against the request, the charter and the law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clb.fund.models import ClubBook, Receipt
from clb.fund.queries import loan_terms
from clb.fund.rules import Deal, Facts, faults
from clb.fund.rules.deals import rate_of
from clb.kernel.money import vnd
from clb.law.norms import Norm, norm
from clb.lending.models import LoanRequest
from clb.members.queries.counts import belonging
from clb.places.queries import path_keys

ROW = "row"


@dataclass(frozen=True)
class Terms:
    """Sum in whole đồng, months, per cent a year; None: as asked for, and as the charter says."""

    amount_vnd: int | None = None
    months: int | None = None
    rate_percent_year: Decimal | None = None

    def as_granted(self) -> dict[str, Any]:
        """The fields of a decision."""
        return {
            "amount_vnd": self.amount_vnd,
            "months": self.months,
            "rate_percent_year": self.rate_percent_year,
        }


def check_terms(request: LoanRequest, typed: Terms, on: date) -> Terms:
    """The terms made whole. Raises ValidationError beside the field for more than was asked and for what the charter
    of the day or the law does not allow; the cash is asked for when it is paid out.
    """
    amount = request.amount_vnd if typed.amount_vnd is None else typed.amount_vnd
    if amount > request.amount_vnd:
        raise ValidationError({"amount_vnd": _("Nhiều hơn số xin vay (%s).") % vnd(request.amount_vnd)})
    months = request.months if typed.months is None else typed.months
    deal = Deal(
        ROW,
        Receipt.Kind.LOAN,
        ClubBook.Fund.INCOME,
        amount,
        person=request.person,
        months=months,
        rate_percent_year=typed.rate_percent_year,
    )
    facts = _facts(request, on)
    if wrong := faults([deal], facts):
        raise ValidationError(_by_field(wrong[ROW]))
    assert facts.terms is not None
    return Terms(amount, months, rate_of(deal, facts.terms))


def _by_field(found: list[tuple[str, str]]) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for field, words in found:
        told.setdefault(field, []).append(words)
    return told


def _facts(request: LoanRequest, on: date) -> Facts:
    """What one loan is held against but for the cash, which need not be there yet."""
    members = set(belonging(on).filter(club=request.club, person=request.person).values_list("person", flat=True))
    return Facts(
        on=on,
        club_id=request.club_id,
        members=members,
        known=members,
        terms=loan_terms(request.club, on),
        ceiling=_ceiling(request, on),
        owed={},
        cash={},
    )


def _ceiling(request: LoanRequest, on: date) -> Norm | None:
    try:
        return norm("loan.rate_percent_year", on=on, path=path_keys(request.club.unit, on))
    except LookupError:
        return None  # the ceiling of those earlier days is not known here

"""Borrowers are visited."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.fund.models import Loan
from clb.kernel.text import tidy
from clb.lending.models import LoanVisit
from clb.members.models import Person


def record_visit(
    *,
    by: User,
    loan: Loan,
    visited_on: date,
    money_use: str,
    visitor: Person | None = None,
    help_given: str = "",
    note: str = "",
    next_on: date | None = None,
) -> LoanVisit:
    """Somebody of the club saw the borrower. Raises ValidationError beside `visited_on` for a day before the loan or
    to come, and `next_on` for one that is not after the visit.
    """
    if not loan.granted_on <= visited_on <= timezone.localdate():
        told = _("Ngày thăm phải từ ngày cho vay (%s) đến hôm nay.")
        raise ValidationError({"visited_on": told % f"{loan.granted_on:%d/%m/%Y}"})
    if next_on is not None and next_on <= visited_on:
        raise ValidationError({"next_on": _("Hẹn lần sau phải sau ngày thăm.")})
    if visitor is not None and visitor.pk == loan.person_id:
        raise ValidationError({"visitor": _("Người đi thăm không thể là chính người vay.")})
    return LoanVisit.objects.create(
        loan=loan,
        visited_on=visited_on,
        visitor=visitor,
        money_use=money_use,
        help_given=tidy(help_given)[:300],
        note=tidy(note)[:1000],
        next_on=next_on,
    )


def drop_visit(*, by: User, visit: LoanVisit) -> str:
    """A visit written down wrong goes; answers the loan's id."""
    loan = visit.loan_id
    visit.delete()
    return str(loan)

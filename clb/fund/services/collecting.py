"""Everyone's payment of one day, written down at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.fund.models import ClubBook, Receipt
from clb.fund.queries.standings import LoanStand, open_stands
from clb.fund.rules import Deal
from clb.fund.rules.repayment import split
from clb.kernel.dates import month_end
from clb.kernel.money import vnd
from clb.kernel.rows import RowError

from .books import lock_books
from .dealings import record_deals

INCOME = ClubBook.Fund.INCOME
COLUMNS = {"amount_vnd": "paid_vnd", "interest_vnd": "interest_vnd"}


@transaction.atomic
def collect_repayments(
    *, by: User, club: Club, paid_on: date, payments: Sequence[dict[str, Any]], rest_pays: bool = False
) -> list[Receipt]:
    """One receipt for each row: `loan` (id), `paid_vnd` (whole đồng, all that was paid) and `interest_vnd`, the part of
    it that is interest; where that is None it is split by what is due until the month's end (fund.rules.repayment).
    `rest_pays`: every loan in no row pays what is due until the month's end. A sum of 0 is no payment.

    All or none. Raises ValidationError beside `paid_on`, and beside `payments` with a RowError for each wrong row.
    """
    lock_books(club, [INCOME])
    stands = {stand.loan.pk: stand for stand in open_stands(club, paid_on)}
    told = {row["loan"]: row for row in payments if not row.get("is_removed")}
    if rest_pays:
        told |= {pk: _due_row(stand) for pk, stand in stands.items() if pk not in told}
    rows = [row for row in told.values() if row["paid_vnd"]]
    if not rows:
        raise ValidationError({"payments": _("Hãy ghi ít nhất một người trả.")})
    wrong, deals = list[RowError](), list[Deal]()
    for row in rows:
        found = _deal(row, stands.get(row["loan"]), paid_on)
        if isinstance(found, Deal):
            deals.append(found)
        else:
            wrong.append(found)
    if wrong:
        raise ValidationError({"payments": wrong})
    try:
        receipts = record_deals(by=by, club=club, on=paid_on, deals=deals)
    except ValidationError as error:
        raise _beside(error) from error
    return [receipts[deal.key] for deal in deals]


def _due_row(stand: LoanStand) -> dict[str, Any]:
    principal, interest = stand.due_until(month_end(stand.on))
    return {"loan": stand.loan.pk, "paid_vnd": principal + interest, "interest_vnd": interest}


def _deal(row: dict[str, Any], stand: LoanStand | None, on: date) -> Deal | RowError:
    key: UUID = row["loan"]
    if stand is None:
        return RowError(_("Câu lạc bộ không có khoản vay này đang còn nợ vào ngày ấy."), row=str(key))
    parts = _parts(row, stand, on)
    if parts is None:
        owed = stand.owed_vnd + stand.due[1] + stand.running_interest_vnd
        told = _("Nhiều hơn số còn nợ: gốc và lãi đến nay là %s.")
        return RowError(told % vnd(owed), row=str(key), column="paid_vnd")
    principal, interest = parts
    if principal < 0:
        return RowError(_("Tiền lãi không thể nhiều hơn số tiền trả."), row=str(key), column="interest_vnd")
    return Deal(str(key), Receipt.Kind.REPAYMENT, INCOME, principal, interest_vnd=interest, loan=stand.loan)


def _parts(row: dict[str, Any], stand: LoanStand, on: date) -> tuple[int, int] | None:
    if row["interest_vnd"] is not None:
        return row["paid_vnd"] - row["interest_vnd"], row["interest_vnd"]
    return split(row["paid_vnd"], stand.parts, stand.owed_vnd, month_end(on), stand.running_interest_vnd)


def _beside(error: ValidationError) -> ValidationError:
    """The refusal of `record_deals` by the fields and rows of the sheet."""
    if not hasattr(error, "error_dict"):
        return error
    told: dict[str, list[Any]] = {}
    for key, errors in error.error_dict.items():
        field = "paid_on" if key == "on" else "payments"
        told.setdefault(field, []).extend(errors if key == "on" else _rows(key, errors))
    return ValidationError(told)


def _rows(key: str, errors: list[ValidationError]) -> Iterator[RowError]:
    for one in errors:
        for message in one.messages:
            yield RowError(message, row=key, column=COLUMNS.get(str(one.code), ""))

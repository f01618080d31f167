"""How what stood in paper books is taken over. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.utils.translation import gettext as _

from clb.clubs.models import CharterRule
from clb.kernel.dates import months_after, whole_months


class CharterTerms(Protocol):
    """What the charter says of loans, as far as it matters here."""

    @property
    def method(self) -> str:
        """A code of CharterRule.Method."""

    @property
    def grace_months(self) -> int:
        """Months in which no principal falls due."""


@dataclass(frozen=True)
class Carried:
    """The schedule of what is left of a loan: from which day, how many months, of grace how many, and which way."""

    begins_on: date
    months: int
    grace_months: int
    method: str
    asks_interest: bool


def carried_terms(granted_on: date, months: int, on: date, charter: CharterTerms) -> Carried:
    """How a loan of `months` that was lent on paper goes on here, taken over at the end of `on`.

    Its instalments keep their day of the month: the schedule begins on the last such day up to `on`, for the months
    that are left. A loan that is overdue already is due on its own last day, in one instalment, so that its delay is
    told truly; it asks no interest besides what the sheet says is owed, since nobody knows what paper had agreed on.
    """
    passed = whole_months(granted_on, on)
    grace = max(charter.grace_months - passed, 0)
    if passed >= months:
        return Carried(months_after(granted_on, months - 1), 1, 0, CharterRule.Method.BULLET, asks_interest=False)
    left = months - passed
    grace = grace if charter.method == CharterRule.Method.BULLET else min(grace, left - 1)
    return Carried(months_after(granted_on, passed), left, grace, charter.method, asks_interest=True)


Cell = tuple[str, str, str]  # the row's key, the column, and what is wrong


def rows_wrong(part: str, rows: Sequence[Mapping[str, Any]], *, on: date) -> Iterator[Cell]:
    """What is wrong with the rows of one part of the sheet, cell by cell, apart from who the people are."""
    for row in rows:
        key = str(row["key"])
        for column in _MUST.get(part, ()):
            if row[column] in (None, ""):
                yield key, column, _("Hãy ghi ô này.")
        for column in ("amount_vnd", "left_vnd", "quantity"):
            if row.get(column) is not None and row[column] <= 0:
                yield key, column, _("Phải lớn hơn 0.")
        for column in ("granted_on", "borrowed_on"):
            if row.get(column) and row[column] > on:
                yield key, column, _("Phải từ ngày chốt sổ trở về trước.")


_MUST = {
    "start_fund": ("source", "amount_vnd"),
    "loans": ("person", "left_vnd", "granted_on", "months", "rate_percent_year"),
    "debts": ("lender", "left_vnd", "rate_percent_year", "borrowed_on"),
    "stock": ("what", "counted_in", "quantity", "unit_value_vnd"),
}

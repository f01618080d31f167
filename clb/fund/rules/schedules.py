"""What falls due on a loan, and when. Pure: whole đồng and exact fractions, no clock.

The four ways (codes of CharterRule.Method), for a principal P over n months of which the first g are of grace; `rate`
is per cent a year, so a month costs rate ÷ 1200 of what is owed:

- BULLET: interest on P every month; P with the last of them. Grace changes nothing.
- EQUAL_PRINCIPAL: P ÷ (n − g) every month after the grace; interest on what is still owed by the schedule.
- DECLINING: every month after the grace the same sum, of which interest on what is still owed is taken first:
  P × r ÷ (1 − (1 + r)^−(n − g)) with r = rate ÷ 1200; without interest, P ÷ (n − g).
- FLAT: P ÷ (n − g) every month after the grace; interest on P, whatever was repaid, in each of the n months.

In the months of grace only interest falls due. Every part is rounded down to the charter's unit, and what rounding left
out falls due in the last row: so the principal comes to P exactly, and the interest never to more than the exact sum.
Row k is due k months after the first day, on the same day of the month; where that month is shorter, on its last day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from clb.clubs.models import CharterRule
from clb.kernel.dates import months_after

Method = CharterRule.Method
Day = tuple[date, int]  # a day, and whole đồng of principal paid on it


@dataclass(frozen=True)
class Terms:
    """How a sum is to be repaid: Method code, whole đồng, per cent a year, months, months of grace, unit in đồng."""

    method: str
    principal_vnd: int
    rate_percent_year: Decimal
    months: int
    grace_months: int = 0
    rounding_vnd: int = 1_000

    @property
    def monthly(self) -> Fraction:
        """What a month costs, as a share of what is owed."""
        return Fraction(self.rate_percent_year) / 1_200


@dataclass(frozen=True)
class Row:
    """One instalment. Whole đồng; `before_vnd` is owed by the schedule until its day, `balance_vnd` from then on."""

    number: int
    due_on: date
    principal_vnd: int
    interest_vnd: int
    before_vnd: int

    @property
    def balance_vnd(self) -> int:
        """What is still owed by the schedule once this was paid."""
        return self.before_vnd - self.principal_vnd

    @property
    def total_vnd(self) -> int:
        """Principal and interest."""
        return self.principal_vnd + self.interest_vnd


def schedule_of(terms: Terms, begins_on: date) -> list[Row]:
    """The instalments of a loan that begins on `begins_on`, in order; see above for each way.

    The principal parts add up to the principal; `grace_months` is less than `months`, except for BULLET.
    """
    assert terms.method == Method.BULLET or terms.grace_months < terms.months, "principal falls due in some month"
    rows, left_vnd, exact, interest_vnd = list[Row](), terms.principal_vnd, Fraction(0), 0
    level_vnd = _level_vnd(terms)
    for number in range(1, terms.months + 1):
        on_vnd = terms.principal_vnd if terms.method == Method.FLAT else left_vnd
        exact += on_vnd * terms.monthly
        is_last = number == terms.months
        part_vnd = rounded_down(exact, terms) - interest_vnd if is_last else rounded_down(on_vnd * terms.monthly, terms)
        principal_vnd = left_vnd if is_last else _principal_vnd(terms, number, level_vnd, part_vnd, left_vnd)
        rows.append(Row(number, months_after(begins_on, number), principal_vnd, part_vnd, left_vnd))
        left_vnd, interest_vnd = left_vnd - principal_vnd, interest_vnd + part_vnd
    return rows


def _level_vnd(terms: Terms) -> int:
    """What each month after the grace brings, rounded: principal, with DECLINING its interest too."""
    paying = terms.months - terms.grace_months
    if terms.method == Method.BULLET:
        return 0
    r = terms.monthly
    if terms.method == Method.DECLINING and r:
        return rounded_down(terms.principal_vnd * r / (1 - (1 + r) ** -paying), terms)
    return rounded_down(Fraction(terms.principal_vnd, paying), terms)


def _principal_vnd(terms: Terms, number: int, level_vnd: int, interest_vnd: int, left_vnd: int) -> int:
    if terms.method == Method.BULLET or number <= terms.grace_months:
        return 0
    taken = interest_vnd if terms.method == Method.DECLINING else 0
    return min(max(level_vnd - taken, 0), left_vnd)


def rounded_down(exact: Fraction, terms: Terms) -> int:
    """Whole đồng, down to the unit of these terms."""
    return int(exact // terms.rounding_vnd) * terms.rounding_vnd


def asked_interest(
    terms: Terms, rows: Sequence[Row], begins_on: date, owed_vnd: int, repaid: Sequence[Day]
) -> list[int]:
    """The interest that each of `rows` asks, in whole đồng, given what was repaid of the `owed_vnd` first lent.

    - Who pays as scheduled, or late, is asked what the schedule says: being late costs nothing more until the last day.
    - Who owed less at the beginning of a month than the schedule says, pays that month's interest on what was owed,
      rounded down (not with FLAT, whose interest is on the first sum).
    - Once all is repaid, nothing more is asked, not even for the month that has begun.
    """
    asked, end = list[int](), ended_on(owed_vnd, repaid)
    for row in rows:
        actual_vnd = owed_vnd - sum(vnd for day, vnd in repaid if day <= begins_on)
        interest_vnd = row.interest_vnd
        if end is not None and end < row.due_on:
            interest_vnd = 0
        elif terms.method != Method.FLAT and actual_vnd < row.before_vnd:
            interest_vnd = min(interest_vnd, rounded_down(actual_vnd * terms.monthly, terms))
        asked.append(interest_vnd)
        begins_on = row.due_on
    return asked


def ended_on(owed_vnd: int, repaid: Sequence[Day]) -> date | None:
    """The day on which nothing was owed any more; None while something is."""
    for day, vnd in sorted(repaid):
        owed_vnd -= vnd
        if owed_vnd <= 0:
            return day
    return None


def months_beyond(
    terms: Terms, last_due_on: date, owed_vnd: int, repaid: Sequence[Day], on: date
) -> list[tuple[date, int]]:
    """Each whole month after the last day of a schedule in which something was still owed: its end, and its interest.

    `repaid` (after the schedule's last day) lessens `owed_vnd`, which was owed at the end of that last day. The rate is
    the loan's own: being late costs no more than that. Rounded down, whole đồng; FLAT too is asked on what is owed.
    """
    found, number, begins_on = [], 1, last_due_on
    while (ends_on := months_after(last_due_on, number)) <= on:
        left_vnd = owed_vnd - sum(vnd for day, vnd in repaid if day <= begins_on)
        if left_vnd <= 0 or owed_vnd - sum(vnd for day, vnd in repaid if day < ends_on) <= 0:
            break
        found.append((ends_on, rounded_down(left_vnd * terms.monthly, terms)))
        number, begins_on = number + 1, ends_on
    return found


def yearly_rate(terms: Terms, rows: Sequence[Row]) -> float:
    """About how many per cent a year the rows really cost, counted on what is owed: 12 × the monthly rate at which they
    are worth the principal. The rate itself, but for FLAT, which costs nearly twice as much, and for rounding."""
    low, high = 0.0, 100.0
    while high - low > 0.005:
        middle = (low + high) / 2
        worth = 0.0
        for row in reversed(rows):
            worth = (worth + row.total_vnd) / (1 + middle / 1_200)
        low, high = (middle, high) if worth > terms.principal_vnd else (low, middle)
    return low

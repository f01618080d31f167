"""How late a portfolio of loans is: ageing, PAR, arrears rate, repayment rate, which are four different things. Pure.

On a day, of the loans open at its end (principal was lent and is still owed):

- ageing: the whole principal still owed of each loan, by how late its oldest unpaid instalment is;
- PAR30 (60, 90): the whole principal still owed of loans with an instalment more than 30 (60, 90) days late, of all
  that is still owed;
- arrears rate: the principal that fell due and was not paid, of all that is still owed; it leaves out what the late
  borrowers owe besides, and of interest it knows nothing;
- repayment rate: what was paid of the principal and interest that fell due in the twelve months to the day, of what
  fell due in them.

A written-off loan is owed no more and is in none of the first three, and a new schedule begins without arrears; so what
was written off and what was rescheduled is always told beside them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

AGES = (1, 31, 61, 91)  # each class begins with so many days
LATER_THAN = (30, 60, 90)


@dataclass(frozen=True)
class Ratio:
    """A share with what it is made of, whole đồng; no share where the denominator is nothing."""

    numerator_vnd: int
    denominator_vnd: int

    @property
    def percent(self) -> Fraction | None:
        """Per cent, exactly."""
        return Fraction(100 * self.numerator_vnd, self.denominator_vnd) if self.denominator_vnd else None


@dataclass(frozen=True)
class Age:
    """Loans late for `from_days` to `until_days` (None: and longer); 0 to 0 are those not late. Whole đồng."""

    from_days: int
    until_days: int | None
    loans: int
    owed_vnd: int


@dataclass(frozen=True)
class Arrears:
    """A portfolio at the end of a day. Whole đồng; `people` are borrowers, `loans` their loans still owed.

    `fallen_vnd` fell due (principal and interest) in the twelve months to the day, `paid_vnd` of it was paid.
    `written_off_vnd` was written off in them; `rescheduled_vnd` is owed on loans with another schedule than the first.
    """

    people: int = 0
    loans: int = 0
    ages: tuple[Age, ...] = ()
    overdue_vnd: int = 0
    fallen_vnd: int = 0
    paid_vnd: int = 0
    written_off_vnd: int = 0
    rescheduled_loans: int = 0
    rescheduled_vnd: int = 0

    @property
    def owed_vnd(self) -> int:
        """All principal still owed."""
        return sum(age.owed_vnd for age in self.ages)

    @property
    def late_loans(self) -> int:
        """Loans with an instalment that is late at all."""
        return sum(age.loans for age in self.ages if age.from_days)

    def par(self, days: int) -> Ratio:
        """The whole principal owed of loans with an instalment more than `days` late, of all that is owed."""
        return Ratio(sum(age.owed_vnd for age in self.ages if age.from_days > days), self.owed_vnd)

    @property
    def pars(self) -> list[tuple[int, Ratio]]:
        """PAR30, PAR60, PAR90."""
        return [(days, self.par(days)) for days in LATER_THAN]

    @property
    def arrears_rate(self) -> Ratio:
        """Principal that fell due and was not paid, of all that is owed."""
        return Ratio(self.overdue_vnd, self.owed_vnd)

    @property
    def repayment_rate(self) -> Ratio:
        """What was paid of what fell due, of what fell due."""
        return Ratio(self.paid_vnd, self.fallen_vnd)


def ages_of(sums: Iterable[tuple[int, int, int]]) -> tuple[Age, ...]:
    """All classes in order out of (first day of the class, loans, whole đồng owed); classes with nothing too."""
    found = {first: (loans, vnd) for first, loans, vnd in sums}
    ends = {0: 0, **{first: after - 1 for first, after in pairwise(AGES)}, AGES[-1]: None}
    return tuple(Age(first, until, *found.get(first, (0, 0))) for first, until in ends.items())

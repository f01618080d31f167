"""The demo's older loans: repaid, late, with another schedule, written off; and what charters say of loans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from clb.access.models import User
from clb.clubs.commands import SET_CHARTER_RULE
from clb.clubs.models import Club
from clb.fund.commands import GRANT_LOAN, RECOVER_LOAN, REPAY_LOAN, RESCHEDULE_LOAN, WRITE_OFF_LOAN
from clb.fund.models import Loan
from clb.fund.queries import loan_stand
from clb.kernel.dates import months_after
from clb.members.queries.counts import belonging

from .build import act

CHARTER = (
    ("METHOD", "EQUAL_PRINCIPAL"),
    ("GRACE", "1"),
    ("ROUNDING", "1.000"),
    ("SPLIT", "30"),
    ("QUEUE", "Hộ nghèo, Hộ cận nghèo, Phụ nữ, Người cao tuổi, Chưa vay lần nào"),
)
# Way, sum, months, granted how many months ago, instalments paid since.
OLDER = (
    ("DECLINING", 3_000_000, 10, 9, 9),
    ("EQUAL_PRINCIPAL", 2_000_000, 10, 7, 4),
    ("FLAT", 1_500_000, 6, 5, 3),
    ("EQUAL_PRINCIPAL", 2_400_000, 8, 8, 8),
    ("BULLET", 1_000_000, 3, 9, 1),
)
MEETING = "Họp toàn thể (mẫu)"


def build_loans(by: User, clubs: Sequence[Club], today: date) -> None:
    """The first club has one of each kind, two others one that is late; their charters say how loans are repaid."""
    for number, club in enumerate(clubs[:3]):
        for item, value in CHARTER:
            told = {"from_on": months_after(today, -1), "adopted_by": MEETING}
            act(SET_CHARTER_RULE, by, club=club.pk, item=item, value=value, **told)
        wanted = OLDER if number == 0 else OLDER[number : number + 1]
        members = list(belonging(months_after(today, -9)).filter(club=club).order_by("-pk")[: len(wanted)])
        loans = [_lend(by, club, m.person_id, one, today) for m, one in zip(members, wanted, strict=True)]
        if number == 0:
            _another_schedule(by, loans[1], today)
            _given_up(by, loans[4], today)


def _lend(by: User, club: Club, person: Any, one: tuple[str, int, int, int, int], today: date) -> Loan:
    way, vnd, months, ago, paid = one
    day = months_after(today, -ago)
    terms = {"amount_vnd": vnd, "months": months, "method": way, "grace_months": 0, "purpose": "Chăn nuôi (mẫu)"}
    loan: Loan = act(GRANT_LOAN, by, club=club.pk, person=person, granted_on=day, **terms).result.loan
    for n in range(1, paid + 1):
        on = min(months_after(day, n) + timedelta(days=n % 3), today)
        principal, interest = loan_stand(loan, on).due
        act(REPAY_LOAN, by, loan=loan.pk, paid_on=on, amount_vnd=principal, interest_vnd=interest)
    return loan


def _another_schedule(by: User, loan: Loan, today: date) -> None:
    said = {"decided_on": months_after(today, -1), "decided_by": MEETING, "reason": "Vịt bệnh, mất một lứa (mẫu)"}
    act(RESCHEDULE_LOAN, by, loan=loan.pk, months=6, **said)


def _given_up(by: User, loan: Loan, today: date) -> None:
    day = months_after(today, -2)
    act(WRITE_OFF_LOAN, by, loan=loan.pk, decided_on=day, decided_by=MEETING, reason="Đi khỏi địa phương (mẫu)")
    act(RECOVER_LOAN, by, loan=loan.pk, paid_on=months_after(today, -1), amount_vnd=300_000)

"""How late the loans of a club, or of a whole place, are; counted in the database, not loan by loan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BigIntegerField, Case, F, Max, Min, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from clb.clubs.models import Club
from clb.fund.models import Instalment, Loan, LoanSchedule, Receipt
from clb.fund.rules.arrears import AGES, Arrears, ages_of
from clb.kernel.dates import months_after, on_day
from clb.ledger.queries import standing

from .standings import open_on

K = Receipt.Kind
WINDOW_MONTHS = 12
Row = tuple[Any, int, int, int, int, int, int, int]
Compiled = tuple[str, tuple[Any, ...]]


def _receipts(on: date, *kinds: str) -> QuerySet[Receipt]:
    return Receipt.objects.filter(kind__in=kinds, entry__happened_on__lte=on, entry__in=standing())


def _in_force(on: date) -> QuerySet[Instalment]:
    return Instalment.objects.filter(on_day(on, "schedule__"))


def _unsettled(on: date) -> Q:
    return Q(settled_on__isnull=True) | Q(settled_on__gt=on)


def _open(clubs: QuerySet[Club], on: date) -> QuerySet[Loan]:
    return Loan.objects.filter(open_on(on), club__in=clubs.order_by().values("pk"))


# Each part is asked for once for all loans and joined: asked for each loan apart it takes ten times as long. What was
# repaid stands in the loan itself, but for a day before its last movement: then its receipts are asked.
_SUMS = """
WITH loan (id, club, person, lent_vnd, paid_vnd, lost_vnd) AS ({loan}),
     earlier (loan, gone_vnd, paid_vnd) AS ({earlier}),
     late (loan, since, due_vnd) AS ({late}),
     again (loan) AS ({again}),
     owed AS MATERIALIZED (
       SELECT loan.club, loan.person, late.since, again.loan AS again,
              loan.lent_vnd - COALESCE(earlier.gone_vnd, loan.paid_vnd + loan.lost_vnd) AS owed_vnd,
              late.due_vnd - COALESCE(earlier.paid_vnd, loan.paid_vnd) AS overdue_vnd
       FROM loan
       LEFT JOIN earlier ON earlier.loan = loan.id LEFT JOIN late ON late.loan = loan.id
       LEFT JOIN again ON again.loan = loan.id)
SELECT {key}, {age}, COUNT(*), SUM(owed_vnd), SUM(CASE WHEN overdue_vnd > 0 THEN overdue_vnd ELSE 0 END),
       SUM(CASE WHEN again IS NULL THEN 0 ELSE 1 END), SUM(CASE WHEN again IS NULL THEN 0 ELSE owed_vnd END),
       (SELECT COUNT(DISTINCT person) FROM owed WHERE owed_vnd > 0)
FROM owed WHERE owed_vnd > 0 GROUP BY 1, 2
"""


def _now(column: str, on: date) -> Case:
    """What stands in the loan, or 0 where something moved after `on`."""
    return Case(When(moved_on__gt=on, then=Value(0)), default=F(column), output_field=BigIntegerField())


def _parts(clubs: QuerySet[Club], on: date) -> dict[str, Compiled]:
    """What `_SUMS` joins, as SQL with its parameters: the loans open on `on`, and what is known of each."""
    loans = _open(clubs, on)
    ids = loans.values("pk")
    late = _in_force(on).filter(_unsettled(on), schedule__loan__in=ids, due_on__lt=on)
    parts: dict[str, QuerySet[Any, Any]] = {
        "loan": loans.annotate(paid=_now("paid_principal_vnd", on), lost=_now("lost_vnd", on)).values(
            "pk", "club_id", "person_id", "principal_vnd", "paid", "lost"
        ),
        "earlier": _receipts(on, K.REPAYMENT, K.WRITE_OFF)
        .filter(loan__in=loans.filter(moved_on__gt=on).values("pk"))
        .values("loan_id")
        .annotate(gone=Sum("amount_vnd"), paid=Coalesce(Sum("amount_vnd", filter=Q(kind=K.REPAYMENT)), Value(0))),
        # Of a loan that is late with its principal the last instalment due is unpaid, so these know all that fell due.
        "late": late.values("schedule__loan_id").annotate(since=Min("due_on"), due=Max("principal_by_then_vnd")),
        "again": LoanSchedule.objects.filter(on_day(on), loan__in=ids, version__gt=1).values("loan_id"),
    }
    return {name: rows.order_by().query.sql_with_params() for name, rows in parts.items()}


def _sums(clubs: QuerySet[Club], on: date, *, by_club: bool) -> list[Row]:
    """By club (or together) and class of lateness: loans, owed, overdue, loans rescheduled and what is owed on them;
    and in each row how many people owe, all clubs together."""
    try:
        parts = _parts(clubs, on)
    except EmptyResultSet:
        return []
    cases = "".join(f"WHEN since <= %s THEN {first} " for first in reversed(AGES))
    age = f"CASE WHEN since IS NULL THEN 0 {cases}ELSE 0 END"
    days = [connection.ops.adapt_datefield_value(on - timedelta(days=first)) for first in reversed(AGES)]
    texts = {name: sql for name, (sql, _params) in parts.items()}
    sql = _SUMS.format(key="club" if by_club else "NULL", age=age, **texts)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*(value for _sql, params in parts.values() for value in params), *days])
        return [(key, *(int(n) for n in numbers)) for key, *numbers in cursor.fetchall()]


def arrears_of(clubs: QuerySet[Club], on: date) -> Arrears:
    """How late the loans of `clubs` together were at the end of `on`; the number of queries does not grow with them."""
    rows = _sums(clubs, on, by_club=False)
    fallen_vnd, unpaid_vnd = _fell_due(clubs, on)
    return replace(
        _arrears(rows),
        people=rows[0][-1] if rows else 0,
        fallen_vnd=fallen_vnd,
        paid_vnd=fallen_vnd - unpaid_vnd,
        written_off_vnd=_written_off(clubs, on),
    )


def arrears_by_club(clubs: QuerySet[Club], on: date) -> dict[UUID, Arrears]:
    """The same by club, without people, repayment rate and what was written off; clubs to which nothing is owed are
    left out. One query."""
    rows: dict[UUID, list[Any]] = {}
    for row in _sums(clubs, on, by_club=True):
        key = row[0] if isinstance(row[0], UUID) else UUID(str(row[0]))
        rows.setdefault(key, []).append(row)
    return {key: _arrears(found) for key, found in rows.items()}


def _arrears(rows: Sequence[Row]) -> Arrears:
    return Arrears(
        loans=sum(row[2] for row in rows),
        ages=ages_of((first, loans, vnd) for _key, first, loans, vnd, *_rest in rows),
        overdue_vnd=sum(row[4] for row in rows),
        rescheduled_loans=sum(row[5] for row in rows),
        rescheduled_vnd=sum(row[6] for row in rows),
    )


def _written_off(clubs: QuerySet[Club], on: date) -> int:
    since = months_after(on, -WINDOW_MONTHS)
    receipts = _receipts(on, K.WRITE_OFF).filter(club__in=clubs.order_by().values("pk"), entry__happened_on__gt=since)
    return receipts.aggregate(s=Sum("amount_vnd"))["s"] or 0


def _fell_due(clubs: QuerySet[Club], on: date) -> tuple[int, int]:
    """Principal and interest that fell due in the twelve months to `on` while their loan was open, and what of it was
    not paid by the end of `on`. Whole đồng."""
    since = months_after(on, -WINDOW_MONTHS)
    loans = Loan.objects.filter(club__in=clubs.order_by().values("pk"), granted_on__lte=on)
    while_open = Q(schedule__loan__closed_on__isnull=True) | Q(due_on__lte=F("schedule__loan__closed_on"))
    window = _in_force(on).filter(while_open, schedule__loan__in=loans.values("pk"), due_on__gt=since, due_on__lte=on)
    sums = window.aggregate(p=Sum("principal_vnd"), i=Sum("asked_vnd"))
    fallen = (sums["p"] or 0) + (sums["i"] or 0)
    return fallen, _unpaid(window.filter(_unsettled(on)), on)


def _unpaid(unsettled: QuerySet[Instalment], on: date) -> int:
    """What was not paid by the end of `on` of instalments that were not settled; the oldest of a loan is paid first."""
    moved = Q(schedule__loan__moved_on__gt=on)
    sums = _receipts(on, K.REPAYMENT).filter(loan__in=unsettled.filter(moved).order_by().values("schedule__loan"))
    earlier = {
        loan: (principal, interest)
        for loan, principal, interest in sums.order_by()
        .values_list("loan")
        .annotate(Sum("amount_vnd"), Sum("interest_vnd"))
    }
    now = ("schedule__loan__paid_principal_vnd", "schedule__loan__paid_interest_vnd", "schedule__loan__moved_on")
    columns = ("principal_vnd", "principal_by_then_vnd", "asked_vnd", "interest_by_then_vnd", "schedule__loan", *now)
    left = 0
    for part, then, asked, asked_then, loan, paid, given, moved_on in unsettled.values_list(*columns).iterator():
        is_later = moved_on is not None and moved_on > on
        principal, interest = earlier.get(loan, (0, 0)) if is_later else (paid, given)
        left += _left(part, then, principal) + _left(asked, asked_then, interest)
    return left


def _left(part_vnd: int, by_then_vnd: int, paid_vnd: int) -> int:
    """Of one instalment's part, due by then together with those before it, what all that was paid leaves."""
    return max(min(by_then_vnd - paid_vnd, part_vnd), 0)

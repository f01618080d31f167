"""How late the loans of a club, or of a whole place, are; counted in the database, not loan by loan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import (
    BigIntegerField,
    Count,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce

from clb.clubs.models import Club
from clb.fund.models import Instalment, Loan, LoanSchedule, Receipt
from clb.fund.rules.arrears import AGES, Arrears, ages_of
from clb.kernel.dates import months_after, on_day
from clb.ledger.queries import standing

from .standings import open_on

K = Receipt.Kind
WINDOW_MONTHS = 12


def _receipts(on: date, *kinds: str) -> QuerySet[Receipt]:
    return Receipt.objects.filter(kind__in=kinds, entry__happened_on__lte=on, entry__in=standing())


def _gone(on: date, *kinds: str) -> Coalesce:
    """Whole đồng of a loan's principal that went by these receipts until the end of `on`."""
    sums = _receipts(on, *kinds).filter(loan=OuterRef("pk")).order_by().values("loan").annotate(s=Sum("amount_vnd"))
    return Coalesce(Subquery(sums.values("s"), output_field=BigIntegerField()), Value(0, BigIntegerField()))


def _in_force(on: date) -> QuerySet[Instalment]:
    return Instalment.objects.filter(on_day(on, "schedule__"))


def _late(on: date) -> QuerySet[Instalment]:
    """Instalments of the schedules in force that fell due before `on` and were not paid by its end."""
    unpaid = Q(settled_on__isnull=True) | Q(settled_on__gt=on)
    return _in_force(on).filter(unpaid, due_on__lt=on)


def _owed(clubs: QuerySet[Club], on: date) -> QuerySet[Any]:
    """One row for each loan open on `on`: what is owed, since when it is late, what fell due and was repaid of it."""
    mine = _late(on).filter(schedule__loan=OuterRef("pk")).order_by("due_on")
    fallen = _in_force(on).filter(schedule__loan=OuterRef("pk"), due_on__lt=on).order_by("-due_on")
    repaid = _gone(on, K.REPAYMENT)
    another = LoanSchedule.objects.filter(on_day(on), loan=OuterRef("pk"), version__gt=1)
    return Loan.objects.filter(open_on(on), club__in=clubs.order_by().values("pk")).annotate(
        repaid_vnd=repaid,
        owed_vnd=F("principal_vnd") - _gone(on, K.REPAYMENT, K.WRITE_OFF),
        late_since=Subquery(mine.values("due_on")[:1], output_field=DateField()),
        fallen_vnd=Subquery(fallen.values("principal_by_then_vnd")[:1], output_field=BigIntegerField()),
        is_rescheduled=Exists(another),
    )


_SUMS = """
WITH owed AS MATERIALIZED ({inner})
SELECT {key}, {age}, COUNT(*), SUM(owed_vnd),
       SUM(CASE WHEN fallen_vnd > repaid_vnd THEN fallen_vnd - repaid_vnd ELSE 0 END),
       SUM(CASE WHEN is_rescheduled THEN 1 ELSE 0 END), SUM(CASE WHEN is_rescheduled THEN owed_vnd ELSE 0 END)
FROM owed WHERE owed_vnd > 0 GROUP BY 1, 2
"""


def _sums(clubs: QuerySet[Club], on: date, *, by_club: bool) -> list[tuple[Any, int, int, int, int, int, int]]:
    """By club (or together) and class of lateness: loans, owed, overdue, loans rescheduled and what is owed on them.

    One statement over the rows of `_owed`, which is computed once: repeating its subqueries for each sum would ask for
    every loan's receipts a dozen times.
    """
    columns = ("club_id", "owed_vnd", "late_since", "fallen_vnd", "repaid_vnd", "is_rescheduled")
    try:
        inner, params = _owed(clubs, on).order_by().values(*columns).query.sql_with_params()
    except EmptyResultSet:
        return []
    cases = "".join(f"WHEN late_since <= %s THEN {first} " for first in reversed(AGES))
    age = f"CASE WHEN late_since IS NULL THEN 0 {cases}ELSE 0 END"
    days = [connection.ops.adapt_datefield_value(on - timedelta(days=first)) for first in reversed(AGES)]
    sql = _SUMS.format(inner=inner, key="club_id" if by_club else "NULL", age=age)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params, *days])
        return [(key, *(int(n) for n in numbers)) for key, *numbers in cursor.fetchall()]


def arrears_of(clubs: QuerySet[Club], on: date) -> Arrears:
    """How late the loans of `clubs` together were at the end of `on`; the number of queries does not grow with them."""
    rows = _sums(clubs, on, by_club=False)
    fallen_vnd, unpaid_vnd = _fell_due(clubs, on)
    return replace(
        _arrears(rows),
        people=_people(clubs, on),
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


def _arrears(rows: Sequence[tuple[Any, int, int, int, int, int, int]]) -> Arrears:
    return Arrears(
        loans=sum(row[2] for row in rows),
        ages=ages_of((first, loans, vnd) for _key, first, loans, vnd, *_rest in rows),
        overdue_vnd=sum(row[4] for row in rows),
        rescheduled_loans=sum(row[5] for row in rows),
        rescheduled_vnd=sum(row[6] for row in rows),
    )


def _people(clubs: QuerySet[Club], on: date) -> int:
    """Borrowers who owe principal, each counted once however many loans."""
    return int(_owed(clubs, on).filter(owed_vnd__gt=0).aggregate(n=Count("person", distinct=True))["n"])


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
    unsettled = window.filter(Q(settled_on__isnull=True) | Q(settled_on__gt=on))
    return fallen, _unpaid(unsettled, on)


def _unpaid(unsettled: QuerySet[Instalment], on: date) -> int:
    """What was not paid by the end of `on` of instalments that were not settled; the oldest of a loan is paid first."""
    paid = {
        name: Coalesce(
            Subquery(
                _receipts(on, K.REPAYMENT)
                .filter(loan=OuterRef("schedule__loan"))
                .order_by()
                .values("loan")
                .annotate(s=Sum(column))
                .values("s"),
                output_field=BigIntegerField(),
            ),
            Value(0, BigIntegerField()),
        )
        for name, column in (("paid_p", "amount_vnd"), ("paid_i", "interest_vnd"))
    }
    columns = ("principal_vnd", "principal_by_then_vnd", "paid_p", "asked_vnd", "interest_by_then_vnd", "paid_i")
    rows: QuerySet[Any] = unsettled.annotate(**paid)
    return sum(
        _left(part, then, got) + _left(ask, by_then, gave)
        for part, then, got, ask, by_then, gave in rows.values_list(*columns)
    )


def _left(part_vnd: int, by_then_vnd: int, paid_vnd: int) -> int:
    """Of one instalment's part, due by then together with those before it, what all that was paid leaves."""
    return max(min(by_then_vnd - paid_vnd, part_vnd), 0)

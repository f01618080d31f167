"""What a club's meeting came to, without ids: two clubs that met alike are told alike."""

from __future__ import annotations

from typing import Any

from clb.clubs.models import Club
from clb.fund.models import Loan, Receipt
from clb.health.models import HealthCheck
from clb.ledger.models import Account
from clb.ledger.queries import balances_vnd
from clb.lending.models import LoanDecision
from clb.meetings.models import Activity, Attendance, Meeting, MoneyLine
from clb.members.models import Membership

IDS = {"key", "member"}


def truth_of(club: Club) -> dict[str, Any]:
    """Attendance, money, receipts, balances of every account, readings, counts, minutes, decisions, activities."""
    meeting = Meeting.objects.get(club=club)
    minutes = meeting.minutes.order_by("version").last()
    return {
        "meeting": (meeting.held_on, meeting.kind, meeting.place, str(meeting.chair or ""), meeting.is_closed),
        "members": sorted(Membership.objects.filter(club=club).values_list("person__full_name", "from_on")),
        "attendance": dict(
            Attendance.objects.filter(meeting=meeting).values_list("membership__person__full_name", "mark")
        ),
        "lines": sorted(_line(line) for line in MoneyLine.objects.filter(meeting=meeting).select_related("person")),
        "receipts": sorted(
            _receipt(one) for one in Receipt.objects.filter(club=club).select_related("person", "entry")
        ),
        "balances": _balances(club),
        "readings": sorted(
            (check.person.full_name, check.systolic_mmhg, check.diastolic_mmhg, check.weight_g)
            for check in HealthCheck.objects.filter(club=club).select_related("person")
        ),
        "counts": sorted(
            (count.fund, count.counted_vnd, count.reason, count.cash_count_id is not None)
            for count in meeting.box_counts.all()
        ),
        "notes": dict(meeting.notes.values_list("part", "text")),
        "minutes": _without_ids(minutes.data) if minutes else None,
        "decisions": sorted(
            LoanDecision.objects.filter(request__club=club).values_list(
                "request__person__full_name", "outcome", "amount_vnd"
            )
        ),
        "activities": sorted(Activity.objects.filter(club=club).values_list("area", "happened_on", "people")),
    }


def _line(line: MoneyLine) -> tuple[str, ...]:
    values = (line.kind, line.person, line.giver, line.fund, line.source, line.amount_vnd, line.interest_vnd)
    return tuple(
        str(value) for value in (*values, line.months, line.decision, line.purpose, line.receipt_id is not None)
    )


def _receipt(one: Receipt) -> tuple[str, ...]:
    values = (one.kind, one.fund, one.person, one.giver, one.amount_vnd, one.interest_vnd, one.for_month)
    return tuple(str(value) for value in (*values, one.entry.happened_on))


def _balances(club: Club) -> list[tuple[str, str, int]]:
    accounts = Account.objects.filter(book__in=club.books.values("book")).select_related("book__club_book")
    found = balances_vnd(accounts)
    lent = {loan.account_id: str(loan.person) for loan in Loan.objects.filter(club=club).select_related("person")}
    return sorted((lent.get(a.pk, a.code), a.book.club_book.fund, found[a.pk]) for a in accounts)


def _without_ids(data: Any) -> Any:
    if isinstance(data, dict):
        return {k: _without_ids(v) for k, v in data.items() if k not in IDS}
    if isinstance(data, list):
        return sorted((_without_ids(v) for v in data), key=str)
    return data

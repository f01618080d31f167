"""A second computation of a club's automatic score, written apart: plain loops over the rows of one club.

It shares nothing with the program but the tables and the scorecard's own YAML.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

CARD = yaml.safe_load((Path(__file__).parent.parent / "data" / "scorecard.yaml").read_text("utf8"))


# Rows that the loops go over, so that they are not asked for club by club.
ROWS = ("statuses", "meetings__attendances", "activities", "memberships__person__household_classes", "check_ups")
ROWS += ("volunteers", "care_months", "exchanges__exchange", "books__book__entries__transfers", "closings")
ROWS += ("cash_counts", "loans__schedules__instalments")


def score(club: Any, first: date, last: date) -> dict[str, Any]:
    """Points of each criterion that records answer; None where a person must."""
    months = _months(club, first, last)
    values = {
        "areas": _areas(club, last),
        "meetings": _share(len([m for m in months if _met(club, m)]), len(months)),
        "attendance": _attendance(club, first, last),
        "checked": _checked(club, last),
        "volunteers": len([v for v in club.volunteers.all() if _holds(v, last)]),
        "visits": _visits(club, first, last),
        "learning": len([e for e in club.exchanges.all() if first <= e.exchange.held_on <= last]),
        "bands": _bands(club, last),
        "start_fund": _start_fund(club),
        "two_funds": len(_written(club, last)),
        "closed": _share(len([m for m in months if _is_closed(club, m, last)]), len(months)),
        "counted": _share(len([m for m in months if _is_counted(club, m)]), len(months)),
        "risk": _risk(club, last),
        "poor_first": _poor_first(club, last),
    }
    return {line["code"]: _points(line, values[line["code"]]) for line in CARD["criteria"] if line.get("measure")}


def _points(line: dict[str, Any], value: Any) -> Any:
    if value is None:
        return {"FULL": line["max"], "ZERO": 0, "PERSON": None}[line["none"]]
    for at, points in line["steps"]:
        if value <= at if line.get("is_lower_better") else value >= at:
            return points
    return 0


def _share(part: int, whole: int) -> Any:
    return Fraction(100 * part, whole) if whole else None


def _holds(row: Any, day: date) -> bool:
    return row.from_on <= day and (row.until_on is None or row.until_on >= day)


def _months(club: Any, first: date, last: date) -> list[tuple[date, date]]:
    """Months for which the club owed a meeting: founded by their first day, and no day of them suspended."""
    found, day = [], first
    while day <= last:
        end = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        stopped = [
            s
            for s in club.statuses.all()
            if s.status == "SUSPENDED" and s.from_on <= end and (s.until_on is None or s.until_on >= day)
        ]
        if club.founded_on <= day and not stopped:
            found.append((day, end))
        day = end + timedelta(days=1)
    return found


def _met(club: Any, month: tuple[date, date]) -> bool:
    return any(m.month == month[0] and m.kind == "MONTHLY" and m.first_closed_at for m in club.meetings.all())


def _areas(club: Any, last: date) -> int:
    """Areas in which something was done in the last three months; a club too young to be judged lacks none."""
    since = date(last.year, last.month - 2, 1)
    done = {int(a.area) for a in club.activities.all() if since <= a.happened_on <= last}
    return len([area for area in range(1, 9) if area in done or club.founded_on > since])


def _attendance(club: Any, first: date, last: date) -> Any:
    present = marked = 0
    for meeting in club.meetings.all():
        if meeting.first_closed_at and first <= meeting.month <= last:
            for mark in meeting.attendances.all():
                marked += 1
                present += mark.mark == "PRESENT"
    return _share(present, marked)


def _members(club: Any, day: date) -> list[Any]:
    return [m for m in club.memberships.all() if _holds(m, day)]


def _checked(club: Any, last: date) -> Any:
    members = _members(club, last)
    seen = {c.person_id for c in club.check_ups.all() if c.seen_on and date(last.year, 1, 1) <= c.seen_on <= last}
    return _share(len([m for m in members if m.person_id in seen]), len(members))


def _visits(club: Any, first: date, last: date) -> Any:
    rows = [m for m in club.care_months.all() if first <= m.month_end <= last]
    return _share(sum(m.done for m in rows), sum(m.planned for m in rows))


def _bands(club: Any, day: date) -> int:
    people = [m.person for m in _members(club, day)]
    n = len(people)
    older = len([p for p in people if p.birth_on <= day.replace(year=day.year - 60)])
    women = len([p for p in people if p.sex == "FEMALE"])
    kept = 50 <= n <= 70
    shares = ((women, 60, 70), (older, 60, 70), (n - older, 30, 40)) if n else ()
    return int(kept) + sum(low * n <= 100 * part <= high * n for part, low, high in shares)


def _start_fund(club: Any) -> int:
    total = 0
    for book in (book for book in club.books.all() if book.fund == "INCOME"):
        for entry in book.book.entries.all():
            if entry.kind == "start_fund" and entry.happened_on <= club.founded_on:
                total += sum(line.amount_vnd for line in entry.transfers.all())
    return total


def _written(club: Any, last: date) -> list[str]:
    return [b.fund for b in club.books.all() if any(e.happened_on <= last for e in b.book.entries.all())]


def _is_closed(club: Any, month: tuple[date, date], last: date) -> bool:
    funds = _written(club, last)
    standing = [c for c in club.closings.all() if c.reopened_at is None]
    return bool(funds) and all(any(c.fund == f and c.month >= month[0] for c in standing) for f in funds)


def _is_counted(club: Any, month: tuple[date, date]) -> bool:
    return any(c.place == "BOX" and month[0] <= c.counted_on <= month[1] for c in club.cash_counts.all())


def _risk(club: Any, last: date) -> Any:
    owed = late = 0
    for loan in club.loans.all():
        if loan.granted_on > last or (loan.closed_on and loan.closed_on <= last):
            continue
        left = loan.principal_vnd - loan.paid_principal_vnd
        owed += left
        rows = [i for s in loan.schedules.all() for i in s.instalments.all() if i.settled_on is None]
        if any((last - i.due_on).days > 30 for i in rows):
            late += left
    return _share(late, owed)


def _poor_first(club: Any, last: date) -> Any:
    needy = [
        m
        for m in _members(club, last)
        if any(
            c.household_class in ("POOR", "NEAR_POOR", "HARDSHIP") and _holds(c, last)
            for c in m.person.household_classes.all()
        )
    ]
    lent = {
        loan.person_id for loan in club.loans.all() if loan.granted_on <= last and loan.closed_on != loan.granted_on
    }
    return _share(len([m for m in needy if m.person_id in lent]), len(needy))

"""When a borrower is to be visited. Pure."""

from __future__ import annotations

from datetime import date, timedelta

# A suggestion: no text says how often, real clubs only speak of close monitoring.
USUAL_DAYS = 60


def visit_due_on(granted_on: date, last_on: date | None, next_on: date | None, days: int) -> date:
    """The day of the next visit: the one agreed at the last visit, else `days` after it, or after the loan."""
    if last_on is None:
        return granted_on + timedelta(days=days)
    return next_on or last_on + timedelta(days=days)

"""What is asked about supervision. The names given here are for the apps above too, and stay as they are."""

from .findings import ActionRow, FindingRow, OpenWork, actions_waiting, finding_rows, open_by_club, open_findings
from .visits import last_visits, visits_within

__all__ = [
    "ActionRow",
    "FindingRow",
    "OpenWork",
    "actions_waiting",
    "finding_rows",
    "last_visits",
    "open_by_club",
    "open_findings",
    "visits_within",
]

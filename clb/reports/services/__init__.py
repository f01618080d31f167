"""The only writers of the calendar and of reports."""

from .calendar import (
    adopt_proposals,
    correct_report_type,
    end_report_type,
    grant_waiver,
    lift_waiver,
    set_report_type,
)
from .checking import recheck_all, recheck_report
from .decisions import accept_report, record_paper_report, reopen_report, return_report
from .drafting import draft_report, drop_report, edit_passage, refresh_report, submit_report

__all__ = [
    "accept_report",
    "adopt_proposals",
    "correct_report_type",
    "draft_report",
    "drop_report",
    "edit_passage",
    "end_report_type",
    "grant_waiver",
    "lift_waiver",
    "recheck_all",
    "recheck_report",
    "record_paper_report",
    "refresh_report",
    "reopen_report",
    "return_report",
    "set_report_type",
    "submit_report",
]

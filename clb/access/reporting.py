"""Rights over reports, for the table of roles."""

# Reports: a unit's own people write, whoever receives them accepts; agencies write their own (reports/queries/owed.py).
_WRITING = {
    "reports.read",
    "reports.draft_report",
    "reports.refresh_report",
    "reports.edit_passage",
    "reports.drop_report",
    "reports.submit_report",
    "reports.recheck_report",
}
_RECEIVING = {
    "reports.accept_report",
    "reports.return_report",
    "reports.reopen_report",
    "reports.record_paper_report",
    "reports.grant_waiver",
    "reports.lift_waiver",
}
_CALENDAR = {
    "reports.set_report_type",
    "reports.correct_report_type",
    "reports.end_report_type",
    "reports.adopt_proposals",
}

_WRITERS = ("CHAIR", "TREASURER", "LABOUR", "FINANCE", "HEALTH", "CULTURE", "FRONT", "WOMEN", "YOUTH")
# By role, added to what the table of roles says of it.
REPORT_GRANTS: dict[str, frozenset[str]] = {
    **dict.fromkeys(_WRITERS, frozenset(_WRITING)),
    "COMMUNE": frozenset(_WRITING | _RECEIVING),
    "ASSOCIATION": frozenset(_WRITING | _RECEIVING | _CALENDAR),
    "GOVERNMENT": frozenset(_WRITING | _RECEIVING | _CALENDAR),
}

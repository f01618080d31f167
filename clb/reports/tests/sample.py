"""A calendar of the made-up province, and reports of its commune at different points of their way."""

from __future__ import annotations

from datetime import date
from typing import Any

from clb.access.models import User
from clb.kernel.commands import Command, run
from clb.reports import commands as verbs
from clb.reports.models import Report, ReportType
from conftest import Cast

YEAR = date(2025, 1, 1)


def do(command: Command, by: User, **data: Any) -> Any:
    """One act that must succeed; gives its result."""
    files = {"file": data.pop("file")} if "file" in data else {}
    outcome = run(command, by=by, data=data, files=files)
    assert outcome.status == "done", (command.name, outcome.errors)
    return outcome.result


def line(cast: Cast, by: User | None = None, **told: Any) -> ReportType:
    """A line of the province's calendar: by default the yearly report of its communes, due 15 days after."""
    usual: dict[str, Any] = {"place": "P1", "title": "Báo cáo năm của xã", "level": "COMMUNE", "to_level": "PROVINCE"}
    usual |= {"rhythm": "YEAR", "content": "PLACE", "due_days": 15, "grace_days": 5, "from_on": date(2020, 1, 1)}
    row: ReportType = do(verbs.SET_REPORT_TYPE, by or cast.dung, **usual | told)
    return row


def named(type: ReportType, unit: str = "C1", period_from: date = YEAR) -> dict[str, Any]:
    """The fields that name an obligation."""
    return {"report_type": type.pk, "unit_key": unit, "period_from": period_from}


def drafted(cast: Cast, type: ReportType, by: User | None = None, **named_as: Any) -> Report:
    """A report in work."""
    row: Report = do(verbs.DRAFT_REPORT, by or cast.xuan, **named(type, **named_as))
    return row


def accepted(cast: Cast, type: ReportType, **named_as: Any) -> Report:
    """A report handed in by the commune and taken by the province."""
    row = drafted(cast, type, **named_as)
    do(verbs.SUBMIT_REPORT, cast.xuan, report=row.pk)
    taken: Report = do(verbs.ACCEPT_REPORT, cast.dung, report=row.pk)
    return taken

"""What is stored of reports: the calendar, the reports themselves, their frozen snapshots."""

from .calendar import Content, ReportType, Rhythm, Waiver
from .reports import OWN_WRITERS, Passage, Report, ReportStep, Snapshot

__all__ = ["OWN_WRITERS", "Content", "Passage", "Report", "ReportStep", "ReportType", "Rhythm", "Snapshot", "Waiver"]

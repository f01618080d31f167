"""What is typed about reports and their calendar."""

from .calendar import (
    AdoptProposals,
    CorrectReportType,
    EndReportType,
    GrantWaiver,
    LiftWaiver,
    OfPeriod,
    SetReportType,
)
from .reports import (
    AcceptReport,
    DraftReport,
    DropReport,
    EditPassage,
    RecheckReport,
    RecordPaperReport,
    RefreshReport,
    ReopenReport,
    ReturnReport,
    SubmitReport,
)

__all__ = [
    "AcceptReport",
    "AdoptProposals",
    "CorrectReportType",
    "DraftReport",
    "DropReport",
    "EditPassage",
    "EndReportType",
    "GrantWaiver",
    "LiftWaiver",
    "OfPeriod",
    "RecheckReport",
    "RecordPaperReport",
    "RefreshReport",
    "ReopenReport",
    "ReturnReport",
    "SetReportType",
    "SubmitReport",
]

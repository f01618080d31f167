"""What is stored about supervision: programmes, visits, recounts, findings and what is done about them."""

from .findings import CorrectiveAction, FindingKind, Severity, SupervisionFile, SupervisionFinding, SupportGiven
from .programmes import BODIES, ChecklistVersion, SupervisionLine, SupervisionProgramme
from .recounts import Outcome, Recount, SampleItem, SampleKind
from .visits import ChecklistAnswer, SupervisionVisit, VisitTeamMember

__all__ = [
    "BODIES",
    "ChecklistAnswer",
    "ChecklistVersion",
    "CorrectiveAction",
    "FindingKind",
    "Outcome",
    "Recount",
    "SampleItem",
    "SampleKind",
    "Severity",
    "SupervisionFile",
    "SupervisionFinding",
    "SupervisionLine",
    "SupervisionProgramme",
    "SupervisionVisit",
    "SupportGiven",
    "VisitTeamMember",
]

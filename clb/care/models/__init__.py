"""What is stored about care at home."""

from .clients import CareAssignment, CareClient, CarePlan, NeedsAssessment
from .months import CareMonth
from .visits import CareVisit, DangerAlert, RosterChange
from .volunteers import Volunteer, VolunteerAbsence, VolunteerTraining
from .words import CareKind, Danger, Days, HowIs, Task, Weekday

__all__ = [
    "CareAssignment",
    "CareClient",
    "CareKind",
    "CareMonth",
    "CarePlan",
    "CareVisit",
    "Danger",
    "DangerAlert",
    "Days",
    "HowIs",
    "NeedsAssessment",
    "RosterChange",
    "Task",
    "Volunteer",
    "VolunteerAbsence",
    "VolunteerTraining",
    "Weekday",
]

"""What is typed about care at home."""

from .clients import AddClient, AssessNeeds, CloseClient, CorrectClient, DropAssessment, PlanCare
from .roster import AssignVolunteer, CallOffVisit, EndAssignment, PutBackVisit, StandIn, TellAbsence
from .visits import CorrectVisit, DropVisit, RecordVisit, SettleAlert
from .volunteers import AddVolunteer, CorrectVolunteer, DropTraining, LinkVolunteer, RecordTraining, StopVolunteer

__all__ = [
    "AddClient",
    "AddVolunteer",
    "AssessNeeds",
    "AssignVolunteer",
    "CallOffVisit",
    "CloseClient",
    "CorrectClient",
    "CorrectVisit",
    "CorrectVolunteer",
    "DropAssessment",
    "DropTraining",
    "DropVisit",
    "EndAssignment",
    "LinkVolunteer",
    "PlanCare",
    "PutBackVisit",
    "RecordTraining",
    "RecordVisit",
    "SettleAlert",
    "StandIn",
    "StopVolunteer",
    "TellAbsence",
]

"""What is typed about health."""

from .checkups import (
    CallMembers,
    CorrectCampaign,
    DropCampaign,
    DropCheckUp,
    PlanCampaign,
    RecordCheckUps,
    RecordStationResult,
)
from .readings import DropCheck, RecordCheck
from .referrals import (
    CorrectReferral,
    DropReferral,
    OpenEmergencyAccess,
    OpenReferral,
    RecordReferralResult,
    SeeEmergencyAccess,
)

__all__ = [
    "CallMembers",
    "CorrectCampaign",
    "CorrectReferral",
    "DropCampaign",
    "DropCheck",
    "DropCheckUp",
    "DropReferral",
    "OpenEmergencyAccess",
    "OpenReferral",
    "PlanCampaign",
    "RecordCheck",
    "RecordCheckUps",
    "RecordReferralResult",
    "RecordStationResult",
    "SeeEmergencyAccess",
]

"""What is stored about health: readings, check-ups, referrals, and who looked in an emergency."""

from .access import EmergencyAccess
from .checkups import CheckUp, CheckUpCampaign
from .months import HealthMemberQuerySet, HealthMonth
from .readings import (
    DIASTOLIC_MMHG,
    GLUCOSE_UMOL_L,
    HEIGHT_MM,
    PULSE_BPM,
    SYSTOLIC_MMHG,
    WAIST_MM,
    WEIGHT_G,
    HealthCheck,
)
from .referrals import Referral

__all__ = [
    "DIASTOLIC_MMHG",
    "GLUCOSE_UMOL_L",
    "HEIGHT_MM",
    "PULSE_BPM",
    "SYSTOLIC_MMHG",
    "WAIST_MM",
    "WEIGHT_G",
    "CheckUp",
    "CheckUpCampaign",
    "EmergencyAccess",
    "HealthCheck",
    "HealthMemberQuerySet",
    "HealthMonth",
    "Referral",
]

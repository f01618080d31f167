"""Everything that changes what is stored about health. Its values never enter the journal."""

from clb.health.rules import Reading

from .access import open_emergency_access, see_emergency_access
from .checkups import (
    call_members,
    correct_campaign,
    drop_campaign,
    drop_check_up,
    plan_campaign,
    record_check_ups,
    record_station_result,
    take_back_check_ups,
)
from .months import add_health_months, refresh_health_months
from .readings import clear_values, drop_check, drop_checks, move_checks, record_check, record_checks, record_each_check
from .referrals import (
    correct_referral,
    drop_referral,
    hand_over_referrals,
    open_referral,
    record_referral_result,
)

__all__ = [
    "Reading",
    "add_health_months",
    "call_members",
    "clear_values",
    "correct_campaign",
    "correct_referral",
    "drop_campaign",
    "drop_check",
    "drop_check_up",
    "drop_checks",
    "drop_referral",
    "hand_over_referrals",
    "move_checks",
    "open_emergency_access",
    "open_referral",
    "plan_campaign",
    "record_check",
    "record_check_ups",
    "record_checks",
    "record_each_check",
    "record_referral_result",
    "record_station_result",
    "refresh_health_months",
    "see_emergency_access",
    "take_back_check_ups",
]

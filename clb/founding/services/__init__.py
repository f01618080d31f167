"""The way to a club. The only writer of foundings."""

from .gathering import (
    add_recruit,
    collect_pledge,
    drop_recruit,
    pledge_start_fund,
    set_recruit_post,
    withdraw_pledge,
)
from .launch import launch_club
from .steps import (
    add_condition,
    drop_condition,
    drop_founding,
    finish_founding_step,
    meet_condition,
    plan_founding_step,
    record_founding_decision,
    reopen_founding_step,
    start_founding,
)

__all__ = [
    "add_condition",
    "add_recruit",
    "collect_pledge",
    "drop_condition",
    "drop_founding",
    "drop_recruit",
    "finish_founding_step",
    "launch_club",
    "meet_condition",
    "plan_founding_step",
    "pledge_start_fund",
    "record_founding_decision",
    "reopen_founding_step",
    "set_recruit_post",
    "start_founding",
    "withdraw_pledge",
]

"""Rights of the way to a club; the names of those who will join are for commune and association."""

FOUNDING_STEPS = {
    "founding.read",
    "founding.start_founding",
    "founding.plan_founding_step",
    "founding.finish_founding_step",
    "founding.reopen_founding_step",
    "founding.add_condition",
    "founding.meet_condition",
    "founding.drop_condition",
    "founding.drop_founding",
}
FOUNDING_WORK = FOUNDING_STEPS | {
    "founding.add_recruit",
    "founding.set_recruit_post",
    "founding.drop_recruit",
    "founding.pledge_start_fund",
    "founding.collect_pledge",
    "founding.withdraw_pledge",
    "founding.record_founding_decision",
    "founding.launch_club",
}

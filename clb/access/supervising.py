"""The rights of supervision, by what somebody is there for; granted to roles in roles.py."""

# Whoever takes part in a visit.
SUPERVISION_PART = {
    "supervision.answer_checklist",
    "supervision.record_finding",
    "supervision.drop_finding",
    "supervision.plan_action",
    "supervision.attach_supervision_file",
    "supervision.drop_supervision_file",
    "supervision.verify_action",
    "supervision.return_action",
    "supervision.record_support",
}
# Whoever may lead a programme besides.
SUPERVISION_LEAD = SUPERVISION_PART | {
    "supervision.start_programme",
    "supervision.add_supervised_club",
    "supervision.leave_out_club",
    "supervision.set_supervision_month",
    "supervision.approve_programme",
    "supervision.adopt_checklist",
    "supervision.plan_visit",
    "supervision.move_visit",
    "supervision.cancel_visit",
    "supervision.add_team_member",
    "supervision.drop_team_member",
    "supervision.carry_out_visit",
    "supervision.conclude_visit",
}
# Names of a recount are for commune and association.
RECOUNT = {"supervision.read_samples", "supervision.draw_recount", "supervision.record_recount"}

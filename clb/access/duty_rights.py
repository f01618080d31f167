"""The rights of plans, their duties and desks, by what somebody is there for; granted to roles in roles.py."""

# Whoever has a duty names who sees to it and brings what shows it; notes and proposals are an office's own.
DUTY_WORK = {"plans.charge_duty", "plans.prove_task", "plans.drop_task_evidence"}
DESK_WORK = {
    "desks.read",
    "desks.read_notes",
    "desks.record_note",
    "desks.correct_note",
    "desks.drop_note",
    "desks.send_petition",
    "desks.drop_petition",
    "desks.answer_petition",
    "desks.take_back_answer",
    "desks.plan_next_step",
    "desks.finish_next_step",
}
# Whoever gave a duty puts it off; who leads reads what is meant for leaders.
PLAN_WORK = DUTY_WORK | DESK_WORK | {"desks.read_addressed"}
PLAN_WORK |= {"plans.extend_duty", "plans.drop_extension", "plans.bind_duty", "plans.give_duty"}
PLAN_WORK |= {
    "plans.import_plan",
    "plans.correct_header",
    "plans.correct_target",
    "plans.correct_task",
    "plans.place_line",
    "plans.drop_item",
    "plans.confirm_plan",
    "plans.discard_draft",
    "plans.bind_target",
    "plans.map_body",
    "plans.link_plans",
    "plans.report_task",
    "plans.withdraw_task_report",
}

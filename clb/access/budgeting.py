"""Rights over money of the state: every agency draws up its own estimate and reads totals; the finance office works all
steps at its place; the People's Committee approves what that office did. Used by roles.py alone."""

BUDGET_OWN = {"budget.read", "budget.write_estimate", "budget.submit_estimate"}
BUDGET_APPROVAL = BUDGET_OWN | {"budget.read_all", "budget.approve_estimate", "budget.approve_settlement"}
BUDGET_APPROVAL |= {"budget.close_period", "budget.set_longevity_norm", "budget.end_longevity_norm"}
BUDGET_WORK = BUDGET_OWN | {
    "budget.read_all",
    "budget.open_period",
    "budget.set_second_from",
    "budget.set_line",
    "budget.drop_line",
    "budget.return_estimate",
    "budget.review_estimate",
    "budget.give_budget",
    "budget.allocate_money",
    "budget.adjust_allocation",
    "budget.release_money",
    "budget.attach_budget_file",
    "budget.take_back_document",
    "budget.take_over_money",
    "budget.link_club_receipt",
    "budget.unlink_club_receipt",
    "budget.settle_year",
    "budget.set_longevity_norm",
    "budget.end_longevity_norm",
}

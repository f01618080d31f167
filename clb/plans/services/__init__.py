"""What happens to plans and duties. The only writer of this app's tables."""

from .drafts import (
    confirm_plan,
    correct_header,
    correct_target,
    correct_task,
    discard_draft,
    drop_item,
    import_plan,
    place_line,
)
from .duties import (
    bind_duty,
    charge_duty,
    drop_extension,
    drop_task_evidence,
    extend_duty,
    give_duty,
    prove_task,
    report_task,
    withdraw_task_report,
)
from .links import bind_target, link_plans, map_body

__all__ = [
    "bind_duty",
    "bind_target",
    "charge_duty",
    "confirm_plan",
    "correct_header",
    "correct_target",
    "correct_task",
    "discard_draft",
    "drop_extension",
    "drop_item",
    "drop_task_evidence",
    "extend_duty",
    "give_duty",
    "import_plan",
    "link_plans",
    "map_body",
    "place_line",
    "prove_task",
    "report_task",
    "withdraw_task_report",
]

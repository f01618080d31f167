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
from .duties import report_task, withdraw_task_report
from .links import bind_target, link_plans, map_body

__all__ = [
    "bind_target",
    "confirm_plan",
    "correct_header",
    "correct_target",
    "correct_task",
    "discard_draft",
    "drop_item",
    "import_plan",
    "link_plans",
    "map_body",
    "place_line",
    "report_task",
    "withdraw_task_report",
]

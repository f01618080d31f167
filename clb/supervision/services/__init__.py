"""The only writers of supervision."""

from .findings import (
    answer_finding,
    attach_supervision_file,
    drop_finding,
    drop_supervision_file,
    plan_action,
    record_finding,
    report_action,
    return_action,
    verify_action,
)
from .programmes import (
    add_supervised_club,
    adopt_checklist,
    approve_programme,
    leave_out_club,
    set_supervision_month,
    start_programme,
)
from .recounts import draw_recount, record_recount
from .visits import (
    add_team_member,
    answer_checklist,
    cancel_visit,
    carry_out_visit,
    conclude_visit,
    drop_team_member,
    move_visit,
    plan_visit,
    record_support,
)

__all__ = [
    "add_supervised_club",
    "add_team_member",
    "adopt_checklist",
    "answer_checklist",
    "answer_finding",
    "approve_programme",
    "attach_supervision_file",
    "cancel_visit",
    "carry_out_visit",
    "conclude_visit",
    "draw_recount",
    "drop_finding",
    "drop_supervision_file",
    "drop_team_member",
    "leave_out_club",
    "move_visit",
    "plan_action",
    "plan_visit",
    "record_finding",
    "record_recount",
    "record_support",
    "report_action",
    "return_action",
    "set_supervision_month",
    "start_programme",
    "verify_action",
]

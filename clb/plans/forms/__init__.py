"""What is typed about plans, drafts and duties."""

from .papers import (
    BindTarget,
    ConfirmPlan,
    CorrectHeader,
    CorrectTarget,
    CorrectTask,
    DiscardDraft,
    DropItem,
    ImportPlan,
    LinkPlans,
    MapBody,
    PlaceLine,
)
from .work import (
    BindDuty,
    ChargeDuty,
    DropExtension,
    DropTaskEvidence,
    ExtendDuty,
    GiveDuty,
    ProveTask,
    ReportTask,
    WithdrawTaskReport,
)

__all__ = [
    "BindDuty",
    "BindTarget",
    "ChargeDuty",
    "ConfirmPlan",
    "CorrectHeader",
    "CorrectTarget",
    "CorrectTask",
    "DiscardDraft",
    "DropExtension",
    "DropItem",
    "DropTaskEvidence",
    "ExtendDuty",
    "GiveDuty",
    "ImportPlan",
    "LinkPlans",
    "MapBody",
    "PlaceLine",
    "ProveTask",
    "ReportTask",
    "WithdrawTaskReport",
]

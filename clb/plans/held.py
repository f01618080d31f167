"""Plans are published papers of offices: they name signers in office and no member."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from clb.members.held import Group, Held, holds, holds_nobody

from .models import (
    ActivityArea,
    Agency,
    AgencyBody,
    DutyCharge,
    DutyExtension,
    MoneySource,
    Objective,
    Plan,
    PlanLine,
    Recipient,
    Target,
    Task,
    TaskEvidence,
    TaskReport,
)

holds_nobody(
    _("Văn bản đã ban hành và việc của cơ quan; không nêu thành viên"),
    *(Plan, PlanLine, Objective, Target, ActivityArea, Agency, AgencyBody, Task, TaskReport, MoneySource, Recipient),
    *(DutyCharge, DutyExtension),
)
holds(
    Held(
        TaskEvidence,
        Group.ACTIVITY,
        _("Chứng minh việc của cơ quan; giấy tờ gửi kèm có thể nêu tên"),
        words=("what",),
        kept_files=("file",),
    )
)

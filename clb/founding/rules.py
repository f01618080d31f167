"""The usual way to a club, and how a step stands on a day. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from clb.access.roles import Role
from clb.plans.rules.duties import state_of

FINISHED_BY_COMMAND = ("DECISION", "LAUNCH")

# Who usually answers for a step, as seen in practice; the unit in charge may change it.
USUAL_OWNERS = {
    "CHOOSE": Role.ASSOCIATION,
    "INTERIM_BOARD": Role.ASSOCIATION,
    "RECRUIT": Role.ASSOCIATION,
    "START_FUND": Role.ASSOCIATION,
    "ASSOCIATION_MEETING": Role.ASSOCIATION,
    "DECISION": Role.COMMUNE,
    "LAUNCH": Role.ASSOCIATION,
}


@dataclass(frozen=True)
class UsualCondition:
    """A condition offered at the start; an empty source is shown as a suggestion without a text behind it."""

    text: Any
    owner: Role
    source: str = ""


# Practice as reported, not one list that a text prescribes: such a list was not found.
USUAL_CONDITIONS = (
    UsualCondition(_("Có ban chủ nhiệm lâm thời"), Role.ASSOCIATION),
    UsualCondition(_("Ban chủ nhiệm lâm thời đã được tập huấn"), Role.ASSOCIATION),
    UsualCondition(
        _("Có 50 đến 70 người đăng ký"), Role.ASSOCIATION, "QĐ 1336/QĐ-TTg (31/08/2020), chưa đối chiếu bản gốc"
    ),
    UsualCondition(_("Đã vận động được quỹ ban đầu"), Role.ASSOCIATION),
    UsualCondition(_("Ban Chấp hành Hội Người cao tuổi cấp xã đã họp, đồng ý"), Role.ASSOCIATION),
    UsualCondition(_("Có dự thảo quy chế và kế hoạch hoạt động năm"), Role.ASSOCIATION),
    UsualCondition(_("Có quyết định của Ủy ban nhân dân cấp xã"), Role.COMMUNE),
)


def step_state(due_on: date, done_on: date | None, day: date) -> str:
    """DONE, OVERDUE, DUE (within thirty days) or LATER, as of `day`."""
    return state_of(due_on, done_on is not None and done_on <= day, day)

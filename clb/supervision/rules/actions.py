"""How a corrective action stands on a day, and who must hear of it when it is overdue. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from enum import IntEnum, StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SOON = timedelta(days=14)


class ActionState(StrEnum):
    """How it stands."""

    VERIFIED = "VERIFIED"
    REPORTED = "REPORTED"
    OVERDUE = "OVERDUE"
    DUE = "DUE"
    LATER = "LATER"

    @property
    def label(self) -> str:
        """In words."""
        return str(_LABELS[self])

    @property
    def look(self) -> str:
        """Which of the usual states of pages it looks like."""
        return {"VERIFIED": "DONE", "REPORTED": "ON_COURSE"}.get(self.value, self.value)


_LABELS = {
    ActionState.VERIFIED: gettext_lazy("Đã xác nhận xong"),
    ActionState.REPORTED: gettext_lazy("Câu lạc bộ báo xong, chờ đoàn xác nhận"),
    ActionState.OVERDUE: gettext_lazy("Quá hạn"),
    ActionState.DUE: gettext_lazy("Sắp đến hạn"),
    ActionState.LATER: gettext_lazy("Chưa đến hạn"),
}


def state_of(due_on: date, done_on: date | None, verified_on: date | None, today: date) -> ActionState:
    """On `today`; what the club reported done waits for the team and is not called overdue."""
    if verified_on:
        return ActionState.VERIFIED
    if done_on:
        return ActionState.REPORTED
    if due_on < today:
        return ActionState.OVERDUE
    return ActionState.DUE if due_on <= today + SOON else ActionState.LATER


class Escalation(IntEnum):
    """Who must hear of overdue work: nobody, the club and the team, the place's lead, those above it."""

    NONE = 0
    CLUB = 1
    LEAD = 2
    ABOVE = 3


def escalation(due_on: date, done_on: date | None, today: date, lead_days: int, above_days: int) -> Escalation:
    """How far overdue work has gone up on `today`; what was reported done goes no further."""
    late = (today - due_on).days if done_on is None else 0
    if late <= 0:
        return Escalation.NONE
    if late > above_days:
        return Escalation.ABOVE
    return Escalation.LEAD if late > lead_days else Escalation.CLUB


def escalated_words(level: Escalation) -> str:
    """In words."""
    return {
        Escalation.NONE: "",
        Escalation.CLUB: _("Nhắc câu lạc bộ và đoàn giám sát"),
        Escalation.LEAD: _("Báo cơ quan chủ trì và Ủy ban nhân dân nơi giám sát"),
        Escalation.ABOVE: _("Báo cấp trên của nơi giám sát"),
    }[level]

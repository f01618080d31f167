"""What the founding of a club holds about a person: the list of those who want to join."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from clb.members.held import Erase, Group, Held, holds, holds_nobody

from .models import Founding, FoundingCondition, FoundingStep, Pledge, Recruit
from .services.erasing import forget_recruit

FOUNDING = _("Thành lập câu lạc bộ")

holds(
    Held(
        Recruit,
        Group.BASIC,
        FOUNDING,
        on_erasure=Erase.OWN,
        erase=forget_recruit,
        words=("full_name",),
        clubs="founding__club",
    ),
    Held(
        Founding,
        Group.ACTIVITY,
        FOUNDING,
        words=("need", "venue", "activity_plan", "dropped_reason"),
        clubs="club",
    ),
    Held(FoundingStep, Group.ACTIVITY, FOUNDING, words=("evidence",), clubs="founding__club"),
    Held(FoundingCondition, Group.ACTIVITY, FOUNDING, words=("text", "note"), clubs="founding__club"),
)
holds_nobody(_("Chỉ có nguồn và số tiền"), Pledge)

"""Outreach is public; a member's name may stand in its words all the same."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from clb.members.held import Group, Held, holds, holds_nobody

from .models import Broadcast, BroadcastProof, Material, MaterialFile, MaterialUse, PlannedOutreach

OUTREACH = _("Truyền thông về câu lạc bộ")

holds(
    Held(PlannedOutreach, Group.ACTIVITY, OUTREACH, words=("topic", "campaign")),
    Held(Broadcast, Group.ACTIVITY, OUTREACH, words=("topic", "reach_how", "cost_ref")),
    Held(BroadcastProof, Group.ACTIVITY, OUTREACH, kept_files=("file",)),
    Held(Material, Group.ACTIVITY, OUTREACH, words=("title", "topic", "origin", "search_key")),
    Held(MaterialFile, Group.ACTIVITY, OUTREACH, kept_files=("file",)),
)
holds_nobody(_("Chỉ nối tài liệu với lần truyền thông"), MaterialUse)

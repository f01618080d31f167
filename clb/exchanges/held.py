"""Trainings and visits name clubs and hosts; a member's name may stand in their words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from clb.members.held import Group, Held, holds, holds_nobody

from .models import Exchange, ExchangeClub, FollowUp

EXCHANGES = _("Tập huấn, tham quan giao lưu")

holds(
    Held(Exchange, Group.ACTIVITY, EXCHANGES, words=("title", "place", "host", "lessons"), clubs="clubs__club"),
    Held(FollowUp, Group.ACTIVITY, EXCHANGES, words=("text", "owner", "evidence"), clubs="exchange__clubs__club"),
)
holds_nobody(_("Chỉ nối buổi với câu lạc bộ"), ExchangeClub)

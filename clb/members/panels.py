"""What members show on a club's page and in the list of clubs. Counts are no secret, names are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.clubs.panels import Columns, Panel, register_columns, register_panel

from .queries import counts_on, quick_counts_by_club


def _panel(rights: frozenset[str], club: Club, day: date) -> dict[str, Any]:
    return {
        "club": club,
        "on": day,
        "counts": counts_on(Club.objects.filter(pk=club.pk), day),
        "may_read_members": "members.read" in rights,
        "may_add_member": "members.add_member" in rights,
    }


def _columns(clubs: QuerySet[Club], day: date) -> dict[UUID, Sequence[int]]:
    found = quick_counts_by_club(clubs, day)
    return {pk: (c.members, c.women, c.older_60, c.poor) for pk, c in found.items()}


register_panel(Panel("members/_panel.html", _panel, order=20))
register_columns(Columns((_("Thành viên"), _("Phụ nữ"), _("Từ 60 tuổi"), _("Hộ nghèo")), _columns))

"""What supervision puts on a club's desk of today: what is to be put right, and until when. It names nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from clb.clubs.models import Club
from clb.fund.desk import Due, register_due

from .queries import actions_waiting
from .queries.findings import action_rows
from .rules.actions import ActionState


@register_due
def _to_put_right(rights: frozenset[str], club: Club, day: date) -> Iterator[Due]:
    if "supervision.report_action" not in rights:
        return
    url = reverse("supervision:club", args=[club.pk])
    rows = action_rows(actions_waiting(Club.objects.filter(pk=club.pk), day), day)
    late = sum(row.state == ActionState.OVERDUE for row in rows)
    soon = sum(row.state == ActionState.DUE for row in rows)
    if late:
        yield Due(_("%d việc khắc phục sau giám sát đã quá hạn.") % late, url, "OVERDUE")
    if soon:
        yield Due(_("%d việc khắc phục sau giám sát sắp đến hạn.") % soon, url)

"""What donations put on the treasurer's desk. It names nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clb.clubs.models import Club
from clb.fund.desk import DeskLink, Due, Group, register_desk, register_due

from .commands import ACCEPT_SHARE
from .queries.pledges import club_pledges_due
from .queries.uses import waiting_shares

READ = "giving.read_clubs"

register_desk(
    DeskLink(Group.IN, gettext_lazy("Nhà tài trợ, khoản ủng hộ"), "giving:club", READ, "heart-handshake", 25),
)


@register_due
def _waiting(rights: frozenset[str], club: Club, day: date) -> Iterator[Due]:
    n = waiting_shares(club=club).count() if ACCEPT_SHARE.name in rights else 0
    if n:
        told = _("%d phần ủng hộ được chuyển đến, chờ câu lạc bộ nhận vào sổ.") % n
        yield Due(told, reverse("giving:club", args=[club.pk]))


@register_due
def _promised(rights: frozenset[str], club: Club, day: date) -> Iterator[Due]:
    if READ not in rights:
        return
    late, soon = club_pledges_due(club, day)
    url = reverse("giving:club", args=[club.pk])
    if late:
        yield Due(_("%d lời hứa ủng hộ đã quá hẹn.") % late, url, "OVERDUE")
    if soon:
        yield Due(_("%d lời hứa ủng hộ sắp đến hẹn.") % soon, url)

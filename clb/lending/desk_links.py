"""What requests and visits put on the treasurer's desk. It names nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clb.clubs.models import Club
from clb.fund.desk import DeskLink, Due, Group, register_desk, register_due
from clb.kernel.money import vnd

from .commands import ASK_LOAN
from .queries import overdue_visits, waiting_at

READ = "lending.read"

register_desk(
    DeskLink(Group.LOANS, gettext_lazy("Danh sách xét vay"), "lending:queue", READ, "list-check", 5),
    DeskLink(Group.LOANS, ASK_LOAN.title, "lending:ask_loan", ASK_LOAN.name, "plus", 6),
    DeskLink(Group.LOANS, gettext_lazy("Thăm người vay"), "lending:visits", READ, "home", 60),
)


@register_due
def _requests(rights: frozenset[str], club: Club, day: date) -> Iterator[Due]:
    if READ not in rights:
        return
    waiting, url = waiting_at(club, day), reverse("lending:queue", args=[club.pk])
    if waiting.granted:
        told = _("%(n)d người đã được đồng ý cho vay %(sum)s, chờ giao tiền.")
        yield Due(told % {"n": waiting.granted, "sum": vnd(waiting.granted_vnd)}, url)
    if waiting.asking:
        told = _("%(n)d đơn xin vay %(sum)s chờ xét.")
        yield Due(told % {"n": waiting.asking, "sum": vnd(waiting.asked_vnd)}, url)


@register_due
def _visits(rights: frozenset[str], club: Club, day: date) -> Iterator[Due]:
    overdue = overdue_visits(club, day) if READ in rights else 0
    if overdue:
        url = reverse("lending:visits", args=[club.pk])
        yield Due(_("%d người vay chưa được thăm đúng hẹn.") % overdue, url, "OVERDUE")

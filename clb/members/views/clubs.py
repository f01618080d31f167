"""What touches a club's members as a whole: its end, and the day on which it began."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest, fetch
from clb.clubs.models import Club
from clb.kernel.commands import Command
from clb.members.commands import CLOSE_CLUB, CORRECT_FOUNDING_DAY
from clb.web.pages import command_page


def _club(request: SignedInRequest, club_id: UUID, command: Command) -> Club:
    rows = Club.objects.visible_to(request.user).select_related("unit")
    return fetch(request, rows, club_id, command, at=lambda club: club.unit)


def close_club(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """The club is dissolved, or goes into another."""
    found = _club(request, club_id, CLOSE_CLUB)
    told = _("Mọi thành viên thôi cùng câu lạc bộ vào ngày trước đó. Câu lạc bộ vẫn còn trong danh sách và số liệu cũ.")
    context = {
        "intro": f"{found.name}. {told}",
        "danger": True,
        "confirm": _("Kết thúc câu lạc bộ này? Việc này không rút lại được."),
    }
    then = reverse("clubs:club", args=[found.pk])
    initial = {"club": found, "from_on": timezone.localdate()}
    return command_page(request, CLOSE_CLUB, initial=initial, then=then, context=context)


def correct_founding_day(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """Put the founding day right."""
    found = _club(request, club_id, CORRECT_FOUNDING_DAY)
    then = reverse("clubs:club", args=[found.pk])
    initial = {"club": found, "founded_on": found.founded_on}
    return command_page(request, CORRECT_FOUNDING_DAY, initial=initial, then=then, context={"intro": found.name})

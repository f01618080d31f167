"""Forms of a club's board; the board itself is shown on the club's page."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from clb.access.http import SignedInRequest
from clb.clubs.models import Club
from clb.kernel.commands import Command
from clb.web.pages import command_page

from .commands import (
    APPOINT_TO_BOARD,
    END_BOARD_POST,
    END_SUB_GROUP,
    FOUND_SUB_GROUP,
    JOIN_SUB_GROUP,
    LEAVE_SUB_GROUP,
)
from .models import BoardPost, SubGroup, SubGroupMember


def _club(request: SignedInRequest, club_id: UUID, command: Command) -> Club:
    here = request.user.reach("members.read").values("below")
    found = get_object_or_404(Club.objects.filter(unit__in=here).select_related("unit"), pk=club_id)
    if not request.user.may(command.name, found.unit):
        raise PermissionDenied(command.name)
    return found


def appoint_to_board(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """Someone takes a post."""
    found = _club(request, club_id, APPOINT_TO_BOARD)
    then = reverse("clubs:club", args=[found.pk])
    initial = {"club": found, "from_on": timezone.localdate()}
    return command_page(request, APPOINT_TO_BOARD, initial=initial, then=then, context={"intro": found.name})


def end_board_post(request: SignedInRequest, post_id: int) -> HttpResponse:
    """Someone leaves a post."""
    row = get_object_or_404(BoardPost.objects.select_related("person"), pk=post_id)
    found = _club(request, row.club_id, END_BOARD_POST)
    then = reverse("clubs:club", args=[found.pk])
    initial = {"board_post": row, "until_on": timezone.localdate()}
    context = {"intro": f"{row.person.full_name}, {row.shown}"}
    return command_page(request, END_BOARD_POST, initial=initial, then=then, context=context)


def found_sub_group(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """A group within the club."""
    found = _club(request, club_id, FOUND_SUB_GROUP)
    then = reverse("clubs:club", args=[found.pk])
    initial = {"club": found, "from_on": timezone.localdate()}
    return command_page(request, FOUND_SUB_GROUP, initial=initial, then=then, context={"intro": found.name})


def _of_group(request: SignedInRequest, sub_group_id: int, command: Command, day_field: str) -> HttpResponse:
    group = get_object_or_404(SubGroup, pk=sub_group_id)
    found = _club(request, group.club_id, command)
    then = reverse("clubs:club", args=[found.pk])
    initial = {"sub_group": group, day_field: timezone.localdate()}
    return command_page(request, command, initial=initial, then=then, context={"intro": f"{found.name}: {group.name}"})


def join_sub_group(request: SignedInRequest, sub_group_id: int) -> HttpResponse:
    """A member joins a group."""
    return _of_group(request, sub_group_id, JOIN_SUB_GROUP, "from_on")


def end_sub_group(request: SignedInRequest, sub_group_id: int) -> HttpResponse:
    """A group ends."""
    return _of_group(request, sub_group_id, END_SUB_GROUP, "until_on")


def leave_sub_group(request: SignedInRequest, sub_group_member_id: int) -> HttpResponse:
    """A member leaves a group."""
    rows = SubGroupMember.objects.select_related("sub_group", "membership__person")
    row = get_object_or_404(rows, pk=sub_group_member_id)
    found = _club(request, row.sub_group.club_id, LEAVE_SUB_GROUP)
    then = reverse("clubs:club", args=[found.pk])
    initial = {"sub_group_member": row, "until_on": timezone.localdate()}
    context = {"intro": f"{row.membership.person.full_name}, {row.sub_group.name}"}
    return command_page(request, LEAVE_SUB_GROUP, initial=initial, then=then, context=context)

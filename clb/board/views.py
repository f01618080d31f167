"""Forms of a club's board; the board itself is shown on the club's page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest, fetch
from clb.clubs.models import Club
from clb.kernel.commands import Command
from clb.members.queries import clubs_read_by
from clb.web.pages import command_page

from .commands import (
    APPOINT_TO_BOARD,
    CORRECT_BOARD_TERM,
    END_BOARD_POST,
    END_SUB_GROUP,
    FOUND_SUB_GROUP,
    JOIN_SUB_GROUP,
    LEAVE_SUB_GROUP,
    LINK_SIGN_IN,
)
from .models import BoardPost, SubGroup, SubGroupMember


def _club(request: SignedInRequest, club_id: UUID, command: Command) -> Club:
    return fetch(request, clubs_read_by(request.user), club_id, command, at=lambda club: club.unit)


def _form(request: SignedInRequest, command: Command, found: Club, intro: str = "", **initial: Any) -> HttpResponse:
    then = reverse("clubs:club", args=[found.pk])
    return command_page(request, command, initial=initial, then=then, context={"intro": intro or found.name})


def appoint_to_board(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """Someone takes a post."""
    found = _club(request, club_id, APPOINT_TO_BOARD)
    return _form(request, APPOINT_TO_BOARD, found, club=found, from_on=timezone.localdate())


def end_board_post(request: SignedInRequest, post_id: int) -> HttpResponse:
    """Someone leaves a post."""
    row = get_object_or_404(BoardPost.objects.select_related("person"), pk=post_id)
    found, intro = _club(request, row.club_id, END_BOARD_POST), f"{row.person.full_name}, {row.shown}"
    return _form(request, END_BOARD_POST, found, intro, board_post=row, until_on=timezone.localdate())


def correct_board_term(request: SignedInRequest, post_id: int) -> HttpResponse:
    """The days of a term put right."""
    row = get_object_or_404(BoardPost.objects.select_related("person"), pk=post_id)
    found, intro = _club(request, row.club_id, CORRECT_BOARD_TERM), f"{row.person.full_name}, {row.shown}"
    initial = {"board_post": row, "from_on": row.from_on, "until_on": row.until_on}
    return _form(request, CORRECT_BOARD_TERM, found, intro, **initial)


def link_sign_in(request: SignedInRequest, post_id: int) -> HttpResponse:
    """Which sign-in is that of someone on the board."""
    row = get_object_or_404(BoardPost.objects.select_related("person"), pk=post_id)
    found, intro = _club(request, row.club_id, LINK_SIGN_IN), f"{row.person.full_name}, {row.shown}."
    told = _("Ghi rồi thì người ấy không tự ghi được quyết định về khoản vay của mình hay của người cùng hộ.")
    linked = getattr(getattr(row.person, "signs_in", None), "user_id", None)
    return _form(request, LINK_SIGN_IN, found, f"{intro} {told}", board_post=row, user=linked)


def found_sub_group(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """A group within the club."""
    found = _club(request, club_id, FOUND_SUB_GROUP)
    return _form(request, FOUND_SUB_GROUP, found, club=found, from_on=timezone.localdate())


def _of_group(request: SignedInRequest, sub_group_id: int, command: Command, day_field: str) -> HttpResponse:
    group = get_object_or_404(SubGroup, pk=sub_group_id)
    found = _club(request, group.club_id, command)
    initial = {"sub_group": group, day_field: timezone.localdate()}
    return _form(request, command, found, f"{found.name}: {group.name}", **initial)


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
    intro = f"{row.membership.person.full_name}, {row.sub_group.name}"
    return _form(request, LEAVE_SUB_GROUP, found, intro, sub_group_member=row, until_on=timezone.localdate())

"""Pages of clubs: the list, one club on a day, and the forms of what is done with them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.kernel.commands import Command, Outcome
from clb.places.models import Unit
from clb.places.queries import find_units, name_on, path_keys, within
from clb.web.pages import chosen_day, command_page, paged

from .commands import CORRECT_CLUB, CORRECT_STATUS, FOUND_CLUB, SET_STATUS
from .models import Club, ClubStatus
from .panels import columns, panels
from .queries import club_card, communes_of, find_clubs, founding_places, in_status, statuses_on

# What a person may do from a club's page: right, address, words, icon.
ACTIONS = (
    ("clubs.set_status", "clubs:set_status", _("Ghi tình trạng"), "history"),
)


def _reader(request: SignedInRequest) -> QuerySet[Club]:
    if not request.user.may_anywhere("clubs.read"):
        raise PermissionDenied
    return Club.objects.visible_to(request.user)

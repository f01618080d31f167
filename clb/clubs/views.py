"""Pages of clubs: the list, one club on a day, and the forms of what is done with them."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest

from .models import Club

# What a person may do from a club's page: right, address, words, icon.
ACTIONS = (("clubs.set_status", "clubs:set_status", _("Ghi tình trạng"), "history"),)


def _reader(request: SignedInRequest) -> QuerySet[Club]:
    if not request.user.may_anywhere("clubs.read"):
        raise PermissionDenied
    return Club.objects.visible_to(request.user)

"""The founding decision, as a paper that takes a number of the register."""

from __future__ import annotations

from django.utils import timezone

from clb.access.models import User
from clb.papers.sources import Found, as_uuid

from .models import Founding
from .papers import founding_decision


def find_decision(user: User, key: str) -> Found | None:
    """The decision of one founding, for whoever may read the members that it names."""
    found = Founding.objects.visible_to(user).select_related("place").filter(pk=as_uuid(key), dropped_on=None).first()
    if found is None or not user.may("members.read", found.place):
        return None
    return Found(founding_decision(found, timezone.localdate()), found.place)

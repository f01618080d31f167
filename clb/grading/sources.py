"""The decision of a round, as a paper that takes a number of the register once the results are locked."""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone

from clb.access.models import User
from clb.papers.sources import Found, as_uuid

from .models import Round
from .papers import BLANK_BASIS, recognition_draft
from .queries.rounds import sheets_seen_by


def find_decision(user: User, key: str) -> Found | None:
    """The decision of a locked round, for whoever reads all its grades; without the ground left for the pen."""
    found = Round.objects.filter(pk=as_uuid(key), locked_on__isnull=False).select_related("place", "scorecard").first()
    if found is None or not user.may("grading.read", found.place):
        return None
    paper = recognition_draft(found, sheets_seen_by(user, found), timezone.localdate())
    return Found(replace(paper, body=tuple(block for block in paper.body if block != BLANK_BASIS)), found.place)

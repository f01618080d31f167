"""Papers of supervision that take a number of the register: a plan once approved, minutes once concluded."""

from __future__ import annotations

from django.utils import timezone

from clb.access.models import User
from clb.papers.sources import Found, as_uuid

from .models import SupervisionProgramme, SupervisionVisit
from .papers import minutes_paper, programme_paper
from .queries.programmes import programme_card


def find_plan(user: User, key: str) -> Found | None:
    """The plan of a programme that was approved, for whoever may see it."""
    rows = SupervisionProgramme.objects.visible_to(user).filter(pk=as_uuid(key), approved_on__isnull=False)
    found = rows.select_related("unit").first()
    return Found(programme_paper(programme_card(found), timezone.localdate()), found.unit) if found else None


def find_minutes(user: User, key: str) -> Found | None:
    """The minutes of a visit that was concluded, for whoever may see it. They name no member of the club."""
    rows = SupervisionVisit.objects.visible_to(user).filter(pk=as_uuid(key), concluded_on__isnull=False)
    found = rows.select_related("programme__unit", "club__unit").first()
    return Found(minutes_paper(found, timezone.localdate()), found.programme.unit) if found else None

"""Bodies in whose name somebody may issue papers, their registers and drafts."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from clb.access.models import Assignment, User
from clb.access.queries import offices
from clb.access.roles import GRANTS
from clb.dispatch.kinds import kind_name
from clb.dispatch.models import READ, Draft, IssuingBody, NumberSeries, OutgoingPaper

RESERVE = "dispatch.reserve_number"


def bodies_seen_by(user: User) -> QuerySet[IssuingBody]:
    """Bodies whose registers `user` may read, highest unit first."""
    return IssuingBody.objects.visible_to(user).select_related("unit").order_by("unit_id", "agency", "pk")


def bodies_for(user: User) -> QuerySet[IssuingBody]:
    """Bodies in whose name `user` may issue papers today: of an office held at their very unit."""
    own = Q(pk__in=[])
    if user.may_anywhere(RESERVE):
        for held in _held(user):
            own |= Q(agency=held.role, unit=held.unit_id)
    return IssuingBody.objects.filter(own).select_related("unit").order_by("unit_id", "agency", "pk")


def default_body(user: User) -> IssuingBody | None:
    """The first of them."""
    return bodies_for(user).first()


def offices_without_body(user: User) -> list[Assignment]:
    """Offices of `user` that may issue papers and have no body yet; each office of a unit once."""
    known = set(bodies_for(user).values_list("agency", "unit"))
    found = {(held.role, held.unit_id): held for held in _held(user) if (held.role, held.unit_id) not in known}
    return list(found.values())


def _held(user: User) -> list[Assignment]:
    return [held for held in offices(user, timezone.localdate()) if RESERVE in GRANTS.get(held.role, ())]


def is_own(user: User, body: IssuingBody) -> bool:
    """Does `user` hold the office of `body` at its unit or above, today?"""
    today = timezone.localdate()
    held = offices(user, today).filter(role=body.agency).values("unit")
    return user.reach(READ, today).filter(above__in=held, below=body.unit_id).exists()


def years_of(body: IssuingBody) -> list[int]:
    """Years in which it gave numbers, newest first."""
    return list(NumberSeries.objects.filter(body=body).order_by("-year").values_list("year", flat=True).distinct())


def register_of(
    body: IssuingBody, year: int, *, text: str = "", kind: str = "", status: str = ""
) -> QuerySet[OutgoingPaper]:
    """The register of a year, newest number first. `text` looks into subject and symbol, or is a number.

    Who may read the register reads every line; files and texts that name members need more (`visible_to`).
    """
    rows = OutgoingPaper.objects.filter(body=body, year=year)
    if kind:
        rows = rows.filter(kind=kind)
    if status:
        rows = rows.filter(status=status)
    if number := text.strip().partition("/")[0].strip():
        asked = Q(subject__icontains=text.strip()) | Q(symbol__icontains=text.strip())
        rows = rows.filter(asked | Q(number=int(number)) if number.isdecimal() and len(number) < 8 else asked)
    return rows.order_by("-dated_on", "-number", "series", "pk")


def drafts_seen_by(user: User) -> QuerySet[Draft]:
    """Drafts not issued yet that `user` may see, newest first, with how many annexes each has."""
    rows = Draft.objects.visible_to(user).filter(paper__isnull=True).select_related("body__unit")
    return rows.annotate(n_annexes=Count("annexes")).order_by("-changed_at", "pk")


@dataclass(frozen=True)
class SeriesTold:
    """A run of numbers: what it counts, the last number, how many of them are only reserved or were cancelled."""

    words: str
    last_number: int
    begins_after: int


def series_told(body: IssuingBody, year: int) -> list[SeriesTold]:
    """The runs of a year."""
    rows = NumberSeries.objects.filter(body=body, year=year).order_by("series")
    return [SeriesTold(kind_name(r.series) if r.series else "", r.last_number, r.begins_after) for r in rows]

"""Lists at a desk: whose desks, what was written, what waits for an answer or a step."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from clb.access.models import Assignment, User
from clb.access.queries import offices
from clb.desks.models import NextStep, Note, Petition
from clb.desks.rules import DESK_ROLES
from clb.places.models import Unit, UnitLink
from clb.plans.models import Plan, Task

SOON = timedelta(days=30)
SHOWN = 10


def desks_of(user: User, on: date) -> QuerySet[Assignment]:
    """The offices of `user` that have a desk, highest unit first."""
    return offices(user, on).filter(role__in=DESK_ROLES).exclude(unit__level=Unit.Level.CLUB)


def places_noted(user: User) -> QuerySet[Unit]:
    """Clubs and communes that `user` may name in a note."""
    reached = user.reach("clubs.read").values("below")
    levels = (Unit.Level.COMMUNE, Unit.Level.CLUB)
    return Unit.objects.filter(pk__in=reached, level__in=levels, until_on__isnull=True)


def duties_served(user: User) -> QuerySet[Task]:
    """Duties of the offices that `user` holds, in plans that are confirmed."""
    roles = {office.role for office in desks_of(user, timezone.localdate())}
    plans = Plan.objects.visible_to(user).filter(status=Plan.Status.CONFIRMED)
    mine = Q(agency__bodies__role__in=roles) | Q(given_to__role__in=roles)
    ids = Task.objects.filter(mine, plan__in=plans.values("pk")).values("pk")
    return Task.objects.filter(pk__in=ids).order_by("-plan__from_on", "plan", "order", "pk")


def asked_places(user: User, on: date) -> QuerySet[Unit]:
    """Units whose People's Committee an office of `user` may address: its own and those above it."""
    mine = [office.unit_id for office in desks_of(user, on)]
    above = UnitLink.objects.filter(below__in=mine).exclude(above__level__in=(Unit.Level.HAMLET, Unit.Level.CLUB))
    return Unit.objects.filter(pk__in=above.values("above"))


def notes_seen_by(user: User, kind: str = "") -> QuerySet[Note]:
    """Notes that `user` may see, newest first."""
    rows = Note.objects.visible_to(user).select_related("about").order_by("-noted_on", "pk")
    return rows.filter(kind=kind) if kind else rows


def petitions_seen_by(user: User) -> QuerySet[Petition]:
    """Proposals that `user` may see: those without an answer first, the longest awaited on top."""
    rows = Petition.objects.visible_to(user).select_related("answer", "to_place")
    return rows.order_by(F("answer__answered_on").desc(nulls_first=True), "answer_by", "pk")


def steps_for(user: User) -> QuerySet[NextStep]:
    """Steps after notes and proposals that `user` may see."""
    notes, petitions = Note.objects.visible_to(user), Petition.objects.visible_to(user)
    return NextStep.objects.filter(Q(note__in=notes.values("pk")) | Q(petition__in=petitions.values("pk")))


def steps_due(user: User, unit: Unit, role: str, on: date) -> QuerySet[NextStep]:
    """What is left to do after what this desk wrote, overdue or due within thirty days, soonest first."""
    here = Q(note__unit=unit, note__role=role) | Q(petition__unit=unit, petition__role=role)
    rows = steps_for(user).filter(here, done_on__isnull=True, due_on__lte=on + SOON)
    return rows.select_related("note", "petition").order_by("due_on", "pk")

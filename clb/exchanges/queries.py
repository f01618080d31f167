"""What is asked about exchanges: who sees which, what is left to do, which tasks and clubs a person may name."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet

from clb.access.models import User
from clb.clubs.models import Club
from clb.places.models import Unit

from .models import Exchange, FollowUp

SOON = timedelta(days=30)


def exchanges_seen_by(user: User, year: int | None = None) -> QuerySet[Exchange]:
    """Exchanges that `user` may see, newest first, with how many clubs came and what is left to do."""
    rows = Exchange.objects.visible_to(user)
    if year:
        rows = rows.filter(held_on__year=year)
    left = Count("follow_ups", filter=Q(follow_ups__done_on__isnull=True), distinct=True)
    return rows.annotate(n_clubs=Count("clubs", distinct=True), n_left=left).order_by("-held_on", "title", "pk")


def places_for(user: User) -> QuerySet[Unit]:
    """Units for which `user` may record an exchange: those where the right is held, not all that lie below."""
    held = user.reach("exchanges.record_exchange").filter(above=F("below")).values("below")
    return Unit.objects.filter(pk__in=held).order_by("pk")


def clubs_for(user: User) -> QuerySet[Club]:
    """Clubs that `user` may name as having taken part."""
    return Club.objects.visible_to(user).order_by("search_key", "pk")


def follow_ups_due(user: User, day: date) -> QuerySet[FollowUp]:
    """What is left to do after the exchanges that `user` may see, overdue or due within thirty days, soonest first."""
    mine = FollowUp.objects.filter(exchange__in=Exchange.objects.visible_to(user), done_on__isnull=True)
    return mine.filter(due_on__lte=day + SOON).select_related("exchange").order_by("due_on", "pk")

"""Who holds what where."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from clb.places.models import Unit

from .models import ApiToken, Assignment, User
from .roles import APPOINTS, GRANTS, Role


def offices(user: User, on: date) -> QuerySet[Assignment]:
    """The offices that `user` holds on a day, highest unit first."""
    return Assignment.objects.filter(user=user).on(on).select_related("unit").order_by("unit__pk", "role")


def assignments_below(user: User, on: date) -> QuerySet[Assignment]:
    """Offices held on a day at units where `user` may see who holds them."""
    reached = user.reach("access.read").values("below")
    return Assignment.objects.filter(unit__in=reached).on(on).select_related("user", "unit").order_by("user__username")


def rights_of(user: User, on: date) -> list[str]:
    """Every right that `user` holds somewhere on a day, in order."""
    roles = offices(user, on).values_list("role", flat=True)
    return sorted(set().union(*(GRANTS[role] for role in roles)))


def may_appoint(user: User, role: str, unit: Unit, on: date) -> bool:
    """May `user` give `role` at `unit` on a day?"""
    appointing = [mine for mine, theirs in APPOINTS.items() if role in theirs]
    held = offices(user, on).filter(role__in=appointing).values("unit")
    return user.reach("access.add_user", on).filter(above__in=held, below=unit).exists()


def appointable(user: User, on: date) -> list[Role]:
    """The offices that `user` may give somewhere on a day."""
    mine = set(offices(user, on).values_list("role", flat=True))
    return [role for role in Role if any(role in APPOINTS.get(m, ()) for m in mine)]


def living_tokens(user: User, on: date) -> QuerySet[ApiToken]:
    """The tokens of `user` that still open the door on a day."""
    return user.tokens.filter(revoked_at__isnull=True, expires_on__gte=on).order_by("-made_at")

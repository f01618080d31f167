"""Who holds what where."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from django.db.models import QuerySet

from clb.places.models import Unit

from .models import ApiToken, Assignment, User
from .roles import APPOINTS, GRANTS, HELD_AT, Role


def offices(user: User, on: date) -> QuerySet[Assignment]:
    """The offices that `user` holds on a day, highest unit first."""
    held = Assignment.objects.filter(user=user).on(on).select_related("unit", "stands_in_for__user")
    return held.order_by("unit__pk", "role")


def own_offices(user: User, on: date) -> QuerySet[Assignment]:
    """Those of them that are the person's own: what is held in somebody's stead hands nothing on."""
    return offices(user, on).filter(stands_in_for__isnull=True)


def nameable(user: User, on: date) -> QuerySet[Assignment]:
    """The offices for which `user` may name a deputy: one's own, and those that one could give."""
    below = Assignment.objects.filter(unit__in=user.reach("access.read").values("below")).on(on)
    mine = Assignment.objects.filter(user=user).on(on)
    return (below | mine).filter(stands_in_for__isnull=True).select_related("user", "unit").distinct()


def on_behalf_of(user: User, on: date) -> list[Assignment]:
    """The offices that `user` held in somebody's stead on a day."""
    return list(offices(user, on).filter(stands_in_for__isnull=False))


def assignments_below(user: User, on: date) -> QuerySet[Assignment]:
    """Offices held on a day at units where `user` may see who holds them."""
    reached = user.reach("access.read").values("below")
    held = Assignment.objects.filter(unit__in=reached).on(on).select_related("user", "unit", "stands_in_for__user")
    return held.order_by("user__username")


def rights_of(user: User, on: date) -> list[str]:
    """Every right that `user` holds somewhere on a day, in order."""
    roles = offices(user, on).values_list("role", flat=True)
    return sorted(set().union(*(GRANTS[role] for role in roles)))


def units_within(user: User, name: str, units: Iterable[int]) -> set[int]:
    """Of these units, by id, those where `user` holds `name` today; in two queries for all."""
    return set(user.reach(name).filter(below__in=list(units)).values_list("below", flat=True))


def in_whose_stead(users: Iterable[int]) -> Callable[[int, str, date], str]:
    """Asks once about `users`, by id; the answer tells of a user, a right and a day in whose stead it was used: the
    holder's name where only an office held for somebody gave it, else ''."""
    held = list(Assignment.objects.filter(user__in=set(users)).select_related("stands_in_for__user"))
    deputies = {row.user_id for row in held if row.stands_in_for_id is not None}

    def ask(user: int, name: str, on: date) -> str:
        if user not in deputies:
            return ""
        here = [row for row in held if row.user_id == user and row.holds(on) and name in GRANTS.get(row.role, ())]
        if not here or any(row.stands_in_for is None for row in here):
            return ""
        holder: Assignment = here[0].stands_in_for
        return holder.user.called

    return ask


def role_levels(role: str) -> tuple[str, ...]:
    """The levels of units at which an office is held: a commune's office at a province would reach every commune."""
    return HELD_AT.get(role, tuple(Unit.Level.values))


def may_appoint(user: User, role: str, unit: Unit, on: date) -> bool:
    """May `user` give `role` at `unit` on a day?"""
    appointing = [mine for mine, theirs in APPOINTS.items() if role in theirs]
    if unit.level not in role_levels(role):
        return False
    held = own_offices(user, on).filter(role__in=appointing).values("unit")
    return user.reach("signin.invite_person", on).filter(above__in=held, below=unit).exists()


def appointable(user: User, on: date) -> list[Role]:
    """The offices that `user` may give somewhere on a day."""
    mine = set(own_offices(user, on).values_list("role", flat=True))
    return [role for role in Role if any(role in APPOINTS.get(m, ()) for m in mine)]


def living_tokens(user: User, on: date) -> QuerySet[ApiToken]:
    """The tokens of `user` that still open the door on a day."""
    return user.tokens.filter(revoked_at__isnull=True, expires_on__gte=on).order_by("-made_at")

"""How a plan hangs together with others, with indicators and with those who act for its bodies."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.kernel.text import tidy
from clb.places.models import Unit
from clb.plans.models import AgencyBody, Plan, Target


def link_plans(*, by: User, plan: Plan, implements: Plan | None = None, follows: Plan | None = None) -> Plan:
    """Say which plan this one carries out and which it follows. Raises ValidationError for a circle."""
    for field, other in (("implements", implements), ("follows", follows)):
        while other is not None:
            if other.pk == plan.pk:
                raise ValidationError({field: _("Kế hoạch không thể nối vòng về chính nó.")})
            other = getattr(other, field)
    plan.implements, plan.follows = implements, follows
    plan.save(update_fields=["implements", "follows"])
    return plan


def bind_target(*, by: User, target: Target, indicator: str = "") -> Target:
    """Say which indicator tells how far a target is reached."""
    target.indicator = indicator
    target.save(update_fields=["indicator"])
    return target


def map_body(
    *,
    by: User,
    body: AgencyBody,
    role: str = "",
    successor: str = "",
    succeeded_on: date | None = None,
    successor_place: Unit | None = None,
) -> AgencyBody:
    """Say which office acts for a body of the plan, and who took its duties over where it was abolished."""
    body.role, body.successor = role, tidy(successor)
    body.succeeded_on, body.successor_place = succeeded_on, successor_place
    body.full_clean(exclude=["agency"])
    body.save(update_fields=["role", "successor", "succeeded_on", "successor_place"])
    return body

"""An emergency: someone without the right reads one person's health for a short time, and answers for it."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.health.models import EmergencyAccess
from clb.law.norms import limit
from clb.members.models import Membership, Person

SHORTEST = 10  # letters of a reason that says something


def open_emergency_access(*, by: User, club: Club, person: Person, reason: str) -> EmergencyAccess:
    """`by` may read the person's readings at the club for as many hours as the norm says; whoever reads health there
    is told. Raises ValidationError for a reason that says nothing, or a person who does not belong there."""
    if len(reason.strip()) < SHORTEST:
        raise ValidationError({"reason": _("Hãy ghi rõ chuyện gì xảy ra, ít nhất 10 chữ cái.")})
    if not Membership.objects.filter(club=club, person=person).exists():
        raise ValidationError({"person": _("Người này không thuộc câu lạc bộ.")})
    now = timezone.now()
    hours = limit("health.emergency_hours", on=timezone.localdate())
    return EmergencyAccess.objects.create(
        user=by, person=person, club=club, reason=reason.strip(), opened_at=now, until_at=now + timedelta(hours=hours)
    )


def see_emergency_access(*, by: User, access: EmergencyAccess) -> EmergencyAccess:
    """Whoever answers for the readings has read who looked and why."""
    if access.seen_at is None:
        access.seen_at = timezone.now()
        access.save(update_fields=["seen_at"])
    return access

"""Who looked at someone's health in an emergency, without the right to, and why."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.kernel.encrypted import EncryptedTextField
from clb.members.models import Person

if TYPE_CHECKING:
    from clb.access.models import User


class EmergencyAccessQuerySet(models.QuerySet["EmergencyAccess"]):
    """Emergency looks that someone may see."""

    def visible_to(self, user: User) -> Self:
        """Those at clubs where `user` may read health today."""
        return self.filter(club__unit__in=user.reach("health.read").values("below"))

    def standing(self, user: User, at: datetime) -> Self:
        """Those of `user` that still hold at that moment."""
        return self.filter(user=user, opened_at__lte=at, until_at__gt=at)


class EmergencyAccess(models.Model):
    """Someone who may not read health reads one person's, for a short time, with a reason; the chair is told."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="emergency_accesses", verbose_name=_("người xem")
    )
    person = models.ForeignKey(Person, models.CASCADE, related_name="emergency_accesses", verbose_name=_("của ai"))
    club = models.ForeignKey(Club, models.PROTECT, related_name="emergency_accesses", verbose_name=_("câu lạc bộ"))
    reason = EncryptedTextField(_("vì sao phải xem"))
    opened_at = models.DateTimeField(_("từ lúc"))
    until_at = models.DateTimeField(_("đến lúc"))
    seen_at = models.DateTimeField(_("người phụ trách đã biết lúc"), null=True)

    objects = EmergencyAccessQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần xem khẩn cấp")
        indexes = [models.Index(fields=["user", "until_at"], name="emergency_by_user")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.opened_at:%d/%m/%Y %H:%M}"

"""Two records of one person, linked; and two that somebody told apart."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .people import Person


class Twin(models.Model):
    """`twin` is the same person as `kept`. Nothing of either moves; taking the link away restores everything."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kept = models.ForeignKey(Person, models.PROTECT, related_name="twins", verbose_name=_("hồ sơ chính"))
    twin = models.OneToOneField(Person, models.PROTECT, related_name="twin_of", verbose_name=_("hồ sơ trùng"))

    class Meta:
        verbose_name = _("hồ sơ trùng")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kept=F("twin")),
                name="nobody_is_their_own_twin",
                violation_error_message=_("Một hồ sơ không thể trùng với chính nó."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.twin_id} = {self.kept_id}"


class ToldApart(models.Model):
    """Somebody said that two records are two people; `points` spoke for one then. The lesser id is `one`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    one = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("người này"))
    other = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("người kia"))
    points = models.IntegerField(_("điểm nghi trùng lúc đó"))

    class Meta:
        verbose_name = _("hai người khác nhau")
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="told_apart_once_a_pair")]

    def __str__(self) -> str:
        return f"{self.one_id} ≠ {self.other_id}"

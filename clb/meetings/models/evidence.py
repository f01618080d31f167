"""What proves that an activity took place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from clb.files.models import StoredFile

from .activities import Activity

if TYPE_CHECKING:
    from clb.access.models import User


class EvidenceQuerySet(models.QuerySet["ActivityEvidence"]):
    """Evidence that someone may see."""

    def visible_to(self, user: User) -> Self:
        """Of clubs where `user` may read meetings today."""
        return self.filter(activity__club__unit__in=user.reach("meetings.read").values("below"))


class ActivityEvidence(models.Model):
    """A photo or a paper of an activity."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="evidence", verbose_name=_("hoạt động"))
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="activity_evidence", verbose_name=_("tệp"))

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("bằng chứng của hoạt động")

    def __str__(self) -> str:
        return f"{self.activity_id} {self.file_id}"

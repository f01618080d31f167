"""Who lets everyone read the golden-heart book, and since when."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clb.kernel.dates import Period

from .kept import Kept, KeptQuerySet


class GoldenBook(Kept, Period):
    """The golden-heart book of one keeper may be read without signing in, from a day until a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    decided_by = models.CharField(_("ai quyết định, ở đâu"), max_length=200)

    objects = KeptQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = _("công khai sổ Tấm lòng vàng")
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["unit", "office"],
                condition=Q(until_on__isnull=True),
                name="one_public_golden_book_a_keeper",
                violation_error_message=_("Sổ này đang được công khai rồi."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.office}"

"""The journal: what people did, one row an act."""

import uuid

from django.conf import settings
from django.db import models


class Act(models.Model):
    """Something a person did. One row is the audit line, the idempotency key and the sync receipt.

    It is append-only in the database, so it never holds names, health values or other personal data.
    """

    id = models.UUIDField("mã", primary_key=True, default=uuid.uuid4)
    command = models.CharField("lệnh", max_length=80)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người làm", related_name="acts")
    channel = models.CharField("đường vào", max_length=10)
    unit_id = models.BigIntegerField("nơi làm", db_index=True)
    done_at = models.DateTimeField("lúc", auto_now_add=True, db_index=True)
    data = models.JSONField("dữ liệu")
    result = models.JSONField("kết quả")

    class Meta:
        verbose_name = "việc đã làm"

    def __str__(self) -> str:
        return f"{self.command} {self.id}"

"""How long an uploaded list is kept: what people wrote in it goes, that it was imported stays."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from clb.sheets.models import SheetBatch, SheetFile

State = SheetBatch.State


def forget_old_sheets(now: datetime) -> int:
    """Delete what lists held that nobody has touched for CLB_SHEETS_KEPT_DAYS. Returns how many lists.

    Of an imported list the file, its name, the faults and the names in its note go; the line that it was imported
    stays, and it can still be undone. Any other list goes as a whole. The journal stays. A list that waits for the
    worker is left alone.
    """
    old = _untouched_since(now - timedelta(days=settings.SHEETS_KEPT_DAYS))
    forgotten = 0
    for pk in list(old.values_list("pk", flat=True)):
        with transaction.atomic():
            batch = old.select_for_update().filter(pk=pk).first()
            if batch is not None:  # none: somebody took it up in between
                forget_list(batch)
                forgotten += 1
    return forgotten


def _untouched_since(moment: datetime) -> QuerySet[SheetBatch]:
    idle = SheetBatch.objects.exclude(state__in=SheetBatch.WAITING)
    still_told = ~Q(state=State.IMPORTED) | ~Q(file_name="") | Q(result__has_key="note")
    return idle.alias(touched_at=Coalesce("queued_at", "made_at")).filter(still_told, touched_at__lt=moment)


def forget_list(batch: SheetBatch) -> None:
    """Delete what one list held: of an imported one that it was imported stays, any other goes as a whole."""
    if batch.state != State.IMPORTED:
        batch.delete()
        return
    SheetFile.objects.filter(batch=batch).delete()
    batch.faults.all().delete()
    batch.file_name = ""
    batch.result = {key: value for key, value in batch.result.items() if key != "note"}
    batch.save(update_fields=["file_name", "result"])

"""The slips that belong to entries."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from clb.fund.models import Receipt
from clb.ledger.models import Entry


def receipts_of(entries: Iterable[Entry]) -> QuerySet[Receipt]:
    """The receipts of these entries, each with its person, loan and entry, in the order of writing."""
    found = Receipt.objects.filter(entry__in=[entry.pk for entry in entries])
    return found.select_related("person", "loan", "entry").order_by("entry__happened_on", "entry__made_at", "pk")

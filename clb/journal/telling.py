"""A break in the journal, in a sentence."""

from __future__ import annotations

from django.utils import timezone

from clb.kernel.journal.verifying import Break, How
from clb.places.queries import names_on

TABLES = {"act": "việc", "event": "điều xảy ra"}


def sentence(found: Break) -> str:
    """'Mạch 1 số 7: việc 3f2a… ở CLB Một, lúc 10:05 26/11/2026, bị sửa.'"""
    if found.table == "checkpoint":
        return f"Mốc số {found.number}: {How(found.how).label}."
    many = f" đến {found.last}" if found.last > found.number else ""
    told = f"Mạch {found.strand} số {found.number}{many}: {TABLES[found.table]}"
    if found.id:
        told += f" {found.id}"
    if found.unit_id is not None:
        told += f" ở {names_on([found.unit_id], timezone.localdate()).get(found.unit_id, found.unit_id)}"
    if found.done_at:
        at = timezone.localtime(found.done_at).strftime("%H:%M:%S %d/%m/%Y")
        told += f", lúc {at}," if found.id else f" sau {at}"
    return f"{told} {How(found.how).label}."

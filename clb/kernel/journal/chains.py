"""Strands: the chains that acts and events are sealed in. A writer takes any strand that nobody holds and never waits.

One chain for all would make the nation's writers wait for each other; one for each club would let two writers, each
holding a club's books and wanting the other's chain, wait for ever (decision 0083).
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from django.db import connection, connections, transaction

from clb.kernel.models import Act, Event, Strand

from .seals import UNSEALED, as_text, head_text, moment, row_text, seal

CHUNK = 500  # rows stored by one statement
# How many strands each table has, with ids 1, 2, 3…: all made together, so that one that is missing is missed.
STRANDS = {"act": 24, "event": 8}
FIRST = {"act": 1, "event": 25}
MODELS: dict[str, type[Act] | type[Event]] = {"act": Act, "event": Event}
# What of a row is sealed, in this order. A column that comes later is put at the end, and sealed where it is not empty.
COLUMNS = {
    "act": (
        "id",
        "command",
        "by_id",
        "channel",
        "unit_id",
        "address",
        "device",
        "done_at",
        "data",
        "result",
        "changes",
    ),
    "event": ("id", "kind", "by_id", "channel", "unit_id", "address", "device", "done_at", "data"),
}


def told_of(table: str, row: Act | Event) -> str:
    """The columns of a row as they are sealed."""
    told = [getattr(row, name) for name in COLUMNS[table]]
    told[0], told[7] = str(row.pk), moment(row.done_at)
    return as_text(told)


def write(rows: Sequence[Act] | Sequence[Event]) -> None:
    """Seal new rows, all acts or all events, behind the last of a strand, and store them. Three queries for all.

    The strand is held until the transaction ends, so this comes as late in it as it can.
    """
    if not rows:
        return
    table = "act" if isinstance(rows[0], Act) else "event"
    with transaction.atomic(savepoint=False):
        strand = _free(table)
        number, before = strand.last_number, bytes(strand.last_seal)
        for row in rows:
            number += 1
            text = row_text(before, table=table, strand=strand.pk, number=number, told=told_of(table, row))
            before = seal(text)
            row.strand, row.number, row.seal = strand.pk, number, before
        MODELS[table].objects.bulk_create(rows, batch_size=CHUNK)  # type: ignore[arg-type]
        head = seal(head_text(strand.pk, table, number, before))
        Strand.objects.filter(pk=strand.pk).update(last_number=number, last_seal=before, head=head)


def _free(table: str) -> Strand:
    """A strand of `table` that is ours until the transaction ends."""
    assert connection.in_atomic_block
    ours = Strand.objects.filter(table=table)
    found = ours.select_for_update(skip_locked=True).order_by("pk").first()
    if found is not None:
        return found
    # More writers than strands: this one waits. Raises DoesNotExist where strands were taken away: nothing is done
    # that the journal cannot keep.
    return ours.select_for_update().get(pk=random.choice(strand_ids(table)))


def strand_ids(table: str) -> range:
    """The ids of all strands of `table`."""
    return range(FIRST[table], FIRST[table] + STRANDS[table])


def lay_strands(using: str) -> None:
    """Make the strands of each table that has none yet. What was taken away since is not made good."""
    if Strand._meta.db_table not in connections[using].introspection.table_names():
        return  # migrated back to before
    for table in STRANDS:
        if not Strand.objects.using(using).filter(table=table).exists():
            heads = [(pk, seal(head_text(pk, table, 0, UNSEALED))) for pk in strand_ids(table)]
            Strand.objects.using(using).bulk_create(Strand(pk=pk, table=table, head=head) for pk, head in heads)

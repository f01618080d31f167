"""Seal what was written before the journal was sealed, in the order of writing, in the first strand of each table.

Not one transaction: a part sealed is left be, so a run that was broken off goes on where it stopped. The guards are
lifted for the while; `migrate` puts them back at its end.
"""

from django.db import migrations, transaction

from clb.kernel.tables.append_only import unguard
from clb.kernel.journal.seals import UNSEALED, as_text, head_text, moment, row_text, seal

ROWS = 2_000
TABLES = {"act": (1, 24), "event": (25, 8)}  # the first strand and how many there are
COLUMNS = {
    "act": ("id", "command", "by_id", "channel", "unit_id", "address", "device", "done_at", "data", "result", "changes"),
    "event": ("id", "kind", "by_id", "channel", "unit_id", "address", "device", "done_at", "data"),
}


def seal_journal(apps, schema_editor) -> None:  # type: ignore[no-untyped-def]
    """Every act and event that has no seal yet. Done twice, it changes nothing."""
    alias = schema_editor.connection.alias
    Strand = apps.get_model("kernel", "Strand")
    for table, (first, many) in TABLES.items():
        Row = apps.get_model("kernel", table)
        if not Row.objects.using(alias).filter(number=None).exists():
            continue
        heads = [(pk, seal(head_text(pk, table, 0, UNSEALED))) for pk in range(first, first + many)]
        Strand.objects.using(alias).bulk_create(
            [Strand(pk=pk, table=table, head=head) for pk, head in heads], ignore_conflicts=True
        )
        unguard(f"kernel_{table}", alias)
        after = None
        while (after := _seal_part(Row, Strand.objects.using(alias).get(pk=first), alias, after)) is not None:
            pass


def _seal_part(Row, strand, alias, after):  # type: ignore[no-untyped-def]  # noqa: N803 -- a model
    waiting = Row.objects.using(alias).filter(number=None).order_by("done_at", "pk")
    if after is not None:
        waiting = waiting.filter(done_at__gte=after)
    rows = list(waiting[:ROWS])
    if not rows:
        return None
    number, before, cells = strand.last_number, bytes(strand.last_seal), []
    for row in rows:
        number += 1
        told = [getattr(row, name) for name in COLUMNS[strand.table]]
        told[0], told[7] = str(row.pk), moment(row.done_at)
        before = seal(row_text(before, table=strand.table, strand=strand.pk, number=number, told=as_text(told)))
        cells.append([strand.pk, number, before, row.pk])
    with transaction.atomic(using=alias):
        _store(Row, alias, cells)
        strand.last_number, strand.last_seal = number, before
        strand.head = seal(head_text(strand.pk, strand.table, number, before))
        strand.save(using=alias)
    return rows[-1].done_at


def _store(Row, alias, cells) -> None:  # type: ignore[no-untyped-def]  # noqa: N803 -- a model
    from django.db import connections

    connection, table = connections[alias], Row._meta.db_table
    as_stored = Row._meta.pk.get_db_prep_value
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET strand = %s, number = %s, seal = %s WHERE id = %s",
            [[*cell[:3], as_stored(cell[3], connection)] for cell in cells],
        )


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("kernel", "0003_strands")]

    operations = [migrations.RunPython(seal_journal, migrations.RunPython.noop)]

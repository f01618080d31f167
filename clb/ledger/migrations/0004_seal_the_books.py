"""Number and seal what was written before books were sealed, in the order of writing, book by book.

Not one transaction: twenty-five million lines take minutes, and a book once sealed is left be, so a run that was broken
off goes on where it stopped. The guards of entries are lifted for the while; `migrate` puts them back at its end.
"""

from itertools import groupby
from operator import itemgetter

from django.db import migrations, transaction

from clb.kernel.tables.append_only import unguard
from clb.ledger.rules import UNSEALED, sealed

BOOKS, ROWS = 200, 2_000
Sealed = tuple[int, bytes, object]  # number, seal, id of the entry


def seal_books(apps, schema_editor) -> None:  # type: ignore[no-untyped-def]
    """Every book that has entries and no seal yet. Raises nothing; done twice, it changes nothing."""
    connection = schema_editor.connection
    Book, Entry = apps.get_model("ledger", "Book"), apps.get_model("ledger", "Entry")
    for table in ("ledger_entry", "ledger_closing"):
        unguard(table, connection.alias)
    waiting = list(Book.objects.filter(last_number=0, entries__isnull=False).order_by("pk").distinct().values_list("pk", flat=True))
    for start in range(0, len(waiting), BOOKS):
        with transaction.atomic(using=connection.alias):
            for book, rows in _sealed(Entry, waiting[start : start + BOOKS]):
                for at in range(0, len(rows), ROWS):
                    _write(connection, rows[at : at + ROWS])
                number, seal, _id = rows[-1]
                Book.objects.filter(pk=book).update(last_number=number, last_seal=seal)
                apps.get_model("ledger", "Closing").objects.filter(book=book).update(last_number=number, last_seal=seal)


def _sealed(Entry, books):  # type: ignore[no-untyped-def]  # noqa: N803 -- a model
    lines = ("transfers__debit__code", "transfers__credit__code", "transfers__amount_vnd")
    found = Entry.objects.filter(book__in=books).order_by("book", "made_at", "pk", "transfers__pk")
    listed = found.values_list("book", "pk", "happened_on", "kind", "reverses", "made_at", *lines).iterator(10_000)
    for book, of_book in groupby(listed, itemgetter(0)):
        seal, rows = UNSEALED, []
        for number, (head, of_entry) in enumerate(groupby(of_book, itemgetter(0, 1, 2, 3, 4, 5)), 1):
            _book, pk, on, kind, reverses, made_at = head
            said = {"id": pk, "on": on, "kind": kind, "reverses": reverses, "made_at": made_at}
            seal = sealed(seal, book=book, number=number, lines=[row[6:] for row in of_entry], **said)
            rows.append((number, seal, pk))
        yield book, rows


def _write(connection, rows: list[Sealed]) -> None:  # type: ignore[no-untyped-def]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "UPDATE ledger_entry SET number = v.number, seal = v.seal"
                " FROM unnest(%s::int[], %s::bytea[], %s::uuid[]) AS v(number, seal, id) WHERE ledger_entry.id = v.id",
                [list(column) for column in zip(*rows, strict=True)],
            )
        else:
            cursor.executemany(
                "UPDATE ledger_entry SET number = %s, seal = %s WHERE id = %s",
                [(number, seal, pk.hex) for number, seal, pk in rows],  # type: ignore[attr-defined]
            )


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("ledger", "0003_numbers_and_seals")]

    operations = [migrations.RunPython(seal_books, migrations.RunPython.noop)]

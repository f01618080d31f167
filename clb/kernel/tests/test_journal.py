"""The journal is sealed: a thousand random edits behind the program's back, each found and named."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import connection, transaction

from clb.access.models import User
from clb.kernel.journal import Kind, chains, note, seals, write
from clb.kernel.journal.checkpoints import make_checkpoint
from clb.kernel.journal.verifying import Break, breaks
from clb.kernel.models import Act, Checkpoint, Strand
from clb.kernel.tables.append_only import unguard
from conftest import make_user

EDITS = 1_000
ROWS = 15  # of each strand
GUARDED = ("kernel_act", "kernel_event", "kernel_checkpoint")
Expected = tuple[str, int, int, str]  # table, strand, number of the first break, and of which row, '' for a missing one


def an_act(by: User, **told: Any) -> Act:
    data = {"club": str(uuid4()), "amount_vnd": random.randrange(10**6), "note": "Trả nợ kỳ 1", "on": "2026-11-26"}
    changed = {"clubs.club": {str(uuid4()): {"name": ["CLB Cũ", "CLB Mới"], "phone": None}}}
    given = {"command": "fund.repay_loan", "channel": "page", "unit_id": 7, "result": [{"id": 1}, None, True]}
    return Act(by=by, **given | {"data": data, "changes": changed} | told)


def fill(by: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two strands of acts and one of events, with a checkpoint at each third."""
    for part in range(3):
        for strand in (1, 2):
            with monkeypatch.context() as only:
                only.setattr(chains, "_free", lambda table, pk=strand: Strand.objects.get(pk=pk))
                write([an_act(by) for _n in range(ROWS // 3)])
        for n in range(ROWS // 3):
            note(Kind.LOOKED_AT_PERSON if n % 2 else Kind.REFUSED, by=by, unit=7, person=uuid4(), times=n)
        assert make_checkpoint() is not None, part


@pytest.fixture(scope="module")
def kept(stored_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A journal without its guards, and the file of its marks."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        file = tmp_path_factory.mktemp("marks") / "marks.jsonl"
        monkeypatch.setattr(settings, "JOURNAL_MARKS_FILE", file)
        fill(make_user("lan"), monkeypatch)
        for table in GUARDED:
            unguard(table, "default")
        yield file


def sql(text: str, *cells: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text, cells)


@dataclass
class Vandal:
    """One who writes straight into the database, without the key. Each deed gives the first break to be found."""

    dice: random.Random
    ids: dict[tuple[str, int, int], UUID]

    def deeds(self) -> list[Callable[[], Expected]]:
        rows = [self.edit, self.edit, self.edit, self.edit_deep, self.bend_seal, self.delete, self.delete_run]
        rows += [self.swap, self.swap_neighbours, self.swap_contents, self.slip_in, self.add_at_end, self.renumber]
        heads = [self.cut_tail, self.cut_tail_and_head, self.put_back_head, self.bend_head, self.move_to_other_strand]
        return [*rows, *rows, *heads, self.bend_mark, self.lose_mark, self.bend_file, self.lose_line]

    def place(self) -> tuple[str, int, int, UUID]:
        table = self.dice.choice(["act", "act", "event"])
        strand = self.dice.choice([1, 2]) if table == "act" else 25
        number = self.dice.randint(1, ROWS)
        return table, strand, number, self.id_at(table, strand, number)

    def id_at(self, table: str, strand: int, number: int) -> UUID:
        return self.ids[table, strand, number]

    def set(self, table: str, pk: UUID, **cells: Any) -> None:
        chains.MODELS[table].objects.filter(pk=pk).update(**cells)

    def edit(self) -> Expected:
        table, strand, number, pk = self.place()
        column = self.dice.choice(chains.COLUMNS[table][1:])
        row = chains.MODELS[table].objects.get(pk=pk)
        was = getattr(row, column)
        if column == "by_id":
            self.set(table, pk, by=self.dice.choice([OTHER[0], None] if table == "event" else [OTHER[0]]))
        elif column == "unit_id":
            self.set(table, pk, unit_id=was + self.dice.randint(1, 9))
        elif column == "done_at":
            self.set(table, pk, done_at=was.replace(microsecond=(was.microsecond + 1) % 10**6))
        elif isinstance(was, str):
            self.set(table, pk, **{column: was[:-1] + self.dice.choice("@#~") if was else "x"})
        else:
            self.set(table, pk, **{column: {"khác": [was]}})
        return table, strand, number, str(pk)

    def edit_deep(self) -> Expected:
        _table, strand, number, pk = "act", *self.place()[1:]
        strand = 1 if strand == 25 else strand
        pk = self.id_at("act", strand, number)
        act = Act.objects.get(pk=pk)
        (fields,) = act.changes["clubs.club"].values()
        deed = self.dice.choice(["before", "after", "told", "amount"])
        if deed == "amount":
            act.data["amount_vnd"] += self.dice.choice([-1, 1])
        elif deed == "told":
            fields["phone"] = ["1", "2"]
        else:
            fields["name"][deed == "after"] += " "
        self.set("act", pk, data=act.data, changes=act.changes)
        return "act", strand, number, str(pk)

    def bend_seal(self) -> Expected:
        table, strand, number, pk = self.place()
        self.set(table, pk, seal=self.dice.randbytes(32))
        return table, strand, number, str(pk)

    def delete(self) -> Expected:
        table, strand, number, _pk = self.place()
        sql(f"DELETE FROM kernel_{table} WHERE strand = %s AND number = %s", strand, number)
        return table, strand, number, ""

    def delete_run(self) -> Expected:
        table, strand, number, _pk = self.place()
        last = min(ROWS, number + self.dice.randint(1, 5))
        sql(f"DELETE FROM kernel_{table} WHERE strand = %s AND number BETWEEN %s AND %s", strand, number, last)
        return table, strand, number, ""

    def _swap(self, table: str, strand: int, one: int, other: int) -> Expected:
        first, second = self.id_at(table, strand, one), self.id_at(table, strand, other)
        self.set(table, first, number=999)
        self.set(table, second, number=one)
        self.set(table, first, number=other)
        return table, strand, one, str(second)

    def swap(self) -> Expected:
        table, strand, *_rest = self.place()
        one, other = sorted(self.dice.sample(range(1, ROWS + 1), 2))
        return self._swap(table, strand, one, other)

    def swap_neighbours(self) -> Expected:
        table, strand, number, _pk = self.place()
        number = min(number, ROWS - 1)
        return self._swap(table, strand, number, number + 1)

    def swap_contents(self) -> Expected:
        """Two rows exchange what they say; numbers, seals and ids stay."""
        table, strand, *_rest = self.place()
        one, other = sorted(self.dice.sample(range(1, ROWS + 1), 2))
        first, second = (chains.MODELS[table].objects.get(strand=strand, number=number) for number in (one, other))
        self.set(table, first.pk, data=second.data)
        self.set(table, second.pk, data=first.data)
        return table, strand, one, str(first.pk)

    def _forged(self, table: str, strand: int, number: int) -> UUID:
        like = chains.MODELS[table].objects.filter(strand=strand).order_by("number")[0]
        like.pk, like.number, like.seal = uuid4(), number, self.dice.randbytes(32)
        chains.MODELS[table].objects.bulk_create([like])
        return like.pk

    def _shift(self, table: str, strand: int, first: int, by: int) -> None:
        sql(f"UPDATE kernel_{table} SET number = number + 9000 WHERE strand = %s AND number >= %s", strand, first)
        sql(f"UPDATE kernel_{table} SET number = number - %s WHERE strand = %s AND number > 9000", 9000 - by, strand)

    def slip_in(self) -> Expected:
        table, strand, number, _pk = self.place()
        self._shift(table, strand, number, 1)
        return table, strand, number, str(self._forged(table, strand, number))

    def add_at_end(self) -> Expected:
        table, strand, *_rest = self.place()
        return table, strand, ROWS + 1, str(self._forged(table, strand, ROWS + 1))

    def renumber(self) -> Expected:
        """One is taken away and those behind it move up."""
        table, strand, number, _pk = self.place()
        number = min(number, ROWS - 1)
        sql(f"DELETE FROM kernel_{table} WHERE strand = %s AND number = %s", strand, number)
        self._shift(table, strand, number + 1, -1)
        return table, strand, number, str(self.id_at(table, strand, number + 1))

    def cut_tail(self) -> Expected:
        table, strand, number, _pk = self.place()
        sql(f"DELETE FROM kernel_{table} WHERE strand = %s AND number >= %s", strand, number)
        return table, strand, number, ""

    def cut_tail_and_head(self) -> Expected:
        """The head made to fit, but without the key."""
        table, strand, number, _pk = self.place()
        number = max(number, 2)
        last = chains.MODELS[table].objects.get(strand=strand, number=number - 1)
        sql(f"DELETE FROM kernel_{table} WHERE strand = %s AND number >= %s", strand, number)
        Strand.objects.filter(pk=strand).update(last_number=number - 1, last_seal=last.seal)
        return table, strand, number - 1, ""

    def put_back_head(self) -> Expected:
        """The head as it really was once, kept from before: only the marks know better."""
        table, strand, number, _pk = self.place()
        number = max(number, 2)
        last = chains.MODELS[table].objects.get(strand=strand, number=number - 1)
        head = seals.seal(seals.head_text(strand, table, number - 1, bytes(last.seal)))
        sql(f"DELETE FROM kernel_{table} WHERE strand = %s AND number >= %s", strand, number)
        Strand.objects.filter(pk=strand).update(last_number=number - 1, last_seal=last.seal, head=head)
        return table, strand, number, ""

    def bend_head(self) -> Expected:
        table, strand, *_rest = self.place()
        cells: dict[str, Any] = self.dice.choice(
            [{"head": self.dice.randbytes(32)}, {"last_seal": self.dice.randbytes(32)}, {"last_number": ROWS + 7}]
        )
        Strand.objects.filter(pk=strand).update(**cells)
        return table, strand, ROWS, ""

    def move_to_other_strand(self) -> Expected:
        table, strand, number, pk = self.place()
        self.set(table, pk, strand=strand + 1 if table == "event" else strand + 7)
        return table, strand, number, ""

    def bend_mark(self) -> Expected:
        mark = Checkpoint.objects.get(number=self.dice.randint(1, 3))
        at = self.dice.randrange(len(mark.heads))
        mark.heads[at][self.dice.choice([0, 1])] += 1
        cells: dict[str, Any] = self.dice.choice(
            [{"heads": mark.heads}, {"seal": self.dice.randbytes(32)}, {"made_at": mark.made_at.replace(year=2020)}]
        )
        Checkpoint.objects.filter(pk=mark.pk).update(**cells)
        return "checkpoint", 0, mark.number, ""

    def lose_mark(self) -> Expected:
        number = self.dice.randint(1, 3)
        Checkpoint.objects.filter(number=number).delete()
        return "checkpoint", 0, number, ""

    def bend_file(self) -> Expected:
        lines = settings.JOURNAL_MARKS_FILE.read_text().splitlines()
        at = self.dice.randrange(3)
        told = json.loads(lines[at])
        told["heads"][0][1] -= 1
        lines[at] = self.dice.choice(["", "{", json.dumps(told)])
        settings.JOURNAL_MARKS_FILE.write_text("\n".join(lines) + "\n")
        return "checkpoint", 0, at + 1, ""

    def lose_line(self) -> Expected:
        lines = settings.JOURNAL_MARKS_FILE.read_text().splitlines()
        at = self.dice.randrange(3)
        settings.JOURNAL_MARKS_FILE.write_text("".join(f"{line}\n" for n, line in enumerate(lines) if n != at))
        return "checkpoint", 0, at + 1, ""


OTHER: list[User] = []


def as_written() -> dict[tuple[str, int, int], UUID]:
    rows = ((table, model.objects.values_list("strand", "number", "pk")) for table, model in chains.MODELS.items())
    return {(table, strand, number): pk for table, found in rows for strand, number, pk in found}


def found_where(expected: Expected) -> list[Break]:
    table, strand = expected[:2]
    return list(breaks([table], [strand]) if strand else breaks([]))


def test_a_thousand_edits_are_each_found_and_the_first_is_named(
    db: None, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "JOURNAL_MARKS_FILE", kept)
    with transaction.atomic():
        OTHER[:] = [make_user("khac")]
        assert list(breaks()) == []
        file, vandal = kept.read_text(), Vandal(random.Random(20_261_126), as_written())
        deeds = vandal.deeds()
        for n in range(EDITS):
            deed = deeds[n % len(deeds)]
            with transaction.atomic():
                table, strand, number, pk = expected = deed()
                found = found_where(expected)
                first = found[0] if found else None
                transaction.set_rollback(True)
            kept.write_text(file)
            assert first is not None, (n, deed.__name__, expected)
            told = (first.table, first.strand, first.number, first.id)
            assert told == (table, strand, number, pk), (n, deed.__name__, expected, found)
        assert list(breaks()) == []
        transaction.set_rollback(True)

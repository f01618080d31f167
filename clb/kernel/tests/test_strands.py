"""Strands of the journal: writers do not wait for each other, keys change, rows from before are sealed."""

from __future__ import annotations

import threading
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from clb.clubs.commands import CORRECT_CLUB
from clb.clubs.models import Club
from clb.kernel.commands import run
from clb.kernel.journal import Kind, note, seals, write
from clb.kernel.journal.checkpoints import make_checkpoint, marks_in_file
from clb.kernel.journal.verifying import How, breaks, first_of
from clb.kernel.models import Act, Checkpoint, Event, Strand
from clb.kernel.tables.append_only import guard, unguard
from clb.kernel.tests.at_once import wait_for
from clb.kernel.tests.test_journal import an_act, sql
from conftest import Cast, make_cast, make_club

migration = import_module("clb.kernel.migrations.0004_seal_the_journal")


@pytest.fixture
def marks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(settings, "JOURNAL_MARKS_FILE", tmp_path / "marks.jsonl")
    return tmp_path / "marks.jsonl"


def test_an_act_says_where_from_and_what_changed(cast: Cast) -> None:
    run(CORRECT_CLUB, by=cast.dung, data={"club": cast.club.pk, "name": "CLB Mới"})
    act = Act.objects.get()
    assert act.changes == {"clubs.club": {str(cast.club.pk): {"name": ["CLB Một", "CLB Mới"]}}}
    assert (act.strand, act.number, list(breaks())) == (1, 1, [])


def test_writers_of_many_clubs_keep_the_chains_whole_and_do_not_wait(committed: None, marks: Path) -> None:
    cast = make_cast()
    clubs = [make_club(cast.xa, f"CLB {n}") for n in range(4)]
    ready, done = threading.Barrier(len(clubs)), []

    def send(club: Club) -> None:
        with transaction.atomic():
            if connection.vendor == "postgresql":  # SQLite has one writer at a time, and one strand will do
                write([an_act(cast.dung)])
                ready.wait(30)  # each holds a strand now, and none waits for another
        for n in range(5):
            done.append(run(CORRECT_CLUB, by=cast.dung, data={"club": club.pk, "name": f"{club.name} lần {n}"}).status)
            note(Kind.LOOKED_AT_PERSON, by=cast.dung, unit=club.unit_id, person=uuid4())
        connection.close()

    writers = [threading.Thread(target=send, args=[club], daemon=True) for club in clubs]
    for writer in writers:
        writer.start()
    for _n in range(20):  # whoever looks meanwhile finds nothing wrong
        assert list(breaks()) == []
    wait_for(writers)
    assert done == ["done"] * 20 and list(breaks()) == []
    strands = set(Act.objects.values_list("strand", flat=True))
    assert len(strands) == (4 if connection.vendor == "postgresql" else 1)


def test_what_is_undone_leaves_no_gap(cast: Cast) -> None:
    write([an_act(cast.lan)])
    with transaction.atomic():
        write([an_act(cast.lan), an_act(cast.lan)])
        transaction.set_rollback(True)
    write([an_act(cast.lan)])
    assert list(Act.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert list(breaks()) == []


def test_a_new_key_seals_on_and_the_old_ones_still_hold(
    cast: Cast, marks: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(settings, "JOURNAL_KEYS_FILE", tmp_path / "keys")
    Strand.objects.all().delete()
    seals_made = import_module("clb.kernel.journal.chains").lay_strands
    seals_made("default")
    write([an_act(cast.lan)])
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o600
    seals.new_key()
    write([an_act(cast.lan)])
    make_checkpoint()
    assert list(breaks()) == []
    first = seals.keys()[1]
    unguard("kernel_act", "default")
    forged = Act.objects.get(number=2)
    told = seals.row_text(bytes(Act.objects.get(number=1).seal), table="act", strand=1, number=2, told='["x"]')
    Act.objects.filter(pk=forged.pk).update(data={}, seal=seals.seal(told, first))
    assert [one.number for one in breaks(["act"], [1])] == [2]
    Act.objects.filter(pk=forged.pk).update(data=forged.data, seal=forged.seal)
    kept = (tmp_path / "keys").read_text().split()
    (tmp_path / "keys").write_text(kept[0])
    seals._kept.cache_clear()
    assert How.CHANGED in [one.how for one in breaks(["act"], [1])]  # without the key that sealed it


def test_marks_are_made_once_a_day_and_a_lost_file_is_begun_anew_in_the_open(cast: Cast, marks: Path) -> None:
    assert make_checkpoint() is None
    write([an_act(cast.lan)])
    first = make_checkpoint(daily=True)
    write([an_act(cast.lan)])
    assert first is not None and make_checkpoint(daily=True) is None
    second = make_checkpoint()
    assert second is not None and make_checkpoint() is None
    assert (marks_in_file(), marks.stat().st_mode & 0o777) == ([first, second], 0o600)
    marks.unlink()
    assert [(one.how, one.number) for one in breaks()] == [(How.MARK_FILE, 1), (How.MARK_FILE, 2)]
    make_checkpoint()
    assert (marks_in_file(), Event.objects.get().kind) == ([first, second], Kind.JOURNAL_FILE_BEGUN)
    unguard("kernel_checkpoint", "default")
    Checkpoint.objects.all().delete()
    assert [(one.how, one.number) for one in breaks()] == [(How.MARK, 1), (How.MARK, 2)]


def test_the_first_break_is_the_one_that_befell_first(cast: Cast) -> None:
    write([an_act(cast.lan) for _n in range(3)])
    note(Kind.REFUSED, by=cast.lan)
    for table in ("kernel_act", "kernel_event"):
        unguard(table, "default")
    sql("UPDATE kernel_act SET channel = 'api' WHERE number = 2")
    sql("UPDATE kernel_event SET channel = 'api'")
    found = list(breaks())
    first = first_of(found)
    assert first is not None and (len(found), first.table, first.number, first.unit_id) == (2, "act", 2, 7)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL lets no such value in")
def test_what_no_column_could_hold_is_told_and_stops_nothing(cast: Cast) -> None:
    write([an_act(cast.lan) for _n in range(3)])
    unguard("kernel_act", "default")
    bent = ("done_at = 'hôm qua'", "by_id = X'00'", "id = 'x'", "seal = 'x'", "number = 'x'", "unit_id = 'x'")
    for cells in bent:
        with transaction.atomic():
            connection.cursor().execute("PRAGMA defer_foreign_keys = ON")
            sql(f"UPDATE kernel_act SET {cells} WHERE number = 2")
            found = list(breaks())
            transaction.set_rollback(True)
        assert found and found[0].number in (2, 3), cells
    sql("UPDATE kernel_strand SET last_number = 'x' WHERE id = 1")
    assert How.HEAD in [one.how for one in breaks()]


def test_rows_from_before_are_sealed_in_their_order(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for model in (Act, Event):
        unguard(model._meta.db_table, "default")
    write([an_act(cast.lan) for _n in range(5)])
    note(Kind.REFUSED, by=cast.lan)
    as_sealed = list(Act.objects.order_by("number").values_list("number", "seal"))
    Strand.objects.all().delete()
    waiting = Stub(Act), Stub(Event)
    monkeypatch.setattr(migration, "ROWS", 2)
    migration.seal_journal(Apps(*waiting), SimpleNamespace(connection=connection))
    assert [bytes(seal) for _n, seal in Act.objects.order_by("number").values_list("number", "seal")] == [
        bytes(seal) for _n, seal in as_sealed
    ]
    assert list(breaks()) == []
    for model in (Act, Event):
        guard(model._meta.db_table, "default")


class Stub:
    """A model whose rows all seem unsealed until they are sealed: the columns may not be empty any more."""

    def __init__(self, model: Any) -> None:
        self.model, self._meta, self.done = model, model._meta, 0
        self.objects = self

    def using(self, _alias: str) -> Stub:
        return self

    def filter(self, *, number: None = None, done_at__gte: Any = None) -> Stub:
        return self

    def exists(self) -> bool:
        return bool(self.model.objects.count())

    def order_by(self, *_columns: str) -> Stub:
        return self

    def __getitem__(self, some: slice) -> list[Any]:
        rows = list(self.model.objects.order_by("done_at", "pk")[self.done : self.done + some.stop])
        self.done += len(rows)
        return rows


class Apps:
    def __init__(self, act: Stub, event: Stub) -> None:
        self.models = {"act": act, "event": event}

    def get_model(self, app: str, name: str) -> Any:
        return self.models.get(name) or apps.get_model(app, name)

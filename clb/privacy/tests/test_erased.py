"""A person is exported and erased; then nothing of her is found: tables, file, dump, files, journal, log, backups."""

from __future__ import annotations

import io
import json
import logging
import re
import sqlite3
import subprocess
import zipfile
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Sum
from django.utils import timezone

from clb.kernel.encrypted import unseal
from clb.kernel.selfcheck import run_checks
from clb.kernel.text import plain
from clb.ledger.models import Transfer
from clb.members.models import Person
from clb.members.services.summaries import roll_months_forward
from clb.privacy.commands import ERASE_PERSON
from clb.privacy.models import Erasure
from clb.privacy.package import as_json
from clb.privacy.queries.export import export_of
from clb.privacy.services import reapply_erasures
from conftest import make_cast

from .planted import MARKS, NAME, do, plant


@cache
def shapes(mark: str) -> frozenset[str]:
    """As it is typed and as JSON escapes it, in capitals too."""
    typed = {one for shape in MARKS[mark] for one in (shape, shape.upper())}
    return frozenset(typed | {json.dumps(one)[1:-1] for one in typed})


def told_in(text: str) -> set[str]:
    found = {mark for mark in MARKS if any(shape in text for shape in shapes(mark))}
    # Five digits alone may also stand in some id, seal or fraction of a second.
    return found if ALONE.search(text) else found - {"weight"}


ALONE = re.compile(rf"(?<![\w.\-]){MARKS['weight'][0]}(?![\w.\-])")


def opened(cell: Any) -> str:
    """A cell as text: packed bytes unpacked, sealed texts unsealed."""
    if isinstance(cell, (bytes, memoryview)):
        raw = bytes(cell)
        if raw[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(raw)) as packed:
                return "".join(packed.read(name).decode("utf8", "ignore") for name in packed.namelist())
        return raw.decode("utf8", "ignore")
    text = str(cell)
    return unseal(text) if text.startswith("gAAAA") else text


def in_tables() -> dict[str, set[str]]:
    """By table and column, the marks that its cells tell."""
    found: dict[str, set[str]] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, cell in zip(names, row, strict=True):
                    if cell is not None and (marks := told_in(opened(cell))):
                        found.setdefault(f"{table}.{name}", set()).update(marks)
    return found


def raw_database() -> str:
    """The bytes of the file and its log, or a dump."""
    if connection.vendor == "sqlite":
        file = Path(str(connection.settings_dict["NAME"]))
        parts = [file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))]
        return "".join(part.read_bytes().decode("utf8", "ignore") for part in parts if part.exists())
    return dump()


def dump() -> str:
    told = connection.settings_dict
    bin = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_dump"))[-1]
    command = [str(bin), "-h", str(told["HOST"]), "-U", str(told["USER"] or "postgres"), str(told["NAME"])]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def backup(folder: Path) -> str:
    """A backup made now, as its bytes."""
    if connection.vendor != "sqlite":
        return dump()
    with sqlite3.connect(folder / "backup.sqlite3") as copy:
        connection.connection.backup(copy)
    return (folder / "backup.sqlite3").read_bytes().decode("utf8", "ignore")


def in_files() -> tuple[int, set[str]]:
    """How many files lie in the store, and the marks that they or their names tell."""
    files = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    return len(files), {
        mark for path in files for mark in told_in(path.read_bytes().decode("utf8", "ignore") + path.name)
    }


def wrong() -> dict[str, list[str]]:
    """What the self-check finds; sealed and balanced books among it."""
    return {name: told for name, told in run_checks().items() if told}


def sums() -> Any:
    return Transfer.objects.aggregate(Sum("amount_vnd")), Transfer.objects.count()


@pytest.fixture
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "ERASED_FILE", tmp_path / "erased-people")
    return tmp_path


def test_nothing_is_found_of_a_person_who_was_erased(
    committed: None, apart: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    cast = make_cast()
    with transaction.atomic():
        roll_months_forward(timezone.localdate().replace(day=1) - timedelta(days=1))
        planted = plant(cast)
    before, money = in_tables(), sums()
    assert {mark for marks in before.values() for mark in marks} == set(MARKS)  # else nothing is proven below
    assert len(before) >= 40, sorted(before)
    assert set(MARKS) - {"number", "weight", "request"} <= told_in(raw_database())
    kept_files = in_files()[0]
    assert told_in(json.dumps(as_json(export_of(planted.person)), ensure_ascii=False)) == set(MARKS)

    do(ERASE_PERSON, cast.xuan, request=planted.request.pk, is_sure=True)
    call_command("privacy", "wipe")

    assert in_tables() == {}
    assert told_in(raw_database()) == set()
    assert told_in(backup(apart)) == set()
    count, told = in_files()
    assert told == set() and count == kept_files - 6  # her photo, four proofs, what she signed to ask
    assert told_in(caplog.text) == set()
    assert told_in(str(sorted(path.read_bytes() for path in apart.iterdir() if path.name == "erased-people"))) == set()
    assert wrong() == {}
    assert sums() == money
    person = Person.objects.get(pk=planted.person.pk)
    assert person.full_name.startswith("Người đã xóa dữ liệu ") and person.birth_shown == "1951"
    assert Erasure.objects.count() == 2  # with the record that was linked as hers

    # An older backup is put back: it knows her name, and of no erasure.
    Erasure.objects.all().delete()
    Person.objects.filter(pk=person.pk).update(full_name=NAME, search_key=plain(NAME), phone=MARKS["phone"][0])
    assert reapply_erasures() == 1 and in_tables() == {} and reapply_erasures() == 0

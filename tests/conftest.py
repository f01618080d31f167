"""The world that whole-system tests look at: made once a module, and each test undoes what it did there."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.utils import timezone

from clb.web import errors
from tests.world import World, make_world

Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]  # of each table its columns and what is in them


@dataclass
class Kept:
    """A world as it was made: what of it lies in memory, in the database and in files."""

    world: World
    rows: Rows
    files: Path
    day: date  # much of it is said of today


_kept: list[Kept] = []


@pytest.fixture(scope="module")
def world_of_the_module(stored_once: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[World, Path]:
    """The first module of a process and a day makes the world, act by act; the next put back what that stored, to the
    bit."""
    if connection.vendor != "sqlite":
        return make_world(), stored_once
    today = timezone.localdate()
    if not _kept or _kept[0].day != today:
        kept = Kept(make_world(), stored_rows(), tmp_path_factory.mktemp("kept"), today)
        copytree(stored_once, kept.files, dirs_exist_ok=True)
        _kept[:] = [kept]
    else:
        copytree(_kept[0].files, stored_once, dirs_exist_ok=True)
        put_back(_kept[0].rows)
        assert stored_rows() == _kept[0].rows
    return deepcopy(_kept[0].world), stored_once


def stored_rows() -> Rows:
    """Everything that is stored, as SQLite has it: `+` keeps Python from making days and truths of it."""
    found: Rows = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            columns = [f'"{row[1]}"' for row in cursor.execute(f'PRAGMA table_info("{table}")').fetchall()]
            asked = ", ".join(f"+{column}" for column in columns)
            found[table] = columns, cursor.execute(f'SELECT {asked} FROM "{table}" ORDER BY rowid').fetchall()
    return found


def put_back(stored: Rows) -> None:
    """Store these rows beside those that every database begins with, or in their place."""
    with connection.cursor() as cursor:
        for table, (columns, rows) in stored.items():
            marks = ", ".join("%s" for _column in columns)
            cursor.executemany(f'INSERT OR REPLACE INTO "{table}" ({", ".join(columns)}) VALUES ({marks})', rows)


@pytest.fixture
def world(db: None, world_of_the_module: tuple[World, Path]) -> World:
    world, settings.MEDIA_ROOT = world_of_the_module
    return deepcopy(world)


@pytest.fixture
def plain_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    """A refusal answers with its status only: what its page looks like costs more than the refusal."""
    monkeypatch.setattr(errors, "_page", lambda request, status, *told: HttpResponse(status=status))

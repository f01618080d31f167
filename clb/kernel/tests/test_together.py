"""Tables that one migration makes together: the same tables as one by one, and every migration that makes some."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from django.apps import apps
from django.db import ConnectionHandler, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.fields import FieldOperation
from django.db.migrations.operations.models import IndexOperation
from django.db.migrations.state import ProjectState

from ..tables.together import CreateModels, together

ID = ("id", models.BigAutoField(primary_key=True))
BEFORE = [migrations.CreateModel("Village", [ID])]


def _to(model: str) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(f"tried.{model}", models.PROTECT, related_name="+")


def _noop(*_: Any) -> None: ...


WRITTEN: list[Operation] = [
    migrations.AddField("village", "name", models.CharField(max_length=9, null=True)),
    migrations.CreateModel("House", [ID, ("village", _to("village")), ("number", models.IntegerField())]),
    migrations.CreateModel("Tree", [ID, ("house", _to("house")), ("height", models.IntegerField(default=1))]),
    migrations.AddField("village", "oldest_tree", models.OneToOneField("tried.tree", models.PROTECT, null=True)),
    migrations.AddField("house", "tree", _to("tree")),  # each refers to the other
    migrations.AlterField("tree", "height", models.PositiveSmallIntegerField(default=1)),
    migrations.AddIndex("house", models.Index(fields=["village", "number"], name="house_by_number")),
    migrations.AddConstraint("house", models.UniqueConstraint(fields=["village", "number"], name="one_house_a_number")),
    migrations.AddConstraint("tree", models.CheckConstraint(condition=models.Q(height__gt=0), name="tree_is_high")),
    migrations.AddConstraint("village", models.UniqueConstraint(fields=["name"], name="one_village_a_name")),
]


@pytest.mark.django_db  # a database of its own all the same, in memory
def test_the_same_tables_as_one_by_one_and_none_is_left_behind() -> None:
    (one_by_one, _), (at_once, emptied) = _tables(WRITTEN), _tables(together(*WRITTEN))
    assert one_by_one == at_once
    assert len([name for name in at_once if name.startswith("tried_")]) > 3
    assert emptied == _tables([])[0]


def test_the_same_models_as_one_by_one() -> None:
    assert _state(WRITTEN) == _state(together(*WRITTEN))
    assert list(map(type, together(*WRITTEN))) == [
        migrations.AddField,
        CreateModels,
        migrations.AddField,
        migrations.AddConstraint,
    ]


def test_code_that_moves_rows_finds_what_it_found_before_and_nothing_passes_it() -> None:
    move, last = migrations.RunPython(_noop), WRITTEN[-3:]
    made, *rest = together(*WRITTEN[1:3], move, *last)
    assert isinstance(made, CreateModels) and rest == [move, *last]
    assert together(move, *last) == [move, *last]


def test_a_value_that_is_given_once_stays_a_matter_of_its_own() -> None:
    once = migrations.AddField("tree", "age", models.IntegerField(default=3), preserve_default=False)
    assert together(*WRITTEN[1:3], once)[1:] == [once]
    assert _state([*WRITTEN[1:3], once]) == _state(together(*WRITTEN[1:3], once))


def test_every_migration_makes_its_tables_together() -> None:
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("clb.")}
    slow = [
        f"{app}.{name}"
        for (app, name), migration in MigrationLoader(None).disk_migrations.items()
        if app in ours and _makes_tables_one_by_one(migration.operations)
    ]
    assert slow == [], "write: operations = together(…) of clb.kernel.tables.together, with what makemigrations wrote"


def _makes_tables_one_by_one(operations: Iterable[Operation]) -> bool:
    made = [one.name_lower for one in operations if isinstance(one, migrations.CreateModel)]
    added = [one for one in operations if isinstance(one, FieldOperation | IndexOperation)]
    return len(made) > 1 or any(one.model_name_lower in made for one in added)


def _state(operations: list[Operation]) -> ProjectState:
    state = ProjectState()
    for operation in [*BEFORE, *operations]:
        operation.state_forwards("tried", state)
    return state


def _tables(operations: list[Operation]) -> tuple[dict[str, str], dict[str, str]]:
    """What stands in a database after the operations, and what after they were taken back."""
    memory = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
    connection = ConnectionHandler({"default": memory})["default"]
    migration = type("Migration", (migrations.Migration,), {"operations": operations})("tried", "tried")
    state = ProjectState()
    with connection.schema_editor() as editor:
        for operation in BEFORE:
            before = state.clone()
            operation.state_forwards("tried", state)
            operation.database_forwards("tried", editor, before, state)
    with connection.schema_editor() as editor:
        migration.apply(state.clone(), editor)
    there = _master(connection)
    with connection.schema_editor() as editor:
        migration.unapply(state.clone(), editor)
    back = _master(connection)
    connection.close()
    return there, back


def _master(connection: Any) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return dict(cursor.fetchall())

"""Tables whose rows are never changed, guarded in the database itself.

Guards are put back after every migrate, not by a migration: when SQLite alters a table Django
rebuilds it, and the rebuilt table comes back without its triggers.
"""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

_GUARDED: set[str] = set()


def keep_append_only(app: AppConfig, *tables: str) -> None:
    """Guard `tables` of `app` now and after every migrate. Call from the app's `ready()`."""
    _GUARDED.update(tables)

    def put_back(using: str, **_: Any) -> None:
        for table in tables:
            guard(table, using)

    post_migrate.connect(put_back, sender=app, weak=False, dispatch_uid=f"append_only:{app.label}")


def guarded_tables() -> list[str]:
    """Names of all tables that must carry a guard."""
    return sorted(_GUARDED)


def guard(table: str, using: str) -> None:
    """Make the database refuse UPDATE and DELETE on `table`."""
    name, why = f"{table}_append_only", f"{table} is append-only: add a reversing row instead"
    with connections[using].cursor() as cursor:
        if connections[using].vendor == "sqlite":
            for verb in ("UPDATE", "DELETE"):
                cursor.execute(
                    f"CREATE TRIGGER IF NOT EXISTS {name}_{verb} BEFORE {verb} ON {table}"
                    f" BEGIN SELECT RAISE(ABORT, '{why}'); END"
                )
        else:
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$"
                f" BEGIN RAISE EXCEPTION '{why}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
            cursor.execute(
                f"CREATE OR REPLACE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table}"
                f" FOR EACH ROW EXECUTE FUNCTION {name}()"
            )
            cursor.execute(
                f"CREATE OR REPLACE TRIGGER {name}_truncate BEFORE TRUNCATE ON {table}"
                f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
            )


def unguard(table: str, using: str) -> None:
    """Lift the guard. Only for tests that really commit, before the test database is emptied."""
    name = f"{table}_append_only"
    with connections[using].cursor() as cursor:
        if connections[using].vendor == "sqlite":
            for verb in ("UPDATE", "DELETE"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}_{verb}")
        else:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}_truncate ON {table}")


def missing_guards(using: str = "default") -> list[str]:
    """Tables that should be guarded and are not; empty when all is well."""
    with connections[using].cursor() as cursor:
        if connections[using].vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'")
        have = {row[0] for row in cursor.fetchall()}
    wanted = ("_UPDATE", "_DELETE") if connections[using].vendor == "sqlite" else ("", "_truncate")
    return [t for t in guarded_tables() if any(f"{t}_append_only{end}" not in have for end in wanted)]

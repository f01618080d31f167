"""`python -m bench.imports`: one list of 10,000 members with 300 planted faults, tried, imported and undone.

It runs in a transaction that is rolled back, and in a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
from datetime import date
from time import perf_counter, process_time
from typing import Any

from .measure_lists import Told, counts, same

CLUBS = 200


def main() -> int:
    """Make a commune with its clubs, run the list through, print the figures; 1 where a bar is missed."""
    parser = argparse.ArgumentParser(prog="bench.imports", description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--faults", type=int, default=300)
    parser.add_argument("--sqlite", action="store_true", help="đo trên một tệp SQLite tạm thay vì PostgreSQL")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="clb-bench-") as folder:
        os.environ["CLB_DATA"] = folder
        if asked.sqlite:
            os.environ.pop("CLB_DATABASE_URL", None)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clb.config.settings")
        import django  # noqa: PLC0415 -- app ready

        django.setup()
        return _run(asked)


def _run(asked: argparse.Namespace) -> int:
    from django.core.management import call_command  # noqa: PLC0415 -- app ready
    from django.db import connection, transaction  # noqa: PLC0415 -- app ready

    from clb.members.services import roll_months_forward  # noqa: PLC0415 -- app ready
    from conftest import make_cast, make_club  # noqa: PLC0415 -- app ready

    from .lists import make_list  # noqa: PLC0415 -- app ready

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        cast = make_cast()
        names = [make_club(cast.xa, f"CLB Ấp {n}").name for n in range(CLUBS)]
        roll_months_forward(date(2026, 10, 31))
        before = counts()
        content, plants = make_list(names, rows=asked.rows, faults=asked.faults)
        told = Told(asked.rows, connection.display_name, len(content), len({p.kind for p in plants}))
        is_good = _through(cast.xuan, content, plants, before, told)
        transaction.set_rollback(True)
    return 0 if is_good else 1


def _through(user: Any, content: bytes, plants: Any, before: Any, told: Any) -> bool:
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415 -- app ready

    from clb.kernel.commands import run  # noqa: PLC0415 -- app ready
    from clb.sheets.commands import IMPORT_SHEET, MAP_SHEET, UNDO_SHEET, UPLOAD_SHEET  # noqa: PLC0415 -- app ready
    from clb.sheets.services import work_off  # noqa: PLC0415 -- app ready

    def step(command: Any, **data: Any) -> Any:
        files = {"file": SimpleUploadedFile("ds.xlsx", content)} if command is UPLOAD_SHEET else None
        outcome = run(command, by=user, data=data, files=files)
        assert outcome.status == "done", outcome.errors
        return outcome.result

    begun = perf_counter()
    batch = step(UPLOAD_SHEET, kind="MEMBERS", place="C1")
    told.say("gửi lên, đoán cột", perf_counter() - begun)
    columns = json.dumps(batch.options["columns"])
    batch, seconds = _timed(work_off, step(MAP_SHEET, batch=str(batch.pk), columns=columns))
    told.say("kiểm tra thử", seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    is_named = same(batch, plants) and counts() == before and batch.result["right"] == told.rows - len(plants)
    batch, seconds = _timed(work_off, step(IMPORT_SHEET, batch=str(batch.pk), mode="RIGHT"))
    told.say(f"nhập {len(batch.done_rows)} dòng", seconds)
    batch, undo_seconds = _timed(work_off, step(UNDO_SHEET, batch=str(batch.pk)))
    told.say("hoàn tác", undo_seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    is_back = batch.state == "UNDONE" and counts() == before
    print(f"  {len(plants)} lỗi nêu đúng, không thừa: {is_named}; hoàn tác về như cũ: {is_back}")
    return is_named and is_back and told.is_within


def _timed(way: Any, batch: Any) -> tuple[Any, float]:
    begun, worked = perf_counter(), process_time()
    done = way(batch)
    print(f"    (bộ xử lý của tiến trình này: {process_time() - worked:.1f} giây)")
    return done, perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())

"""The nation's table of 20,000 clubs as a job with progress, and what a page of a nation and of a province costs.

python -m bench.tabular [--sqlite] [--clubs 20000] [--members-per-club 60]
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from time import perf_counter, process_time

LIMIT_S = 60
RUNS = 5


def main() -> int:
    """Make the nation, order the table, let the worker fill it, hold its sums against the month's own, time pages."""
    asked = _asked()
    if not asked.sqlite and "CLB_DATABASE_URL" not in os.environ:
        print("Hãy chạy qua ops/with-postgres.sh, hoặc thêm --sqlite.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="clb-bench-") as folder:
        os.environ["CLB_DATA"] = folder
        if asked.sqlite:
            os.environ.pop("CLB_DATABASE_URL", None)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clb.config.settings")
        import django  # noqa: PLC0415 -- app ready

        django.setup()
        return _run(asked)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.tabular", description=__doc__)
    parser.add_argument("--clubs", type=int, default=20_000, help="số câu lạc bộ (20000)")
    parser.add_argument("--members-per-club", type=int, default=60, help="số thành viên mỗi câu lạc bộ (60)")
    parser.add_argument("--sqlite", action="store_true", help="đo trên một tệp SQLite tạm thay vì PostgreSQL")
    return parser.parse_args()


def _run(asked: argparse.Namespace) -> int:
    from django.core.management import call_command  # noqa: PLC0415 -- app ready
    from django.db import connection  # noqa: PLC0415 -- app ready

    from . import nation  # noqa: PLC0415 -- app ready

    call_command("migrate", verbosity=0)
    begun = perf_counter()
    nation.generate(nation.Size(clubs=asked.clubs, members_per_club=asked.members_per_club))
    made = perf_counter() - begun
    print(f"Sinh {asked.clubs} câu lạc bộ xong sau {made:.0f} giây, trên {connection.display_name}.", flush=True)
    seconds = _table()
    _pages()
    print(f"Biểu cả nước: {seconds:.1f} giây ({'đạt' if seconds < LIMIT_S else 'KHÔNG đạt'}, mức {LIMIT_S} giây).")
    return 0 if seconds < LIMIT_S else 1


def _table() -> float:
    """The list of all clubs with its figures, ordered, filled by the worker, read back. Seconds of the worker."""
    from django.core.management import call_command  # noqa: PLC0415 -- app ready
    from django.db.models import Sum  # noqa: PLC0415 -- app ready

    from clb.members.models import ClubMonth  # noqa: PLC0415 -- app ready
    from clb.places.queries import nation as root  # noqa: PLC0415 -- app ready
    from clb.tabular.services import order_table  # noqa: PLC0415 -- app ready

    from .nation import LAST_MONTH  # noqa: PLC0415 -- app ready
    from .pages import officer  # noqa: PLC0415 -- app ready

    run = order_table(by=officer("do-bieu", root()), place=root(), on=LAST_MONTH, proposed="danh-sach-clb")
    begun, busy = perf_counter(), process_time()
    call_command("worker", table=str(run.pk))
    seconds, busy = perf_counter() - begun, process_time() - busy
    run.refresh_from_db()
    assert run.state == run.State.DONE, (run.state, run.note)
    members = ClubMonth.objects.filter(month_end=LAST_MONTH).aggregate(n=Sum("members"))["n"]
    total = run.beginning["total"]["cells"][3]["numerator"]
    assert total == members, (total, members)
    sizes = {file.ending: len(bytes(file.content)) for file in run.files.all()}
    print(f"  {run.rows} dòng, {total} thành viên, tệp (byte): {sizes}; Python chạy {busy:.1f} giây", flush=True)
    return seconds


def _pages() -> None:
    from clb.places.models import Unit  # noqa: PLC0415 -- app ready
    from clb.places.queries import nation as root  # noqa: PLC0415 -- app ready
    from clb.tabular.queries import compute, proposal  # noqa: PLC0415 -- app ready
    from clb.tabular.queries.roll_up import USUAL, roll_up_design  # noqa: PLC0415 -- app ready

    from .measure import table, timed  # noqa: PLC0415 -- app ready
    from .nation import LAST_MONTH  # noqa: PLC0415 -- app ready

    found = proposal("tinh-hinh-clb")
    assert found is not None
    province = Unit.objects.filter(level="PROVINCE").order_by("pk")[0]
    rows = []
    for design, name in ((roll_up_design(USUAL), "Tổng hợp"), (found.design, "Tình hình câu lạc bộ")):
        for place, where in ((root(), "cả nước"), (province, "một tỉnh")):
            times, queries = timed(lambda d=design, p=place: compute(d, p, on=LAST_MONTH), RUNS)  # type: ignore[misc]
            rows.append((f"{name}, {where}", str(times), str(queries)))
    print("\n" + table(("Lập một biểu", "ms", "truy vấn"), rows) + "\n")


if __name__ == "__main__":
    sys.exit(main())

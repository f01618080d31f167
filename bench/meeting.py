"""The close of a meeting: 60 marks, 20 repayments, 40 measurements, every part, through the command as the API runs it.

python -m bench.meeting [--sqlite]
"""

from __future__ import annotations

import os
import sys
import tempfile
import uuid
from datetime import date, timedelta
from time import perf_counter
from typing import Any

RUNS = 60
LIMIT_MS = 300


def main() -> int:
    """Make a club with two years of meetings, then time the whole act and the close alone."""
    if "--sqlite" not in sys.argv and "CLB_DATABASE_URL" not in os.environ:
        print("Hãy chạy bằng `make bench`, hoặc thêm --sqlite.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="clb-bench-") as folder:
        os.environ["CLB_DATA"] = folder
        if "--sqlite" in sys.argv:
            os.environ.pop("CLB_DATABASE_URL", None)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clb.config.settings")
        import django  # noqa: PLC0415 -- app ready

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415 -- app ready
        from django.db import connection  # noqa: PLC0415 -- app ready

        call_command("migrate", verbosity=0)
        whole, close = _times()
        from .measure import Times, table  # noqa: PLC0415 -- app ready

        rows = [
            (what, f"{Times(tuple(times)).median:.0f}", f"{Times(tuple(times)).p95:.0f}", f"{max(times):.0f}")
            for what, times in (("Ghi cả buổi rồi kết thúc, một lệnh", whole), ("Chỉ kết thúc buổi đã ghi", close))
        ]
        print(f"\nBuổi họp 60 người, 20 lần trả nợ, 40 số đo; {RUNS} buổi, trên {connection.display_name}.\n")
        print(table((f"Mức cần đạt: p95 dưới {LIMIT_MS} ms", "giữa, ms", "p95, ms", "lâu nhất, ms"), rows), flush=True)
    return 0


def _times() -> tuple[list[float], list[float]]:
    from clb.meetings.tests.sample import DAY, set_table  # noqa: PLC0415 -- app ready
    from conftest import make_cast  # noqa: PLC0415 -- app ready

    cast = make_cast()
    table = set_table(cast.club, cast.lan, members=60, loans=20)
    whole, close = [], []
    for n in range(RUNS // 2 + 2):
        whole.append(_timed(table, {**_meeting(table, DAY - timedelta(days=n)), "close_now": True}))
        pk = uuid.uuid4()
        opened = table.send(pk, **_meeting(table, DAY + timedelta(days=n + 1)))
        assert opened.status == "done", opened.errors
        close.append(_timed(table, {"meeting": pk, "close_now": True, "seen": 1}))
    return whole[2:], close[2:]


def _meeting(table: Any, day: date) -> dict[str, Any]:
    """Every part; small sums, so that thirty meetings find money in the box and debts to be paid."""
    told = table.everything() | {"held_on": f"{day:%d/%m/%Y}", "kind": "EXTRA"}
    told["repayments"] = [row | {"amount_vnd": 1_000, "interest_vnd": 1_000} for row in told["repayments"]]
    told["loans"] = [told["loans"][0] | {"key": str(uuid.uuid4()), "amount_vnd": 100_000}]
    return told


def _timed(table: Any, told: dict[str, Any]) -> float:
    begun = perf_counter()
    outcome = table.send(told.pop("meeting", uuid.uuid4()), **told)
    taken = 1000 * (perf_counter() - begun)
    assert outcome.status == "done", outcome.errors
    return taken


if __name__ == "__main__":
    sys.exit(main())

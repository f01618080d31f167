"""`make bench`: the program against hand-written SQL on a generated nation, as ratios within one run."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from time import perf_counter


def main() -> int:
    """Make the nation, prove that the numbers agree, time them, print the tables."""
    asked = _asked()
    if not asked.sqlite and "CLB_DATABASE_URL" not in os.environ:
        print("Hãy chạy bằng `make bench`, hoặc thêm --sqlite.", file=sys.stderr)
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
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--clubs", type=int, default=20_000, help="số câu lạc bộ (20000)")
    parser.add_argument("--members-per-club", type=int, default=60, help="số thành viên mỗi câu lạc bộ (60)")
    parser.add_argument("--runs", type=int, default=7, help="số lượt đo mỗi phép (7)")
    parser.add_argument("--search", action="store_true", help="chỉ đo tìm theo tên")
    parser.add_argument("--sqlite", action="store_true", help="đo trên một tệp SQLite tạm thay vì PostgreSQL")
    return parser.parse_args()


def _run(asked: argparse.Namespace) -> int:
    from django.conf import settings  # noqa: PLC0415 -- app ready
    from django.core.management import call_command  # noqa: PLC0415 -- app ready
    from django.db import connection  # noqa: PLC0415 -- app ready

    from clb.places.models import Unit  # noqa: PLC0415 -- app ready

    from . import meetings, nation  # noqa: PLC0415 -- app ready
    from .measure_search import search_table  # noqa: PLC0415 -- app ready

    settings.ALLOWED_HOSTS.append("testserver")

    settings.SECOND_FACTOR = "0"  # pages are measured, not the door
    call_command("migrate", verbosity=0)
    if Unit.objects.exists():
        print("Cơ sở dữ liệu này đã có dữ liệu; chỉ đo trên cơ sở dữ liệu trống.", file=sys.stderr)
        return 2
    size = nation.Size(clubs=asked.clubs, members_per_club=asked.members_per_club)
    members = _number(size.clubs * size.members_per_club)
    print(f"Sinh {_number(size.clubs)} câu lạc bộ, {members} thành viên ở {size.provinces} tỉnh, {size.communes} xã…")
    begun = perf_counter()
    nation.generate(size)
    meetings.generate_meetings(size, detailed=1)
    print(f"  xong sau {perf_counter() - begun:.0f} giây, trên {connection.display_name}.", flush=True)
    print("\n" + search_table(Unit.objects.get(key="vn")) + "\n", flush=True)
    if asked.search:
        return 0
    _ratios(asked.runs)
    _pages(asked.runs)
    return 0


def _ratios(runs: int) -> None:
    from .cases import pairs  # noqa: PLC0415 -- app ready
    from .measure import compare, table  # noqa: PLC0415 -- app ready

    rows = []
    for pair in pairs():
        program, hand = compare(pair, runs if pair.is_timed else 0) if pair.is_timed else (None, None)
        if program is None or hand is None:
            assert pair.program() == pair.by_hand(), pair.what
            rows.append((pair.what, "bằng nhau", "", ""))
            continue
        rows.append((pair.what, str(program), str(hand), f"{program.median / hand.median:.2f}"))
        print(f"  {pair.what}", flush=True)
    head = ("Phép đo: kết quả hai bên bằng nhau", "chương trình, ms", "SQL viết tay, ms", "tỷ số")
    print(f"\nTrung vị của {runs} lượt xen kẽ (nhỏ nhất–lớn nhất); tỷ số dưới 1 là chương trình nhanh hơn.\n")
    print(table(head, rows))


def _pages(runs: int) -> None:
    from clb.places.models import Unit  # noqa: PLC0415 -- app ready

    from .cases import A_DAY  # noqa: PLC0415 -- app ready
    from .measure import table, timed  # noqa: PLC0415 -- app ready
    from .pages import ways  # noqa: PLC0415 -- app ready

    rows = []
    province = Unit.objects.filter(level="PROVINCE").order_by("pk")[0]
    for what, way in ways(province, Unit.objects.get(key="vn"), A_DAY).items():
        times, queries = timed(way, runs)
        rows.append((what, str(times), str(queries)))
    print("\nTừng trang, phía máy chủ:\n")
    print(table(("Mở ra", "ms", "truy vấn"), rows))


def _number(n: int) -> str:
    return f"{n:,}".replace(",", ".")


if __name__ == "__main__":
    sys.exit(main())

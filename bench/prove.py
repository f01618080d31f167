"""Random but lawful business of many clubs over two years, then every account of every club by three programs.

    python -m bench.prove [--clubs 200] [--months 24] [--sqlite] [--seed 1]      (make prove: both databases)

Ours, hledger and beancount must agree to the đồng, every seal must fit, and `clb selfcheck` must find nothing.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path
from time import perf_counter


def main() -> int:
    """Do business, export, compare; 1 where anything differs."""
    parser = argparse.ArgumentParser(prog="bench.prove", description=__doc__)
    parser.add_argument("--clubs", type=int, default=200)
    parser.add_argument("--months", type=int, default=24)
    parser.add_argument("--members", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sqlite", action="store_true", help="trên một tệp SQLite tạm thay vì PostgreSQL")
    asked = parser.parse_args()
    if not asked.sqlite and "CLB_DATABASE_URL" not in os.environ:
        print("Hãy chạy bằng `make prove`, hoặc thêm --sqlite.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="clb-prove-") as folder:
        os.environ["CLB_DATA"] = folder
        if asked.sqlite:
            os.environ.pop("CLB_DATABASE_URL", None)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clb.config.settings")
        import django  # noqa: PLC0415 -- app ready

        django.setup()
        return _run(asked, Path(folder))


def _run(asked: argparse.Namespace, folder: Path) -> int:
    from django.core.management import call_command  # noqa: PLC0415 -- app ready
    from django.db import connection  # noqa: PLC0415 -- app ready

    from clb.kernel.selfcheck import run_checks  # noqa: PLC0415 -- app ready

    from .business import found_clubs  # noqa: PLC0415 -- app ready
    from .programs import our_balances, their_balances  # noqa: PLC0415 -- app ready

    call_command("migrate", verbosity=0)
    print(f"Hạt giống {asked.seed}, trên {connection.display_name}.", flush=True)
    begun, done, refused = perf_counter(), Counter[str](), Counter[str]()
    clubs = found_clubs(asked.clubs, members=asked.members, months=asked.months, seed=asked.seed)
    for number, business in enumerate(clubs, 1):
        business.run(asked.months)
        done += business.done
        refused += business.refused
        if number % 20 == 0:
            print(f"  {number} câu lạc bộ, {done.total():,} việc, {perf_counter() - begun:.0f} giây", flush=True)
    print(_told("Đã ghi", done), _told("Bị từ chối, không để lại gì", refused), sep="\n", flush=True)
    begun, accounts, apart = perf_counter(), 0, []
    for business in clubs:
        ours = our_balances(business.club)
        accounts += len(ours)
        for program, theirs in their_balances(business.club, folder).items():
            if theirs != ours:
                apart.append(f"{business.club.name}, {program}: {sorted(set(theirs.items()) ^ set(ours.items()))[:4]}")
    print(f"So {accounts:,} tài khoản có số dư với hledger và beancount: {perf_counter() - begun:.0f} giây.")
    apart += [f"{name}: {told}" for name, findings in run_checks().items() for told in findings]
    print("\n".join(apart) or "Ba phần mềm khớp nhau từng đồng ở mọi tài khoản; selfcheck không thấy gì sai.")
    return 1 if apart else 0


def _told(what: str, counted: Counter[str]) -> str:
    return f"{what}: {counted.total():,} ({', '.join(f'{name} {n:,}' for name, n in sorted(counted.items()))})."


if __name__ == "__main__":
    sys.exit(main())

"""The nation's money at full size: pages, a hundred thousand repayments in bulk, month's end, the general ledger.

    python -m bench.money [--clubs 2000] [--repayments 20000]    (make bench-nation: --clubs 20000 --repayments 100000)

PostgreSQL only. Every figure is held against its bar; the exit status is 1 where one is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from time import monotonic, perf_counter
from typing import Any

PAGE_MS, REPAYMENTS_A_SECOND, XLSX_SECONDS, XLSX_MB = 100, 500, 20, 300
PAGES, AT_ONCE, CLOSED_LINES, XLSX_LINES = 300, 500, 1_000_000, 100_000
Figure = tuple[str, str, str, bool]  # what, how much, the bar, kept


def main() -> int:
    """Make the nation, measure, print the table."""
    if "CLB_DATABASE_URL" not in os.environ:
        print("Hãy chạy bằng `make bench` hoặc `make bench-nation` (PostgreSQL).", file=sys.stderr)
        return 2
    parser = argparse.ArgumentParser(prog="bench.money", description=__doc__)
    parser.add_argument("--clubs", type=int, default=2_000)
    parser.add_argument("--repayments", type=int, default=20_000)
    parser.add_argument("--xlsx", nargs=2, metavar=("SỔ", "TỆP"), help=argparse.SUPPRESS)
    parser.add_argument("--send", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="clb-bench-") as folder:
        os.environ["CLB_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clb.config.settings")
        import django  # noqa: PLC0415 -- app ready

        django.setup()
        from django.conf import settings  # noqa: PLC0415 -- app ready

        settings.ALLOWED_HOSTS.append("testserver")

        settings.SECOND_FACTOR = "0"  # pages are measured, not the door
        if asked.xlsx:
            return _write_xlsx(*asked.xlsx)
        if asked.send:
            return _send_all(asked.send)
        return _run(asked)


def _run(asked: argparse.Namespace) -> int:
    from django.core.management import call_command  # noqa: PLC0415 -- app ready

    from .ledger import Money, generate_ledger  # noqa: PLC0415 -- app ready
    from .measure import table  # noqa: PLC0415 -- app ready
    from .nation import Size, generate  # noqa: PLC0415 -- app ready

    call_command("migrate", verbosity=0)
    begun = perf_counter()
    size = Size(clubs=asked.clubs)
    generate(size)
    lines = generate_ledger(size, Money())
    told = f"{_number(lines)} dòng hạch toán của {_number(asked.clubs)} câu lạc bộ"
    print(f"Sinh {told}: {perf_counter() - begun:.0f} giây.", flush=True)
    figures: list[Figure] = []
    for part in (_pages(asked.clubs), _xlsx(), _closing(asked.clubs), _repayments(asked.repayments)):
        for figure in part:
            figures.append(figure)
            print("  " + " · ".join(figure[:3]), flush=True)
    rows = [(what, much, bar, "đạt" if kept else "CHƯA ĐẠT") for what, much, bar, kept in figures]
    print(f"\nTrên {told}, PostgreSQL:\n")
    print(table(("Phép đo", "được", "mức cần đạt", ""), rows), flush=True)
    return 0 if all(kept for *_rest, kept in figures) else 1


def _number(n: int) -> str:
    return f"{n:,}".replace(",", ".")


# --- Pages -------------------------------------------------------------------------------------------------------


def _pages(clubs: int) -> Iterator[Figure]:
    """The money pages of clubs all over the nation, each opened once by its own treasurer, nothing read before."""
    from django.test import Client  # noqa: PLC0415 -- app ready
    from django.urls import reverse  # noqa: PLC0415 -- app ready

    from clb.access.roles import Role  # noqa: PLC0415 -- app ready
    from clb.clubs.models import Club  # noqa: PLC0415 -- app ready

    from .measure import Times, milliseconds  # noqa: PLC0415 -- app ready
    from .pages import officer  # noqa: PLC0415 -- app ready

    chosen = list(Club.objects.filter(books__fund="OPERATING").select_related("unit").order_by("pk")[:PAGES])
    names = {"fund:money": "Trang quỹ", "fund:money_lines": "Danh sách thu chi", "fund:open_loans": "Khoản vay còn nợ"}
    names |= {"statements:cash_book": "Sổ quỹ", "statements:loan_book": "Sổ cho vay", "statements:board": "Công khai"}
    names |= {"statements:health": "Sức khỏe của quỹ", "statements:club_signals": "Dấu hiệu của câu lạc bộ"}
    opened: dict[str, list[float]] = {name: [] for name in names}
    for number, club in enumerate(chosen):
        client = Client()
        user = officer(f"do-trang-{number}", club.unit, Role.TREASURER)
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        for name, times in opened.items():
            address = reverse(name, args=[club.pk])
            times.append(milliseconds(lambda c=client, a=address: _open(c, a)))  # type: ignore[misc]
    for name, times in opened.items():
        told = Times(tuple(times[3:]))  # the first ones load the program
        words = f"giữa {told.median:.0f} ms, p95 {told.p95:.0f} ms"
        yield (
            f"{names[name]}, {len(told.runs)} câu lạc bộ, mỗi nơi một lần",
            words,
            f"p95 < {PAGE_MS} ms",
            told.p95 < PAGE_MS,
        )


def _open(client: Any, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)


# --- A hundred thousand lines as a sheet -------------------------------------------------------------------------


def _xlsx() -> Iterator[Figure]:
    """One book of so many lines, written by a process of its own, so that its memory is its own."""
    from clb.ledger.models import Account  # noqa: PLC0415 -- app ready
    from clb.ledger.services import open_book, post_many  # noqa: PLC0415 -- app ready

    from .ledger import FIRST  # noqa: PLC0415 -- app ready

    kinds = [("cash", "Tiền mặt", "ASSET"), ("fee", "Hội phí", "INCOME")]
    book = open_book("Sổ dài", kinds)
    cash, fee = Account.objects.filter(book=book).order_by("code")
    begun = perf_counter()
    for day in range(100):
        _in_one(lambda on=FIRST + timedelta(days=day): post_many(  # type: ignore[misc]
            book, on=on, documents=[("fee", [(cash, fee, 20_000)])] * (XLSX_LINES // 100)
        ))  # fmt: skip
    a_second = XLSX_LINES / (perf_counter() - begun)
    yield "Ghi sổ, mỗi lần 1.000 chứng từ", f"{a_second:,.0f} chứng từ/giây", "", True
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "so-cai.xlsx"
        asked = [sys.executable, "-m", "bench.money", "--xlsx", str(book.pk), str(path)]
        told = json.loads(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)
        assert told["lines"] == XLSX_LINES
        words = f"{told['seconds']:.1f} giây, {told['mb']:.0f} MB"
        kept = told["seconds"] < XLSX_SECONDS and told["mb"] < XLSX_MB
        yield f"Sổ cái {_number(XLSX_LINES)} dòng ra xlsx", words, f"< {XLSX_SECONDS} giây, < {XLSX_MB} MB", kept


def _write_xlsx(book: str, path: str) -> int:
    import resource  # noqa: PLC0415 -- not on every system

    from clb.ledger.models import Book  # noqa: PLC0415 -- app ready
    from clb.statements.sheets import ledger_xlsx  # noqa: PLC0415 -- app ready

    from .ledger import FIRST  # noqa: PLC0415 -- app ready

    begun = perf_counter()
    with Path(path).open("wb") as file:
        lines = ledger_xlsx([Book.objects.get(pk=book)], FIRST, FIRST + timedelta(days=366), file)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"lines": lines, "seconds": perf_counter() - begun, "mb": most}))
    return 0


def _in_one(act: Any) -> Any:
    from django.db import transaction  # noqa: PLC0415 -- app ready

    with transaction.atomic():
        return act()


# --- Month's end -------------------------------------------------------------------------------------------------


def _closing(clubs: int) -> Iterator[Figure]:
    """Both books of as many clubs as hold a million lines: the balance of every account, every seal, the closing."""
    from django.db.models import Count  # noqa: PLC0415 -- app ready

    from clb.clubs.models import Club  # noqa: PLC0415 -- app ready
    from clb.fund.services import close_month  # noqa: PLC0415 -- app ready
    from clb.ledger.models import Account, Transfer  # noqa: PLC0415 -- app ready
    from clb.ledger.queries import balances_vnd, broken_chains  # noqa: PLC0415 -- app ready

    from .nation import LAST_MONTH  # noqa: PLC0415 -- app ready
    from .pages import officer  # noqa: PLC0415 -- app ready

    counted = Club.objects.filter(books__fund="OPERATING").order_by("-pk")[: min(clubs, 900)]
    chosen, lines = [], 0
    for club in counted.select_related("unit"):
        lines += Transfer.objects.filter(entry__book__club_book__club=club).aggregate(n=Count("pk"))["n"]
        chosen.append(club)
        if lines >= CLOSED_LINES:
            break
    books = [pk for club in chosen for pk in club.books.values_list("book", flat=True)]
    by = officer("do-khoa-so", chosen[0].unit)
    begun = perf_counter()
    held = balances_vnd(Account.objects.filter(book__in=books), on=LAST_MONTH)
    balanced = perf_counter() - begun
    yield f"Số dư {_number(len(held))} tài khoản trên {_number(lines)} dòng", f"{balanced:.1f} giây", "", True
    begun = perf_counter()
    assert list(broken_chains(books)) == []
    yield f"Tính lại mọi dấu trên {_number(lines)} dòng", f"{perf_counter() - begun:.1f} giây", "", True
    begun = perf_counter()
    for club in chosen:
        for fund in ("INCOME", "OPERATING"):
            _in_one(lambda c=club, f=fund: close_month(by=by, club=c, fund=f, month=LAST_MONTH, note="Đo tốc độ"))  # type: ignore[misc]
    taken = perf_counter() - begun
    words = f"{taken:.1f} giây, {1000 * taken / len(books):.0f} ms một sổ"
    yield f"Khóa sổ tháng của {_number(len(books))} sổ, {_number(lines)} dòng", words, "", True


# --- Repayments --------------------------------------------------------------------------------------------------


def _repayments(wanted: int) -> Iterator[Figure]:
    """So many repayments through the API, five hundred a call, club after club, by two senders at once, as a server of
    two workers takes them; then some of them again and again.
    """
    from clb.access.commands import MAKE_TOKEN  # noqa: PLC0415 -- app ready
    from clb.access.roles import Role  # noqa: PLC0415 -- app ready
    from clb.fund.models import Loan, Receipt  # noqa: PLC0415 -- app ready
    from clb.kernel.commands import run  # noqa: PLC0415 -- app ready
    from clb.places.models import Unit  # noqa: PLC0415 -- app ready

    from .nation import LAST_MONTH  # noqa: PLC0415 -- app ready
    from .pages import officer  # noqa: PLC0415 -- app ready

    by = officer(f"do-gui-{uuid.uuid4().hex[:6]}", Unit.objects.get(key="vn"), Role.TREASURER)
    on = LAST_MONTH + timedelta(days=9)
    rights = {"rights": ["fund.repay_loan", "fund.read"], "expires_on": on + timedelta(days=60)}
    token = run(MAKE_TOKEN, by=by, data={"name": "đo", **rights}).result.secret
    loans = list(Loan.objects.order_by("club", "number").values_list("pk", flat=True)[:wanted])
    acts = [_act(loans[n % len(loans)], on) for n in range(wanted)]
    before = Receipt.objects.count()
    with tempfile.TemporaryDirectory() as folder:
        halves = [acts[: wanted // 2], acts[wanted // 2 :]]
        asked = []
        for number, half in enumerate(halves):
            path = Path(folder) / f"{number}.json"
            path.write_text(json.dumps({"token": token, "acts": half}), encoding="utf-8")
            asked.append([sys.executable, "-m", "bench.money", "--send", str(path)])
        senders = [subprocess.Popen(one, stdout=subprocess.PIPE, text=True) for one in asked]
        told = [json.loads(sender.communicate()[0]) for sender in senders]
    assert {status for one in told for status in one["statuses"]} == {"done"}
    assert Receipt.objects.count() == before + wanted
    taken = max(one["ended"] for one in told) - min(one["begun"] for one in told)
    words, kept = f"{wanted / taken:,.0f}/giây ({taken:.0f} giây)", wanted / taken >= REPAYMENTS_A_SECOND
    yield f"{_number(wanted)} lần trả nợ qua API, hai nơi gửi, {AT_ONCE} việc một lần", words, "≥ 500/giây", kept
    for _time in range(10):
        assert set(_send(token, acts[:AT_ONCE])) == {"already"}
    assert Receipt.objects.count() == before + wanted
    yield "Gửi lại mười lần", "không thêm gì", "không thêm gì", True


def _send_all(path: str) -> int:
    """One sender: a process of its own."""
    sent = json.loads(Path(path).read_text(encoding="utf-8"))
    _send(sent["token"], [])  # loads the program
    begun, statuses = monotonic(), set()
    for start in range(0, len(sent["acts"]), AT_ONCE):
        statuses |= set(_send(sent["token"], sent["acts"][start : start + AT_ONCE]))
    print(json.dumps({"begun": begun, "ended": monotonic(), "statuses": sorted(statuses)}))
    return 0


def _send(token: str, acts: list[dict[str, Any]]) -> list[str]:
    from django.test import Client  # noqa: PLC0415 -- app ready

    headers = {"HTTP_AUTHORIZATION": f"Bearer {token}"}
    body = json.dumps({"acts": acts})
    answer = Client().post("/api/v1/commands", body, content_type="application/json", **headers)
    assert answer.status_code == 200, answer.content[:300]
    return [one["status"] for one in answer.json()["answers"]]


def _act(loan: uuid.UUID, on: Any) -> dict[str, Any]:
    data = {"loan": str(loan), "amount_vnd": 1_000, "interest_vnd": 500, "paid_on": on.isoformat()}
    return {"id": str(uuid.uuid4()), "command": "fund.repay_loan", "data": data}


if __name__ == "__main__":
    sys.exit(main())

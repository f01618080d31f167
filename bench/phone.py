"""Phones of a hundred clubs against one server: all fetch their first pack at once, then send what they wrote.

    CLB_PG_DURABLE=1 sh ops/with-postgres.sh python -m bench.phone [--clubs 100] [--only money|field]

PostgreSQL only, which writes to the disk as for real; gunicorn with two processes, as `clb serve` starts it. Whoever
asks runs on the same machine, so that its work counts too. The exit status is 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import socket
import subprocess
import sys
import tempfile
import uuid
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from http.client import HTTPConnection
from time import perf_counter, sleep
from typing import Any

FIRST_SYNC_SECONDS, COMMANDS_A_SECOND = 60, 500
PHONES, FEES, REPAYMENTS, SEEN = 20, 30, 20, 1_000
LONG, MONTHS = 5, 3  # phones that were away for months: two hundred rows each
AT_ONCE = 4  # phones that send at the same moment
Figure = tuple[str, str, str, bool]


@dataclass
class Caller:
    """A phone: its key, what its pack showed, and its outbox."""

    club: Any
    secret: str
    port: int
    rows: dict[str, Any] = field(default_factory=dict)
    outbox: list[dict[str, Any]] = field(default_factory=list)
    bytes: int = 0

    def pull(self) -> None:
        """The first pack."""
        status, body = self._call("GET", "pack", None)
        assert status == 200, (status, body[:200])
        self.rows = json.loads(body)["rows"]

    def push(self) -> Counter[str]:
        """The whole outbox, two hundred rows a time; how many rows stand how."""
        from clb.phone.release import version  # noqa: PLC0415 -- app ready

        told: Counter[str] = Counter()
        for start in range(0, len(self.outbox), 200):
            sent = {"phone": "", "version": version(), "rows": self.outbox[start : start + 200]}
            status, body = self._call("POST", "push", json.dumps(sent).encode())
            assert status == 200, (status, body[:200])
            replies = json.loads(body)["replies"]
            told.update(reply["status"] for reply in replies)
            assert not (wrong := [r["why"] for r in replies if r["status"] == "parked"]), wrong[:3]
        return told

    def write(self, command: str, data: dict[str, Any], basis: dict[str, int]) -> None:
        """A row for the outbox."""
        row: dict[str, Any] = {"id": str(uuid.uuid4()), "n": len(self.outbox) + 1, "lane": str(self.club)}
        self.outbox.append(row | {"command": command, "data": data, "basis": basis, "after": []})

    def _call(self, method: str, path: str, body: bytes | None) -> tuple[int, bytes]:
        door = HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {"Authorization": f"Bearer {self.secret}", "Accept-Encoding": "gzip"}
        door.request(method, f"/api/phone/{path}", body, headers | {"Content-Type": "application/json"})
        answer = door.getresponse()
        content = answer.read()
        self.bytes += len(content)
        door.close()
        return answer.status, gzip.decompress(content) if answer.headers["Content-Encoding"] == "gzip" else content


def main() -> int:
    """Make the clubs, start the server, measure, print the table."""
    if "CLB_DATABASE_URL" not in os.environ:
        print("Hãy chạy bằng `make bench` (PostgreSQL).", file=sys.stderr)
        return 2
    parser = argparse.ArgumentParser(prog="bench.phone", description=__doc__)
    parser.add_argument("--clubs", type=int, default=100)
    parser.add_argument("--only", choices=("money", "field"))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="clb-bench-") as folder:
        os.environ["CLB_DATA"] = folder
        os.environ["CLB_CALLS_PER_MINUTE"] = "0"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clb.config.settings")
        import django  # noqa: PLC0415 -- app ready

        django.setup()
        port = _free_port()
        callers = _clubs(asked.clubs, port)
        server = _server(port)
        try:
            figures = _measured(callers, asked.only)
        finally:
            server.terminate()
            server.wait(30)
    from .measure import table  # noqa: PLC0415 -- app ready

    rows = [(what, much, bar, "đạt" if kept else "CHƯA ĐẠT") for what, much, bar, kept in figures]
    print(f"\n{asked.clubs} câu lạc bộ 60 người, PostgreSQL ghi đĩa thật, gunicorn 2 tiến trình, 2 nhân.\n")
    print(table(("Phép đo", "được", "mức cần đạt", ""), rows), flush=True)
    return 0 if all(kept for *_rest, kept in figures) else 1


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def _server(port: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "gunicorn", "-w", "2", "-k", "gthread", "--threads", "4", "--timeout", "120"]
    command += ["-b", f"127.0.0.1:{port}", "--log-level", "warning", "clb.config.wsgi:application"]
    server = subprocess.Popen(command)
    for _i in range(300):
        try:
            door = HTTPConnection("127.0.0.1", port, timeout=5)
            door.request("GET", "/healthz")
            if door.getresponse().status == 200:
                return server
        except OSError:
            sleep(0.2)
    raise RuntimeError("the server did not start")


def _clubs(number: int, port: int) -> list[Caller]:
    """Clubs with two years of money; a treasurer with a key at each, and people cared for."""
    from django.core.management import call_command  # noqa: PLC0415 -- app ready
    from django.db import connection  # noqa: PLC0415 -- app ready

    from clb.access.models import Assignment, User  # noqa: PLC0415 -- app ready
    from clb.clubs.models import Club  # noqa: PLC0415 -- app ready
    from clb.phone.services.keys import make_key  # noqa: PLC0415 -- app ready

    from .ledger import Money, generate_ledger  # noqa: PLC0415 -- app ready
    from .nation import Size, generate  # noqa: PLC0415 -- app ready

    call_command("migrate", verbosity=0)
    size = Size(provinces=2, communes=number // 4 + 1, clubs=number, members_per_club=60, months=24)
    generate(size)
    lines = generate_ledger(size, Money())
    print(f"Sinh {number} câu lạc bộ, {lines} dòng hạch toán.", flush=True)
    callers = []
    for n, club in enumerate(Club.objects.alive_on(date.today()).select_related("unit").order_by("pk")[:number]):
        user = User.objects.create_user(f"thuquy{n}")
        for role in ("TREASURER", "VOLUNTEER"):
            Assignment.objects.create(user=user, role=role, unit=club.unit, from_on=club.founded_on)
        _care(club, user)
        callers.append(Caller(club.pk, make_key(by=user, phone=uuid.uuid4()).secret or "", port))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return callers


def _care(club: Any, user: Any) -> None:
    """The person at the phone cares for five members; ten agree to be measured."""
    from clb.board.models import SignInPerson  # noqa: PLC0415 -- app ready
    from clb.care.models import CareAssignment, CareClient, Volunteer  # noqa: PLC0415 -- app ready
    from clb.members.models import Consent, Membership  # noqa: PLC0415 -- app ready

    begun = date.today() - timedelta(days=90)
    members = list(Membership.objects.filter(club=club, until_on=None).order_by("pk").values_list("person", flat=True))
    SignInPerson.objects.create(user=user, person_id=members[0])
    oneself = Volunteer.objects.create(club=club, person_id=members[0], from_on=begun, weekdays=127, kinds=["SOCIAL"])
    said = {"purpose": "HEALTH", "answer": "AGREED", "given_on": begun, "proof": "PAPER"}
    Consent.objects.bulk_create([Consent(person_id=person, **said) for person in members[1:11]])
    for person in members[1:6]:
        client = CareClient.objects.create(club=club, person_id=person, from_on=begun)
        CareAssignment.objects.create(client=client, volunteer=oneself, from_on=begun)


def _measured(callers: list[Caller], only: str | None) -> list[Figure]:
    figures: list[Figure] = []

    def tell(what: str, much: str, bar: str, kept: bool) -> None:
        figures.append((what, much, bar, kept))
        print("  " + " · ".join(figures[-1][:3]), flush=True)

    begun = perf_counter()
    with ThreadPoolExecutor(len(callers)) as pool:
        list(pool.map(Caller.pull, callers))
    taken = perf_counter() - begun
    told = f"{taken:.1f} giây, {sum(c.bytes for c in callers) / len(callers) / 1_000:.0f} KB mỗi máy"
    what = f"{len(callers)} câu lạc bộ tải lần đầu cùng lúc"
    tell(what, told, f"dưới {FIRST_SYNC_SECONDS} giây", taken < FIRST_SYNC_SECONDS)
    if only != "field":
        _money(tell, callers)
    if only != "money":
        _field(tell, callers)
    return figures


def _money(tell: Any, callers: list[Caller]) -> None:
    bar = f"{COMMANDS_A_SECOND} mỗi giây"
    for caller in callers[:PHONES]:
        _write_money(caller)
    _pushed(tell, callers[:PHONES], "một buổi thu hội phí, thu nợ", bar)
    away = callers[2 * PHONES : 2 * PHONES + LONG]
    for caller in away:
        _write_money(caller, months=MONTHS, people=60)
    _pushed(tell, away, "ba tháng hội phí, thu nợ, mỗi máy 200 việc", bar)


def _field(tell: Any, callers: list[Caller]) -> None:
    few, away = callers[PHONES : 2 * PHONES], callers[2 * PHONES + LONG : 2 * PHONES + 2 * LONG]
    for caller in few:
        _write_seen(caller, SEEN // PHONES)
    _pushed(tell, few, "số đo, lần thăm xen nhau, mỗi máy 50 việc", "")
    for caller in away:
        _write_seen(caller, SEEN // LONG)
    _pushed(tell, away, "số đo, lần thăm xen nhau, mỗi máy 200 việc", f"{COMMANDS_A_SECOND} mỗi giây")


def _pushed(tell: Any, callers: Sequence[Caller], what: str, bar: str) -> None:
    """Send every outbox, then all of it again."""
    rows = sum(len(caller.outbox) for caller in callers)
    told, taken = _sent(callers)
    assert told == {"done": rows}, told
    before = _stored()
    again, taken_again = _sent(callers)
    kept = not bar or rows / taken >= COMMANDS_A_SECOND
    tell(f"{rows} lệnh của {len(callers)} máy: {what}", f"{rows / taken:.0f} mỗi giây", bar, kept)
    is_once = again == {"already": rows} and _stored() == before
    tell("gửi lại đúng như thế", f"{rows / taken_again:.0f} mỗi giây", "không thêm gì", is_once)


def _sent(callers: Sequence[Caller]) -> tuple[Counter[str], float]:
    begun = perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        told: Counter[str] = sum(pool.map(Caller.push, callers), Counter())
    return told, perf_counter() - begun


def _stored() -> tuple[int, ...]:
    from clb.care.models import CareVisit  # noqa: PLC0415 -- app ready
    from clb.fund.models import Receipt  # noqa: PLC0415 -- app ready
    from clb.health.models import HealthCheck  # noqa: PLC0415 -- app ready
    from clb.kernel.models import Act  # noqa: PLC0415 -- app ready
    from clb.phone.models import ParkedRow  # noqa: PLC0415 -- app ready

    return tuple(model.objects.count() for model in (Act, Receipt, CareVisit, HealthCheck, ParkedRow))


def _of(caller: Caller, kind: str) -> list[tuple[str, dict[str, Any]]]:
    return [(name, row) for name, row in sorted(caller.rows.items()) if name.startswith(f"{kind}:")]


def _write_money(caller: Caller, *, months: int = 1, people: int = FEES) -> None:
    """The fees of some months, then a repayment on each loan, as after a meeting."""
    from clb.kernel.dates import months_after  # noqa: PLC0415 -- app ready

    today = date.today()
    members = {row["person"]: name.partition(":")[2] for name, row in _of(caller, "member")}
    for back in range(months):
        month = f"{months_after(today.replace(day=1), -back):%Y-%m}"
        for person, membership in list(members.items())[:people]:
            data = {"club": str(caller.club), "person": person, "amount_vnd": 20_000, "for_month": month}
            data |= {"received_on": today.isoformat(), "fund": "OPERATING"}
            paid = caller.rows[f"fee:{membership}"]["months"]
            basis = {f"fee:{membership}:{month}": paid.get(month, [0, 0])[1]}
            caller.write("fund.receive_fee", data, basis)
    for name, row in _of(caller, "loan")[:REPAYMENTS]:
        part: dict[str, Any] = {"loan": name.partition(":")[2], "amount_vnd": 1_000, "interest_vnd": 500}
        caller.write("fund.repay_loan", part | {"paid_on": today.isoformat()}, {name: row["counter"]})


def _write_seen(caller: Caller, number: int) -> None:
    """Measurements of those who agree, visits to those cared for, day after day."""
    today = date.today()
    agreed = [row["person"] for _name, row in _of(caller, "member") if row.get("agreed")]
    clients = [name.partition(":")[2] for name, _row in _of(caller, "client")]
    assert len(agreed) == 10 and len(clients) == 5, (len(agreed), len(clients))
    for n in range(number // 2):
        on = (today - timedelta(days=n // 5)).isoformat()
        told: dict[str, Any] = {"club": str(caller.club), "person": agreed[n % 10], "place": "HOME", "measured_on": on}
        caller.write("health.record_check", told | {"systolic_mmhg": 121, "diastolic_mmhg": 79}, {})
        seen: dict[str, Any] = {"client": clients[n % 5], "tasks": ["TALK"], "how_is": "SAME", "minutes": 30}
        caller.write("care.record_visit", seen | {"dangers": ["NONE"], "visited_on": on}, {})


if __name__ == "__main__":
    sys.exit(main())

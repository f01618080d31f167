"""The server is killed in the middle of closing a meeting: all of the meeting is there, or none of it."""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from clb.access.commands import MAKE_TOKEN
from clb.fund.models import Receipt
from clb.health.models import HealthCheck
from clb.kernel.commands import run
from clb.kernel.journal import seals
from clb.kernel.journal.verifying import breaks
from clb.kernel.models import Act
from clb.kernel.tests.at_once import PATIENCE_S, wait_for, whom_it_waits_for
from clb.meetings.checks import activity_months_equal_what_was_recorded
from clb.meetings.models import Activity, Attendance, Meeting, Minutes, MoneyLine
from clb.meetings.tests.sample import DAY, Table, set_table
from conftest import make_cast

KILLS = 50
ROOT = Path(__file__).parents[1]


class Server:
    """gunicorn with one worker on the test's own database; the master forks a new worker for each that is killed.

    It is given a socket that listens already, so nobody takes its port meanwhile. No thread of the master's own
    (its control socket) runs while it forks.
    """

    def __init__(self, folder: Path) -> None:
        settings = connection.settings_dict
        url = f"sqlite:///{settings['NAME']}"
        if connection.vendor == "postgresql":
            url = _with_name(os.environ["CLB_DATABASE_URL"], settings["NAME"])
        env = os.environ | {"CLB_DATA": str(folder), "CLB_DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
        env |= {"CLB_JOURNAL_KEYS": seals.keys()[0].decode()}  # one database, one key
        self.log = folder / "gunicorn.log"
        with socket.create_server(("127.0.0.1", 0)) as door, self.log.open("wb") as log:
            self.port = door.getsockname()[1]
            command = [sys.executable, "-m", "gunicorn", "--preload", "-w", "1", "-b", f"fd://{door.fileno()}"]
            command += ["--no-control-socket", "--log-level", "info", "tests.warm_server:application"]
            self.process = subprocess.Popen(
                command, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=[door.fileno()]
            )

    def worker(self) -> int:
        """The process that answers, once there is one that lives."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        for _turn in self.waiting_for("a worker of the server"):
            for pid in children.read_text().split():
                with suppress(FileNotFoundError):  # it ended just now
                    if Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z":
                        return int(pid)
        raise AssertionError  # waiting_for fails before

    def waiting_for(self, what: str) -> Iterator[None]:
        """Turns until `what` is there; fails once the server is gone, or it was waited for too long."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            assert self.process.poll() is None, f"waited for {what}; gunicorn ended: {self.process.returncode}{self}"
            yield
            time.sleep(0.02)
        raise AssertionError(f"waited {PATIENCE_S:.0f} s for {what}{self}")

    def __str__(self) -> str:
        """What the server wrote, and what the database is busy with."""
        wrote = self.log.read_text("utf8", "replace").splitlines()[-30:]
        return "\n".join(["", *wrote, *whom_it_waits_for()])

    def post(self, token: str, act: dict[str, Any]) -> int:
        """The answer's status; 0 where the line broke."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/v1/commands/meetings.record_meeting",
            json.dumps(act).encode(),
            {"Content-Type": "application/json", "Authorization": f"Bearer {token}"},
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def stop(self) -> None:
        """End it, its worker too, and wait."""
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            workers = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
            self.process.kill()
            self.process.wait(30)
            for pid in workers:
                with suppress(ProcessLookupError):
                    os.kill(int(pid), signal.SIGKILL)
            pytest.fail(f"gunicorn did not end when told to{self}")


def _with_name(url: str, name: str) -> str:
    head, _slash, tail = url.rpartition("/")
    return f"{head}/{name}?{tail.partition('?')[2]}"


@pytest.fixture
def server(committed: None, tmp_path: Path) -> Iterator[Server]:
    running = Server(tmp_path)
    yield running
    running.stop()


def _act(table: Table, day: date, meeting: uuid.UUID) -> dict[str, Any]:
    whole = table.everything() | {"held_on": f"{day:%d/%m/%Y}", "kind": "EXTRA", "close_now": True}
    whole["repayments"] = [row | {"amount_vnd": 1_000, "interest_vnd": 1_000} for row in whole["repayments"]]
    whole["loans"][0] |= {"key": str(uuid.uuid4()), "amount_vnd": 100_000}
    return {"id": str(uuid.uuid4()), "data": {"club": str(table.club.pk), "meeting": str(meeting), **whole}}


def _traces(day: date, meeting: uuid.UUID, act: dict[str, Any]) -> dict[str, int]:
    return {
        "act": Act.objects.filter(pk=act["id"]).count(),
        "closed": Meeting.objects.filter(pk=meeting, is_closed=True).count(),
        "attendance": Attendance.objects.filter(meeting=meeting).count(),
        "lines": MoneyLine.objects.filter(meeting=meeting).count(),
        "receipts": Receipt.objects.filter(entry__happened_on=day).count(),
        "readings": HealthCheck.objects.filter(measured_on=day).count(),
        "activities": Activity.objects.filter(meeting=meeting).count(),
        "minutes": Minutes.objects.filter(meeting=meeting).count(),
        "months": len(list(activity_months_equal_what_was_recorded())),
    }


ALL = {
    "act": 1,
    "closed": 1,
    "attendance": 60,
    "lines": 82,
    "receipts": 82,
    "readings": 40,
    "activities": 7,
    "minutes": 1,
    "months": 0,
}


@pytest.mark.slow
def test_all_of_the_meeting_or_none_of_it(server: Server) -> None:
    cast = make_cast()
    table = set_table(cast.club, cast.lan, members=60, loans=20)
    rights = ["meetings.record_meeting", "meetings.read", "members.read"]
    told = {"name": "Thử", "rights": rights, "expires_on": timezone.localdate() + timedelta(days=9)}
    token, chance = run(MAKE_TOKEN, by=cast.lan, data=told).result.secret, random.Random(7)
    for _turn in server.waiting_for("the server's first answer"):
        if server.post(token, {**_act(table, DAY, uuid.uuid4()), "data": {}}):
            break
    spans = []
    for n in range(3):  # they tell how long an undisturbed close takes a fresh worker, as each that is killed is
        day, meeting = _day(n), uuid.uuid4()
        act = _act(table, day, meeting)
        os.kill(server.worker(), signal.SIGKILL)
        began = time.monotonic()
        assert server.post(token, act) == 200
        spans.append(time.monotonic() - began)
        assert _traces(day, meeting, act) == ALL
    span = 1.3 * sorted(spans)[1]
    ends = [_one_kill(server, table, token, _day(n + 3), chance.uniform(0, span)) for n in range(KILLS)]
    print(f"nothing of it {ends.count('none')} times, all of it {ends.count('all')} times")
    assert "none" in ends, "no kill came before the end"
    assert list(breaks()) == []


def _one_kill(server: Server, table: Table, token: str, day: date, after: float) -> str:
    meeting = uuid.uuid4()
    act = _act(table, day, meeting)
    answers: list[int] = []
    worker = server.worker()
    sender = threading.Thread(target=lambda: answers.append(server.post(token, act)), daemon=True)
    sender.start()
    time.sleep(after)
    with suppress(ProcessLookupError):  # it may have gone by itself after its answer
        os.kill(worker, signal.SIGKILL)
    wait_for([sender])
    _let_the_database_finish(server)
    found = _traces(day, meeting, act)
    assert found == ALL or (not any(found.values()) and answers != [200]), (found, answers)
    return "all" if found == ALL else "none"


def _let_the_database_finish(server: Server) -> None:
    """PostgreSQL hears of the death of who asked only when it is done with the last question."""
    busy = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND state <> 'idle'"
    busy += " AND datname = current_database() AND pid <> pg_backend_pid()"
    if connection.vendor == "postgresql":
        for _turn in server.waiting_for("the end of the killed worker's last question"):
            with connection.cursor() as cursor:
                cursor.execute(busy)
                if not cursor.fetchone()[0]:
                    return


def _day(n: int) -> date:
    return DAY - timedelta(days=n)

"""Many do something at the same moment, each in a thread of its own; nobody is waited for without end."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from django.db import connection, connections

Told = TypeVar("Told")
PATIENCE_S = 120.0  # a busy machine is not a fault


def at_once(*acts: Callable[[], Told]) -> list[Told]:
    """What each of `acts` gave, in order. What one of them raises is raised here; one that does not end is told."""
    gate, told, raised = threading.Barrier(len(acts)), dict[int, Told](), list[BaseException]()

    def send(number: int, act: Callable[[], Told]) -> None:
        try:
            gate.wait(PATIENCE_S)
            told[number] = act()
        except BaseException as error:  # raised below, in the thread of the test
            raised.append(error)
        finally:
            connections.close_all()  # a thread's own

    senders = [threading.Thread(target=send, args=one, daemon=True) for one in enumerate(acts)]
    for sender in senders:
        sender.start()
    wait_for(senders)
    if raised:
        raise raised[0]
    return [told[number] for number in range(len(acts))]


def wait_for(threads: list[threading.Thread], seconds: float = PATIENCE_S) -> None:
    """Wait for the end of all; fail with where each of the others stands, and what the database waits for."""
    deadline = time.monotonic() + seconds
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    if late := [thread for thread in threads if thread.is_alive()]:
        stacks = [_stack(thread) for thread in late]
        pytest.fail("\n".join([f"{len(late)} threads did not end in {seconds:.0f} s", *stacks, *whom_it_waits_for()]))


def whom_it_waits_for() -> list[str]:
    """What others ask of this PostgreSQL database now, and whom they wait for; nothing elsewhere."""
    if connection.vendor != "postgresql":
        return []
    asked = "SELECT pid, state, wait_event, pg_blocking_pids(pid), now() - state_change, left(query, 200)"
    asked += " FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with connection.cursor() as cursor:
        cursor.execute(f"{asked} AND backend_type = 'client backend'")
        return [" ".join(map(str, row)) for row in cursor.fetchall()]


def _stack(thread: threading.Thread) -> str:
    frame: Any = sys._current_frames().get(thread.ident or 0)
    return f"{thread.name}:\n" + "".join(traceback.format_stack(frame, 12))

"""A bad line between a phone and the server: a proxy on the loopback that slows, loses, flaps and cuts answers short.

Everything that it does by chance comes from one seed, and everything that it did is counted.
"""

from __future__ import annotations

import contextlib
import random
import socket
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlsplit

PIECE, LARGE = 512, 65_536  # bytes told at once on a slow line, where chance is asked for each, and on a good one
CROWD = 64
ENDS = (ConnectionError, TimeoutError, OSError)


@dataclass
class Line:
    """What the line is like now. `loss`: of so many pieces in one a packet is lost: it comes late, or the line breaks.

    `cuts` answers to POST requests are cut in the middle, one after the other; `down` refuses everybody.
    """

    bytes_per_second: int = 0  # 0: as fast as the machine
    delay_seconds: float = 0.0
    loss: float = 0.0
    breaks: float = 0.0  # of what is lost, the part that breaks the connection
    down: bool = False
    cuts: int = 0


GOOD = Line()
SLOW = Line(bytes_per_second=50_000 // 8, delay_seconds=0.4, loss=0.05, breaks=0.2)  # 2G on a bad day


@dataclass
class BadNetwork:
    """`with BadNetwork(server, seed) as net`: `net.url` instead of the server's; `net.line` may change at any time."""

    server_url: str
    seed: int = 1
    line: Line = field(default_factory=Line)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.told: Counter[str] = Counter()
        self.lock = threading.Lock()
        self.open: set[socket.socket] = set()
        self.is_over = False
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=CROWD)
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def __enter__(self) -> BadNetwork:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.is_over = True
        self.listener.close()
        self.hang_up()

    def hang_up(self) -> None:
        """Every connection that is open breaks."""
        with self.lock:
            for one in self.open:
                _close(one)
            self.open.clear()

    def go_down(self) -> None:
        """No network from now on."""
        self.line.down = True
        self.hang_up()

    def come_back(self, line: Line | None = None) -> None:
        """The network is there again."""
        self.line = line or Line()

    def flap(self, up_seconds: float, down_seconds: float, times: int) -> threading.Thread:
        """Up and down so many times, up in the end; in the background."""

        def run() -> None:
            for _time in range(times):
                time.sleep(up_seconds * self.chance.uniform(0.5, 1.5))
                self.go_down()
                self.told["down"] += 1
                time.sleep(down_seconds * self.chance.uniform(0.5, 1.5))
                self.line.down = False

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        return thread

    # --- One connection ---

    def _accept(self) -> None:
        while not self.is_over:
            try:
                phone, _address = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(phone,), daemon=True).start()

    def _serve(self, phone: socket.socket) -> None:
        server = None
        try:
            if self.line.down:
                self.told["refused"] += 1
                return
            server = socket.create_connection(("127.0.0.1", urlsplit(self.server_url).port or 80), timeout=30)
            with self.lock:
                self.open |= {phone, server}
            self.told["connections"] += 1
            time.sleep(self.line.delay_seconds)
            marked = _Mark()
            up = threading.Thread(target=self._carry, args=(phone, server, marked, True), daemon=True)
            up.start()
            self._carry(server, phone, marked, False)
            up.join(timeout=1)
        except ENDS:
            self.told["broken"] += 1
        finally:
            with self.lock:
                self.open -= {phone, server} if server else {phone}
            for one in (phone, server):
                if one:
                    _close(one)

    def _carry(self, source: socket.socket, sink: socket.socket, marked: _Mark, is_up: bool) -> None:
        """Pieces from one end to the other, as slow as the line, until one of them hangs up or the line breaks."""
        try:
            while piece := source.recv(PIECE if self.line.bytes_per_second else LARGE):
                self.told["up" if is_up else "down_bytes"] += len(piece)
                marked.look(piece, is_up)
                if not is_up and marked.is_push and marked.has_body and self._cut(piece, sink):
                    return
                self._wait(len(piece))
                sink.sendall(piece)
        except ENDS:
            pass
        finally:
            for one in (source, sink):
                _close(one)

    def _cut(self, piece: bytes, sink: socket.socket) -> bool:
        """The middle of an answer: its first half leaves, then the line is dead. The server has done its work."""
        with self.lock:
            if self.line.cuts <= 0:
                return False
            self.line.cuts -= 1
        self.told["cut"] += 1
        sink.sendall(piece[: len(piece) // 2])
        return True

    def _wait(self, size: int) -> None:
        line = self.line
        if line.bytes_per_second:
            time.sleep(size / line.bytes_per_second)
        if line.loss and self.chance.random() < line.loss:
            self.told["lost"] += 1
            if self.chance.random() < line.breaks:
                self.told["broken"] += 1
                raise ConnectionError("the line broke")
            time.sleep(max(2 * line.delay_seconds, 0.05))  # it is sent once more


class _Mark:
    """What a connection is carrying now: is a POST being answered, and has the body of the answer begun?"""

    def __init__(self) -> None:
        self.is_push = self.has_body = self.has_head = False

    def look(self, piece: bytes, is_up: bool) -> None:
        if is_up and piece.startswith((b"GET ", b"POST ", b"HEAD ", b"PUT ")):
            self.is_push, self.has_body, self.has_head = piece.startswith(b"POST "), False, False
        elif not is_up:
            _head, ends, body = piece.partition(b"\r\n\r\n")
            self.has_body = self.has_body or self.has_head or bool(body)
            self.has_head = self.has_head or bool(ends)


def _close(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()

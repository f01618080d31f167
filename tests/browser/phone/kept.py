"""A phone that keeps its memory over its death: Chromium with a folder of its own, killed hard and started again."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, BrowserType, Error, Page

from tests.browser.conftest import CHROMIUM, PASSWORD, PATIENCE_MS, QUIET

PIN = "258046"
APP = "/dien-thoai/"
# How a phone is held, and where.
HOLD: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "locale": "vi-VN",
    "timezone_id": "Asia/Ho_Chi_Minh",
}


class KeptPhone:
    """`phone.page` is the app. `kill()` ends the browser as an empty battery does; `start()` opens it where it was."""

    def __init__(self, browser_type: BrowserType, folder: Path, url: str, faults: list[str]) -> None:
        self.browser_type, self.folder, self.url, self.faults = browser_type, folder, url, faults
        self.context: BrowserContext | None = None
        self.deaths = 0

    def start(self, path: str = "") -> Page:
        """Open the browser on the app."""
        self.context = self._begin()
        self.context.set_default_timeout(PATIENCE_MS)
        self.page = self.context.pages[0] if self.context.pages else self.context.new_page()
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.goto(f"{APP}{path}", wait_until="domcontentloaded")
        return self.page

    def _begin(self) -> BrowserContext:
        return self.browser_type.launch_persistent_context(
            str(self.folder),
            executable_path=CHROMIUM,
            args=[*QUIET, "--disable-extensions", "--noerrdialogs", "--hide-crash-restore-bubble"],
            base_url=self.url,
            **HOLD,
        )

    def set_up(self, name: str) -> Page:
        """Sign in on the site, choose a PIN, and wait for the first pack."""
        page = self.start()
        page.goto("/tai-khoan/dang-nhap/")
        page.get_by_label("Tên đăng nhập").fill(name)
        page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        page.get_by_role("heading", level=1).wait_for()
        page.goto(f"{APP}#/them")
        for _time in range(2):
            page.get_by_role("heading", name="mã PIN").wait_for()
            self.enter_pin("Tiếp tục")
        page.get_by_role("heading", name="Chào").wait_for()
        self.wait_for_pack()
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        return page

    def enter_pin(self, button: str) -> None:
        """The PIN on the screen's own keys."""
        self.page.locator(".keys button").first.wait_for()
        self.press(PIN)
        self.page.get_by_role("button", name=button, exact=True).click()

    def press(self, digits: str) -> None:
        """Keys of the screen's pad, one after the other, as quickly as the screen takes them."""
        self.page.evaluate(
            """async (digits) => { for (const digit of digits) {
                const keys = [...document.querySelectorAll(".keys button")]
                keys.find((key) => key.textContent.trim() === digit).click()
                await new Promise((done) => setTimeout(done))
            } }""",
            digits,
        )

    def open_again(self, path: str = "") -> Page:
        """After a death: start, and the PIN."""
        page = self.start(path)
        self.enter_pin("Mở")
        page.locator("main:not(.lock) h1").wait_for()
        return page

    def wait_for_pack(self) -> None:
        """The first pack has come."""
        wait(lambda: bool(self.ask("core/pack.js", "m.pack.rows('club').length")), seconds=30)

    def wait_until_sent(self, seconds: float = 60) -> None:
        """Nothing waits any more. As on any phone the system says when it believes that the network is back."""
        back = "m.state.reached === false && !m.state.busy && dispatchEvent(new Event('online'))"

        def is_sent() -> bool:
            self.ask("core/sync.js", back)
            return bool(self.ask("core/outbox.js", "(await m.outbox.rows()).length === 0"))

        wait(is_sent, seconds=seconds, every=0.4)

    def ask(self, module: str, expression: str) -> Any:
        """Evaluate `expression` with `m`, a module of the app."""
        return self.page.evaluate(
            f"async () => {{ const m = await import('/static/phone/{module}'); return {expression} }}"
        )

    def kill(self) -> None:
        """As an empty battery does: no word to the page, no time to write."""
        for pid in self._pids():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        wait(lambda: not self._pids())
        if self.context is not None:
            with contextlib.suppress(Error):  # it is dead
                self.context.close()
        for lock in self.folder.glob("Singleton*"):
            lock.unlink(missing_ok=True)
        self.deaths += 1

    def close(self) -> None:
        """An orderly end."""
        if self.context is not None:
            self.context.close()

    def _pids(self) -> list[int]:
        """Processes of the browser that this test started: those that were given its own folder, and their children."""
        mark, parents, own = str(self.folder).encode(), dict[int, int](), set[int]()
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                stat = (entry / "stat").read_text("utf8", errors="replace").rsplit(")", 1)[1].split()
                if stat[0] == "Z":
                    continue
                parents[int(entry.name)] = int(stat[1])
                if mark in (entry / "cmdline").read_bytes():
                    own.add(int(entry.name))
            except OSError:
                continue
        grown = True
        while grown:
            more = {pid for pid, parent in parents.items() if parent in own} - own
            own |= more
            grown = bool(more)
        own.discard(os.getpid())
        return sorted(own)


class LightPhone(KeptPhone):
    """A phone that is not going to die: a window of the browser that runs already."""

    def __init__(self, browser: Browser, url: str, faults: list[str]) -> None:
        super().__init__(browser.browser_type, Path(), url, faults)
        self.browser = browser

    def _begin(self) -> BrowserContext:
        return self.browser.new_context(base_url=self.url, **HOLD)


def wait(until: Callable[[], bool], seconds: float = 10, every: float = 0.02) -> None:
    """Look again and again."""
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(every)

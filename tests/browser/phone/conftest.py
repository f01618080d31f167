"""The phone's shell in Chromium: the site serves the app's own files, a server of words stands in for the rest."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, BrowserContext, Error, Page

from tests.browser.conftest import CHROMIUM, PATIENCE_MS, QUIET

from .fake import CLUB, Fake, person

PIN, OTHER_PIN = "274918", "830594"
QUICK_PINS = """
const derive = crypto.subtle.deriveKey.bind(crypto.subtle)
crypto.subtle.deriveKey = (how, ...rest) => derive(how.name === "PBKDF2" ? { ...how, iterations: 1000 } : how, ...rest)
"""  # what the rounds are worth is judged in tests/phone_units; here they would only be waited for


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        return


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The app's files as the site serves them; nothing of it asks the database."""
    server = make_server("127.0.0.1", 0, StaticFilesHandler(get_wsgi_application()), _Server, _Quiet)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@dataclass
class Handset:
    """A phone with the app on it."""

    context: BrowserContext
    fake: Fake
    page: Page = field(init=False)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.add_init_script(QUICK_PINS)
        self.fake.stand_in(self.context)
        self.start()

    def start(self) -> Page:
        """Open the app in a new window."""
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.goto("/dien-thoai/")
        self.page.get_by_role("heading", level=1).wait_for()
        return self.page

    def kill(self) -> None:
        """The app is gone without a word, as when the battery ends; then it is started again."""
        self.page.close(run_before_unload=False)
        self.start()

    def press(self, pin: str, then: str) -> None:
        """A PIN on the large keys."""
        for key in pin:
            self.page.get_by_role("button", name=key, exact=True).click()
        self.page.get_by_role("button", name=then, exact=True).click()

    def set_up(self, pin: str = PIN) -> None:
        """The person whom the server names comes to this phone."""
        self.page.goto("/dien-thoai/#/them")
        self.page.reload()
        self.page.get_by_role("heading", name="Chọn mã PIN").wait_for()
        self.press(pin, "Tiếp tục")
        self.page.get_by_role("heading", name="Bấm lại mã PIN lần nữa").wait_for()
        self.press(pin, "Tiếp tục")
        self.page.get_by_role("heading", name="Số dư").wait_for()

    def unlock(self, pin: str = PIN) -> None:
        self.press(pin, "Mở")
        self.page.get_by_role("heading", name="Chào").wait_for()

    def go(self, path: str, heading: str) -> None:
        self.page.evaluate("path => { location.hash = path }", path)
        self.page.get_by_role("heading", name=heading, level=1, exact=True).wait_for()

    def cut(self, is_cut: bool = True) -> None:
        """Take the network away, or give it back."""
        self.fake.is_down = is_cut
        self.context.set_offline(is_cut)

    def ready(self) -> None:
        """The worker holds the app's files."""
        self.until("navigator.serviceWorker.controller !== null")

    def until(self, script: str) -> None:
        """Wait until the script says yes, whatever page stands there by then."""
        end = time.monotonic() + PATIENCE_MS / 1000
        while True:
            try:
                if self.page.evaluate(script):
                    return
            except Error:  # the page was renewed just then
                pass
            assert time.monotonic() < end, script
            self.page.wait_for_timeout(50)

    def run(self, script: str, *args: Any) -> Any:
        """A script with the app's modules at hand: `outbox`, `drafts`, `sync`, `choose`."""
        bring = """async (args) => {
            const core = (name) => import(`/static/phone/core/${name}.js`)
            const [{ outbox }, drafts, { sync }, { choose }, { photos }] = await Promise.all(
              ["outbox", "drafts", "sync", "theme", "photos"].map(core));
            %s }"""
        return self.page.evaluate(bring % script, args)

    def act(self, label: str = "Thu hội phí của bà Gieo", command: str = "fund.receive_fee", **more: Any) -> str:
        """Something is done; gives its id."""
        row = {"lane": CLUB, "command": command, "data": {"amount": 20_000}, "label": label, **more}
        found: str = self.run("return (await outbox.add(args[0])).id", row)
        return found

    def databases(self) -> list[str]:
        found: list[str] = self.page.evaluate("indexedDB.databases().then(all => all.map(d => d.name).sort())")
        return found


@pytest.fixture
def handset(browser: Browser, site: str) -> Iterator[Callable[..., Handset]]:
    """`handset(width=390)` is a new phone; a script error on it fails."""
    made: list[Handset] = []

    def bring(width: int = 390, height: int = 844, who: dict[str, Any] | None = None) -> Handset:
        size = {"width": width, "height": height}
        context = browser.new_context(viewport=size, base_url=site, locale="vi-VN")
        made.append(Handset(context, Fake(who or person())))
        return made[-1]

    yield bring
    for one in made:
        one.context.close()
    assert [fault for one in made for fault in one.faults] == []


@pytest.fixture
def kept_handset(browser: Browser, site: str, tmp_path: Path) -> Iterator[tuple[Handset, Path]]:
    """A phone whose memory can be read from outside, and where it lies."""
    context = browser.browser_type.launch_persistent_context(
        tmp_path / "profile", executable_path=CHROMIUM, args=QUIET, base_url=site, locale="vi-VN"
    )
    yield Handset(context, Fake()), tmp_path / "profile"
    context.close()

"""A real Chromium on the live site, with committed rows."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

from conftest import Cast, make_cast

# Playwright's own event loop runs in this thread; Django would refuse to touch the database from it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
CHROMIUM = os.environ.get("CLB_CHROMIUM", "/usr/bin/chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PASSWORD = "mat-khau-thu-2026"
PATIENCE_MS = 60_000  # a busy machine is not a fault
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def stage(committed: None) -> Cast:
    """The cast, committed, each with the same password."""
    cast = make_cast()
    for user in (cast.lan, cast.binh, cast.xuan, cast.dung, cast.hoi, cast.tai, cast.khach):
        user.set_password(PASSWORD)
        user.save()
    return cast


@pytest.fixture
def enter(browser: Browser, live_server: object) -> Iterator[Callable[..., Page]]:
    """`enter("lan", width=390)` gives the first page of somebody signed in; a script error or a foreign request fails.

    The door itself was gone through without the browser: test_doors_journey.py does it by hand.
    """
    opened = []
    faults: list[str] = []

    def sign_in(name: str, width: int = 390) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, base_url=live_server.url, locale="vi-VN"
        )
        opened.append(context)
        context.add_cookies([{"name": key, "value": value, "url": live_server.url} for key, value in signed_in(name)])
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda r: faults.append(r.url) if not r.url.startswith((live_server.url, "data:")) else None)
        page.goto("/")
        page.get_by_role("heading", level=1).wait_for()
        return page

    def signed_in(name: str) -> Iterator[tuple[str, str]]:
        client = Client()
        answer = client.post("/tai-khoan/dang-nhap/", {"login": name, "password": PASSWORD})
        assert answer.status_code == 302, answer.content.decode()
        yield from ((key, cookie.value) for key, cookie in client.cookies.items() if cookie.value)

    yield sign_in
    for context in opened:
        context.close()
    assert faults == []

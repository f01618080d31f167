"""A newer app: brought in the background, put on at the start screen, never under a form."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from clb.phone import release

from .conftest import Handset

pytestmark = pytest.mark.browser
Bring = Callable[..., Handset]
NEXT = "2026-12-24.0000beef"
BROUGHT = "navigator.serviceWorker.getRegistration().then((r) => r.update()).then(() => true)"
LIES_READY = "navigator.serviceWorker.getRegistration().then((r) => Boolean(r.waiting))"


def version(phone: Handset) -> str:
    found: str = phone.page.evaluate("document.documentElement.dataset.version")
    return found


def test_a_newer_app_is_put_on_at_the_start_screen_and_asks_for_no_pin(
    handset: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = handset()
    phone.set_up()
    phone.ready()
    before = version(phone)
    phone.go("/doi-ma", "Mã PIN đang dùng")  # a form
    phone.page.get_by_role("button", name="7", exact=True).click()
    monkeypatch.setattr(release, "version", lambda: NEXT)
    phone.page.evaluate(BROUGHT)
    phone.until(LIES_READY)
    phone.page.wait_for_timeout(700)
    assert version(phone) == before
    expect(phone.page.get_by_text("Đã bấm 1 số")).to_be_visible()

    phone.page.evaluate("location.hash = '/'")
    phone.until(f"document.documentElement.dataset.version === '{NEXT}'")
    expect(phone.page.get_by_role("heading", name="Chào Phạm Thị Thử")).to_be_visible()
    caches = phone.page.evaluate("caches.keys()")
    assert caches == [f"clb-phone-{NEXT}"]
    phone.start()  # another window was handed nothing
    expect(phone.page.get_by_role("heading", name="Mã PIN của")).to_be_visible()
    phone.page.reload()  # a start by hand asks for it again
    expect(phone.page.get_by_role("heading", name="Mã PIN của")).to_be_visible()


def test_a_newer_app_takes_no_digit_of_a_pin_away(handset: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = handset()
    phone.set_up()
    phone.ready()
    before = version(phone)
    phone.page.reload()
    digit = phone.page.get_by_role("button", name="7", exact=True)
    digit.click()
    monkeypatch.setattr(release, "version", lambda: NEXT)
    phone.page.evaluate(BROUGHT)
    phone.until(LIES_READY)
    digit.click()
    expect(phone.page.get_by_text("Đã bấm 2 số")).to_be_visible()
    assert version(phone) == before


def test_a_form_in_another_window_holds_the_newer_app_back(handset: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = handset()
    phone.set_up()
    phone.ready()
    first = phone.page
    phone.go("/doi-ma", "Mã PIN đang dùng")
    phone.start()
    phone.unlock()
    monkeypatch.setattr(release, "version", lambda: NEXT)
    phone.page.evaluate(BROUGHT)
    phone.until(LIES_READY)
    phone.page.evaluate("location.hash = '/tin'")
    phone.page.evaluate("location.hash = '/'")
    phone.page.wait_for_timeout(700)
    assert version(phone) != NEXT
    first.evaluate("location.hash = '/'")
    phone.until(f"document.documentElement.dataset.version === '{NEXT}'")


def test_half_a_release_is_no_release(handset: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = handset()
    phone.set_up()
    phone.ready()
    monkeypatch.setattr(release, "version", lambda: NEXT)
    monkeypatch.setattr("clb.phone.views.shell._integrity", lambda content: "sha256-" + "A" * 43 + "=")
    phone.page.evaluate(BROUGHT.replace(".then(() => true)", ".then(() => true, () => true)"))
    phone.until(
        "navigator.serviceWorker.getRegistration().then((r) => !r.installing && !r.waiting && Boolean(r.active))"
    )
    phone.cut()
    phone.page.reload()
    phone.unlock()

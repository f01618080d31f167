"""Another language on the phone: fetched once, there without a network, renewed with the app."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from clb.phone import release

from .conftest import PIN, Handset
from .test_updates import NEXT

pytestmark = pytest.mark.browser
KEPT = """import("/static/phone/core/store.js").then(({ facts }) => facts.get("words-en"))"""


def choose_english(phone: Handset) -> None:
    phone.go("/cai-dat", "Cài đặt")
    phone.page.get_by_text("English", exact=True).click()
    phone.until("document.documentElement.lang === 'en'")
    expect(phone.page.get_by_role("heading", name="PIN of")).to_be_visible()


def test_english_is_spoken_without_a_network(handset: Callable[..., Handset]) -> None:
    phone = handset()
    phone.set_up()
    phone.ready()
    choose_english(phone)
    phone.cut()
    phone.page.reload()
    phone.press(PIN, "Open")
    expect(phone.page.get_by_role("heading", name="Settings")).to_be_visible()
    expect(phone.page.get_by_text("Leave this device")).to_be_visible()
    phone.page.evaluate("location.hash = '/'")
    expect(phone.page.get_by_role("heading", name="Hello Phạm Thị Thử")).to_be_visible()
    expect(phone.page.get_by_role("heading", name="Balance")).to_be_visible()


def test_a_newer_app_brings_its_words(handset: Callable[..., Handset], monkeypatch: pytest.MonkeyPatch) -> None:
    phone = handset()
    phone.set_up()
    choose_english(phone)
    first = phone.page.evaluate(KEPT)
    assert first["release"] == release.version()
    monkeypatch.setattr(release, "version", lambda: NEXT)
    phone.page.evaluate("navigator.serviceWorker.getRegistration().then((r) => r?.unregister())")
    phone.page.reload()
    phone.until(f"document.documentElement.dataset.version === '{NEXT}'")
    phone.until(f"{KEPT}.then((kept) => kept.release === '{NEXT}')")
    assert phone.page.evaluate(KEPT)["catalog"] == first["catalog"]

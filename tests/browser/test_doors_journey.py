"""From the printed card to the phone, to its loss, to the next card; and an officer with a key on the device."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, Page, expect

from clb.signin.models import Card
from clb.signin.stamps import SEEN
from conftest import Cast

from .conftest import PASSWORD, PATIENCE_MS
from .eyes import faults_of

pytestmark = pytest.mark.browser
Enter = Callable[..., Page]
PICTURES = os.environ.get("CLB_PICTURES", "")  # a folder, for whoever wants to look at the screens
PIN = "582047"


class Eyes:
    """Looks every screen through for faults, and keeps a picture where one is wanted."""

    def __init__(self) -> None:
        self.seen = 0

    def look(self, page: Page, name: str) -> None:
        """No fault of access, nothing wider than the screen."""
        self.seen += 1
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{self.seen:02}-{name}.png", full_page=True)
        assert faults_of(page) == [], (name, page.url)


def phone_of(browser: Browser, live_server: Any, *, javascript: bool = True) -> Page:
    """A phone that nobody used before."""
    context = browser.new_context(
        viewport={"width": 390, "height": 800},
        base_url=live_server.url,
        locale="vi-VN",
        java_script_enabled=javascript,
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    return page


def say_pin(page: Page, pin: str = PIN) -> None:
    page.get_by_label("Chọn mã PIN").fill(pin)
    page.get_by_label("Nhập lại mã PIN").fill(pin)
    page.get_by_role("button", name="Xong, vào phần mềm").click()


def code_on(page: Page) -> str:
    return re.sub("[^a-z0-9]", "", page.locator(".qr-box code").inner_text())


def test_card_phone_lost_phone_and_next_card(stage: Cast, enter: Enter, browser: Browser, live_server: Any) -> None:
    eyes = Eyes()
    office = enter("xuan", width=1280)
    office.goto("/tai-khoan/nguoi-dung/moi/")
    eyes.look(office, "moi")
    office.get_by_label("Họ và tên").fill("Nguyễn Thị Mới")
    office.get_by_label("Vai trò").select_option("TREASURER")
    office.get_by_label("Tại đơn vị").select_option(stage.club.unit.key)
    office.get_by_role("button", name="Mời người dùng").click()
    eyes.look(office, "the")
    code = code_on(office)

    phone = phone_of(browser, live_server)
    phone.goto(f"/tai-khoan/the/{code}/")
    assert code not in phone.url
    eyes.look(phone, "chao")
    say_pin(phone, "123456")
    expect(phone.locator("main")).to_contain_text("các số liền nhau")
    eyes.look(phone, "de-doan")
    say_pin(phone)
    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    phone.goto("/tai-khoan/an-toan/")
    eyes.look(phone, "an-toan")
    phone.goto(f"/cau-lac-bo/{stage.club.pk}/")
    expect(phone.locator("main")).to_contain_text(stage.club.name)

    idle = SessionStore(next(c["value"] for c in phone.context.cookies() if c["name"] == "sessionid"))
    idle[SEEN] -= 13 * 3600
    idle.save()
    phone.goto("/cau-lac-bo/")
    eyes.look(phone, "tam-khoa")
    phone.get_by_label("Mã PIN").fill(PIN)
    phone.get_by_role("button", name="Làm tiếp").click()
    expect(phone).to_have_url(re.compile("/cau-lac-bo/"))

    office.goto("/tai-khoan/nguoi-dung/")
    eyes.look(office, "nguoi-dung")
    office.get_by_role("link", name="Nguyễn Thị Mới").click()
    eyes.look(office, "nguoi")
    office.get_by_role("link", name="Khóa mọi máy và cấp thẻ mới").click()
    office.get_by_label("Mất điện thoại").check()
    eyes.look(office, "mat-may")
    office.get_by_role("button", name="Khóa mọi máy và cấp thẻ mới").click()
    new = code_on(office)
    phone.goto("/cau-lac-bo/")
    expect(phone).to_have_url(re.compile("/dang-nhap/"))
    expect(phone.locator("main")).not_to_contain_text("Ai đang dùng máy?")

    second = phone_of(browser, live_server, javascript=False)
    second.goto("/tai-khoan/the/")
    second.get_by_label("Mã trên thẻ").fill(code)
    second.get_by_role("button", name="Tiếp tục").click()
    expect(second.locator("main")).to_contain_text("không mở được")
    second.get_by_label("Mã trên thẻ").fill("-".join(re.findall("....", new)))
    second.get_by_role("button", name="Tiếp tục").click()
    say_pin(second, "914730")
    second.goto("/cau-lac-bo/")
    expect(second.get_by_role("heading", level=1)).to_be_visible()
    second.goto("/tai-khoan/dang-xuat/")
    second.get_by_role("button", name="Thoát").last.click()
    second.goto("/tai-khoan/dang-nhap/")
    second.get_by_role("link", name="Nguyễn Thị Mới").click()
    second.get_by_label("Mã PIN").fill("000000")
    second.get_by_role("button", name="Vào").click()
    expect(second.locator("main")).to_contain_text("Mã PIN chưa đúng")
    second.get_by_label("Mã PIN").fill("914730")
    second.get_by_role("button", name="Vào").click()
    second.goto("/cau-lac-bo/")
    expect(second.get_by_role("heading", level=1)).to_be_visible()
    assert Card.objects.filter(used_at__isnull=False).count() == 2
    for page in (phone, second):
        page.context.close()


def test_an_officers_key_and_codes(
    stage: Cast, browser: Browser, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "SECOND_FACTOR", "1")
    eyes, page = Eyes(), phone_of(browser, live_server)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    made = {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "isUserVerified": True}
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": {**made, "automaticPresenceSimulation": True}})

    def enter() -> None:
        page.goto("/tai-khoan/dang-nhap/")
        page.get_by_label("Tên đăng nhập").fill("xuan")
        page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()

    enter()
    page.goto("/cau-lac-bo/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bước xác nhận thứ hai")
    eyes.look(page, "can-xac-nhan")
    page.get_by_role("link", name="Bật").click()
    assert page.locator("img.qr").evaluate("img => img.complete && img.naturalWidth > 100")
    eyes.look(page, "ung-dung")
    page.goto("/tai-khoan/xac-nhan/")
    page.get_by_role("link", name="Thêm").click()
    eyes.look(page, "them-khoa")
    page.get_by_role("button", name="Thêm khóa").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mã dự phòng")
    eyes.look(page, "ma-du-phong")
    spare = page.locator(".codes code").first.inner_text()
    page.goto("/cau-lac-bo/")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Câu lạc bộ"))
    assert Authenticator.objects.filter(type="webauthn", user=stage.xuan).count() == 1

    page.context.clear_cookies()
    enter()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bước xác nhận thứ hai")
    eyes.look(page, "buoc-hai")
    page.get_by_role("button", name="Dùng khóa trên máy này").click()
    expect(page).to_have_url(f"{live_server.url}/")
    page.context.clear_cookies()
    enter()
    page.get_by_label("Mã", exact=True).fill(spare)
    page.get_by_role("button", name="Xác nhận").click()
    expect(page).to_have_url(f"{live_server.url}/")
    page.goto("/tai-khoan/xac-nhan/khoa/")
    eyes.look(page, "khoa")
    page.goto("/tai-khoan/an-toan/")
    eyes.look(page, "an-toan-can-bo")
    assert faults == []
    page.context.close()

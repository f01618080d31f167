"""A person signs in on the site, takes the phone along, and loses it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from clb.kernel.commands import run
from clb.phone.commands import REVOKE_KEY
from clb.phone.models import PhoneKey
from conftest import Cast

from .conftest import PIN, QUICK_PINS

pytestmark = pytest.mark.browser


def test_a_phone_gets_its_key_by_a_sign_in_and_forgets_when_it_is_taken_back(
    stage: Cast, enter: Callable[..., Page]
) -> None:
    page = enter("lan", 390)
    page.context.add_init_script(QUICK_PINS)
    page.goto("/dien-thoai/khoa/")
    for heading in ("Chọn mã PIN", "Bấm lại mã PIN lần nữa"):
        page.get_by_role("heading", name=heading).wait_for()
        for key in PIN:
            page.get_by_role("button", name=key, exact=True).click()
        page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_role("heading", name="Chào")).to_be_visible()
    expect(page.get_by_role("heading", name="Số dư")).to_be_visible()
    expect(page.get_by_role("link", name="Đã gửi hết")).to_be_visible()
    key = PhoneKey.objects.get(user=stage.lan)
    assert key.packed_at is not None

    page.goto("/")  # whoever takes the locked phone finds the site shut too
    page.get_by_label("Tên đăng nhập").wait_for()
    page.goto("/dien-thoai/")
    for digit in PIN:
        page.get_by_role("button", name=digit, exact=True).click()
    page.get_by_role("button", name="Mở", exact=True).click()
    expect(page.get_by_role("link", name="Đã gửi hết")).to_be_visible()

    assert run(REVOKE_KEY, by=stage.lan, data={"key": str(key.pk), "why": "LOST"}).status == "done"
    page.evaluate("import('/static/phone/core/sync.js').then(({ sync }) => sync())")
    expect(page.get_by_text("Dữ liệu của một người đã được xóa khỏi máy này")).to_be_visible()
    assert page.evaluate("indexedDB.databases().then((all) => all.map((one) => one.name))") == ["clb-phone"]
    key.refresh_from_db()
    assert key.wiped_at is not None


def test_who_is_not_the_one_signed_in_on_the_site_signs_in_as_themselves(
    stage: Cast, enter: Callable[..., Page]
) -> None:
    page = enter("lan", 390)
    page.goto("/dien-thoai/khoa/")
    page.get_by_role("heading", name="Chọn mã PIN").wait_for()
    page.get_by_role("button", name="Không phải bác? Đăng nhập tên khác").click()
    page.get_by_label("Tên đăng nhập").wait_for()
    assert "next=/dien-thoai/khoa/" in page.url

"""Two treasurers, two phones, one instalment, no network: it is taken once, and both are told in words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from clb.access.models import User
from clb.access.roles import Role
from clb.fund.models import Receipt
from clb.meetings.tests.sample import set_table
from clb.phone.models import ParkedRow
from conftest import Cast, make_user
from tests.browser.conftest import PASSWORD
from tests.browser.eyes import faults_of

from .kept import LightPhone
from .network import BadNetwork

pytestmark = pytest.mark.browser


@pytest.fixture
def nga(stage: Cast) -> User:
    """Another who keeps the club's books."""
    stage.lan.first_name = "Lan"
    stage.lan.save()
    user = make_user("nga", Role.TREASURER, stage.club.unit)
    user.first_name = "Nga"
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def phones(
    stage: Cast, nga: User, live_server: LiveServer, browser: Browser
) -> Iterator[tuple[LightPhone, LightPhone, BadNetwork]]:
    """Lan's phone and Nga's, each with its pack, both without a network."""
    faults: list[str] = []
    with BadNetwork(live_server.url) as net:
        first, second = LightPhone(browser, net.url, faults), LightPhone(browser, net.url, faults)
        set_table(stage.club, stage.lan, members=4, loans=2)
        first.set_up("lan")
        second.set_up("nga")
        net.go_down()
        yield first, second, net
        first.close()
        second.close()
    assert faults == []


def take(page: Page, name: str) -> None:
    """From the first screen: the sheet, the borrower, what is suggested; then the receipt is shown."""
    page.evaluate("location.hash = '#/'")
    page.get_by_role("link", name="Thu tiền").click()
    page.get_by_role("link", name="Bảng thu nợ").click()
    page.get_by_role("link", name=name).click()
    page.get_by_role("button", name="Trả đúng").dblclick()  # a second touch takes nothing more
    expect(page.get_by_text("Chưa gửi lên máy chủ")).to_be_visible()


def repaid() -> int:
    """Repayments in the books."""
    return Receipt.objects.filter(kind="REPAYMENT").count()


def test_two_phones_take_one_instalment(phones: tuple[LightPhone, LightPhone, BadNetwork]) -> None:
    first, second, net = phones
    second.page.context.set_offline(True)  # not even a push on its way: who sends first is no matter of chance here
    for phone in (first, second):
        for name in ("Bà Mẫu 000", "Bà Mẫu 001"):
            take(phone.page, name)
    a_fee_and_a_gift(first)
    net.come_back()
    first.wait_until_sent()
    kinds = sorted(Receipt.objects.filter(fund="OPERATING").values_list("kind", "amount_vnd"))
    assert kinds == [("FEE", 10_000), ("GIFT", 200_000)] and repaid() == 2
    second.page.context.set_offline(False)
    second.wait_until_sent()
    assert repaid() == 2 and ParkedRow.objects.count() == 2
    expect(second.page.get_by_text("Máy chủ chưa nhận: cần xem lại")).to_be_visible()
    second.page.get_by_role("link", name="Xem lại khoản này").click()
    expect(second.page.get_by_text("Khoản này Lan đã thu").first).to_contain_text("bấm «Vẫn ghi»")
    assert faults_of(second.page) == []

    first.ask("core/sync.js", "m.sync()")
    first.page.evaluate("location.hash = '#/tin'")
    expect(first.page.get_by_text("Nga cũng ghi thu nợ").first).to_be_visible()

    settle(second.page, "Bà Mẫu 000", "Bỏ")
    settle(second.page, "Bà Mẫu 001", "Vẫn ghi")
    second.wait_until_sent()
    assert repaid() == 3
    second.page.evaluate("location.hash = '#/thu-tien'")
    second.page.get_by_role("link", name="Biên nhận đã ghi").click()
    for name, end in (("Bà Mẫu 000", "Đã bỏ, không vào sổ"), ("Bà Mẫu 001", "Máy chủ đã nhận, đã vào sổ")):
        expect(second.page.get_by_role("link", name=name)).to_contain_text(end)
    assert faults_of(second.page) == []


def settle(page: Page, name: str, how: str) -> None:
    """A person decides about what was parked."""
    page.get_by_role("article").filter(has_text=name).get_by_role("button", name=how).click()
    page.locator("#ask [value=yes]").click()
    expect(page.get_by_role("article").filter(has_text=name)).to_have_count(0)


def a_fee_and_a_gift(phone: LightPhone) -> None:
    """Taken without a network; every screen on the way is looked at."""
    page = phone.page
    page.evaluate("location.hash = '#/thu-tien'")
    page.get_by_role("link", name="Bảng thu nợ").click()
    page.get_by_role("link", name="Bà Mẫu 001").wait_for()
    assert faults_of(page) == []
    page.get_by_role("link", name="Bà Mẫu 001").click()
    page.get_by_role("button", name="Trả số khác").click()
    assert faults_of(page) == []
    page.evaluate("location.hash = '#/thu-tien'")
    page.get_by_role("link", name="Thu hội phí").click()
    page.get_by_role("link", name="Bà Mẫu 002").wait_for()
    assert faults_of(page) == []
    page.get_by_role("link", name="Bà Mẫu 002").click()
    page.get_by_role("button", name="Đã đóng").wait_for()
    assert faults_of(page) == []
    page.get_by_role("button", name="Đã đóng").click()
    expect(page.get_by_text("Chưa gửi lên máy chủ")).to_be_visible()
    assert faults_of(page) == []
    page.get_by_role("link", name="Về bảng thu tiền").click()
    page.get_by_role("link", name="Nhận ủng hộ").click()
    page.get_by_label("Người, đơn vị tặng").fill("Nhà hảo tâm (mẫu)")
    page.get_by_role("button", name="Ghi số tiền").click()
    phone.press("200000")
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_text("Đóng góp xã hội hóa").click()
    assert faults_of(page) == []
    page.get_by_role("button", name="Đã nhận 200.000").click()
    page.get_by_role("link", name="Về bảng thu tiền").click()
    expect(page.get_by_text("210.000 đ")).to_be_visible()  # the box as far as this phone knows
    assert faults_of(page) == []
    page.evaluate("history.back()")

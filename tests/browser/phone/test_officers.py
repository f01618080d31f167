"""An officer finds the phone that has not sent and takes it back; the phone forgets its person at its next contact."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from clb.access.models import User
from clb.fund.models import Receipt
from clb.phone.models import ParkedRow, PhoneKey
from clb.phone.tests.made import TestPhone, lend, repayment
from clb.phone.tests.sample import make_phone, make_waiting
from conftest import Cast
from tests.browser.conftest import PATIENCE_MS
from tests.browser.eyes import faults_of

from .carried import HAS_PACK, PARKED, PIN, QUICK_PINS, SYNC

pytestmark = pytest.mark.browser
Enter = Callable[..., Page]
WIDTHS = (390, 1280)
DATABASES = "indexedDB.databases().then((all) => all.map(({ name }) => name))"
PEOPLE = "async () => (await (await import('/static/phone/core/people.js')).list()).length"

ADD = "async (row) => void (await (await import('/static/phone/core/outbox.js')).outbox.add(row))"


def press(page: Page, then: str) -> None:
    """The PIN on the large keys."""
    for key in PIN:
        page.get_by_role("button", name=key, exact=True).click()
    page.get_by_role("button", name=then, exact=True).click()


def set_up(page: Page) -> None:
    """Whoever is signed in comes to this phone as people do: by the app's own page."""
    page.context.add_init_script(QUICK_PINS)
    page.goto("/dien-thoai/#/them")
    page.get_by_role("heading", name="Chọn mã PIN").wait_for()
    press(page, "Tiếp tục")
    page.get_by_role("heading", name="Bấm lại mã PIN lần nữa").wait_for()
    press(page, "Tiếp tục")
    end = time.monotonic() + PATIENCE_MS / 1000
    while not page.evaluate(HAS_PACK):
        assert time.monotonic() < end
        page.wait_for_timeout(50)


def test_an_officer_sees_a_phone_that_has_not_synced_takes_it_back_and_it_wipes(stage: Cast, enter: Enter) -> None:
    User.objects.filter(pk=stage.lan.pk).update(first_name="Bà Lan Giữ Sổ")
    lend(stage, "Bà Vay Kín Đáo")
    phone = enter("lan", 390)
    set_up(phone)
    assert phone.evaluate(PEOPLE) == 1
    kept = set(phone.evaluate(DATABASES))
    ago = timezone.now() - timedelta(days=40)
    # Forty days in a hamlet without a network.
    PhoneKey.objects.update(seen_at=ago, packed_at=ago, left_rows=4, left_since=ago, left_why="OFFLINE")

    officer = enter("xuan", 1280)
    officer.get_by_role("link", name="Xem máy nào, vì sao").click()
    expect(officer.get_by_text("vì không có mạng").last).to_be_visible()
    assert faults_of(officer) == []
    officer.get_by_role("link", name="Bà Lan Giữ Sổ").click()
    assert faults_of(officer) == []
    officer.get_by_role("link", name="Thu hồi máy này").click()
    expect(officer.get_by_text("MẤT THEO: 4 việc")).to_be_visible()
    officer.get_by_label("Vì sao").select_option("LOST")
    assert faults_of(officer) == []
    officer.get_by_role("button", name="Thu hồi, xóa trên máy").click()
    expect(officer.get_by_text("Đã thu hồi, máy chưa biết")).to_be_visible()

    phone.evaluate(SYNC)
    expect(phone.get_by_text("Dữ liệu của bạn trên máy bị xóa")).to_be_visible()
    assert phone.evaluate(PEOPLE) == 0
    gone = kept - set(phone.evaluate(DATABASES))
    assert gone, "the box of the person is not there any more"
    officer.reload()
    expect(officer.get_by_text("Máy đã nhận lệnh xóa")).to_be_visible()
    assert PhoneKey.objects.get().wiped_at is not None


def test_a_row_that_was_let_go_on_the_website_is_asked_about_no_more(stage: Cast, enter: Enter) -> None:
    _member, loan = lend(stage, "Bà Tư")
    phone = enter("lan", 390)
    set_up(phone)
    much = {"loan": str(loan.pk), "amount_vnd": 90_000_000, "paid_on": "2026-03-01"}
    row = {"lane": str(stage.club.pk), "command": "fund.repay_loan", "data": much, "label": "Thu nợ thử"}
    phone.evaluate(ADD, row)
    phone.evaluate(SYNC)
    expect(phone.get_by_text("1 việc cần xem").first).to_be_visible()
    assert [command for command, _why, _errors in phone.evaluate(PARKED)] == ["fund.repay_loan"]

    chair = enter("binh", 390)
    chair.goto("/dien-thoai/cho-xem/")
    chair.get_by_role("link", name="Thu nợ vay").click()
    expect(chair.get_by_text("90.000.000 đồng")).to_be_visible()
    chair.get_by_role("link", name="Bỏ, không ghi").click()
    chair.get_by_label("Vì sao bỏ").fill("Gõ thừa số không (thử)")
    chair.get_by_role("button", name="Bỏ, không ghi").click()
    expect(chair.get_by_text("Không có việc nào chờ xem.")).to_be_visible()

    phone.evaluate(SYNC)
    expect(phone.get_by_text("1 việc cần xem")).to_have_count(0)
    assert phone.evaluate(PARKED) == []
    desk = enter("lan", 390)  # the phone's own way to the site was shut when it was set up
    desk.goto("/dien-thoai/cho-xem/")
    expect(desk.get_by_text("Không có việc nào chờ xem.")).to_be_visible()


def test_a_row_that_waits_is_written_by_one_touch(stage: Cast, enter: Enter) -> None:
    _member, loan = lend(stage, "Bà Tư")
    other, second = TestPhone(stage.lan), TestPhone(stage.lan)
    assert other.statuses([repayment(other, loan)]) == ["done"]
    (reply,) = second.push([repayment(second, loan)])
    assert reply["status"] == "parked"
    page = enter("lan", 390)
    page.get_by_role("link", name="Xem và xử lý").click()
    page.get_by_role("link", name="Thu nợ vay").click()
    expect(page.get_by_text("500.000 đồng").last).to_be_visible()
    assert faults_of(page) == []
    page.get_by_role("button", name="Vẫn ghi").click()
    expect(page.get_by_text("Đã ghi vào sổ.")).to_be_visible()
    assert Receipt.objects.filter(kind=Receipt.Kind.REPAYMENT).count() == 2
    assert not ParkedRow.objects.open().exists()


@pytest.mark.parametrize("width", WIDTHS)
def test_nobody_stumbles_over_these_pages(stage: Cast, enter: Enter, width: int) -> None:
    ago = timezone.now() - timedelta(days=33)
    key = make_phone(stage.lan, left_rows=3, left_photos=1, left_since=ago, left_why="FULL")
    make_phone(stage.hoa, seen_at=None, packed_at=None)
    make_phone(stage.lan, "Máy cũ", revoked_at=timezone.now(), revoked_by=stage.binh, revoked_why="LOST")
    data = {"club": str(stage.club.pk), "held_on": "2026-11-10", "kind": "MONTHLY", "close_now": True}
    row = make_waiting(key, stage.club, "meetings.record_meeting", data, parked_at=ago)
    one, desk = f"/dien-thoai/may/{key.pk}/", f"/dien-thoai/cho-xem/{row.pk}/"
    common = ["/", "/dien-thoai/may/", one, one + "thu-hoi/", "/dien-thoai/cho-xem/", desk, desk + "bo/"]
    common += ["/dien-thoai/huong-dan/", "/dien-thoai/dong-bo/", "/dien-thoai/dong-bo/?loc=HET"]
    for who, addresses in {"binh": common, "xuan": common[-2:], "dung": common[-2:]}.items():
        page = enter(who, width)
        for address in addresses:
            page.goto(address)
            assert faults_of(page) == [], (who, address)

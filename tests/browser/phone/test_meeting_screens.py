"""Every screen of the meeting as poor eyes and thumbs meet it: by a reader, at night, at twice the size; and refusals
beside the row that they are about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from clb.fund.models import CashCount
from clb.meetings.models import Meeting
from clb.meetings.tests.sample import Table, set_table
from clb.members.models import Membership
from conftest import Cast
from tests.browser.eyes import faults_of

from .kept import LightPhone
from .network import BadNetwork

pytestmark = pytest.mark.browser
STEPS = {
    "mo-dau": "Ngày, nơi họp, chủ trì",
    "diem-danh": "Điểm danh",
    "hoi-phi": "Hội phí",
    "ung-ho": "Ủng hộ, tặng",
    "tra-no": "Trả nợ vay",
    "xet-vay": "Xét cho vay",
    "suc-khoe": "Huyết áp, cân nặng",
    "noi-dung": "Nội dung buổi họp",
    "thang-sau": "Kế hoạch tháng sau",
    "kiem-quy": "Kiểm quỹ",
    "ket-thuc": "Xem lại và kết thúc",
}


@pytest.fixture
def table(stage: Cast) -> Table:
    """A small club whose meeting was begun at the office."""
    found = set_table(stage.club, stage.lan, members=5, loans=2)
    marks = [{"membership": str(found.members[0].pk), "mark": "EXCUSED"}]
    opened = found.send(held_on=f"{timezone.localdate():%d/%m/%Y}", place="Đình làng", attendance=marks, by=stage.binh)
    assert opened.status == "done"
    return found


@pytest.fixture
def phone(table: Table, live_server: LiveServer, browser: Browser) -> Iterator[LightPhone]:
    """Lan's phone, which has seen that meeting."""
    faults: list[str] = []
    with BadNetwork(live_server.url) as net:
        found = LightPhone(browser, net.url, faults)
        found.set_up("lan")
        yield found
        found.close()
    assert faults == []


def test_each_screen_is_looked_at_and_a_refusal_stands_beside_its_row(phone: LightPhone, table: Table) -> None:
    page, club = phone.page, str(table.club.pk)
    page.evaluate("location.hash = '#/buoi-hop'")
    expect(page.get_by_text("Đã mở ngày")).to_be_visible()
    assert faults_of(page) == []
    page.get_by_role("button", name="Ghi tiếp buổi họp").click()
    kept = page.get_by_role("group", name="Bà Mẫu 000").get_by_role("button", name="Có phép")
    expect(kept).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Mọi người khác có mặt").click()
    for at, (slug, title) in enumerate(STEPS.items()):
        page.evaluate("to => { location.hash = to }", f"#/buoi-hop/{club}/{slug}")
        page.get_by_role("heading", name=title, level=1).wait_for()
        page.evaluate("light => { document.documentElement.dataset.theme = light }", "dark" if at % 2 else "light")
        assert faults_of(page) == [], slug
        stands_at_twice_the_size(page, slug)

    count_wrongly(phone, club)
    assert Meeting.objects.count() == 1 and not Meeting.objects.get().is_closed and not CashCount.objects.exists()
    page.evaluate("to => { location.hash = to }", f"#/buoi-hop/{club}/kiem-quy")
    box = page.get_by_role("group", name="Quỹ hoạt động")
    expect(box.get_by_role("alert")).to_be_visible()
    assert faults_of(page) == []
    box.get_by_role("button", name="5.000 đ").click()
    page.get_by_label("Lệch, vì sao?").fill("Tiền lẻ (mẫu)")
    page.get_by_role("button", name="Xong").click()
    page.get_by_role("button", name="Ghi, sang bước sau").click()
    page.get_by_role("button", name="Kết thúc buổi họp").click()
    page.get_by_role("heading", name="Buổi họp ngày").wait_for()
    phone.wait_until_sent()
    expect(page.get_by_text("Buổi họp đã kết thúc")).to_be_visible()
    assert faults_of(page) == []
    page.get_by_role("button", name="Xong, cất buổi họp này").click()
    assert Meeting.objects.get().is_closed and CashCount.objects.get().reason == "Tiền lẻ (mẫu)"


def test_a_meeting_closes_once_nothing_of_it_is_to_be_looked_at(phone: LightPhone, table: Table) -> None:
    page, club = phone.page, str(table.club.pk)
    page.evaluate("location.hash = '#/buoi-hop'")
    page.get_by_role("button", name="Ghi tiếp buổi họp").click()
    page.get_by_role("button", name="Mọi người khác có mặt").click()
    left_on = timezone.localdate() - timedelta(days=1)  # the office wrote so meanwhile
    Membership.objects.filter(pk=table.members[4].pk).update(until_on=left_on)
    page.get_by_role("button", name="Ghi, sang bước sau").click()
    page.get_by_role("heading", name="Hội phí").wait_for()
    page.evaluate("to => { location.hash = to }", f"#/buoi-hop/{club}/ket-thuc")
    page.get_by_role("button", name="Kết thúc buổi họp").click()
    page.get_by_role("heading", name="Buổi họp ngày").wait_for()
    expect(page.get_by_text("Bác xem xong thì buổi họp mới kết thúc")).to_be_visible()
    assert faults_of(page) == []

    page.evaluate("location.hash = '#/cho-gui'")
    expect(page.get_by_text("bác xem xong «việc cần xem» ở dưới thì máy gửi tiếp")).to_be_visible()
    assert faults_of(page) == []
    assert not Meeting.objects.get().is_closed
    page.get_by_role("link", name="1 việc cần xem").last.click()
    page.get_by_role("button", name="Bỏ").click()
    page.get_by_role("dialog").get_by_role("button", name="Bỏ").click()
    phone.wait_until_sent()
    assert Meeting.objects.get().is_closed and Meeting.objects.get().attendances.count() == 4


def count_wrongly(phone: LightPhone, club: str) -> None:
    """The box holds 5.000 đ that no book knows, and nobody says why: the close is refused."""
    page = phone.page
    page.evaluate("to => { location.hash = to }", f"#/buoi-hop/{club}/diem-danh")
    page.get_by_role("button", name="Ghi, sang bước sau").click()
    page.get_by_role("heading", name="Hội phí").wait_for()
    page.evaluate("to => { location.hash = to }", f"#/buoi-hop/{club}/kiem-quy")
    page.get_by_role("group", name="Quỹ hoạt động").get_by_role("button", name="Số khác").click()
    phone.press("5000")
    assert faults_of(page) == []
    page.get_by_role("button", name="Xong").click()
    page.get_by_role("button", name="Ghi, sang bước sau").click()
    page.get_by_role("button", name="Kết thúc buổi họp").click()
    page.get_by_role("heading", name="Buổi họp ngày").wait_for()
    phone.wait_until_sent()
    expect(page.get_by_text("Máy chủ chưa kết thúc được buổi họp")).to_be_visible()
    assert faults_of(page) == []


def stands_at_twice_the_size(page: Page, slug: str) -> None:
    """Nothing sticks out where everything is twice as large."""
    page.set_viewport_size({"width": 195, "height": 422})
    wide = "document.documentElement.scrollWidth > window.innerWidth"
    assert not page.evaluate(wide), f"{slug} is wider than the screen at 200 %"
    page.set_viewport_size({"width": 390, "height": 844})

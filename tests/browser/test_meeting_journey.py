"""A club of sixty at its table: every part of the meeting by touch, typing only what is new; then its minutes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from clb.fund.queries import cash_of
from clb.health.models import HealthCheck
from clb.meetings.models import Attendance, Meeting, MoneyLine
from clb.meetings.tests.sample import set_table
from conftest import Cast

from .eyes import faults_of

pytestmark = pytest.mark.browser
Enter = Callable[..., Page]
MOST_TAPS = 90


@dataclass
class Finger:
    """Counts what is touched; what is typed after a touch is new words or a number read off a scale."""

    page: Page
    taps: int = 0

    def tap(self, what: Locator) -> None:
        """One touch."""
        self.taps += 1
        what.click()

    def choose(self, what: Locator, label: str) -> None:
        """A list opens with one touch, and another takes a line."""
        self.taps += 2
        what.select_option(label=label)

    def say(self, what: Locator, words: str) -> None:
        """Touch the box, say the words."""
        self.tap(what)
        self.page.keyboard.type(words)


def onward(finger: Finger) -> None:
    """Look for faults, then on to the next step."""
    assert faults_of(finger.page) == []
    finger.tap(finger.page.get_by_role("button", name="Ghi, sang bước sau"))


@pytest.mark.parametrize("width", [390])
def test_a_meeting_of_sixty_is_recorded_by_touch(stage: Cast, enter: Enter, width: int) -> None:
    table = set_table(stage.club, stage.lan, members=60, loans=20)
    page = enter("lan", width)
    page.goto(f"/sinh-hoat/cau-lac-bo/{stage.club.pk}/")
    finger = Finger(page)

    finger.tap(page.get_by_role("link", name="Mở buổi sinh hoạt"))
    assert faults_of(page) == []
    finger.tap(page.get_by_role("button", name="Mở buổi họp"))

    finger.tap(page.get_by_text("Tất cả có mặt", exact=True))
    for n in (3, 17, 40, 41, 58):
        finger.tap(page.get_by_role("group", name=f"Bà Mẫu {n:03}").get_by_text("Vắng", exact=True))
    expect(page.locator("[data-tally] strong")).to_have_text("55")
    onward(finger)

    finger.tap(page.get_by_text("Mọi người có mặt đã đóng"))
    finger.tap(page.get_by_text("Ghi riêng từng người"))
    for n in (5, 6):
        finger.tap(page.get_by_role("group", name=f"Bà Mẫu {n:03}").get_by_text("Chưa đóng"))
    finger.say(page.get_by_label("hoặc người, đơn vị khác"), "Nhà hảo tâm (mẫu)")
    finger.say(page.get_by_label("Số tiền (đồng)"), "500000")
    onward(finger)

    finger.tap(page.get_by_text("đều trả đúng số gợi ý"))
    onward(finger)

    finger.choose(page.get_by_label("Thành viên"), "Bà Mẫu 030 (1950)")
    finger.say(page.get_by_label("Số tiền (đồng)"), "3 triệu")
    finger.say(page.get_by_label("Thời hạn (tháng)"), "12")
    finger.tap(page.get_by_text("Đồng ý cho vay"))
    onward(finger)

    finger.tap(page.get_by_label("Số trên").first)
    for n in range(40):
        page.keyboard.type(f"{121 + n % 30}{79 + n % 20}")
        page.keyboard.type(f"{45 + n % 20},5")
        page.keyboard.press("Enter")
    onward(finger)

    for label, words in (
        ("Chủ đề truyền thông", "Phòng bệnh mùa mưa"),
        ("Tự giúp nhau, hỗ trợ cộng đồng", "Thăm người ốm"),
        ("Quyền và lợi ích", "Trợ cấp hưu trí xã hội"),
        ("Văn nghệ, thể thao", "Hát dân ca"),
    ):
        finger.say(page.get_by_label(label), words)
    onward(finger)
    finger.say(page.get_by_label("Kế hoạch tháng sau"), "Dọn đường ấp")
    onward(finger)
    for fund in ("Quỹ tăng thu nhập", "Quỹ hoạt động"):
        finger.tap(page.get_by_role("group", name=fund).get_by_text("Đếm đúng"))
    onward(finger)

    assert faults_of(page) == []
    finger.tap(page.get_by_role("button", name="Kết thúc buổi họp"))
    expect(page.get_by_text("Buổi họp đã kết thúc")).to_be_visible()
    assert faults_of(page) == []
    assert finger.taps <= MOST_TAPS, finger.taps
    print(f"chạm {finger.taps} lần")

    today = timezone.localdate()
    meeting = Meeting.objects.get()
    assert meeting.is_closed and Attendance.objects.filter(mark="PRESENT").count() == 55
    assert (
        MoneyLine.objects.filter(kind="FEE").count() == 53 and MoneyLine.objects.filter(kind="REPAYMENT").count() == 20
    )
    assert HealthCheck.objects.count() == 40
    assert cash_of(table.club, "OPERATING", today) == 53 * 10_000 + 500_000
    answer = page.request.get(f"/sinh-hoat/buoi/{meeting.pk}/bien-ban.pdf")
    assert answer.ok and answer.body().startswith(b"%PDF")


def test_what_is_wrong_comes_back_with_everything_typed(stage: Cast, enter: Enter) -> None:
    table = set_table(stage.club, stage.lan, members=3, loans=0)
    pk = table.send(held_on=f"{timezone.localdate():%d/%m/%Y}").ref["meeting"]
    page = enter("lan", 390)
    page.goto(f"/sinh-hoat/buoi/{pk}/buoc/suc-khoe/")
    page.get_by_label("Số trên").nth(0).fill("80")
    page.get_by_label("Số dưới").nth(0).fill("120")
    page.get_by_label("Cân (kg)").nth(1).fill("51,5")
    page.get_by_role("button", name="Ghi, sang bước sau").click()
    expect(page.get_by_role("group", name="Bà Mẫu 000").get_by_text("Số trên phải lớn hơn số dưới")).to_be_visible()
    expect(page.get_by_label("Cân (kg)").nth(1)).to_have_value("51,5")
    assert faults_of(page) == []
    page.get_by_label("Số trên").nth(0).fill("120")
    page.get_by_label("Số dưới").nth(0).fill("80")
    page.get_by_role("button", name="Ghi, sang bước sau").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Chủ đề, tự giúp nhau, quyền lợi, văn nghệ")
    assert HealthCheck.objects.count() == 2


def test_two_people_at_one_meeting(stage: Cast, enter: Enter) -> None:
    table = set_table(stage.club, stage.lan, members=4, loans=0)
    pk = table.send(held_on=f"{timezone.localdate():%d/%m/%Y}").ref["meeting"]
    lan, binh = enter("lan", 390), enter("binh", 390)
    for page in (lan, binh):
        page.goto(f"/sinh-hoat/buoi/{pk}/buoc/diem-danh/")
    for n in (0, 1, 2):
        lan.get_by_role("group", name=f"Bà Mẫu {n:03}").get_by_text("Có mặt").click()
    lan.get_by_role("button", name="Ghi, sang bước sau").click()
    lan.get_by_role("heading", name="Hội phí, ủng hộ", level=1).wait_for()
    binh.get_by_role("group", name="Bà Mẫu 002").get_by_text("Vắng", exact=True).click()
    binh.get_by_role("group", name="Bà Mẫu 003").get_by_text("Có mặt").click()
    binh.get_by_role("button", name="Ghi, sang bước sau").click()
    expect(binh.get_by_text("lan vừa ghi dòng này: Có mặt.")).to_be_visible()
    assert faults_of(binh) == []
    binh.get_by_role("button", name="Ghi, sang bước sau").click()
    expect(binh.get_by_text("Đã ghi: Điểm danh.")).to_be_visible()
    marks = dict(Attendance.objects.values_list("membership__person__full_name", "mark"))
    assert marks == {f"Bà Mẫu {n:03}": "ABSENT" if n == 2 else "PRESENT" for n in range(4)}

"""A contribution at the Front's desk: promised, given in each form, passed on, used, thanked for, read by everyone."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from clb.access.roles import Role
from clb.fund.commands import SPEND_MONEY
from clb.giving.models import Donation, DonationShare, Donor, GoldenBook
from clb.kernel.commands import run
from conftest import Cast, make_user

from .conftest import PASSWORD
from .eyes import faults_of

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("CLB_PICTURES", "")  # a folder, for whoever wants to look at the screens
HIDDEN = "Ông Lặng Lẽ"
TODAY = timezone.localdate()


class Desk:
    """Somebody at a screen: goes somewhere, types, presses, and every screen is looked through for faults."""

    seen = 0

    def __init__(self, page: Page) -> None:
        self.page = page

    def look(self) -> None:
        """No fault of access, nothing wider than the screen; a picture where one is wanted."""
        Desk.seen += 1
        if PICTURES:
            self.page.screenshot(path=Path(PICTURES) / f"{Desk.seen:02}.png", full_page=True)
        assert faults_of(self.page) == [], self.page.url

    def press(self, name: str, *, looks: bool = False) -> None:
        """A link or button by its words."""
        self.page.get_by_role("link", name=name).first.click()
        if looks:
            self.look()

    def send(self, button: str, **typed: str) -> None:
        """Type into fields by their names and press the button."""
        for name, value in typed.items():
            self.page.locator(f"[name={name}]").fill(value)
        self.page.get_by_role("button", name=button, exact=True).click()
        expect(self.page.locator("main")).to_contain_text("Đã ghi")


def test_the_front_records_a_contribution_and_everyone_reads_what_it_became(
    stage: Cast, enter: Callable[..., Page], browser: Browser, live_server: object
) -> None:
    front = make_user("mattran", Role.FRONT, stage.province)
    front.set_password(PASSWORD)
    front.save()
    desk = Desk(enter("mattran", 1280))
    the_front_receives(desk)
    money = Donation.objects.get(form="CASH")
    assert (money.value_vnd, money.office, money.unit) == (5_000_000, "FRONT", stage.province)
    the_front_passes_on(desk, money, stage)
    the_club_takes_and_tells(Desk(enter("lan", 1280)), stage)
    desk.page.goto(f"/van-dong/khoan/{money.pk}/")
    expect(desk.page.locator("main")).to_contain_text("mua ba máy đo huyết áp")
    expect(desk.page.locator("main")).to_contain_text("Còn lại 600.000 đồng")
    desk.look()
    assert desk.page.request.get(f"/van-dong/khoan/{money.pk}/thu-cam-on.pdf").body().startswith(b"%PDF")
    everyone_reads(browser, live_server)


def the_front_receives(desk: Desk) -> None:
    """An unnamed person promises five million and brings it; rice and days of work come too."""
    page = desk.page
    page.goto("/van-dong/")
    desk.look()
    desk.press("Ghi nhà tài trợ mới", looks=True)
    page.get_by_label("Cá nhân, gia đình").check()
    desk.send("Thêm nhà tài trợ", name=HIDDEN)
    desk.press("Ghi lời hứa")
    desk.send("Ghi lời hứa ủng hộ", value_vnd="5 triệu", due_on=f"{TODAY + timedelta(days=5):%d/%m/%Y}")
    desk.look()
    page.locator("a[href*='?hua=']").first.click()
    desk.send("Nhận tiền ủng hộ", amount_vnd="5 triệu", purpose="Mua máy đo huyết áp")
    for button, form, typed in (
        ("Nhận hiện vật", "Nhận hiện vật ủng hộ", {"what": "Gạo", "quantity": "50", "counted_in": "kg"}),
        ("Ghi ngày công", "Ghi ngày công ủng hộ", {"what": "Chở gạo", "days": "1,5", "day_value_vnd": "300.000"}),
    ):
        page.goto(f"/van-dong/nha-tai-tro/{Donor.objects.get().pk}/")
        desk.press(button, looks=True)
        price = {"unit_value_vnd": "16.000"} if "quantity" in typed else {}
        desk.send(form, **typed, **price, valued_by="Giá tại xã")
    page.goto(f"/van-dong/nha-tai-tro/{Donor.objects.get().pk}/")
    expect(page.locator("main")).to_contain_text("6.250.000")
    desk.look()


def the_front_passes_on(desk: Desk, money: Donation, stage: Cast) -> None:
    """Three million for club 1; the book is made public."""
    page = desk.page
    page.goto(f"/van-dong/khoan/{money.pk}/")
    assert page.request.get(f"/van-dong/khoan/{money.pk}/bien-nhan.pdf").body().startswith(b"%PDF")
    desk.press("Chuyển cho câu lạc bộ")
    page.locator("[name=club]").select_option(label="CLB Một")
    desk.send("Chuyển ủng hộ cho câu lạc bộ", amount_vnd="3 triệu")
    expect(page.locator("main")).to_contain_text("2.000.000 đồng")
    page.goto("/van-dong/tam-long-vang/")
    desk.press("Công khai sổ")
    desk.send("Công khai sổ Tấm lòng vàng", decided_by="Ban Thường trực (mẫu)")
    desk.look()
    page.goto("/van-dong/tong-hop/")
    desk.look()


def the_club_takes_and_tells(desk: Desk, stage: Cast) -> None:
    """The treasurer takes the part into the book, pays for three gauges, and says so."""
    page, share = desk.page, DonationShare.objects.get()
    page.goto(f"/van-dong/cau-lac-bo/{stage.club.pk}/")
    desk.look()
    desk.press("Nhận vào sổ")
    desk.send("Nhận phần ủng hộ chuyển đến")
    share = DonationShare.objects.select_related("receipt__earmark").get(pk=share.pk)
    assert share.receipt
    paid = {"club": stage.club.pk, "fund": "OPERATING", "amount_vnd": 2_400_000, "category": "CARE"}
    paid |= {"earmark": share.receipt.earmark.pk, "what_for": "Máy đo", "spent_on": TODAY}
    assert run(SPEND_MONEY, by=stage.lan, data=paid).status == "done"
    page.goto(f"/van-dong/phan/{share.pk}/da-dung/")
    page.locator("[name=voucher]").select_option(index=1)
    desk.send("Kể khoản ủng hộ đã dùng", result="mua ba máy đo huyết áp")


def everyone_reads(browser: Browser, live_server: object) -> None:
    """A stranger on a phone: what came, what became of it, and no name."""
    context = browser.new_context(viewport={"width": 390, "height": 900}, base_url=live_server.url, locale="vi-VN")  # type: ignore[attr-defined]
    stranger = Desk(context.new_page())
    stranger.page.goto(f"/van-dong/tam-long-vang/{GoldenBook.objects.get().pk}/")
    expect(stranger.page.locator("main")).to_contain_text("mua ba máy đo huyết áp")
    expect(stranger.page.locator("main")).to_contain_text("Không nêu tên")
    stranger.look()
    assert "Lặng" not in stranger.page.content()
    context.close()

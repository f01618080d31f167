"""A club's money from the first request to a closed month, on the treasurer's phone."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from clb.fund.models import CashCount, Loan, MonthClosing, Receipt
from clb.fund.queries import cash_of
from clb.kernel.dates import month_end, months_after
from clb.ledger.queries import standing
from clb.lending.models import LoanDecision
from clb.lending.queries import State, card_of
from clb.lending.tests.sample import House, make_house
from conftest import Cast

from .eyes import faults_of

pytestmark = pytest.mark.browser
Enter = Callable[..., Page]
PICTURES = os.environ.get("CLB_PICTURES", "")  # a folder, for whoever wants to look at the screens


class Phone:
    """The treasurer's phone: goes somewhere, types, and has every screen looked through for faults."""

    def __init__(self, page: Page) -> None:
        self.page, self.seen = page, 0

    def go(self, path: str) -> None:
        """Open an address."""
        self.page.goto(path)
        self.look()

    def look(self) -> None:
        """No fault of access, nothing wider than the screen; a picture where one is wanted."""
        self.seen += 1
        if PICTURES:
            self.page.screenshot(path=Path(PICTURES) / f"{self.seen:02}.png", full_page=True)
        assert faults_of(self.page) == [], self.page.url

    def fill(self, **typed: str) -> None:
        """Type into fields by their names."""
        for name, value in typed.items():
            self.page.locator(f"[name={name}]").fill(value)

    def send(self, button: str, *, refused: str = "") -> None:
        """Press a button; `refused` is the sentence that must come instead of what it does."""
        self.page.get_by_role("button", name=button, exact=True).click()
        if refused:
            expect(self.page.get_by_role("alert")).to_contain_text("Chưa ghi được")
            expect(self.page.locator("main")).to_contain_text(refused)
        else:
            expect(self.page.locator("main")).not_to_contain_text("Chưa ghi được")
        self.look()


def told(day: date) -> str:
    return f"{day:%d/%m/%Y}"


@pytest.mark.parametrize("width", [390])
def test_the_poor_borrow_first_repay_and_the_month_is_closed(stage: Cast, enter: Enter, width: int) -> None:
    house = make_house(stage)
    house.charter("RATE", 12)
    house.charter("METHOD", words="EQUAL_PRINCIPAL")
    phone = Phone(enter("lan", width))
    met_on = months_after(timezone.localdate().replace(day=17), -4)

    two_ask(phone, house, met_on)
    the_meeting_decides(phone, house, met_on)
    loan = Loan.objects.get()
    assert (loan.person, loan.principal_vnd, loan.granted_on) == (house.poor, 3_000_000, met_on)
    request = LoanDecision.objects.get(outcome="GRANTED").request
    assert card_of(request, met_on).state == State.DISBURSED

    three_repayments(phone, loan, met_on)
    last = month_end(months_after(met_on, 3))
    cash_is_short(phone, house, last)
    the_month_is_closed_for_good(phone, house, last)
    assert cash_of(stage.club, "INCOME", timezone.localdate()) == 20_060_000


def two_ask(phone: Phone, house: House, met_on: date) -> None:
    """The better-off one a week before the meeting, the poor one the day before; the queue turns them round."""
    ask = f"/cho-vay/cau-lac-bo/{house.cast.club.pk}/xin-vay/"
    asked = ((house.well, 7, "5 triệu", "Mua máy cưa"), (house.poor, 1, "3 triệu", "Nuôi vịt"))
    for person, days, amount, purpose in asked:
        phone.go(ask)
        phone.page.locator("[name=person]").select_option(value=str(person.pk))
        phone.fill(amount_vnd=amount, months="3", asked_on=told(met_on - timedelta(days=days)), purpose=purpose)
        phone.send("Ghi đơn xin vay")
    rows = phone.page.locator("tbody tr")
    expect(rows.nth(0)).to_contain_text("1. Bà Nghèo")
    expect(rows.nth(0)).to_contain_text("Hộ nghèo; phụ nữ; người cao tuổi; chưa vay lần nào")
    expect(rows.nth(1)).to_contain_text("2. Ông Khá")


def the_meeting_decides(phone: Phone, house: House, met_on: date) -> None:
    """The meeting opens, everybody is there, the poor one is granted, the other put off; closing lends the money."""
    page = phone.page
    phone.go(f"/sinh-hoat/cau-lac-bo/{house.cast.club.pk}/mo/")
    phone.fill(held_on=told(met_on), place="Nhà văn hóa ấp")
    phone.send("Mở buổi họp")
    page.get_by_text("Tất cả có mặt", exact=True).click()
    phone.send("Ghi, về buổi họp")
    page.get_by_role("link", name="Xét cho vay").click()
    phone.look()
    poor, well = page.locator("fieldset.row-line").nth(0), page.locator("fieldset.row-line").nth(1)
    expect(poor).to_contain_text("1. Bà Nghèo")
    poor.get_by_text("Đồng ý cho vay", exact=True).click()
    well.get_by_text("Để lần sau", exact=True).click()
    phone.send("Ghi, về buổi họp", refused="Hãy ghi lý do, để người xin vay biết.")
    well = page.locator("fieldset.row-line").nth(1)
    well.get_by_label("Lý do").fill("Người nghèo vay trước, tháng sau xét")
    phone.send("Ghi, về buổi họp")
    assert not Loan.objects.exists()  # money moves when the meeting closes
    page.get_by_role("link", name="Xem lại và kết thúc").click()
    phone.send("Kết thúc buổi họp")
    expect(page.get_by_text("Buổi họp đã kết thúc")).to_be_visible()


def three_repayments(phone: Phone, loan: Loan, met_on: date) -> None:
    """By the schedule of equal principal: on its day, ten days late, and on the last day."""
    phone.go(f"/quy/khoan-vay/{loan.pk}/")
    rows = phone.page.locator("section[aria-labelledby=phan-lich] tbody tr")
    for i, interest in enumerate(("30.000", "20.000", "10.000")):
        expect(rows.nth(i)).to_contain_text(told(months_after(met_on, i + 1)))
        expect(rows.nth(i)).to_contain_text("1.000.000")
        expect(rows.nth(i)).to_contain_text(interest)
    paid = (
        (months_after(met_on, 1), "30.000"),
        (months_after(met_on, 2) + timedelta(days=10), "20.000"),
        (months_after(met_on, 3), "10.000"),
    )
    for n, (day, interest) in enumerate(paid, 1):
        if n == 2:
            phone.go(f"/quy/khoan-vay/{loan.pk}/?ngay={told(day)}")
            expect(phone.page.locator("main")).to_contain_text("10 ngày")
        phone.go(f"/quy/khoan-vay/{loan.pk}/tra/")
        phone.fill(amount_vnd="1.000.000", interest_vnd=interest, paid_on=told(day))
        phone.send("Thu nợ vay")
        assert Receipt.objects.filter(kind="REPAYMENT").count() == n
    phone.go(f"/quy/khoan-vay/{loan.pk}/tra/")
    phone.fill(amount_vnd="1", paid_on=told(timezone.localdate()))
    phone.send("Thu nợ vay", refused="không còn nợ")


def cash_is_short(phone: Phone, house: House, last: date) -> None:
    """Five thousand are missing: nothing is written until somebody says why."""
    phone.go(f"/quy/cau-lac-bo/{house.cast.club.pk}/kiem-quy/")
    phone.page.locator("[name=fund][value=INCOME]").check()
    phone.fill(counted_vnd="20.055.000", counted_on=told(last))
    phone.send("Kiểm quỹ", refused="đếm thiếu 5.000 đồng")
    expect(phone.page.locator("[name=counted_vnd]")).to_have_value("20.055.000")
    phone.fill(reason="Trả nhầm tiền thừa, đang hỏi lại")
    phone.send("Kiểm quỹ")
    assert CashCount.objects.get().gap_vnd == -5_000


def the_month_is_closed_for_good(phone: Phone, house: House, last: date) -> None:
    """Closed, and neither a reversal nor a repayment gets into it any more."""
    page, receipt = phone.page, Receipt.objects.filter(kind="REPAYMENT").order_by("-entry__happened_on").first()
    assert receipt is not None
    phone.go(f"/quy/cau-lac-bo/{house.cast.club.pk}/khoa-so/INCOME/{last:%Y-%m}/")
    expect(page.locator("main")).to_contain_text("Xem lại trước khi khóa")
    phone.fill(note="Thiếu 5.000 đồng đang hỏi lại")
    phone.send(f"Khóa sổ tháng {last:%m/%Y}")
    assert MonthClosing.objects.get().month == last.replace(day=1)
    phone.go(f"/quy/phieu/{receipt.pk}/dao/")
    phone.fill(reversed_on=told(timezone.localdate()), reason="Ghi nhầm người")
    phone.send("Đảo phiếu ghi nhầm", refused=f"đã khóa đến hết ngày {told(last)}")
    phone.fill(reversed_on=told(last))
    phone.send("Đảo phiếu ghi nhầm", refused=f"đã khóa sổ đến hết ngày {told(last)}")
    assert standing().filter(pk=receipt.entry_id).exists()

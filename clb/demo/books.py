"""The demo's money beside meetings: vouchers with drawn bills, a gift for one thing, the bank, a debt, a cow, a month
closed."""

from __future__ import annotations

import io
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from clb.access.models import User
from clb.clubs.models import Club
from clb.fund import commands as verbs
from clb.fund.models import StockItem
from clb.fund.queries.cash import bank_of, cash_of
from clb.fund.queries.transfers import last_month_over, split_proposal
from clb.kernel.dates import month_end
from clb.members.queries.counts import belonging

from .build import act

SPENT = (
    ("VISIT", "Thăm hai thành viên ốm (mẫu)", 150_000, "Tổ chăm sóc (mẫu)"),
    ("OFFICE", "Trà, bánh buổi sinh hoạt (mẫu)", 90_000, "Quán cô Sáu (mẫu)"),
    ("ACTIVITY", "Dây, băng rôn cho hội thi dưỡng sinh (mẫu)", 120_000, "Tiệm in (mẫu)"),
)
SHOP = "Cửa hàng vật liệu (mẫu)"


def build_books(by: User, clubs: list[Club], today: date) -> None:
    """What the operating fund was spent on in the last three months; more of everything in the first clubs."""
    last = last_month_over(today)
    for number, club in enumerate(clubs):
        for back in (2, 1, 0):
            _spend(by, club, _months_before(last, back), number + back)
        if number < 3:
            _gift(by, club, last)
            _bank(by, club, last)
            _pass_on(by, club, last)
        if number < 2:
            _borrow(by, club, last)
            _cow(by, club, last)
            _close(by, club, _months_before(last, 2))


def _months_before(last: date, months: int) -> date:
    day = last
    for _n in range(months):
        day = day.replace(day=1) - timedelta(days=1)
    return day


def _spend(by: User, club: Club, end: date, number: int) -> None:
    category, what_for, sum_vnd, payee = SPENT[number % len(SPENT)]
    day = end - timedelta(days=2)
    if cash_of(club, "OPERATING", day) < sum_vnd:
        return
    told: dict[str, Any] = {"fund": "OPERATING", "amount_vnd": sum_vnd, "category": category, "what_for": what_for}
    proof = {"attachment": _bill()} if number % 2 else {}
    act(verbs.SPEND_MONEY, by, club=club.pk, payee=payee, spent_on=day, **told, **proof)


def _bill() -> SimpleUploadedFile:
    """Plainly a drawing and nobody's bill."""
    image = Image.new("RGB", (320, 440), (250, 248, 240))
    pen = ImageDraw.Draw(image)
    pen.rectangle((20, 20, 300, 420), outline=(120, 120, 120), width=3)
    for n in range(8):
        pen.line((45, 90 + 38 * n, 275 - 30 * (n % 3), 90 + 38 * n), fill=(150, 160, 170), width=6)
    sent = io.BytesIO()
    image.save(sent, "JPEG", quality=70)
    return SimpleUploadedFile("hoa-don.jpg", sent.getvalue())


def _gift(by: User, club: Club, last: date) -> None:
    day, place = last.replace(day=5), {"club": club.pk, "fund": "OPERATING"}
    gift = {"amount_vnd": 2_000_000, "source": "SOCIAL", "giver": SHOP, "purpose": "Sửa nhà một hộ neo đơn (mẫu)"}
    found = act(verbs.RECEIVE_GIFT, by, received_on=day, **place, **gift)
    paid = {"amount_vnd": 1_250_000, "category": "CARE", "what_for": "Mua tôn, đinh (mẫu)", "payee": SHOP}
    more = {"earmark": found.result.earmark.pk, "attachment": _bill(), "spent_on": day + timedelta(days=3)}
    act(verbs.SPEND_MONEY, by, **place, **paid, **more)


def _bank(by: User, club: Club, last: date) -> None:
    half = cash_of(club, "INCOME", last) // 2_000_000 * 1_000_000
    if half <= 0:
        return
    place = {"club": club.pk, "fund": "INCOME"}
    act(verbs.DEPOSIT_CASH, by, **place, amount_vnd=half, moved_on=last)
    held = bank_of(club, "INCOME", last)
    told = {"counted_vnd": held + 3_200, "reason": "Lãi tiền gửi ngân hàng trả (mẫu)", "place": "BANK"}
    count = act(verbs.COUNT_CASH, by, **place, counted_on=last, **told).result
    act(verbs.BOOK_GAP, by, count=count.pk, booked_on=last, decision="Họp ban chủ nhiệm (mẫu)")


def _pass_on(by: User, club: Club, last: date) -> None:
    to_pass_vnd = split_proposal(club, last).to_pass_vnd
    if 0 < to_pass_vnd <= cash_of(club, "INCOME", last):
        told = {"month": f"{last:%m/%Y}", "amount_vnd": to_pass_vnd, "moved_on": last}
        act(verbs.PASS_ON_INTEREST, by, club=club.pk, **told)


def _borrow(by: User, club: Club, last: date) -> None:
    day = last.replace(day=2)
    terms = {"amount_vnd": 5_000_000, "rate_percent_year": 0, "lender": "Ông chủ nhiệm (mẫu)", "borrowed_on": day}
    debt = act(verbs.BORROW_MONEY, by, club=club.pk, fund="INCOME", due_on=day.replace(year=day.year + 1), **terms)
    act(verbs.PAY_BACK_DEBT, by, debt=debt.result.pk, amount_vnd=1_000_000, paid_on=day + timedelta(days=20))


def _cow(by: User, club: Club, last: date) -> None:
    start = _months_before(last, 4).replace(day=10)
    first, second = (m.person_id for m in belonging(start).filter(club=club).order_by("pk")[:2])
    cow = {"what": "Bò cái sinh sản (mẫu)", "counted_in": "con", "quantity": 2, "giver": "Chương trình trao bò (mẫu)"}
    cow |= {"unit_value_vnd": 15_000_000, "valued_by": "Ban chủ nhiệm, giá chợ (mẫu)"}
    item: StockItem = act(verbs.RECEIVE_STOCK, by, club=club.pk, received_on=start, **cow).result
    _move(by, item, "LENT", 2, start, taker=first)
    _move(by, item, "OFFSPRING", 1, start + timedelta(days=60), taker=first, note="Bê cái (mẫu)")
    _move(by, item, "PASSED_ON", 1, start + timedelta(days=90), giver=first, taker=second)


def _move(by: User, item: StockItem, kind: str, quantity: int, day: date, **more: Any) -> None:
    act(verbs.MOVE_STOCK, by, item=item.pk, kind=kind, quantity=Decimal(quantity), moved_on=day, **more)


def _close(by: User, club: Club, end: date) -> None:
    for fund in ("INCOME", "OPERATING"):
        told = {"fund": fund, "month": f"{end:%m/%Y}", "note": "Đã xem, kiểm quỹ ở buổi họp (mẫu)"}
        act(verbs.CLOSE_MONTH, by, club=club.pk, **told)
    assert month_end(end) == end, "closed to the last day"

"""The demo's mobilised means: drives of the association, the Front and a club, donors named and unnamed, promises kept,
half kept and withdrawn, donations of each kind followed to their use. Nobody here is real."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from clb.access.models import User
from clb.clubs.models import Club
from clb.fund.commands import SPEND_MONEY
from clb.giving import commands as verbs
from clb.giving.models import Donation, Donor
from clb.plans.models import Plan, Task

from .build import act

PAPER = "giấy đồng ý ngày nhận (mẫu)"


def build_giving(clubs: list[Club], plan: Plan, today: date) -> None:
    """Two clubs, the association and the Front of the district, over the last year."""
    start = today - timedelta(days=300)
    keeper = User.objects.get(username="thuquy")
    _club(keeper, clubs[0], start, today)
    association, front = (User.objects.get(username=name) for name in ("hoi", "mattran"))
    task = Task.objects.filter(plan=plan, text__icontains="nguồn lực").order_by("order").first()
    _office(association, "ASSOCIATION@" + _place(association), clubs, start, today, task)
    _office(front, "FRONT@" + _place(front), [clubs[0], *clubs[:0:-1]], start + timedelta(days=40), today, task)
    waiting = Donation.objects.filter(shares__club=clubs[0], shares__accepted_on=None).order_by("received_on").first()
    if waiting:
        share = waiting.shares.get(club=clubs[0], accepted_on=None)
        act(verbs.ACCEPT_SHARE, keeper, share=share.pk, accepted_on=today - timedelta(days=3), fund="OPERATING")


def _place(user: User) -> str:
    return user.assignments.select_related("unit").get().unit.key


def _donor(by: User, keeper: str, name: str, kind: str = "ENTERPRISE", **told: Any) -> Donor:
    donor: Donor = act(verbs.ADD_DONOR, by, keeper=keeper, name=f"{name} (mẫu)", kind=kind, **told).result
    return donor


def _club(by: User, club: Club, start: date, today: date) -> None:
    at = f"CLUB@{club.unit.key}"
    drive = {"title": "Máy đo huyết áp cho câu lạc bộ", "purpose": "Mua máy để đo huyết áp mỗi buổi sinh hoạt (mẫu)"}
    days = {"from_on": start, "until_on": today + timedelta(days=60)}
    drive = act(verbs.OPEN_DRIVE, by, keeper=at, target_vnd=12_000_000, **drive, **days).result.pk
    mill = _donor(by, at, "Cơ sở xay xát Hai Lúa", is_named="on")
    lady = _donor(by, at, "Bà Trần Thị Thảo", "PERSON", is_abroad="on", contact="qua con gái ở xã (mẫu)")
    teacher = _donor(by, at, "Cô giáo Lê Thị Mận", "PERSON", is_named="on", naming_told=PAPER)
    group = _donor(by, at, "Nhóm thợ hồ ấp Long Thạnh", "ORGANISATION", is_named="on")
    about = {"source": "SOCIAL", "drive": drive}
    promise = {"promised_on": start, "form": "CASH", "drive": drive}
    due = today - timedelta(days=1)
    whole = act(verbs.RECORD_PLEDGE, by, donor=mill.pk, value_vnd=5_000_000, due_on=due, **promise).result
    money = {"fund": "OPERATING", "received_on": today - timedelta(days=4)}  # earlier months are closed
    given = act(verbs.RECEIVE_CASH, by, donor=mill.pk, amount_vnd=5_000_000, pledge=whole.pk,
                purpose="Mua máy đo huyết áp", **money, **about).result  # fmt: skip
    _three_gauges(by, club, given, today - timedelta(days=2))
    half = act(verbs.RECORD_PLEDGE, by, donor=lady.pk, value_vnd=4_000_000, due_on=today - timedelta(days=6), **promise)
    act(verbs.RECEIVE_CASH, by, donor=lady.pk, amount_vnd=1_500_000, pledge=half.result.pk, **money, **about)
    soon = {"value_vnd": 1_000_000, "due_on": today + timedelta(days=9), "promised_on": today - timedelta(days=5)}
    act(verbs.RECORD_PLEDGE, by, donor=teacher.pk, form="GOODS", what="20 phần quà Tết (mẫu)", **soon)
    things = {"what": "Xe lăn (mẫu)", "counted_in": "chiếc", "quantity": 1, "unit_value_vnd": 1_850_000}
    valued = {"valued_by": "Hóa đơn của người tặng (mẫu)", "received_on": start + timedelta(days=90)}
    chair = act(verbs.RECEIVE_GOODS, by, donor=teacher.pk, source="SOCIAL", **things, **valued).result
    told = {"share": chair.shares.get().pk, "result": "giúp một cụ đi lại trong nhà và đến buổi sinh hoạt"}
    act(verbs.TELL_USE, by, used_on=start + timedelta(days=95), **told)
    days_of = {"what": "Sửa mái nhà văn hóa ấp", "days": 6, "day_value_vnd": 300_000, "source": "SOCIAL"}
    priced = {"valued_by": "Giá công thợ hồ tại xã, hỏi ba nơi (mẫu)", "received_on": start + timedelta(days=120)}
    act(verbs.RECEIVE_WORK, by, donor=group.pk, **days_of, **priced)
    wrong = act(verbs.RECEIVE_CASH, by, donor=teacher.pk, amount_vnd=50_000_000, source="SOCIAL", **money).result
    act(verbs.REVERSE_DONATION, by, donation=wrong.pk, reversed_on=money["received_on"], reason="Ghi dư số 0 (mẫu)")
    act(verbs.PUBLISH_BOOK, by, keeper=at, from_on=start, decided_by="Họp toàn thể câu lạc bộ (mẫu)")


def _three_gauges(by: User, club: Club, given: Donation, day: date) -> None:
    share = given.shares.select_related("receipt__earmark").get()
    assert share.receipt
    paid = {"fund": "OPERATING", "amount_vnd": 2_550_000, "category": "CARE", "payee": "Cửa hàng y tế (mẫu)"}
    paid |= {"earmark": share.receipt.earmark.pk, "what_for": "Ba máy đo huyết áp (mẫu)", "spent_on": day}
    voucher = act(SPEND_MONEY, by, club=club.pk, **paid).result
    told = {"share": share.pk, "voucher": voucher.pk, "used_on": day, "result": "mua ba máy đo huyết áp"}
    act(verbs.TELL_USE, by, **told)


def _office(by: User, at: str, clubs: list[Club], start: date, today: date, task: Task | None) -> None:
    is_front = at.startswith("FRONT")
    title = "Ngày vì người cao tuổi" if is_front else "Mỗi câu lạc bộ mới một quỹ ban đầu"
    drive = {"title": title, "purpose": "Hỗ trợ câu lạc bộ mới và hộ khó khăn (mẫu)", "target_vnd": 60_000_000}
    days = {"from_on": start, "until_on": start + timedelta(days=240), "task": task.pk if task else ""}
    drive = act(verbs.OPEN_DRIVE, by, keeper=at, **drive, **days).result.pk
    firm = _donor(by, at, "Công ty lương thực Đầu Nguồn", is_named="on")
    fund = _donor(by, at, "Quỹ An sinh xã hội huyện", "ORGANISATION", is_named="on")
    someone = _donor(by, at, "Ông Phạm Văn Lặng", "PERSON")
    about = {"drive": drive, "received_on": start + timedelta(days=20)}
    money = act(verbs.RECEIVE_CASH, by, donor=firm.pk, amount_vnd=20_000_000, source="SOCIAL", **about).result
    second = {"donor": fund.pk, "amount_vnd": 15_000_000, "source": "SOCIAL_SECURITY_FUND"}
    act(verbs.RECEIVE_CASH, by, **second, purpose="Quỹ ban đầu của câu lạc bộ mới", **about)
    act(verbs.RECEIVE_CASH, by, donor=someone.pk, amount_vnd=2_000_000, source="SOCIAL", **about)
    rice = {"what": "Gạo (mẫu)", "counted_in": "kg", "quantity": 500, "unit_value_vnd": 16_000}
    act(
        verbs.RECEIVE_GOODS, by, donor=firm.pk, source="SOCIAL", valued_by="Giá chợ xã ngày nhận (mẫu)", **rice, **about
    )
    handed = start + timedelta(days=35)
    for n, club in enumerate(clubs[:3]):
        part = {"donation": money.pk, "club": club.pk, "amount_vnd": 5_000_000 - n * 500_000, "handed_on": handed}
        act(verbs.PASS_ON_DONATION, by, **part)
    gone = {"donor": someone.pk, "form": "CASH", "value_vnd": 3_000_000, "promised_on": start, "drive": drive}
    pledge = act(verbs.RECORD_PLEDGE, by, due_on=start + timedelta(days=90), **gone).result
    act(verbs.WITHDRAW_PLEDGE, by, pledge=pledge.pk, withdrawn_on=start + timedelta(days=80), reason="Mất mùa (mẫu)")
    if is_front:
        act(verbs.PUBLISH_BOOK, by, keeper=at, from_on=start, decided_by="Ban Thường trực (mẫu)")

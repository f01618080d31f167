"""The demo's activities beside meetings, with a drawn picture as their proof, and each club's plan of the year."""

from __future__ import annotations

import io
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from clb.access.models import User
from clb.clubs.models import Club
from clb.kernel.commands import run
from clb.kernel.dates import on_day
from clb.meetings.commands import LINK_PLANNED_ACTIVITY, PLAN_ACTIVITY, RECORD_ACTIVITY
from clb.meetings.models import Area
from clb.members.models import HouseholdClass, Membership
from clb.members.queries.counts import belonging

from .build import act

# Area, what, how many months between, hours.
DONE = (
    (3, "Tình nguyện viên đến nhà chăm sóc hai cụ già yếu", 1, "6"),
    (1, "Hướng dẫn nhau kỹ thuật nuôi gà, trồng rau sạch", 2, "3"),
    (8, "Vận động mạnh thường quân góp gạo, tiền cho quỹ", 3, "4"),
    (7, "Giao lưu văn nghệ với câu lạc bộ bạn", 4, "3"),
    (4, "Góp gạo, đến thăm thành viên khó khăn", 2, "4"),
)
PLANNED = (
    (2, 3, "Khám sức khỏe đầu năm cùng trạm y tế", "Chủ nhiệm"),
    (8, 6, "Vận động quỹ giữa năm", "Tổ vận động nguồn lực"),
    (7, 9, "Giao lưu văn nghệ với câu lạc bộ bạn", "Tổ văn nghệ"),
    (1, 12, "Tổng kết các mô hình tăng thu nhập", "Tổ tăng thu nhập"),
)
MONTHS = 6
NO_PROOF = {3, 8}  # clubs that never send a photo


def build_activities(by: User, clubs: list[Club], today: date) -> None:
    """Half a year of activities by hand, some of which carry out the plan of the year."""
    for number, club in enumerate(clubs):
        day, month = today.replace(day=8) - timedelta(days=31 * MONTHS), 0
        while (day := _next_month(day)) < today.replace(day=1):
            for area, what, rhythm, hours in DONE:
                if (month + number + area) % rhythm == 0:
                    _record(by, club, number, month=month, area=area, what=what, hours=hours, day=day)
            month += 1
        _plan(by, club, today)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=8)


def _record(by: User, club: Club, number: int, *, month: int, area: int, what: str, hours: str, day: date) -> None:
    members = list(belonging(day).filter(club=club).order_by("pk")[number % 5 : number % 5 + 4])
    if not members:
        return
    proof = {} if number in NO_PROOF else {"evidence": SimpleUploadedFile("anh.jpg", drawn_picture(area))}
    data = {"club": club.pk, "area": area, "happened_on": day, "what": f"{what} (mẫu)", "hours": hours}
    data["participants"] = [member.pk for member in members]
    if area == Area.SELF_HELP:
        data["helped"] = [member.pk for member in _in_hardship(club, day)[month % 3 :][:2]]
    outcome = run(RECORD_ACTIVITY, by=by, data=data, files=proof, channel="demo")
    assert outcome.status == "done", outcome.errors


def _in_hardship(club: Club, day: date) -> list[Membership]:
    held = HouseholdClass.objects.filter(on_day(day)).values("person")
    return list(belonging(day).filter(club=club, person__in=held).order_by("pk"))


def drawn_picture(area: int) -> bytes:
    """Plainly a drawing and nobody's photo."""
    image = Image.new("RGB", (480, 320), (232, 240, 236))
    pen = ImageDraw.Draw(image)
    for n in range(area + 2):
        x = 60 + 42 * n
        pen.ellipse((x, 120, x + 30, 150), fill=(86, 122, 108))
        pen.rounded_rectangle((x - 4, 155, x + 34, 240), radius=14, fill=(201, 124, 93))
    sent = io.BytesIO()
    image.save(sent, "JPEG", quality=80)
    return sent.getvalue()


def _plan(by: User, club: Club, today: date) -> None:
    for area, month, what, who in PLANNED:
        made = {"club": club.pk, "year": today.year, "month": month, "area": area, "what": f"{what} (mẫu)", "who": who}
        item = act(PLAN_ACTIVITY, by, **made).result
        done = club.activities.filter(area=area, derived_from="", happened_on__year=today.year).order_by("happened_on")
        fitting = [activity.pk for activity in done if activity.happened_on.month <= month][:1]
        if fitting:
            act(LINK_PLANNED_ACTIVITY, by, item=item.pk, activities=fitting)

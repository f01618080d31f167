"""The demo's outreach: plans of the district's agencies until it ended, of a commune since, and what was told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from clb.access.models import User
from clb.access.roles import Role
from clb.outreach.commands import ADD_MATERIAL, PLAN_OUTREACH, RECORD_BROADCAST, USE_MATERIAL
from clb.outreach.models import Broadcast, Material, PlannedOutreach
from clb.outreach.quarters import Quarter
from clb.plans.models import Plan, Task

from .activities import drawn_picture
from .build import act

# By sign-in: channel, topic, times a quarter, minutes each time, people reached, how many of four are really told.
DISTRICT = {
    "vanhoa": (
        ("DISTRICT_RADIO", "Hiệu quả mô hình Câu lạc bộ Liên thế hệ tự giúp nhau", 3, 15, 9000, 4),
        ("NEWS", "Tin, bài về hoạt động của các câu lạc bộ", 4, 0, 1200, 3),
        ("REPORTAGE", "Người cao tuổi làm kinh tế giỏi", 1, 12, 9000, 4),
    ),
    "hoi": (("DIALOGUE", "Già hóa dân số và vai trò của người cao tuổi", 1, 0, 120, 3),),
    "mattran": (("SOCIAL", "Chung tay vận động nguồn lực cho câu lạc bộ", 2, 0, 700, 3),),
    "yte": (("DISTRICT_RADIO", "Chăm sóc sức khỏe người cao tuổi tại nhà", 2, 10, 9000, 4),),
}
COMMUNE = {
    "xa": (
        ("COMMUNE_RADIO", "Hoạt động của Câu lạc bộ Liên thế hệ trên địa bàn xã", 4, 10, 2600, 4),
        ("LOUDSPEAKER", "Mời người cao tuổi khám sức khỏe định kỳ", 2, 5, 1500, 3),
        ("SOCIAL", "Gương người tốt của các câu lạc bộ", 2, 0, 400, 2),
    )
}
HOW = {"NEWS": "số lượt xem trên trang tin", "SOCIAL": "số lượt xem bài", "DIALOGUE": "đếm người dự"}
MATERIALS = (
    ("Lời phát thanh: Câu lạc bộ Liên thế hệ tự giúp nhau là gì", "Giới thiệu mô hình"),
    ("Tờ rơi: Tám mảng hoạt động của câu lạc bộ", "Giới thiệu mô hình"),
    ("Lời phát thanh: Khám sức khỏe định kỳ cho người cao tuổi", "Sức khỏe"),
)
ACTION_MONTH = "Tháng hành động vì người cao tuổi"


def build_outreach(plan: Plan, today: date) -> None:
    """From 2024: the district until its last quarter, the commune from then on; the quarter of today half done."""
    task = Task.objects.filter(plan=plan, text__contains="uyên truyền").order_by("order").first()
    district = User.objects.get(username="hoi").assignments.get(role=Role.ASSOCIATION).unit
    materials = _library()
    last = Quarter.of(district.until_on or today)
    quarter = Quarter(2024, 1)
    while quarter <= Quarter.of(today):
        for username, lines in (DISTRICT if quarter <= last else COMMUNE).items():
            by = User.objects.get(username=username)
            for line in lines:
                _quarter(by, quarter, line, task, materials, today)
        quarter = Quarter.of(quarter.last + timedelta(days=1))


def _library() -> list[Material]:
    by = User.objects.get(username="vanhoa")
    made: list[Material] = []
    for title, topic in MATERIALS:
        told = {"title": f"{title} (mẫu)", "topic": topic, "origin": "Dữ liệu trình diễn, tự làm, được dùng lại tự do"}
        file = SimpleUploadedFile("anh.jpg", drawn_picture(len(made) + 1))
        made.append(act(ADD_MATERIAL, by, office=_office(by), file=file, **told).result)
    return made


def _office(by: User) -> str:
    held = by.assignments.select_related("unit").get()
    return f"{held.role}:{held.unit.key}"


Line = tuple[str, str, int, int, int, int]


def _quarter(by: User, quarter: Quarter, line: Line, task: Task | None, materials: list[Material], today: date) -> None:
    channel, topic, times, minutes, reach, of_four = line
    told = {"channel": channel, "topic": f"{topic} (mẫu)"}
    campaign = ACTION_MONTH if quarter.number == 4 else ""
    planned: PlannedOutreach = act(
        PLAN_OUTREACH,
        by,
        office=_office(by),
        year=quarter.year,
        quarter=quarter.number,
        planned=times,
        campaign=campaign,
        task=task.pk if task else "",
        **told,
    ).result
    for n in range(times):
        day = quarter.first + timedelta(days=9 + n * 80 // times)
        if n and (n + quarter.number) % 4 >= of_four:  # one that comes late, or never
            day = day + timedelta(days=95) if quarter.number == 2 else today + timedelta(days=1)
        if day > today or (planned.unit.until_on and day > planned.unit.until_on):
            continue
        _tell(by, planned, told, day, minutes, reach + 37 * n, materials)


def _tell(
    by: User,
    line: PlannedOutreach,
    told: dict[str, str],
    day: date,
    minutes: int,
    reach: int,
    materials: list[Material],
) -> None:
    data: dict[str, Any] = {
        **told,
        "office": _office(by),
        "carries_out": line.pk,
        "told_on": day,
        "times": 1,
        "minutes": minutes or "",
    }
    data |= {"reach": reach, "reach_how": HOW.get(told["channel"], "số hộ nghe được loa nhân 2 người") + " (mẫu)"}
    if told["channel"] == "REPORTAGE":
        data |= {"cost_vnd": 1_500_000, "cost_ref": "Dòng truyền thông (mẫu)"}
    if day.day < 15:
        data["proof"] = SimpleUploadedFile("anh.jpg", drawn_picture(day.month % 8))
    broadcast: Broadcast = act(RECORD_BROADCAST, by, **data).result
    if minutes:
        act(USE_MATERIAL, by, broadcast=broadcast.pk, material=materials[day.month % len(materials)].pk)

"""The demo's meetings: half a year of them, recorded through the same command that clubs use."""

from __future__ import annotations

import random
import uuid
from datetime import date
from typing import Any

from clb.access.models import User
from clb.clubs.commands import SET_CHARTER_RULE
from clb.clubs.models import Club
from clb.health.rules import OPEN
from clb.kernel.dates import month_end, month_ends
from clb.meetings.commands import RECORD_MEETING
from clb.members.commands import RECORD_CONSENT
from clb.members.models import Consent, HouseholdClass, Membership
from clb.members.queries.counts import belonging

from .build import act

MONTHS = 6
CHARTER = (("FEE", "10.000"), ("RATE", "12"), ("TERM", "24"), ("LOAN_CAP", "10 triệu"), ("QUORUM", "70"))
DAYS = ("ngày 17 hằng tháng", "ngày 21 hằng tháng", "chủ nhật đầu tháng", "15 âm lịch")
TOPICS = (
    "Phòng bệnh mùa mưa; xem bảng chỉ số BMI",
    "Luật Người cao tuổi: quyền được chăm sóc, ưu tiên",
    "Cách làm kem chuối từ chuối vườn nhà",
    "Phòng ngừa lừa đảo qua điện thoại",
    "Dinh dưỡng cho người cao huyết áp",
    "Phân loại rác tại nhà",
)
HELP = ("Thăm hai thành viên ốm, góp gạo giúp một hộ khó khăn", "Dọn vệ sinh đường ấp, sửa hàng rào cho một hộ neo đơn")
RIGHTS = ("Rà người đủ tuổi hưởng trợ cấp hưu trí xã hội", "Hướng dẫn làm lại thẻ bảo hiểm y tế")
ARTS = ("Hát bài ca vọng cổ, tập dưỡng sinh mười phút", "Trò chơi đoán tên bài hát")
# Which clubs are made to need a hand: who missed the last months, and to whose meetings fewer and fewer came.
MISSED = {8: 2}
FALLING = {2}


def build_meetings(by: User, clubs: list[Club], today: date) -> None:
    """Charters, the consents that measuring asks for, and the meetings of the last whole months."""
    chance = random.Random(1648)
    last = (
        month_end(today.replace(day=1))
        if today == month_end(today)
        else date.fromordinal(today.toordinal() - today.day)
    )
    first = date(last.year + (last.month - MONTHS) // 12, (last.month - MONTHS) % 12 + 1, 1)
    ends = month_ends(first, last)
    for number, club in enumerate(clubs):
        _prepare(by, club, DAYS[number % len(DAYS)])
        for month, end in enumerate(ends[: len(ends) - MISSED.get(number, 0)]):
            _meet(by, club, end.replace(day=17 + number % 5), month, number, chance)


def _prepare(by: User, club: Club, day: str) -> None:
    for item, value in (*CHARTER, ("MEETING_DAY", day)):
        adopted = {"from_on": club.founded_on, "adopted_by": "Lễ ra mắt (mẫu)"}
        act(SET_CHARTER_RULE, by, club=club.pk, item=item, value=value, **adopted)
    for membership in list(Membership.objects.filter(club=club, until_on__isnull=True))[:24]:
        said = {"purpose": "HEALTH", "answer": "AGREED", "given_on": "01/03/2026", "proof": "PAPER"}
        act(RECORD_CONSENT, by, person=membership.person_id, **said)


def _meet(by: User, club: Club, day: date, month: int, number: int, chance: random.Random) -> None:
    members = list(belonging(day).filter(club=club).select_related("person").order_by("pk"))
    share = 0.9 - (0.12 * month if number in FALLING else 0)
    away = [m for m in members if chance.random() > share]
    marks = [{"membership": str(m.pk), "mark": chance.choice(("EXCUSED", "ABSENT"))} for m in away]
    here = [m for m in members if m not in away]
    told = set(Consent.objects.filter(purpose="HEALTH", person__memberships__in=here).values_list("person", flat=True))
    agreed = [m for m in here if m.person_id in told]
    data: dict[str, Any] = {
        "held_on": f"{day:%d/%m/%Y}",
        "place": "Nhà văn hóa ấp (mẫu)",
        "begun_at": "14:00",
        "ended_at": "16:15",
        "chair": str(members[0].person_id),
        "secretary": str(members[1].person_id),
        "attendance": marks,
        "attendance_rest": "PRESENT",
        "fees_rest_vnd": 10_000,
        "repayments_rest": True,
        "loans": _requests(members) if month == 0 else [],
        "readings": [_reading(m, chance) for m in agreed[:40]],
        "notes": _notes(month, number),
        "close_now": True,
    }
    if month % 2:
        gift = {"giver": "Nhà hảo tâm (mẫu)", "amount_vnd": 300_000 + 100_000 * month, "source": "SOCIAL"}
        data["gifts"] = [{"key": str(uuid.uuid4()), **gift}]
    act(RECORD_MEETING, by, club=club.pk, **data)


def _requests(members: list[Membership]) -> list[dict[str, Any]]:
    """Poor members ask first."""
    poor = HouseholdClass.objects.filter(person__in=[m.person_id for m in members], household_class="POOR")
    people = set(poor.values_list("person", flat=True))
    asking = [m for m in members if m.person_id in people][:5]
    decided = {"amount_vnd": 2_000_000, "months": 12, "purpose": "Chăn nuôi (mẫu)", "decision": "GRANTED"}
    return [{"key": str(uuid.uuid4()), "membership": str(m.pk), **decided} for m in asking]


def _reading(member: Membership, chance: random.Random) -> dict[str, Any]:
    """Near what this person always has: nobody loses twenty kilograms in a month."""
    own = member.person_id.int
    systolic = 112 + own % 40 + chance.randint(-6, 6)
    return {
        "membership": str(member.pk),
        "systolic_mmhg": systolic,
        "diastolic_mmhg": min(round(systolic * chance.uniform(0.58, 0.66)), 108),  # a danger would ask for a referral
        "weight_g": f"{(430 + own % 250 + chance.randint(-8, 8)) / 10:.1f}".replace(".", ","),
        "is_sure": True,
        "referral": OPEN,  # where the reading is one that asks for it
    }


def _notes(month: int, number: int) -> list[dict[str, str]]:
    notes = {
        "TOPIC": TOPICS[(month + number) % len(TOPICS)],
        "NEXT_PLAN": "Thăm hỏi thành viên ốm; tập dưỡng sinh sáng thứ bảy",
    }
    if month % 2 == 0:
        notes |= {"SELF_HELP": HELP[month // 2 % 2], "ARTS": ARTS[number % 2]}
    if number % 3 != 1 and month % 3 == 0:
        notes["RIGHTS"] = RIGHTS[month % 2]
    return [{"part": part, "text": text} for part, text in notes.items()]

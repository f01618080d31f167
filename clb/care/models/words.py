"""The choices that care is told in: kinds of care, what was done, how someone is, what is a danger, days of a week."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CareKind(models.TextChoices):
    """The three kinds of care that the project's papers tell apart."""

    SOCIAL = "SOCIAL", _("Chăm sóc tinh thần, xã hội")
    PERSONAL = "PERSONAL", _("Chăm sóc cá nhân")
    OTHER = "OTHER", _("Việc nhà, việc khác")


class Task(models.TextChoices):
    """What a volunteer did at a visit."""

    TALK = "TALK", _("Trò chuyện, thăm hỏi")
    OUTING = "OUTING", _("Đưa đi dạo, đi sinh hoạt")
    WASH = "WASH", _("Tắm rửa, vệ sinh")
    MEAL = "MEAL", _("Nấu ăn, giúp ăn")
    WALK = "WALK", _("Xoa bóp, tập đi")
    HOUSE = "HOUSE", _("Dọn nhà, giặt giũ")
    SHOP = "SHOP", _("Đi chợ, mua thuốc")
    MEDICINE = "MEDICINE", _("Nhắc uống thuốc")
    PRESSURE = "PRESSURE", _("Đo huyết áp")
    FIELD = "FIELD", _("Giúp việc vườn, việc đồng")
    OTHER = "OTHER", _("Việc khác")


TASK_ICONS = {
    Task.TALK: "message-circle",
    Task.OUTING: "walk",
    Task.WASH: "bath",
    Task.MEAL: "soup",
    Task.WALK: "massage",
    Task.HOUSE: "home",
    Task.SHOP: "shopping-cart",
    Task.MEDICINE: "pill",
    Task.PRESSURE: "heartbeat",
    Task.FIELD: "plant-2",
    Task.OTHER: "dots",
}


class HowIs(models.TextChoices):
    """How the person seems, against the visit before. An impression, no finding."""

    BETTER = "BETTER", _("Khỏe hơn")
    SAME = "SAME", _("Như lần trước")
    WORSE = "WORSE", _("Yếu hơn")


class Danger(models.TextChoices):
    """Signs upon which somebody must act. Our own wording; no official list was found."""

    NONE = "NONE", _("Không thấy dấu hiệu nào")
    CHEST = "CHEST", _("Đau ngực, khó thở")
    STROKE = "STROKE", _("Méo miệng, yếu nửa người, nói khó")
    CONFUSED = "CONFUSED", _("Lú lẫn đột ngột, gọi không tỉnh")
    FALL = "FALL", _("Bị ngã")
    FEVER = "FEVER", _("Sốt cao")
    NOT_EATING = "NOT_EATING", _("Bỏ ăn, bỏ uống")
    WOUND = "WOUND", _("Chảy máu, lở loét")
    DESPAIR = "DESPAIR", _("Nói chán sống, muốn chết")
    ABUSE = "ABUSE", _("Bị bỏ mặc, đánh mắng")


# With these nobody waits for the station: the screen says to call 115 at once.
CALL_AT_ONCE = frozenset({Danger.CHEST, Danger.STROKE, Danger.CONFUSED})


# With the others somebody is to see a doctor; against neglect a doctor is no help.
NO_DOCTOR = frozenset({Danger.NONE, Danger.ABUSE})


# The ambulance's number in all of Việt Nam.
AMBULANCE = "115"


# Whom to tell of neglect and blows: never the family, who may be the ones. `CLB_TELL_OF_ABUSE` says it for a place.
TELL_OF_ABUSE = _("chủ nhiệm câu lạc bộ, công an xã hoặc ủy ban nhân dân xã")


@dataclass(frozen=True)
class Alarm:
    """What a screen says of dangers: call the ambulance, tell whom, and whether the family may be among them."""

    calls: bool
    is_abuse: bool
    wants_doctor: bool
    number: str
    told_of_abuse: str


def alarm_of(dangers: Iterable[str]) -> Alarm | None:
    """What is to be done about these dangers at once; None where there is none."""
    seen = {*dangers} - {Danger.NONE}
    if not seen:
        return None
    told = told_of_abuse()
    return Alarm(bool(CALL_AT_ONCE & seen), Danger.ABUSE in seen, bool(seen - NO_DOCTOR), AMBULANCE, told)


def told_of_abuse() -> str:
    """Whom to tell of neglect and blows here, in words."""
    return settings.TELL_OF_ABUSE or str(TELL_OF_ABUSE)


class Weekday(models.TextChoices):
    """Days of the week, Monday first, by the number that Python gives them."""

    MON = "0", _("Thứ Hai")
    TUE = "1", _("Thứ Ba")
    WED = "2", _("Thứ Tư")
    THU = "3", _("Thứ Năm")
    FRI = "4", _("Thứ Sáu")
    SAT = "5", _("Thứ Bảy")
    SUN = "6", _("Chủ nhật")


class Days:
    """Days of the week as one number: bit 0 is Monday."""

    ALL = 0b1111111

    @staticmethod
    def of(numbers: Iterable[int | str]) -> int:
        """Bits of day numbers, 0 for Monday."""
        return sum(1 << n for n in {int(number) for number in numbers})

    @staticmethod
    def numbers(bits: int) -> list[int]:
        """Day numbers of the bits, in order."""
        return [n for n in range(7) if bits >> n & 1]

    @staticmethod
    def shown(bits: int) -> str:
        """'Thứ Hai, Thứ Năm'."""
        return ", ".join(str(Weekday(str(n)).label) for n in Days.numbers(bits))

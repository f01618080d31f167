"""Which of the eight areas a meeting served, read off what was recorded of it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

INCOME, HEALTH, SELF_HELP, RIGHTS, COMMUNICATION, CULTURE, RESOURCES = 1, 2, 4, 5, 6, 7, 8
OF_NOTES = {"SELF_HELP": SELF_HELP, "RIGHTS": RIGHTS, "TOPIC": COMMUNICATION, "ARTS": CULTURE}


@dataclass(frozen=True)
class Credit:
    """A meeting counts for an area: by which part, in which words, with how many people."""

    part: str
    area: int
    what: str
    people: int


def credited(data: Mapping[str, Any]) -> list[Credit]:
    """What the minutes' data of a meeting count for; home care (area 3) never follows from a meeting.

    Loans and repayments serve income, measurements health, gifts from outside resources, each part in words its area.
    """
    present = data["attendance"]["present"]
    found = [
        Credit(part, area, data["notes"][part], present) for part, area in OF_NOTES.items() if data["notes"].get(part)
    ]
    borrowers = data["repayments"]["count"] + data["loans"]["granted"]
    if borrowers:
        found.append(Credit("LOANS", INCOME, "Thu nợ, xét cho vay tại buổi sinh hoạt", borrowers))
    if data["readings"]:
        found.append(Credit("READINGS", HEALTH, "Đo huyết áp, cân nặng tại buổi sinh hoạt", data["readings"]))
    if data["gifts"]["from_outside"]:
        found.append(Credit("GIFTS", RESOURCES, "Nhận ủng hộ, tặng tại buổi sinh hoạt", data["gifts"]["from_outside"]))
    return sorted(found, key=lambda credit: (credit.area, credit.part))

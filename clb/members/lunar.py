"""Days of the Vietnamese lunar calendar (UTC+7), by which elders keep birthdays and death days."""

from __future__ import annotations

from datetime import date

from lunar_vn import solar_to_lunar

FIRST, LAST = date(1900, 1, 31), date(2100, 12, 31)


def lunar_day(day: date) -> str:
    """date(2023, 3, 22) → '1/2 nhuận năm 2023'; '' outside 1900-2100, which the calendar does not cover."""
    if not FIRST <= day <= LAST:
        return ""
    found = solar_to_lunar(day)
    return f"{found.day}/{found.month}{' nhuận' if found.leap else ''} năm {found.year}"

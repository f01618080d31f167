"""Working days, for clocks that count them: weekends, holidays of the sun and the moon, each year's own decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from lunar_vn import LunarDate, lunar_to_solar

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Closed:
    """Days of one year on which offices are closed beside weekends, and days of weekends that are worked."""

    off: frozenset[date]
    worked: frozenset[date]


@cache
def _data() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "calendar" / "workdays.yaml").read_text("utf8"))
    return read


@cache
def closed_in(year: int) -> Closed:
    """What that year's decision says, else the rule. A holiday that falls on a weekend is made up for on the next
    day that would be worked."""
    data = _data()
    own = data["years"].get(year, {})
    holidays = {date(year, month, day) for month, day in data["fixed"]}
    holidays |= {_of_moon(year, month, day) for month, day in data["lunar"]}
    made_up = set[date]()
    for day in sorted(holidays):
        if day.weekday() in data["weekend"]:
            following = day + DAY
            while following.weekday() in data["weekend"] or following in holidays or following in made_up:
                following += DAY
            made_up.add(following)
    return Closed(frozenset(holidays | made_up | set(own.get("off", ()))), frozenset(own.get("worked", ())))


def _of_moon(year: int, month: int, day: int) -> date:
    first = lunar_to_solar(LunarDate(day=max(day, 1), month=month, year=year, leap=False))
    return first - DAY if day == 0 else first


def is_workday(day: date) -> bool:
    """Do offices work on `day`?"""
    closed = closed_in(day.year)
    if day in closed.worked:
        return True
    return day.weekday() not in _data()["weekend"] and day not in closed.off


def after_workdays(day: date, count: int) -> date:
    """The last day of `count` working days after `day`, which itself is not counted."""
    while count:
        day += DAY
        count -= is_workday(day)
    return day

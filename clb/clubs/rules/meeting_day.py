"""The day of the monthly meeting: a charter's words become a rule, and the rule a day in any month. Pure."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lunar_vn import solar_to_lunar

from clb.kernel.dates import month_end
from clb.kernel.text import plain

LAST = -1  # the last such weekday of a month
LUNAR_FIRST, LUNAR_LAST = date(1900, 1, 31), date(2100, 12, 31)  # what the lunar calendar covers


@dataclass(frozen=True)
class MeetingDay:
    """The day on which a club meets each month: day `day` of the month, of the lunar month where `is_lunar`, or the
    `nth` (1-5, LAST) `weekday` (0 is Monday). What a month lacks is met on its last such day."""

    day: int = 0
    is_lunar: bool = False
    weekday: int = 0
    nth: int = 0

    def in_month(self, month: date) -> date:
        """The one day in the month of `month`. Of two lunar days the first; where there is none, the month's last."""
        return _day_in(self, month.replace(day=1))

    def next_from(self, day: date) -> date:
        """The first such day on or after `day`."""
        here = self.in_month(day)
        return here if here >= day else self.in_month(month_end(day) + timedelta(days=1))

    @property
    def in_words(self) -> str:
        """How the rule was understood, so that a person can say whether it is right."""
        if self.nth:
            names = {"weekday": WEEKDAYS[self.weekday], "nth": NTH[self.nth]}
            if self.nth in (1, LAST):
                return _("%(weekday)s %(nth)s hằng tháng") % names
            return _("%(weekday)s lần thứ %(nth)s trong tháng") % names
        if self.is_lunar:
            return _("Rằm (15 âm lịch)") if self.day == 15 else _("Ngày %s âm lịch") % self.day
        if self.day > 28:
            return _("Ngày %s hằng tháng, tháng không có thì ngày cuối tháng") % self.day
        return _("Ngày %s hằng tháng") % self.day


WEEKDAYS = (
    gettext_lazy("Thứ hai"),
    gettext_lazy("Thứ ba"),
    gettext_lazy("Thứ tư"),
    gettext_lazy("Thứ năm"),
    gettext_lazy("Thứ sáu"),
    gettext_lazy("Thứ bảy"),
    gettext_lazy("Chủ nhật"),
)
NTH = {
    1: gettext_lazy("đầu tiên"),
    2: gettext_lazy("hai"),
    3: gettext_lazy("ba"),
    4: gettext_lazy("tư"),
    5: gettext_lazy("năm"),
    LAST: gettext_lazy("cuối cùng"),
}


@lru_cache(maxsize=4096)
def _day_in(rule: MeetingDay, first: date) -> date:
    last = month_end(first)
    if rule.nth:
        days = [d for d in _days_of(first) if d.weekday() == rule.weekday]
        return days[LAST] if rule.nth == LAST else days[min(rule.nth, len(days)) - 1]
    if rule.is_lunar:
        return next((d for d in _days_of(first) if _is_lunar(d, rule.day)), last)
    return first.replace(day=min(rule.day, last.day))


def _days_of(first: date) -> list[date]:
    return [first.replace(day=n) for n in range(1, monthrange(first.year, first.month)[1] + 1)]


def _is_lunar(day: date, wanted: int) -> bool:
    """Is it that day of its lunar month? The 30th of a month of 29 days is its 29th."""
    if not LUNAR_FIRST <= day < LUNAR_LAST:
        return False
    found = solar_to_lunar(day).day
    return found == wanted or (wanted == 30 and found == 29 and solar_to_lunar(day + timedelta(days=1)).day == 1)


# --- Reading ----------------------------------------------------------------------------------------------------

_UNITS = {1: "mot", 2: "hai", 3: "ba", 4: "bon", 5: "nam", 6: "sau", 7: "bay", 8: "tam", 9: "chin"}
_NUMBERS = {word: n for n, word in _UNITS.items()} | {"tu": 4, "muoi": 10}
for _tens, _words in ((10, ("muoi",)), (20, ("hai muoi", "hai", "ham")), (30, ("ba muoi", "ba"))):
    for _ten in _words:
        _NUMBERS.setdefault(_ten, _tens)
        for _n, _word in [*_UNITS.items(), (4, "tu"), (5, "lam")]:
            if _tens + _n <= 31:
                _NUMBERS[f"{_ten} {_word}"] = _tens + _n
_NUMBER = "|".join(sorted(_NUMBERS, key=len, reverse=True))

_WEEKDAYS = {"chu nhat": 6, "cn": 6}
for _day, _names in enumerate((("hai", "2"), ("ba", "3"), ("tu", "4"), ("nam", "5"), ("sau", "6"), ("bay", "7"))):
    _WEEKDAYS |= {f"{sign}{name}": _day for name in _names for sign in ("thu ", "t")}
_WEEKDAY = "|".join(_WEEKDAYS)
_NTH = {"dau": 1, "dau tien": 1, "cuoi": LAST, "cuoi cung": LAST, "thu nhat": 1, "thu nhi": 2, "thu mot": 1}
for _n, _word in [*list(_UNITS.items())[:5], (4, "tu")]:
    _NTH |= {f"thu {_word}": _n, f"thu {_n}": _n, _word: _n, str(_n): _n}
_ORDINAL = "|".join(sorted(_NTH, key=len, reverse=True))

_TIMES = re.compile(
    r"\b(?:luc |tu |khoang )?\d{1,2} ?(?:(?:gio|h|g)(?: ?\d{2}| ruoi)?|:\d{2})(?: phut)?\b|\b(?:sang|chieu|toi|trua)\b"
)
_FILLING = re.compile(
    r"\b(?:(?:mot|1|moi|hang) thang (?:mot|1) (?:lan|ky)|dinh ky|vao|buoi|hang|moi|cua|trong|thang|sinh hoat|hop)\b"
)
_LUNAR, _SOLAR = "am lich|am|al", "duong lich|duong|dl"
_ON_A_DAY = re.compile(
    rf"(?:ngay )?(?:(?P<before>{_LUNAR}) (?:ngay )?)?(?:mung |mong )?(?P<n>\d{{1,2}}|{_NUMBER})"
    rf"(?: (?:(?P<lunar>{_LUNAR})|{_SOLAR}))?"
)
_FULL_MOON = re.compile(rf"(?:ngay )?ram(?: 15)?(?: (?:{_LUNAR}))?")
_EDGE = re.compile(rf"ngay (?P<edge>dau|cuoi)(?: tien| cung)?(?: (?P<lunar>{_LUNAR}))?")
_ON_A_WEEKDAY = (
    re.compile(rf"(?:ngay )?(?P<weekday>{_WEEKDAY}) (?:tuan )?(?P<nth>{_ORDINAL})"),
    re.compile(rf"tuan (?P<nth>{_ORDINAL}) (?:ngay )?(?P<weekday>{_WEEKDAY})"),
)


@lru_cache(maxsize=4096)
def read_meeting_day(words: str) -> MeetingDay | None:
    """'Chủ nhật đầu tháng' → MeetingDay(weekday=6, nth=1); diacritics and case don't matter. None: not understood.

    Only what is wholly understood counts: of '5 và 20 hằng tháng' neither day is taken.
    """
    text = _TIMES.sub(" ", plain(words))
    text = _FILLING.sub(" ", re.sub(r"[^a-z0-9]", " ", text))
    text = " ".join(text.split())
    if _FULL_MOON.fullmatch(text):
        return MeetingDay(day=15, is_lunar=True)
    if found := _EDGE.fullmatch(text):
        last = 30 if found["lunar"] else 31
        return MeetingDay(day=1 if found["edge"] == "dau" else last, is_lunar=bool(found["lunar"]))
    for pattern in _ON_A_WEEKDAY:
        if found := pattern.fullmatch(text):
            return MeetingDay(weekday=_WEEKDAYS[found["weekday"]], nth=_NTH[found["nth"]])
    if found := _ON_A_DAY.fullmatch(text):
        day = int(found["n"]) if found["n"].isdigit() else _NUMBERS[found["n"]]
        is_lunar = bool(found["lunar"] or found["before"])
        return MeetingDay(day=day, is_lunar=is_lunar) if 1 <= day <= (30 if is_lunar else 31) else None
    return None


def understood(words: str, on: date) -> str:
    """One sentence about a charter's meeting day: the rule and its next day from `on`, or that it can't be read."""
    rule = read_meeting_day(words)
    if rule is None:
        return _("Chưa đọc được ngày sinh hoạt «%s», nên lịch chỉ biết tháng, không nhắc đúng ngày.") % words
    told = {"rule": rule.in_words, "day": f"{rule.next_from(on):%d/%m/%Y}"}
    return _("Hiểu là: %(rule)s; lần tới: %(day)s.") % told

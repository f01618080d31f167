"""Why a club should be visited: a reason in one sentence, and how many points it adds. Pure.

What a reason adds is data (data/risk.yaml), a proposal: base, and each for every unit told, at most so many.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import gettext as _

from clb.kernel.money import vnd
from clb.law.norms import Source

DATA = Path(__file__).parents[1] / "data"


class Why(StrEnum):
    """What a reason is about."""

    MEETINGS = "MEETINGS"
    ARREARS = "ARREARS"
    GAP = "GAP"
    UNCLOSED = "UNCLOSED"
    UNVISITED = "UNVISITED"
    LAST = "LAST"
    OPEN = "OPEN"


@dataclass(frozen=True)
class Reason:
    """One reason: what about, how many points, and the sentence."""

    why: Why
    points: int
    text: str


@dataclass(frozen=True)
class Weight:
    """How much a reason adds."""

    base: int
    each: int
    most: int

    def of(self, n: int) -> int:
        """Points for `n` units."""
        return min(self.most, self.base + self.each * n)


@cache
def weights() -> tuple[dict[Why, Weight], Source]:
    """What each reason adds, and where that comes from."""
    read = yaml.safe_load((DATA / "risk.yaml").read_text("utf8"))
    return {Why(name): Weight(**row) for name, row in read["points"].items()}, Source(**read["source"])


def _reason(why: Why, n: int, text: str) -> Reason:
    return Reason(why, weights()[0][why].of(n), text)


def arrears(overdue_vnd: int, owed_vnd: int) -> Reason | None:
    """Principal that fell due and was not paid, of all that is owed; whole đồng."""
    if overdue_vnd <= 0 or owed_vnd <= 0:
        return None
    share = 100 * overdue_vnd // owed_vnd
    told = {"overdue": vnd(overdue_vnd), "owed": vnd(owed_vnd), "share": share}
    text = _("Nợ gốc quá hạn %(overdue)s trên %(owed)s đang cho vay (%(share)s%%).") % told
    return _reason(Why.ARREARS, share, text)


def gaps(times: int, largest_vnd: int) -> Reason | None:
    """Counts of twelve months that differ from the book and were not settled; the largest difference, whole đồng."""
    if not times:
        return None
    told = {"n": times, "sum": vnd(largest_vnd)}
    return _reason(Why.GAP, times, _("Đếm tiền lệch sổ %(n)s lần trong 12 tháng, lệch nhiều nhất %(sum)s.") % told)


def unclosed(months: int, since: date, least: int) -> Reason | None:
    """Months that are over and not closed, from the month of `since`, where they are `least` or more."""
    if months < least:
        return None
    told = {"n": months, "since": f"{since:%m/%Y}"}
    return _reason(Why.UNCLOSED, months, _("Chưa khóa sổ quỹ %(n)s tháng, từ tháng %(since)s.") % told)


def unvisited(people: int, days: int, is_too_few: bool) -> Reason | None:
    """People cared for at home whom nobody visited for more than `days`; a number too small to be told is not."""
    if not people:
        return None
    told = {"n": people, "days": days}
    if is_too_few:
        text = _("Có người được chăm sóc tại nhà quá %(days)s ngày chưa ai đến.") % told
        return _reason(Why.UNVISITED, 1, text)
    return _reason(Why.UNVISITED, people, _("%(n)s người được chăm sóc tại nhà quá %(days)s ngày chưa ai đến.") % told)


def last_visited(on: date | None, founded_on: date, today: date, months: int) -> Reason | None:
    """Nobody supervised the club for more than `months`, or never since its founding."""
    since = on or founded_on
    gone = (today.year - since.year) * 12 + today.month - since.month
    if gone <= months:
        return None
    if on is None:
        return _reason(Why.LAST, gone, _("Chưa ghi lần giám sát nào từ khi thành lập (%s).") % f"{founded_on:%m/%Y}")
    told = {"n": gone, "on": f"{on:%d/%m/%Y}"}
    return _reason(Why.LAST, gone, _("Lần giám sát gần nhất ngày %(on)s, đã %(n)s tháng.") % told)


def still_open(findings: int, overdue: int) -> Reason | None:
    """Findings of earlier visits that are not closed, and how many of them are overdue."""
    if not findings:
        return None
    told = {"n": findings, "late": overdue}
    text = _("Còn %(n)s phát hiện lần trước chưa khắc phục") % told
    return _reason(Why.OPEN, findings, text + (_(", %(late)s quá hạn.") % told if overdue else "."))

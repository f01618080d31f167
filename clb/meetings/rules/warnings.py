"""What is worth an officer's visit, told in one sentence with its figures. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clb.meetings.models import Area

from .coverage import AreaCover


class Kind(StrEnum):
    """What the warning is about."""

    MISSED = "MISSED"
    FALLING = "FALLING"
    AREA = "AREA"
    UNPROVED = "UNPROVED"

    @property
    def label(self) -> str:
        """In words."""
        return str(_LABELS[self])


_LABELS = {
    Kind.MISSED: gettext_lazy("Không họp"),
    Kind.FALLING: gettext_lazy("Người đến họp giảm"),
    Kind.AREA: gettext_lazy("Thiếu mảng hoạt động"),
    Kind.UNPROVED: gettext_lazy("Chưa có bằng chứng"),
}


@dataclass(frozen=True)
class Warned:
    """One warning: the heavier comes first."""

    kind: Kind
    weight: int
    reason: str


@dataclass(frozen=True)
class Rate:
    """Members present of members marked over some months."""

    present: int
    marked: int

    @property
    def percent(self) -> Fraction | None:
        """Exactly; None where nobody was marked."""
        return Fraction(100 * self.present, self.marked) if self.marked else None


def missed(months: Sequence[date]) -> Warned | None:
    """Owed months without a meeting up to the last whole one, in a row; two and more weigh more."""
    if not months:
        return None
    if len(months) == 1:
        return Warned(Kind.MISSED, 50, _("Tháng %s không họp.") % _month(months[0]))
    told = {"n": len(months), "first": _month(months[0]), "last": _month(months[-1])}
    reason = _("Không họp %(n)s tháng liền, từ %(first)s đến %(last)s.") % told
    return Warned(Kind.MISSED, 80 + len(months), reason)


def falling(before: Rate, now: Rate, least_points: int) -> Warned | None:
    """Fewer come: the rate of the last months lies at least `least_points` per cent points below that of those before.

    Nothing is said where either was not marked.
    """
    was, has = before.percent, now.percent
    if was is None or has is None or was - has < least_points:
        return None
    told = {
        "was": round(was),
        "has": round(has),
        "before": f"{before.present}/{before.marked}",
        "now": f"{now.present}/{now.marked}",
    }
    reason = _("Tỷ lệ có mặt ba tháng gần nhất %(has)s%% (%(now)s), ba tháng trước đó %(was)s%% (%(before)s).") % told
    return Warned(Kind.FALLING, 30 + int(was - has) // 5, reason)


def areas_missing(covers: Mapping[int, AreaCover]) -> Warned | None:
    """Areas that lack longer than their minimum allows."""
    lacking = [cover for cover in covers.values() if cover.missing_since]
    if not lacking:
        return None
    one = _("%(area)s (từ %(month)s)")
    since = [
        one % {"area": Area(cover.area).label, "month": _month(cover.missing_since)}
        for cover in lacking
        if cover.missing_since
    ]
    told = {"n": len(lacking), "areas": "; ".join(since)}
    reason = _("Thiếu %(n)s trong tám mảng: %(areas)s.") % told
    return Warned(Kind.AREA, 20 + len(lacking), reason)


def unproved(activities: int, has_evidence: bool, months: int) -> Warned | None:
    """Activities were written down over some months, and nothing proves any of them."""
    if not activities or has_evidence:
        return None
    told = {"n": activities, "months": months}
    reason = _("%(months)s tháng qua ghi %(n)s hoạt động, chưa có ảnh hay giấy tờ nào.") % told
    return Warned(Kind.UNPROVED, 10, reason)


def _month(day: date) -> str:
    return f"{day:%m/%Y}"

"""What the decisions ask of a club. Pure: facts in, findings out; a finding never refuses a fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from math import ceil

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clb.kernel.money import LARGEST_VND, parse_vnd
from clb.kernel.text import tidy
from clb.law.norms import Finding, judge, norm

SIZE, WOMEN, OLDER, YOUNG = "club.size", "club.women_share", "club.older_share", "club.young_share"


@dataclass(frozen=True)
class Composition:
    """How many members a club has on a day, and how many of them are women and older people (from 60)."""

    members: int
    women: int
    older: int

    @property
    def young(self) -> int:
        """Members below 60."""
        return self.members - self.older


def composition_findings(c: Composition, *, on: date, path: Sequence[str] = ()) -> list[Finding]:
    """Each band of composition in force on `on` at `path`; shares in per cent, exact. No members: only the size."""
    figures = {SIZE: Fraction(c.members)}
    if c.members:
        figures |= {
            WOMEN: Fraction(100 * c.women, c.members),
            OLDER: Fraction(100 * c.older, c.members),
            YOUNG: Fraction(100 * c.young, c.members),
        }
    found = []
    for norm_id, figure in figures.items():
        try:
            found.append(judge(norm_id, figure, on=on, path=path))
        except LookupError:
            continue  # no decision asked for it on that day
    return found


def advised(c: Composition, *, on: date, path: Sequence[str] = ()) -> list[tuple[Finding, str]]:
    """Each finding with the nearest way to meet it, in words; no words where it is met."""
    findings = composition_findings(c, on=on, path=path)
    largest = next((f.norm.max for f in findings if f.norm.id == SIZE), None)
    return [(finding, advice(finding, c, largest)) for finding in findings]


def advice(finding: Finding, c: Composition, largest: float | None = None) -> str:
    """What would meet a band that is not met: people to join, or to come in others' place in a club of `largest`."""
    if finding.ok:
        return ""
    if not c.members:
        return _("Câu lạc bộ chưa có thành viên.")
    low, high = finding.norm.min, finding.norm.max
    if low is not None and finding.found < low:
        if finding.norm.id == SIZE:
            return _("Cần thêm %(n)s thành viên.") % {"n": ceil(Fraction(low) - finding.found)}
        return _wanted(KINDS[finding.norm.id][0], c, Fraction(low) / 100, largest)
    assert high is not None
    if finding.norm.id == SIZE:
        return _("Nhiều hơn mức %(n)s thành viên.") % {"n": ceil(finding.found - Fraction(high))}
    return _wanted(KINDS[finding.norm.id][1], c, 1 - Fraction(high) / 100, largest)


# Who is wanted where the share is too low, and who where it is too high.
KINDS = {WOMEN: ("women", "men"), OLDER: ("older", "young"), YOUNG: ("young", "older")}


def _wanted(kind: str, c: Composition, share: Fraction, largest: float | None) -> str:
    """How many of `kind` would make it `share` of all: by joining, or where there is no room, instead of others."""
    have = {"women": c.women, "men": c.members - c.women, "older": c.older, "young": c.young}[kind]
    short = share * c.members - have
    joining = ceil(short / (1 - share)) if share < 1 else None
    if joining is not None and (largest is None or c.members + joining <= largest):
        return _JOIN[kind] % {"n": joining}
    return _INSTEAD[kind] % {"n": ceil(short)}


_JOIN = {
    "women": gettext_lazy("Cần thêm %(n)s thành viên nữ."),
    "men": gettext_lazy("Cần thêm %(n)s thành viên nam."),
    "older": gettext_lazy("Cần thêm %(n)s thành viên từ 60 tuổi."),
    "young": gettext_lazy("Cần thêm %(n)s thành viên dưới 60 tuổi."),
}
_INSTEAD = {
    "women": gettext_lazy("Thiếu %(n)s thành viên nữ, tính trên số thành viên hiện có."),
    "men": gettext_lazy("Thiếu %(n)s thành viên nam, tính trên số thành viên hiện có."),
    "older": gettext_lazy("Thiếu %(n)s thành viên từ 60 tuổi, tính trên số thành viên hiện có."),
    "young": gettext_lazy("Thiếu %(n)s thành viên dưới 60 tuổi, tính trên số thành viên hiện có."),
}


# --- The charter ------------------------------------------------------------------------------------------------

LARGEST = {"RATE": 100, "TERM": 600, "QUORUM": 100}


def charter_value(item: str, text: str, *, on: date) -> tuple[Decimal | None, str]:
    """What the charter fixes, as a number or in words: đồng, per cent a year, months, per cent, or a day in words.

    Raises ValidationError beside `value` for what can't be read, and for a rate above the legal ceiling of that day.
    """
    text = tidy(text)
    if item == "MEETING_DAY":
        if not text:
            raise ValidationError({"value": _("Hãy ghi ngày sinh hoạt, ví dụ: ngày 17 hằng tháng.")})
        return None, text[:200]
    if item in ("FEE", "LOAN_CAP"):
        amount = _sum(text)
    else:
        amount = _plain_number(text, whole=item == "TERM")
        if not 0 <= amount <= LARGEST[item] or (item == "TERM" and amount < 1):
            raise ValidationError({"value": _("Số này ngoài khoảng có thể có.")})
    if item == "RATE":
        _check_rate(amount, on)
    return amount, ""


def _sum(text: str) -> Decimal:
    try:
        amount = parse_vnd(text)
    except ValidationError as error:
        raise ValidationError({"value": error.messages}) from error
    if not 0 <= amount <= LARGEST_VND:
        raise ValidationError({"value": _("Số này ngoài khoảng có thể có.")})
    return Decimal(amount)


def _plain_number(text: str, *, whole: bool) -> Decimal:
    try:
        amount = Decimal(text.removesuffix("%").strip().replace(",", "."))
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or (whole and amount % 1) or amount != round(amount, 2):
        raise ValidationError({"value": _("Hãy ghi một số, ví dụ 12 hoặc 1,5.")})
    return amount


def _check_rate(amount: Decimal, on: date) -> None:
    try:
        ceiling = norm("loan.rate_percent_year", on=on)
    except LookupError:
        return  # the ceiling of those earlier days is not known here
    if not ceiling.holds(Fraction(amount)):
        told = _("Lãi suất không được quá %(max)s%% mỗi năm (%(doc)s, %(clause)s). Phần vượt không có hiệu lực.")
        words = {"max": f"{ceiling.max:g}", "doc": ceiling.source.doc, "clause": ceiling.source.clause}
        raise ValidationError({"value": told % words})

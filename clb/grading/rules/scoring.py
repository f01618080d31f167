"""A scorecard, the points that it gives for a value, and the grade that it gives for points. Pure.

Points are decimals of one place; shares are in per cent, exact, so that 66,66… is never rounded into a step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Words = str | Promise


class Grade(StrEnum):
    """The four grades, the best first. Their names are those of the plan's own words; no text defines them."""

    GOOD = "GOOD"
    FAIR = "FAIR"
    AVERAGE = "AVERAGE"
    WEAK = "WEAK"

    @property
    def label(self) -> str:
        """'Tốt'."""
        return str(_LOOKS[self][2])

    @property
    def colour(self) -> str:
        """As `badge` wants it."""
        return _LOOKS[self][0]

    @property
    def icon(self) -> str:
        """As `badge` wants it."""
        return _LOOKS[self][1]

    @property
    def above(self) -> Grade | None:
        """The next better grade; None above the best."""
        place = GRADES.index(self)
        return GRADES[place - 1] if place else None


_LOOKS = {
    Grade.GOOD: ("success", "circle-check", gettext_lazy("Tốt")),
    Grade.FAIR: ("info", "trending-up", gettext_lazy("Khá")),
    Grade.AVERAGE: ("warning", "clock", gettext_lazy("Trung bình")),
    Grade.WEAK: ("danger", "alert-triangle", gettext_lazy("Yếu")),
}
GRADES = tuple(Grade)


@dataclass(frozen=True)
class Band:
    """From this value on (or, where less is better, up to it) so many points."""

    at: Fraction
    points: Decimal


@dataclass(frozen=True)
class Criterion:
    """One line of a scorecard. Without a `measure` a person answers. `bands` stand with the best first.

    `when_none` says what a club gets of whom there is nothing to measure (no loans, nobody poor): FULL, ZERO, or
    PERSON, where a person answers.
    """

    code: str
    group: str
    text: str
    max_points: Decimal
    measure: str = ""
    bands: tuple[Band, ...] = ()
    is_lower_better: bool = False
    when_none: str = "PERSON"


@dataclass(frozen=True)
class Card:
    """A scorecard as the rules see it: criteria in order, the least points of the three upper grades, the step."""

    title: str
    criteria: tuple[Criterion, ...]
    total: Decimal
    good_from: Decimal
    fair_from: Decimal
    average_from: Decimal
    step: Decimal = Decimal(1)
    min_months: int = 0

    def least(self, grade: Grade) -> Decimal:
        """The fewest points of a grade."""
        lows = {Grade.GOOD: self.good_from, Grade.FAIR: self.fair_from, Grade.AVERAGE: self.average_from}
        return lows.get(grade, Decimal(0))


def grade_of(card: Card, points: Decimal) -> Grade:
    """The grade for so many points of `card`."""
    return next(grade for grade in GRADES if points >= card.least(grade))


def points_of(criterion: Criterion, value: Fraction | None) -> Decimal | None:
    """The points for a value in the measure's own unit (shares in per cent); for none, what `when_none` says.

    None: a person must answer.
    """
    if not criterion.measure:
        return None
    if value is None:
        return {"FULL": criterion.max_points, "ZERO": Decimal(0)}.get(criterion.when_none)
    return next((b.points for b in criterion.bands if _reaches(criterion, value, b)), Decimal(0))


def _reaches(criterion: Criterion, value: Fraction, band: Band) -> bool:
    return value <= band.at if criterion.is_lower_better else value >= band.at


def card_faults(card: Card) -> list[str]:
    """What keeps a scorecard from being used: one sentence each; none where it adds up."""
    faults = []
    total = sum((c.max_points for c in card.criteria), Decimal(0))
    if not card.criteria:
        return [_("Bảng điểm chưa có tiêu chí nào.")]
    if total != card.total:
        told = {"sum": points_told(total), "total": points_told(card.total)}
        faults.append(_("Điểm tối đa của các tiêu chí cộng lại là %(sum)s, phải bằng %(total)s.") % told)
    if not card.total >= card.good_from > card.fair_from > card.average_from > 0:
        faults.append(_("Mức điểm của tốt, khá, trung bình phải giảm dần, trên 0 và không quá tổng điểm."))
    for criterion in card.criteria:
        faults += [f"«{criterion.text}»: {fault}" for fault in criterion_faults(criterion, card.step)]
    return faults


def criterion_faults(criterion: Criterion, step: Decimal) -> list[str]:
    """What is wrong with one line, in sentences."""
    faults = []
    points = [criterion.max_points, *(band.points for band in criterion.bands)]
    if criterion.max_points <= 0:
        faults.append(_("Điểm tối đa phải lớn hơn 0."))
    if any(p % step for p in points):
        faults.append(_("Điểm phải là bội của %s.") % points_told(step))
    if criterion.measure and not criterion.bands:
        faults.append(_("Tiêu chí lấy từ sổ phải có các mức điểm."))
    if not criterion.measure and criterion.bands:
        faults.append(_("Tiêu chí do người chấm thì không có mức điểm theo số liệu."))
    if criterion.bands and criterion.bands[0].points != criterion.max_points:
        faults.append(_("Mức cao nhất phải được điểm tối đa."))
    ats, gains = [band.at for band in criterion.bands], [band.points for band in criterion.bands]
    ordered = sorted(set(ats), reverse=not criterion.is_lower_better)
    if ats != ordered or gains != sorted(set(gains), reverse=True):
        faults.append(_("Các mức phải viết từ tốt nhất xuống, không mức nào lặp lại, điểm giảm dần."))
    return faults


def read_steps(text: str) -> tuple[Band, ...]:
    """'100: 10; 75: 6' or a line each → bands, as typed. Raises ValueError with the piece that can't be read."""
    found = []
    for piece in (p.strip() for p in text.replace(";", "\n").splitlines()):
        if not piece:
            continue
        at, colon, points = piece.partition(":")
        try:
            if not colon:
                raise ValueError(piece)
            found.append(Band(Fraction(_typed(at)), Decimal(_typed(points))))
        except (InvalidOperation, ValueError, ZeroDivisionError):
            raise ValueError(piece) from None
    return tuple(found)


def _typed(text: str) -> str:
    """'20.000.000' → '20000000', '2,5' → '2.5'; digits only, so that no fraction or exponent slips in."""
    bare = text.strip().replace(" ", "")
    whole, comma, rest = bare.partition(",")
    if "." in whole and (comma or all(len(p) == 3 for p in whole.split(".")[1:])):
        whole = whole.replace(".", "")
    plain = f"{whole}.{rest}" if comma else whole
    if not plain.replace(".", "", 1).isdecimal() or not plain.isascii() or len(plain) > 16:
        raise ValueError(text)
    return plain


def steps_told(bands: Sequence[Band]) -> str:
    """As `read_steps` reads it, a line each."""
    return "\n".join(f"{exact_told(band.at)}: {points_told(band.points)}" for band in bands)


def exact_told(value: Fraction) -> str:
    """A bound as it is typed: 20.000.000 or 2,5."""
    whole, _dot, rest = f"{Decimal(value.numerator) / Decimal(value.denominator):,f}".partition(".")
    rest = rest.rstrip("0")
    return whole.replace(",", ".") + (f",{rest}" if rest else "")


def points_told(points: Decimal | None) -> str:
    """12 or 7,5; a dash where there are none."""
    if points is None:
        return "—"
    return f"{points:.1f}".removesuffix(".0").replace(".", ",")

"""What the decisions ask of a club. Pure: facts in, findings out; a finding never refuses a fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clb.law.norms import Finding, Norm, norm

SIZE, WOMEN, OLDER, YOUNG = "club.size", "club.women_share", "club.older_share", "club.young_share"
USUAL_AGE = 60  # the law's line, where a norm names none


@dataclass(frozen=True)
class Composition:
    """How many members a club has on a day: all, women, those from 60, and, where it is known, those from 55."""

    members: int
    women: int
    older: int
    older_55: int | None = None

    @property
    def young(self) -> int:
        """Members below 60."""
        return self.members - self.older

    def from_age(self, age: int) -> int:
        """Members from 60, or from 55. Raises LookupError for a line that these facts do not know."""
        found = {60: self.older, 55: self.older_55}.get(age)
        if found is None:
            raise LookupError(f"members from {age} are not counted here")
        return found

    def counted(self, norm: Norm) -> int:
        """The members whom `norm` is about: all, women, or those on its side of its age line."""
        if norm.id in (SIZE, WOMEN):
            return self.members if norm.id == SIZE else self.women
        older = self.from_age(norm.age or USUAL_AGE)
        return older if norm.id == OLDER else self.members - older


def norms_in_force(*, on: date, path: Sequence[str] = ()) -> dict[str, Norm]:
    """The bands of composition in force on `on` at `path` by their ids; what no decision asks for is left out."""
    found = {}
    for norm_id in (SIZE, WOMEN, OLDER, YOUNG):
        try:
            found[norm_id] = norm(norm_id, on=on, path=path)
        except LookupError:
            continue  # no decision asked for it on that day
    return found


def composition_findings(c: Composition, *, on: date, path: Sequence[str] = ()) -> list[Finding]:
    """Each band of composition in force on `on` at `path`; shares in per cent, exact. No members: only the size."""
    return [_judged(c, norm) for norm in norms_in_force(on=on, path=path).values() if c.members or norm.id == SIZE]


def _judged(c: Composition, norm: Norm) -> Finding:
    found = Fraction(c.members) if norm.id == SIZE else Fraction(100 * c.counted(norm), c.members)
    return Finding(norm, found, norm.holds(found))


def advised(c: Composition, *, on: date, path: Sequence[str] = ()) -> list[tuple[Finding, str]]:
    """Each finding with how many people the band is missed by, in words; no words where it is met.

    What would meet all bands at once is `nearest_mix`.
    """
    return [(finding, advice(finding, c)) for finding in composition_findings(c, on=on, path=path)]


def advice(finding: Finding, c: Composition) -> str:
    """By how many people, of those who are members now, a band is missed."""
    if finding.ok:
        return ""
    if not c.members:
        return _("Câu lạc bộ chưa có thành viên.")
    low, high = bounds(finding.norm, c.members)
    have, age = c.counted(finding.norm), finding.norm.age or USUAL_AGE
    told = {"all": c.members, "age": age}
    if have < low:
        return _SHORT[finding.norm.id] % {"n": low - have, **told}
    if high is not None and have > high:
        return _OVER[finding.norm.id] % {"n": have - high, **told}
    return _("Không có số người nào đạt được mức này.")


def bounds(norm: Norm, members: int) -> tuple[int, int | None]:
    """The fewest and the most people (None: any number) that `norm` wants among `members` people."""
    of = 1 if norm.id == SIZE else Fraction(members, 100)
    low, high = 0, None if norm.id == SIZE else members
    if norm.min is not None:
        least = norm.min * of
        low = max(low, floor(least) + 1 if norm.is_min_strict else ceil(least))
    if norm.max is not None:
        most = norm.max * of
        most_people = ceil(most) - 1 if norm.is_max_strict else floor(most)
        high = most_people if high is None else min(high, most_people)
    return low, high


_SHORT = {
    SIZE: gettext_lazy("Thiếu %(n)s thành viên."),
    WOMEN: gettext_lazy("Thiếu %(n)s thành viên nữ, tính trên %(all)s người hiện có."),
    OLDER: gettext_lazy("Thiếu %(n)s thành viên từ %(age)s tuổi, tính trên %(all)s người hiện có."),
    YOUNG: gettext_lazy("Thiếu %(n)s thành viên dưới %(age)s tuổi, tính trên %(all)s người hiện có."),
}
_OVER = {
    SIZE: gettext_lazy("Nhiều hơn mức %(n)s thành viên."),
    WOMEN: gettext_lazy("Nhiều hơn mức %(n)s thành viên nữ, tính trên %(all)s người hiện có."),
    OLDER: gettext_lazy("Nhiều hơn mức %(n)s thành viên từ %(age)s tuổi, tính trên %(all)s người hiện có."),
    YOUNG: gettext_lazy("Nhiều hơn mức %(n)s thành viên dưới %(age)s tuổi, tính trên %(all)s người hiện có."),
}

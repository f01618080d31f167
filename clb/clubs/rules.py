"""What the decisions ask of a club. Pure: facts in, findings out; a finding never refuses a fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from clb.law.norms import Finding, judge


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
    figures = {"club.size": Fraction(c.members)}
    if c.members:
        figures |= {
            "club.women_share": Fraction(100 * c.women, c.members),
            "club.older_share": Fraction(100 * c.older, c.members),
            "club.young_share": Fraction(100 * c.young, c.members),
        }
    found = []
    for norm_id, figure in figures.items():
        try:
            found.append(judge(norm_id, figure, on=on, path=path))
        except LookupError:
            continue  # no decision asked for it on that day
    return found


def advice(finding: Finding, c: Composition) -> str:
    """What is lacking or too much, in people, the club's size taken as it is; empty where the band is met."""
    if finding.ok:
        return ""
    of_kind, kind = {
        "club.size": (c.members, _("thành viên")),
        "club.women_share": (c.women, _("phụ nữ")),
        "club.older_share": (c.older, _("người từ 60 tuổi")),
        "club.young_share": (c.young, _("người dưới 60 tuổi")),
    }[finding.norm.id]
    whole = 100 if finding.norm.id == "club.size" else c.members
    low, high = finding.norm.min, finding.norm.max
    if low is not None and finding.found < low:
        lacking = -(-Fraction(low) * whole // 100) - of_kind
        return _("còn thiếu %(n)s %(kind)s") % {"n": lacking, "kind": kind}
    assert high is not None
    beyond = of_kind - Fraction(high) * whole // 100
    return _("nhiều hơn mức %(n)s %(kind)s") % {"n": beyond, "kind": kind}

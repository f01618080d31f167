"""The nearest mix: the fewest people to welcome, and of which kind, so that a club meets all its bands at once.

Nobody is ever advised to go. Shares know only how many are women and how many have passed an age line, so a mix is
found on those counts, one line after the other, and told as kinds of people at the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clb.law.norms import Norm

from .composition import OLDER, SIZE, USUAL_AGE, WOMEN, YOUNG, Composition, bounds, norms_in_force

FURTHEST = 1_000  # newcomers looked at where no decision limits the size
Range = tuple[int, int]  # fewest and most newcomers of a sort
AgeClass = tuple[tuple[int | None, int | None], int]  # (from age, below age), how many
Outcome = Literal["nothing_asked", "met", "add", "too_large", "not_by_adding"]


@dataclass(frozen=True)
class Group:
    """So many newcomers of one kind; what is None does not matter. `below_age` itself is too old."""

    count: int
    is_woman: bool | None = None
    from_age: int | None = None
    below_age: int | None = None

    def __str__(self) -> str:
        who = {
            None: ngettext("%(n)s người", "%(n)s người", self.count),
            True: ngettext("%(n)s nữ", "%(n)s nữ", self.count),
            False: ngettext("%(n)s nam", "%(n)s nam", self.count),
        }[self.is_woman] % {"n": self.count}
        told = {"who": who, "from": self.from_age, "below": self.below_age}
        if self.from_age and self.below_age:
            return _("%(who)s từ %(from)s đến dưới %(below)s tuổi") % told
        if self.from_age:
            return _("%(who)s từ %(from)s tuổi") % told
        return _("%(who)s dưới %(below)s tuổi") % told if self.below_age else who


@dataclass(frozen=True)
class Mix:
    """The nearest mix of a club, or why there is none. `limit` is the most members it was sought for."""

    outcome: Outcome
    members: int
    limit: int
    groups: tuple[Group, ...] = ()

    @property
    def newcomers(self) -> int:
        """How many people to welcome."""
        return sum(group.count for group in self.groups)

    @property
    def sentence(self) -> str:
        """What to do, as one sentence; empty where no decision asks for anything."""
        if self.outcome == "add":
            who = ", ".join(str(group) for group in self.groups)
            if len(self.groups) == 1:
                return _("Thêm %(who)s thì đạt mọi mức.") % {"who": who}
            return _("Thêm %(n)s người: %(who)s thì đạt mọi mức.") % {"n": self.newcomers, "who": who}
        if self.outcome == "met":
            return _("Đạt mọi mức.")
        told = {"n": self.members - self.limit, "limit": self.limit}
        if self.outcome == "too_large":
            return _("Đông hơn mức %(n)s người. Mức chỉ để đối chiếu, không ai phải thôi vì mức này.") % told
        if self.outcome == "not_by_adding":
            return _("Không có cách chỉ thêm người mà đạt mọi mức khi không quá %(limit)s người.") % told
        return ""


def nearest_mix(c: Composition, *, on: date, path: Sequence[str] = ()) -> Mix:
    """The nearest mix for the bands in force on `on` at `path`. Never raises for a club of any size or shape."""
    return nearest(c, norms_in_force(on=on, path=path))


def nearest(c: Composition, norms: Mapping[str, Norm]) -> Mix:
    """The nearest mix for these bands, by their ids: among all the least newcomers, those amid the bands."""
    size = norms.get(SIZE)
    fewest, most = bounds(size, c.members) if size else (0, None)
    limit = c.members + FURTHEST if most is None else most
    if not norms:
        return Mix("nothing_asked", c.members, limit)
    if c.members > limit:
        return Mix("too_large", c.members, limit)
    for total in range(max(c.members, fewest), limit + 1):
        found = _newcomers(c, norms, total)
        if found is not None:
            groups = tuple(_grouped(total - c.members, *found))
            return Mix("add" if groups else "met", c.members, limit, groups)
    return Mix("not_by_adding", c.members, limit)


def _newcomers(c: Composition, norms: Mapping[str, Norm], total: int) -> tuple[int | None, dict[int, int]] | None:
    """Of the newcomers to `total` members: the women, and by age line those who passed it; None where it can't be.

    Where any number will do, nothing is said: no women, or no such line.
    """
    joining = total - c.members
    women = _within(_wanted(norms, (WOMEN,), total), c.women, joining)
    lines: dict[int, Range] = {}
    for age in sorted({n.age or USUAL_AGE for n in norms.values() if n.id in (OLDER, YOUNG)}, reverse=True):
        at_line = {k: n for k, n in norms.items() if k in (OLDER, YOUNG) and (n.age or USUAL_AGE) == age}
        lines[age] = _within(_wanted(at_line, (OLDER, YOUNG), total), c.from_age(age), joining)
    passed = _in_step(lines)
    if women[0] > women[1] or passed is None:
        return None
    free = (0, joining)
    return (
        None if women == free else sum(women) // 2,
        {age: count for age, count in passed.items() if lines[age] != free},
    )


def _wanted(norms: Mapping[str, Norm], ids: Sequence[str], total: int) -> Range:
    """The fewest and most people, among `total`, on the upper side of a line (women, or those who passed an age)."""
    low, high = 0, total
    for norm in (norms[i] for i in ids if i in norms):
        least, most = bounds(norm, total)
        assert most is not None  # a share never leaves it open
        if norm.id == YOUNG:
            least, most = total - most, total - least
        low, high = max(low, least), min(high, most)
    return low, high


def _within(wanted: Range, have: int, joining: int) -> Range:
    return max(0, wanted[0] - have), min(joining, wanted[1] - have)


def _in_step(lines: Mapping[int, Range]) -> dict[int, int] | None:
    """A number for each age line within its range, the middle where possible, growing as the lines get lower."""
    found: dict[int, int] = {}
    at_least = 0
    highs = [high for _low, high in lines.values()]
    for i, (age, (low, high)) in enumerate(lines.items()):
        low, high = max(low, at_least), min(highs[i:])
        if low > high:
            return None
        at_least = found[age] = min(max(low, sum(lines[age]) // 2), high)
    return found


def _grouped(joining: int, women: int | None, passed: Mapping[int, int]) -> Iterator[Group]:
    """Kinds of people who together have these counts: as few kinds as can be, then as evenly mixed as can be."""
    ages = _age_classes(joining, passed)
    if women is None:
        yield from (Group(count, None, *age) for age, count in ages)
        return
    split = _women_by_class([count for _age, count in ages], women)
    for (age, _count), n in zip(ages, split, strict=True):
        if n:
            yield Group(n, True, *age)
    for (age, count), n in zip(ages, split, strict=True):
        if count - n:
            yield Group(count - n, False, *age)


def _age_classes(joining: int, passed: Mapping[int, int]) -> list[AgeClass]:
    """The newcomers between the lines, the oldest first: (from age, below age) and how many; the empty left out."""
    lines: list[tuple[int | None, int]] = [*passed.items(), (None, joining)]
    found: list[AgeClass] = []
    below, before = None, 0
    for age, count in lines:
        if count > before:
            found.append(((age, below), count - before))
        below, before = age, count
    return found


def _women_by_class(sizes: Sequence[int], women: int) -> list[int]:
    """How many of each age class are women: at most one class mixed, or none where that works."""
    classes = range(len(sizes))
    total = sum(sizes)
    ways = []
    for k in range(len(sizes) + 1):
        for whole in combinations(classes, k):
            rest = women - sum(sizes[i] for i in whole)
            for mixed in (i for i in classes if i not in whole):
                if 0 <= rest <= sizes[mixed]:
                    split = [sizes[i] if i in whole else rest if i == mixed else 0 for i in classes]
                    kinds = sum(n > 0 for n in split) + sum(n < size for n, size in zip(split, sizes, strict=True))
                    uneven = sum(abs(n * total - women * size) for n, size in zip(split, sizes, strict=True))
                    ways.append((kinds, uneven, split))
            if not rest and k == len(sizes):
                ways.append((len(sizes), 0, list(sizes)))
    return min(ways)[2] if ways else []

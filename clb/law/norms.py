"""Numbers that a decision sets, with the paragraph that sets them. Data in norms/*.yaml; no Django here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml

NATION = "vn"
SUGGESTED = "G"
TRUST = {
    "S": "chính văn bản kế hoạch",
    "A": "văn bản chính thức",
    "B": "báo chí, tổ chức",
    "C": "nguồn yếu, cần đối chiếu",
    SUGGESTED: "gợi ý, chưa có văn bản",
}


@dataclass(frozen=True)
class Source:
    """Where a number comes from, and how far it is to be trusted (see TRUST)."""

    doc: str
    clause: str
    trust: str
    is_clause_read: bool = False


@dataclass(frozen=True)
class Norm:
    """One value of a norm: its bounds, its place and its period. `age`: the line that a share of ages counts from.

    A bound belongs to the band ("từ 60 %") unless it is strict ("trên 60 %", "dưới 70 %").
    """

    id: str
    what: str
    unit: str
    at: str
    since: date
    until: date | None
    min: int | Fraction | None
    max: int | Fraction | None
    source: Source
    is_min_strict: bool = False
    is_max_strict: bool = False
    age: int | None = None

    def holds(self, value: Fraction) -> bool:
        """Is `value` within the bounds? Exact, to the last person."""
        over = self.min is None or value > self.min or (value == self.min and not self.is_min_strict)
        under = self.max is None or value < self.max or (value == self.max and not self.is_max_strict)
        return over and under

    def in_force(self, on: date, path: Sequence[str]) -> bool:
        """Does it hold on that day at the place whose keys, nation first, are `path`?"""
        return self.since <= on and (self.until is None or on <= self.until) and self.at in (NATION, *path)


@dataclass(frozen=True)
class Finding:
    """A norm held against a fact. Shown with its source; never a reason to refuse the fact."""

    norm: Norm
    found: Fraction
    ok: bool


def judge(id: str, found: Fraction, *, on: date, path: Sequence[str] = ()) -> Finding:
    """Hold `found`, in the norm's own unit, against the norm in force. Raises LookupError where none is."""
    n = norm(id, on=on, path=path)
    return Finding(n, found, n.holds(found))


def norm(id: str, *, on: date, path: Sequence[str] = ()) -> Norm:
    """The value in force on `on`: the nearest place's decision wins, then the newest.

    `path` holds the keys of the places above, nation first. Raises LookupError where none is in force:
    there is never a silent default.
    """
    found = nearest(all_norms().get(id, ()), on=on, path=path)
    if found is None:
        raise LookupError(f"{id}: no norm in force on {on} at {'/'.join(path) or NATION}")
    return found


def nearest(norms: Iterable[Norm], *, on: date, path: Sequence[str] = ()) -> Norm | None:
    """Of the values in force on `on`, the one of the nearest place, of several there the newest; None of none."""
    depth = {NATION: -1} | {key: i for i, key in enumerate(path)}
    found = [n for n in norms if n.in_force(on, path)]
    return max(found, key=lambda n: (depth[n.at], n.since), default=None)


def limit(id: str, *, on: date, path: Sequence[str] = ()) -> int:
    """The one whole number that a norm of one bound sets. Raises LookupError where none is in force."""
    found = norm(id, on=on, path=path)
    bound = found.max if found.min is None else found.min
    assert bound is not None and bound == int(bound), f"{id} sets no whole number"
    return int(bound)


def is_same_everywhere(id: str) -> bool:
    """Has no place set a value of its own, so that `path` does not matter?"""
    return all(n.at == NATION for n in all_norms().get(id, ()))


@cache
def all_norms() -> dict[str, tuple[Norm, ...]]:
    """Every norm by its id, as written in law/norms/*.yaml."""
    norms: dict[str, tuple[Norm, ...]] = {}
    for file in sorted((Path(__file__).parent / "norms").glob("*.yaml")):
        for n in yaml.safe_load(file.read_text("utf8")):
            assert n["id"] not in norms, f"{n['id']} is defined twice"
            norms[n["id"]] = tuple(_norm(n, v) for v in n["values"])
    return norms


def _norm(n: dict[str, Any], v: dict[str, Any]) -> Norm:
    assert v["source"]["trust"] in TRUST, f"{n['id']}: unknown trust"
    assert not {"min", "above"} <= v.keys() and not {"max", "below"} <= v.keys(), f"{n['id']}: one bound an end"
    return Norm(
        id=n["id"],
        what=n["what"],
        unit=n["unit"],
        at=v.get("at", NATION),
        since=v["from"],
        until=v.get("until"),
        min=_exact(v.get("above", v.get("min"))),
        max=_exact(v.get("below", v.get("max"))),
        source=Source(**v["source"]),
        is_min_strict="above" in v,
        is_max_strict="below" in v,
        age=v.get("age", n.get("age")),
    )


def _exact(bound: int | float | None) -> int | Fraction | None:
    # 33.3 as it is written, not the nearest binary fraction
    return Fraction(str(bound)) if isinstance(bound, float) else bound

"""Two records that may be one person: pure, on facts; never more than a suspicion for a person to settle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from clb.kernel.text import plain

LARGEST_BLOCK = 60  # records that share a key; a key shared by more says nothing


@dataclass(frozen=True)
class Facts:
    """What is compared of one record. Places and the household by their ids; empty or None where unknown."""

    key: Any
    full_name: str
    sex: str
    birth_on: date
    is_birth_year_only: bool = False
    known_as: str = ""
    phone: str = ""
    id_number: str = ""
    household: Any = None
    place: Any = None
    clubs: frozenset[Any] = frozenset()


@dataclass(frozen=True)
class Reason:
    """One thing that speaks for or against, with its points and its words on screen."""

    name: str
    points: int
    words: str


@dataclass(frozen=True)
class Weights:
    """The table of points, of a version, and from how many points a pair is shown."""

    version: int
    threshold: int
    reasons: dict[str, Reason]


@dataclass(frozen=True)
class Pair:
    """Two records, the points in sum and what they came from."""

    one: Facts
    other: Facts
    points: int
    reasons: tuple[Reason, ...]


@cache
def weights() -> Weights:
    """The table as written in twins.yaml beside this file."""
    read = yaml.safe_load((Path(__file__).parent / "twins.yaml").read_text("utf8"))
    reasons = {name: Reason(name, points, words) for name, (points, words) in read["points"].items()}
    return Weights(read["version"], read["threshold"], reasons)


def pairs(facts: Iterable[Facts], table: Weights | None = None) -> list[Pair]:
    """Pairs that reach the threshold, the surest first. Only records that share a key are compared, never all."""
    table = table or weights()
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    people = list(facts)
    for i, person in enumerate(people):
        for key in set(_keys(person)):
            blocks[key].append(i)
    wanted = {pair for found in blocks.values() if len(found) <= LARGEST_BLOCK for pair in combinations(found, 2)}
    judged = (compared(people[i], people[j], table) for i, j in sorted(wanted))
    return sorted((p for p in judged if p.points >= table.threshold), key=lambda p: -p.points)


def compared(one: Facts, other: Facts, table: Weights) -> Pair:
    """Both records side by side, with every reason for and against."""
    names = [_name(one, other), _birth(one, other), "same_sex" if one.sex == other.sex else "other_sex"]
    names += [_place(one, other), _number(one, other)]
    if one.phone and one.phone == other.phone:
        names.append("same_phone")
    reasons = tuple(table.reasons[name] for name in names if name)
    return Pair(one, other, sum(reason.points for reason in reasons), reasons)


def _keys(p: Facts) -> Iterator[Hashable]:
    name, year = plain(p.full_name), p.birth_on.year
    words = name.split()
    yield "name", name, year
    for letters in _one_less(name):
        yield "letters", letters, year
    for called in {words[-1], plain(p.known_as)} - {""}:
        yield "called", words[0], called, year
    if not p.is_birth_year_only:
        day_and_month = tuple(sorted((p.birth_on.day, p.birth_on.month)))
        yield "day", year, day_and_month
        yield "name and day", name, day_and_month
    for kind, value in (("id", p.id_number), ("phone", p.phone), ("household", p.household)):
        if value:
            yield kind, value


def _one_less(name: str) -> set[str]:
    """The name with any one letter left out: names that differ by one letter share such a rest."""
    return {name, *(name[:i] + name[i + 1 :] for i in range(len(name)))}


def _name(one: Facts, other: Facts) -> str:
    a, b = plain(one.full_name), plain(other.full_name)
    if a == b:
        same = one.full_name.casefold() == other.full_name.casefold()
        return "same_name" if same else "same_letters"
    first, second = a.split(), b.split()
    called = {plain(one.known_as), plain(other.known_as)} - {""}
    is_called_alike = bool(one.known_as and other.known_as) and len(called) == 1
    if first[0] == second[0] and (is_called_alike or {first[-1], second[-1]} & called):
        return "called"
    if len(_one_less(a) & _one_less(b)) and abs(len(a) - len(b)) <= 1:
        return "one_letter"
    shorter, longer = sorted((first, second), key=len)
    if (first[0], first[-1]) == (second[0], second[-1]) and set(shorter) < set(longer):
        return "missing_word"
    return ""


def _birth(one: Facts, other: Facts) -> str:
    a, b = one.birth_on, other.birth_on
    if one.is_birth_year_only or other.is_birth_year_only:
        return "same_year" if a.year == b.year else "other_year"
    if a == b:
        return "same_day"
    if (a.year, a.day, a.month) == (b.year, b.month, b.day):
        return "turned_day"
    if sum(x != y for x, y in zip(a.isoformat(), b.isoformat(), strict=True)) == 1:
        return "one_digit"
    return "other_day" if a.year == b.year else "other_year"


def _place(one: Facts, other: Facts) -> str:
    if one.household and one.household == other.household:
        return "same_household"
    if one.place and other.place:
        return "same_hamlet" if one.place == other.place else "other_hamlet"
    return "same_club" if one.clubs & other.clubs else ""


def _number(one: Facts, other: Facts) -> str:
    if not (one.id_number and other.id_number):
        return ""
    return "same_id" if one.id_number == other.id_number else "other_id"

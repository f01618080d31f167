"""Scales of need: questions, what each answer adds, and what a score hints at. Data in scales/*.yaml, by version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from .norms import TRUST, Source


@dataclass(frozen=True)
class Item:
    """One question; `options` are pairs of what an answer adds and its words."""

    code: str
    text: str
    options: tuple[tuple[int, str], ...]

    def words(self, score: int) -> str:
        """The answer that adds `score`."""
        return dict(self.options)[score]


@dataclass(frozen=True)
class Band:
    """From this score on: its name, and what it hints at. `code` is MUCH, SOME or NONE of help needed."""

    least: int
    code: str
    name: str
    hint: str


@dataclass(frozen=True)
class Scale:
    """A version of a scale. Scores run from 0 to `most`."""

    id: str
    what: str
    asks: str
    since: date
    until: date | None
    most: int
    items: tuple[Item, ...]
    bands: tuple[Band, ...]
    source: Source

    def band_of(self, score: int) -> Band:
        """What a score hints at."""
        return [band for band in self.bands if score >= band.least][-1]


def scale(id: str, *, on: date) -> Scale:
    """The version in force on a day. Raises LookupError where there is none."""
    found = [s for s in all_scales()[id] if s.since <= on and (s.until is None or on <= s.until)]
    if not found:
        raise LookupError(f"{id}: no scale in force on {on}")
    return max(found, key=lambda version: version.since)


def scale_version(id: str, since: date) -> Scale:
    """The version that began on a day, as an assessment names it. Raises LookupError where there is none."""
    found = next((s for s in all_scales()[id] if s.since == since), None)
    if found is None:
        raise LookupError(f"{id}: no version since {since}")
    return found


@cache
def all_scales() -> dict[str, tuple[Scale, ...]]:
    """Every scale by its id, as written in law/scales/*.yaml."""
    scales: dict[str, tuple[Scale, ...]] = {}
    for file in sorted((Path(__file__).parent / "scales").glob("*.yaml")):
        for s in yaml.safe_load(file.read_text("utf8")):
            assert s["id"] not in scales, f"{s['id']} is defined twice"
            scales[s["id"]] = tuple(_scale(s, v) for v in s["versions"])
    return scales


def _scale(s: Mapping[str, Any], v: Mapping[str, Any]) -> Scale:
    source = Source(**v["source"])
    assert source.trust in TRUST, f"{s['id']}: unknown trust"
    items = tuple(
        Item(i["code"], i["text"], tuple((score, words) for score, words in i["options"])) for i in v["items"]
    )
    bands = tuple(Band(b["from"], b["code"], b["name"], b["hint"]) for b in v["bands"])
    lines = [band.least for band in bands]
    assert lines[0] == 0 and lines == sorted(lines), f"{s['id']}: bands from the lowest up"
    assert v["most"] == sum(max(score for score, _w in item.options) for item in items), f"{s['id']}: most"
    return Scale(s["id"], s["what"], s["asks"], v["from"], v.get("until"), v["most"], items, bands, source)

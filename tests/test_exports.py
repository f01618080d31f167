"""What the site gives away as a table wakes no formula, whatever somebody typed into it."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import cycle
from typing import Any
from xml.etree import ElementTree

import pytest
from django.apps import apps
from django.db import models

from clb.access.roles import GRANTS
from tests.doors import EVERYTHING, Prober, rights
from tests.test_rights import ADDRESSES
from tests.world import World

PLANTED = ("=cmd|'/C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "\t=1+1")
NAMED = {"full_name", "name", "purpose", "what_for", "payee", "giver", "address", "reason", "note", "evidence", "text"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def plant() -> None:
    """Everybody and everything has a name that begins like a formula."""
    signs = cycle(PLANTED)
    for model in apps.get_models():
        names = {f.name for f in model._meta.concrete_fields if type(f) in {models.CharField, models.TextField}}
        if model.__module__.startswith("clb.") and model.__name__ not in {"Unit", "UnitVersion", "Act", "Event"}:
            for name in names & NAMED:
                if not model._meta.get_field(name).choices:  # type: ignore[union-attr]
                    model._default_manager.exclude(**{name: ""}).update(**{name: next(signs)})


def awake(content: bytes) -> tuple[int, list[str]]:
    """How many texts of a workbook begin like a formula, and those cells that one would wake in."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        styles = ElementTree.fromstring(parts.read("xl/styles.xml"))
        quoted = [xf.get("quotePrefix") == "1" for xf in styles.find("m:cellXfs", NS) or []]
        shared: list[str] = []
        if "xl/sharedStrings.xml" in parts.namelist():
            found = ElementTree.fromstring(parts.read("xl/sharedStrings.xml")).findall("m:si", NS)
            shared = ["".join(t.text or "" for t in one.iter(f"{{{NS['m']}}}t")) for one in found]
        seen, bad = 0, []
        for name in parts.namelist():
            if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
                for cell in ElementTree.fromstring(parts.read(name)).iter(f"{{{NS['m']}}}c"):
                    text = _text(cell, shared)
                    is_like = text.startswith(("=", "+", "-", "@", "\t"))
                    seen += is_like
                    if cell.find("m:f", NS) is not None or (is_like and not quoted[int(cell.get("s", 0))]):
                        bad.append(f"{name} {cell.get('r')} {text}")
    return seen, bad


def _text(cell: Any, shared: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(t.text or "" for t in cell.iter(f"{{{NS['m']}}}t"))
    value = cell.find("m:v", NS)
    return shared[int(value.text)] if cell.get("t") == "s" and value is not None else ""


def test_no_workbook_wakes_a_formula(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(GRANTS, EVERYTHING, set(rights()))
    prober, nation = Prober.at([world.cast.nation]), world.cast.nation
    plant()
    seen: dict[str, int] = {}
    for address in ADDRESSES:
        for url in [u for u, _private in address.urls(world) if u.endswith(".xlsx") or "xlsx" in address.name]:
            if prober.knock(url, nation, rights()) != 200:
                continue
            answer = prober.answer
            assert answer["Content-Type"] == XLSX and answer["Content-Disposition"].startswith("attachment"), url
            count, bad = awake(b"".join(answer) if answer.streaming else answer.content)
            assert bad == [], url
            seen[address.name] = seen.get(address.name, 0) + count
    assert len(seen) >= 4 and sum(seen.values()) > 5, seen

"""Plans of outreach, what was told, the library: works · refused · twice · another agency · sums counted again."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from clb.access.models import User
from clb.access.roles import Role
from clb.files.models import StoredFile
from clb.files.tests.samples import picture, sent
from clb.kernel.commands import Command, run
from clb.outreach import commands as verbs
from clb.outreach.checks import plan_lines_count_what_was_told
from clb.outreach.models import Broadcast, Material, PlannedOutreach
from clb.outreach.quarters import Quarter
from clb.outreach.queries import (
    find_materials,
    place_score,
    scores_by_agency,
    scores_by_channel,
    scores_by_place,
    scores_by_quarter,
)
from clb.outreach.rules import Score, line_state
from clb.plans.indicators.registry import Ask, indicators
from conftest import Cast, make_cast, make_user

TODAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def stored(stored_once: Path) -> Iterator[Cast]:
    cast = make_cast()
    make_user("vanhoa", Role.CULTURE, cast.province)
    make_user("phunu", Role.WOMEN, cast.province)
    yield cast


@pytest.fixture
def here(stored: Cast, stored_once: Path, db: None) -> Cast:
    settings.MEDIA_ROOT = stored_once
    return stored


def user(name: str) -> User:
    return User.objects.get(username=name)


def go(command: Command, by: User, **data: Any) -> Any:
    files = {k: data.pop(k) for k in list(data) if isinstance(data[k], SimpleUploadedFile)}
    return run(command, by=by, data=data, files=files, id=data.pop("act", None))


def plan(by: User, office: str, **more: Any) -> PlannedOutreach:
    told = {"channel": "DISTRICT_RADIO", "topic": "Mô hình CLB", "year": 2026, "quarter": 1, "planned": 2}
    outcome = go(verbs.PLAN_OUTREACH, by, office=office, **{**told, **more})
    assert outcome.status == "done", outcome.errors
    made: PlannedOutreach = outcome.result
    return made


def tell(by: User, office: str, **more: Any) -> Any:
    told = {"channel": "DISTRICT_RADIO", "topic": "Mô hình CLB", "told_on": "10/02/2026", "times": 1}
    return go(verbs.RECORD_BROADCAST, by, office=office, **{**told, **more})


def test_a_line_counts_what_carries_it_out_and_no_more(here: Cast) -> None:
    by, office = user("vanhoa"), "CULTURE:P1"
    line = plan(by, office)
    first = tell(by, office, carries_out=line.pk, times=1, minutes=15, reach=100, reach_how="đếm hộ").result
    late = tell(by, office, carries_out=line.pk, told_on="02/04/2026", times=3).result
    line.refresh_from_db()
    assert (line.kept, line.late) == (1, 1)
    assert go(verbs.CORRECT_BROADCAST, by, broadcast=first.pk, carries_out=line.pk, channel="NEWS", topic="Tin",
              told_on="11/02/2026", times=5).status == "done"  # fmt: skip
    line.refresh_from_db()
    assert (line.kept, line.late) == (2, 0)
    assert go(verbs.DROP_BROADCAST, by, broadcast=first.pk).status == "done"
    line.refresh_from_db()
    assert (line.kept, line.late) == (0, 2)
    told = {"line": line.pk, "channel": "NEWS", "topic": "Tin", "year": 2026, "quarter": 2, "planned": 4}
    assert go(verbs.CORRECT_PLANNED_OUTREACH, by, **told).status == "done"
    line.refresh_from_db()
    assert (line.kept, line.late, str(line.quarter)) == (3, 0, "2026-2")
    assert go(verbs.DROP_PLANNED_OUTREACH, by, line=line.pk).status == "done"
    assert Broadcast.objects.get().pk == late.pk and Broadcast.objects.get().carries_out is None


def test_what_cannot_be_is_refused_beside_its_field(here: Cast) -> None:
    by, office = user("vanhoa"), "CULTURE:P1"
    line, other = plan(by, office, quarter=3), plan(user("phunu"), "WOMEN:P1")
    cases: list[tuple[dict[str, Any], str]] = [
        ({"told_on": "01/01/2099"}, "told_on"),
        ({"told_on": "01/01/2015"}, "told_on"),
        ({"carries_out": line.pk}, "told_on"),
        ({"carries_out": other.pk}, "carries_out"),
        ({"channel": "NEWS", "minutes": 5}, "minutes"),
        ({"channel": "KHÁC"}, "channel"),
        ({"reach": 5}, "reach_how"),
        ({"times": 0}, "times"),
        ({"cost_vnd": "-1"}, "cost_vnd"),
        ({"topic": " \u200b "}, "topic"),
        ({"link": "javascript:x"}, "link"),
        ({"office": "WOMEN:P1"}, "office"),
        ({"proof": sent(b"#!/bin/sh", "x.mp3")}, "proof"),
    ]
    for data, field in cases:
        outcome = tell(by, **{"office": office, **data})
        assert (outcome.status, list(outcome.errors)) == ("rejected", [field]), (data, outcome.errors)
    again = {"office": office, "channel": "DISTRICT_RADIO", "topic": "Mô hình CLB", "year": 2026, "quarter": 3}
    assert go(verbs.PLAN_OUTREACH, by, **again, planned=1).errors == {
        "__all__": ["Kế hoạch quý này đã có mục cùng kênh, cùng chủ đề."]
    }
    assert Broadcast.objects.count() == 0


def test_a_second_click_does_nothing_and_another_agency_may_not(here: Cast) -> None:
    by, office, act = user("vanhoa"), "CULTURE:P1", uuid4()
    first, second = tell(by, office, act=act), tell(by, office, act=act)
    assert (first.status, second.status, Broadcast.objects.count()) == ("done", "already", 1)
    row = first.result
    for command, data in (
        (verbs.DROP_BROADCAST, {"broadcast": row.pk}),
        (verbs.ATTACH_PROOF, {"broadcast": row.pk, "file": sent(picture())}),
        (verbs.DROP_PLANNED_OUTREACH, {"line": plan(by, office).pk}),
    ):
        outcome = go(command, user("phunu"), **data)
        assert outcome.errors == {"__all__": ["Chỉ cơ quan đã ghi (Văn hóa, thông tin) mới sửa được."]}
    assert list(tell(here.tai, "FINANCE:P1").errors) == ["office"]
    assert go(verbs.DROP_BROADCAST, here.xuan, broadcast=row.pk).status == "rejected"  # out of its sight
    assert Broadcast.objects.count() == 1


def test_sums_are_those_of_an_independent_count(here: Cast) -> None:
    chance = random.Random(8)
    offices = {"vanhoa": "CULTURE:P1", "phunu": "WOMEN:P1", "xuan": "COMMUNE:C1"}
    lines = [
        plan(user(name), office, quarter=q, channel=channel, planned=chance.randint(1, 4))
        for name, office in offices.items()
        for q in (1, 3, 4)
        for channel in ("DISTRICT_RADIO", "SOCIAL")
    ]
    rows = []
    for line in lines:
        name = {"CULTURE": "vanhoa", "WOMEN": "phunu", "COMMUNE": "xuan"}[line.agency]
        for _n in range(chance.randint(0, 3)):
            told_on = date(2026, chance.choice([m for m in (2, 5, 8, 10, 11) if m > line.quarter_end.month - 3]), 15)
            is_loose = chance.random() < 0.3
            minutes = chance.randint(1, 20) if line.channel == "DISTRICT_RADIO" else 0
            more = {
                "channel": line.channel,
                "told_on": told_on,
                "times": chance.randint(1, 2),
                "minutes": minutes or "",
            }
            done = tell(user(name), offices[name], carries_out="" if is_loose else line.pk, **more)
            assert done.status == "done", done.errors
            rows.append((None if is_loose else line, line.agency, told_on, more["times"], minutes))
    year = (Quarter(2026, 1), Quarter(2026, 4), TODAY)
    total = place_score(here.province, *year)
    in_time: dict[int, int] = defaultdict(int)
    after: dict[int, int] = defaultdict(int)
    for line_of, _a, on, times, _m in rows:
        if line_of:
            (in_time if on <= line_of.quarter_end else after)[line_of.pk] += times
    kept = {p.pk: min(in_time[p.pk], p.planned) for p in lines}
    late = {p.pk: min(after[p.pk], p.planned - kept[p.pk]) for p in lines}
    over = [p for p in lines if p.quarter_end < TODAY]
    assert (total.planned, total.kept) == (sum(p.planned for p in lines), sum(kept.values()))
    assert total.late == sum(late.values())
    assert total.missing == sum(p.planned - kept[p.pk] - late[p.pk] for p in over)
    assert total.beside == sum(t for line_of, _a, _o, t, _m in rows if line_of is None)
    assert (total.times, total.minutes) == (sum(r[3] for r in rows), sum(r[4] for r in rows))
    for parts in (
        scores_by_agency(here.province, *year),
        scores_by_channel(here.province, *year),
        scores_by_place(here.province, *year),
        scores_by_quarter(here.province, 2026, TODAY),
    ):
        assert sum((part.score for part in parts), Score()) == total
    by_place = {part.key: part.score for part in scores_by_place(here.province, *year)}
    assert by_place["C1"] == place_score(here.xa, *year) and by_place["C2"] == Score()
    ask = Ask(here.province, TODAY, date(2026, 1, 1), date(2026, 12, 31))
    share, minutes_told = indicators()["outreach.kept_share"], indicators()["outreach.minutes"]
    found = share.value(ask)
    assert (found.numerator, found.denominator) == (sum(kept[p.pk] for p in over), sum(p.planned for p in over))
    assert minutes_told.value(ask).numerator == total.minutes
    assert minutes_told.series(ask, [date(2025, 12, 31), TODAY])[0].numerator == 0
    assert list(plan_lines_count_what_was_told()) == []
    PlannedOutreach.objects.filter(pk=lines[0].pk).update(planned=5, kept=5)
    assert len(list(plan_lines_count_what_was_told())) == 1


def mp3(frames: int = 20) -> bytes:
    """Silence in frames of 128 kbit/s at 44.1 kHz, with a label before and behind."""
    label = b"ID3\x04\x00\x00\x00\x00\x00\x0aBi mat 123"
    return label + (b"\xff\xfb\x90\x00" + bytes(413)) * frames + b"TAG" + b"Bi mat".ljust(125)


def test_library_is_searched_without_marks_and_knows_its_uses(here: Cast) -> None:
    by, office = user("vanhoa"), "CULTURE:P1"
    told = {"office": office, "title": "Lời phát thanh Đẹp", "topic": "Sức khỏe", "origin": "Tự làm, dùng lại tự do"}
    assert list(go(verbs.ADD_MATERIAL, by, **told).errors) == ["file"]
    material = go(verbs.ADD_MATERIAL, by, **told, file=SimpleUploadedFile("a.mp3", mp3())).result
    kept = material.files.get().file
    assert (kept.kind, kept.extension) == (StoredFile.Kind.SOUND, "mp3")
    assert kept.size_bytes == 417 * 20  # the labels are gone
    assert [list(find_materials(here.xuan, text)) for text in ("loi phat dep", "suc khoe tu lam", "khong co")] == [
        [material],
        [material],
        [],
    ]
    assert list(find_materials(here.lan, "")) == []
    row = tell(by, office).result
    use = {"broadcast": row.pk, "material": material.pk}
    assert [go(verbs.USE_MATERIAL, by, **use).status for _n in range(2)] == ["done", "done"]
    assert find_materials(by, "")[0].n_uses == 1  # type: ignore[attr-defined]
    refused = go(verbs.DROP_MATERIAL, by, material=material.pk).errors["__all__"]
    assert refused == ["Tài liệu này đã dùng cho lần truyền thông nên không bỏ được."]
    last = {"material_file": material.files.get().pk}
    assert go(verbs.DROP_MATERIAL_FILE, by, **last).status == "rejected"
    assert go(verbs.UNUSE_MATERIAL, by, use=row.uses.get().pk).status == "done"
    assert go(verbs.DROP_MATERIAL, by, material=material.pk).status == "done"
    assert (Material.objects.count(), StoredFile.objects.count()) == (0, 0)
    for bad in (mp3(3), b"ID3" + bytes(5000), b"\xff\xfb" + bytes(3000)):
        outcome = go(verbs.ADD_MATERIAL, by, **told, file=SimpleUploadedFile("a.mp3", bad))
        assert list(outcome.errors) == ["file"]


@pytest.mark.parametrize(
    ("planned", "kept", "late", "last", "state"),
    [
        (2, 2, 0, date(2026, 3, 31), "DONE"),
        (2, 1, 1, date(2026, 3, 31), "DONE"),
        (2, 1, 0, date(2026, 3, 31), "OVERDUE"),
        (2, 0, 0, date(2026, 12, 20), "DUE"),
        (2, 0, 0, date(2027, 3, 31), "LATER"),
    ],
)
def test_state_of_a_line(planned: int, kept: int, late: int, last: date, state: str) -> None:
    assert line_state(planned, kept, late, last, TODAY) == state


def test_quarters() -> None:
    q = Quarter.of(date(2026, 11, 26))
    assert (q.first, q.last, q.roman, str(q.before)) == (date(2026, 10, 1), date(2026, 12, 31), "IV", "2026-3")
    assert (Quarter.read("2026-4"), Quarter.read("2026-5"), Quarter.read("x")) == (q, None, None)

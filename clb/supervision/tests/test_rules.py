"""The lot, the score, overdue work and checklists, as tables."""

from __future__ import annotations

import hashlib
from datetime import date
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError

from clb.supervision.rules import risk
from clb.supervision.rules.actions import Escalation, escalation, state_of
from clb.supervision.rules.checklists import as_typed, default_checklist, typed
from clb.supervision.rules.samples import Score, drawn

D = date(2026, 5, 10)


def test_the_same_seed_draws_the_same_sample_whatever_the_order() -> None:
    ids = [f"m{n}" for n in range(40)]
    one = drawn(ids, 7, 10)
    assert one == drawn(reversed(ids), 7, 10) and len(set(one)) == 10
    assert one != drawn(ids, 8, 10)
    assert drawn(ids[:3], 7, 10) == drawn(ids[:3], 7, 3)
    by_hand = sorted((hashlib.sha256(f"7:{pk}".encode()).hexdigest(), pk) for pk in ids)[:10]
    assert one == [pk for _hash, pk in by_hand]


def test_a_score_counts_what_was_held_against_something() -> None:
    score = Score.of(["RIGHT"] * 8 + ["WRONG", "UNKNOWN", "UNREACHED", ""])
    assert (score.right, score.checked, score.unreached, score.left, score.wrong) == (8, 10, 1, 1, 2)
    assert score.share == Fraction(80)
    assert Score(right=399, checked=400).told(10) == "399/400 (99%)"  # not all of them
    assert (score.told(10), score.told(11), Score().told(10)) == ("8/10 (80%)", "8/10", "—")
    assert Score().share is None
    assert score + Score(1, 2, 0, 2) == Score(9, 12, 1, 14)


@pytest.mark.parametrize(
    ("due_on", "done_on", "verified_on", "state", "level"),
    [
        (date(2026, 6, 10), None, None, "LATER", Escalation.NONE),
        (date(2026, 5, 20), None, None, "DUE", Escalation.NONE),
        (D, None, None, "DUE", Escalation.NONE),
        (date(2026, 5, 9), None, None, "OVERDUE", Escalation.CLUB),
        (date(2026, 4, 25), None, None, "OVERDUE", Escalation.CLUB),
        (date(2026, 4, 24), None, None, "OVERDUE", Escalation.LEAD),
        (date(2026, 3, 26), None, None, "OVERDUE", Escalation.LEAD),
        (date(2026, 3, 25), None, None, "OVERDUE", Escalation.ABOVE),
        (date(2026, 3, 25), date(2026, 5, 1), None, "REPORTED", Escalation.NONE),
        (date(2026, 3, 25), date(2026, 5, 1), D, "VERIFIED", Escalation.NONE),
    ],
)
def test_overdue_work_goes_up_step_by_step(
    due_on: date, done_on: date | None, verified_on: date | None, state: str, level: Escalation
) -> None:
    assert state_of(due_on, done_on, verified_on, D) == state
    assert escalation(due_on, done_on, D, 15, 45) == level


def test_reasons_are_one_sentence_with_figures() -> None:
    assert risk.arrears(0, 5) is None and risk.gaps(0, 0) is None and risk.still_open(0, 0) is None
    late = risk.arrears(3_000_000, 12_000_000)
    assert late and (late.points, late.text) == (
        45,
        "Nợ gốc quá hạn 3.000.000 đồng trên 12.000.000 đồng đang cho vay (25%).",
    )
    assert risk.unclosed(1, D, 2) is None
    lag = risk.unclosed(3, date(2026, 2, 1), 2)
    assert lag and (lag.points, lag.text) == (25, "Chưa khóa sổ quỹ 3 tháng, từ tháng 02/2026.")
    few, many = risk.unvisited(2, 14, True), risk.unvisited(6, 14, False)
    assert few and "2" not in few.text and many and many.text.startswith("6 người") and many.points == 40
    never = risk.last_visited(None, date(2018, 3, 1), D, 12)
    assert never and "03/2018" in never.text and never.points == 44
    assert risk.last_visited(date(2025, 5, 20), date(2018, 3, 1), D, 12) is None
    open_work = risk.still_open(2, 1)
    assert open_work and open_work.text == "Còn 2 phát hiện lần trước chưa khắc phục, 1 quá hạn."


def test_a_checklist_is_typed_and_shown_the_same() -> None:
    sections = typed("# Quỹ\n- Có sổ quỹ\n2) Có phiếu chi\n\n# Họp\nHọp đều")
    assert [(s["title"], [q["text"] for q in s["questions"]]) for s in sections] == [
        ("Quỹ", ["Có sổ quỹ", "Có phiếu chi"]),
        ("Họp", ["Họp đều"]),
    ]
    assert typed(as_typed(sections)) == sections
    assert "chưa có văn bản" in default_checklist(D).source
    for bad in ("", "# Chỉ có mục", "Một câu\nMột câu", "x" * 201):
        with pytest.raises(ValidationError):
            typed(bad)

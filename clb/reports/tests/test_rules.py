"""Periods, figures, drafts and differences, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from clb.reports.rules.drafting import drafted
from clb.reports.rules.figures import Body, Figure, Grid, Head, Section, canonical, differences, read_body, share, told
from clb.reports.rules.periods import Span, due_day, period_words, span_from, spans_of


@pytest.mark.parametrize(
    ("rhythm", "count", "second", "words"),
    [
        ("MONTH", 12, (date(2026, 2, 1), date(2026, 2, 28)), "tháng 2/2026"),
        ("QUARTER", 4, (date(2026, 4, 1), date(2026, 6, 30)), "quý II/2026"),
        ("HALF", 2, (date(2026, 7, 1), date(2026, 12, 31)), "6 tháng cuối năm 2026"),
        ("YEAR", 1, (date(2026, 1, 1), date(2026, 12, 31)), "năm 2026"),
    ],
)
def test_periods_of_a_year(rhythm: str, count: int, second: tuple[date, date], words: str) -> None:
    spans = spans_of(rhythm, 2026)
    chosen = spans[min(1, len(spans) - 1)]
    assert (len(spans), (chosen.from_on, chosen.until_on), period_words(rhythm, chosen)) == (count, second, words)
    assert span_from(rhythm, second[0]) == chosen
    assert span_from(rhythm, date(2026, 1, 2)) is None


def test_the_period_of_a_plan_and_its_due_day() -> None:
    plan = Span(date(2021, 1, 1), date(2025, 12, 31))
    assert spans_of("PLAN", 2025, plan) == [plan] and spans_of("PLAN", 2024, plan) == []
    assert (period_words("PLAN", plan), due_day(plan, 60)) == ("giai đoạn 2021 - 2025", date(2026, 3, 1))
    assert due_day(plan, -5) == date(2025, 12, 26)


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0"), (1234567, "1.234.567"), (Fraction(125, 2), "62,5"), (Fraction(2000, 3), "666,7"), (Fraction(99), "99")],
)
def test_numbers_as_papers_write_them(number: int | Fraction, words: str) -> None:
    assert told(number) == words


def test_a_share_is_never_without_what_it_is_made_of() -> None:
    figure = Figure("x", "Nữ", "%", 98, 156)
    assert (figure.shown, share(0, 0)) == ("62,8% (98/156)", "chưa ghi")
    assert [replace(figure, denominator=0).shown, replace(figure, note="không nêu").shown] == ["chưa ghi"] * 2


def _body(*sections: Section) -> Body:
    about = {"on_words": "ngày 31 tháng 12 năm 2025", "unit_within": "xã Mẫu", "plan": ""}
    return Body(about, sections)


TOTAL = Figure("members.total", "Số thành viên", "người", 156)
WOMEN = Figure("members.women", "Nữ", "người", 98)
START = Figure("clubs.start_fund", "Quỹ ban đầu", "đồng", 20_500_000)
GRID = Grid("compared", "So sánh", (Head("Đơn vị"), Head("CLB", is_number=True)), (("Xã A", 2), ("Xã B", 1)))


def test_drafts_tell_the_figures_and_nothing_else() -> None:
    body = _body(
        Section("members", "Thành viên", (TOTAL, WOMEN)),
        Section("fund", "Quỹ", (START,)),
        Section("budget", "Ngân sách"),
        Section("lessons", "Bài học"),
    )
    assert drafted(body) == {
        "members": "Các câu lạc bộ có 156 thành viên; trong đó nữ 98 người (62,8%).",
        "fund": "Quỹ ban đầu của các câu lạc bộ thành lập trong kỳ: 20.500.000 đồng"
        " (bằng chữ: hai mươi triệu năm trăm nghìn đồng).",
        "budget": "Chưa ghi.",
        "lessons": "",
    }


def test_what_is_frozen_reads_back_the_same_and_names_every_difference() -> None:
    body = _body(Section("members", "Thành viên", (TOTAL, WOMEN)), Section("compared", "So sánh", grids=(GRID,)))
    text = canonical(body)
    assert read_body(text) == body and canonical(read_body(text)) == text
    later = replace(body, about={**body.about, "computed_at": "2026"})
    assert differences(body, later) == []
    rows = (("Xã A", 3), ("Xã C", 1))
    changed = _body(
        Section("members", "Thành viên", (replace(TOTAL, numerator=157), replace(WOMEN, version=2))),
        Section("compared", "So sánh", grids=(replace(GRID, rows=rows),)),
    )
    assert [(d.where, d.what, d.before, d.after) for d in differences(body, changed)] == [
        ("Thành viên", "Số thành viên", "156 người", "157 người"),
        ("Thành viên", "Nữ", "định nghĩa bản 1", "định nghĩa bản 2"),
        ("So sánh", "Xã A", "Xã A · 2", "Xã A · 3"),
        ("So sánh", "Xã B", "Xã B · 1", "không có"),
        ("So sánh", "Xã C", "không có", "Xã C · 1"),
    ]

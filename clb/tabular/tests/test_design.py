"""What a form is: read from data, changed column by column, refused with a reason."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
import yaml

from clb.papers.blocks import Chart
from clb.papers.charts import as_png, as_svg
from clb.tabular.queries.proposals import proposals
from clb.tabular.queries.stored import as_yaml
from clb.tabular.rules.comparison import Standing, interval, standing
from clb.tabular.rules.design import ColumnDesign, Design, DesignError, design_data, parse_design
from clb.tabular.rules.spans import span_name, span_of, spans_between

MEMBERS = {"key": "tv", "of": "members.total"}


def test_a_design_comes_back_from_its_data_as_it_was() -> None:
    for one in proposals():
        assert parse_design(design_data(one.design)) == one.design
        assert parse_design(yaml.safe_load(as_yaml(one.design))) == one.design
        assert "gợi ý" in one.design.source.lower() or "chưa có văn bản" in one.design.source.lower()


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ([], "Mẫu biểu phải là"),
        ({"columns": [MEMBERS]}, "Thiếu tên biểu"),
        ({"title": "A", "rows": "PEOPLE"}, "«rows» chưa đúng"),
        ({"title": "A", "colour": "red"}, "không biết «colour»"),
        ({"title": "A", "head": "một dòng"}, "«head» chưa đúng"),
        ({"title": "A", "columns": "x"}, "danh sách cột"),
        ({"title": "A", "columns": ["x"]}, "Cột 1: phải là một bảng"),
        ({"title": "A", "columns": [MEMBERS | {"width": True}]}, "«width» chưa đúng"),
        ({"title": "A", "columns": [MEMBERS | {"width": 99}]}, "độ rộng"),
        ({"title": "A", "columns": [MEMBERS | {"key": "Một"}]}, "khóa «key»"),
        ({"title": "A", "columns": [MEMBERS, MEMBERS]}, "không được trùng khóa"),
        ({"title": "A", "columns": [{"key": "a"}]}, "thiếu chỉ số"),
        ({"title": "A", "columns": [MEMBERS | {"show": "SHARE"}]}, "không cộng được"),
        ({"title": "A", "columns": [MEMBERS | {"over": "clubs.total"}]}, "mới chia cho chỉ số thứ hai"),
        ({"title": "A", "columns": [{"key": f"k{n}", "of": "clubs.total"} for n in range(41)]}, "nhiều nhất 40 cột"),
    ],
)
def test_what_is_wrong_is_said(told: Any, why: str) -> None:
    with pytest.raises(DesignError) as refused:
        parse_design(told)
    assert why in str(refused.value)


def test_columns_are_added_moved_and_removed() -> None:
    design = Design("A")
    for code in ("clubs.total", "members.total", "members.women"):
        design = design.with_column(ColumnDesign(design.free_key(), code))
    assert [c.key for c in design.columns] == ["c1", "c2", "c3"]
    assert [c.key for c in design.with_moved("c3", -1).columns] == ["c1", "c3", "c2"]
    assert [c.key for c in design.with_moved("c1", 99).columns] == ["c2", "c3", "c1"]
    less = design.without("c2")
    assert (less.free_key(), [c.key for c in less.columns]) == ("c2", ["c1", "c3"])
    assert [c.key for c in less.with_column(ColumnDesign("c2", "clubs.total"), before="c3").columns] == [
        "c1",
        "c2",
        "c3",
    ]
    assert not design.is_landscape and Design("A", orientation="LANDSCAPE").is_landscape


def test_periods() -> None:
    day = date(2026, 8, 15)
    told = {kind: (span_of(kind, day).first, span_of(kind, day).last) for kind in ("MONTH", "QUARTER", "HALF", "YEAR")}
    assert told == {
        "MONTH": (date(2026, 8, 1), date(2026, 8, 31)),
        "QUARTER": (date(2026, 7, 1), date(2026, 9, 30)),
        "HALF": (date(2026, 7, 1), date(2026, 12, 31)),
        "YEAR": (date(2026, 1, 1), date(2026, 12, 31)),
    }
    quarters = spans_between("QUARTER", date(2025, 11, 3), day)
    names = [span_name("QUARTER", span) for span in quarters]
    assert names == ["Quý IV/2025", "Quý I/2026", "Quý II/2026", "Quý III/2026"]
    assert len(spans_between("MONTH", date(1990, 1, 1), day)) == 40


@pytest.mark.parametrize(
    ("part", "whole", "all_part", "all_whole", "told"),
    [
        (3, 4, 50, 100, Standing.TOO_FEW),
        (8, 10, 58, 110, Standing.NOT_APART),
        (80, 100, 130, 200, Standing.HIGHER),
        (20, 100, 100, 200, Standing.LOWER),
        (50, 100, 53, 104, Standing.TOO_FEW),
    ],
)
def test_small_numbers_are_not_told_apart(part: int, whole: int, all_part: int, all_whole: int, told: Standing) -> None:
    assert standing(part, whole, all_part, all_whole) == told


def test_wilson_by_hand() -> None:
    # 8 of 10, by the formula worked out by hand: 0.4902 to 0.9433.
    found = interval(8, 10)
    assert (round(found.low, 4), round(found.high, 4)) == (0.4902, 0.9433)
    assert interval(0, 5).low == 0 and interval(5, 5).high == 1


def test_a_chart_is_drawn_without_a_script_and_for_word() -> None:
    for kind, labels in (("bar", ("Xã <Một>", "Xã Hai", "Xã Ba")), ("line", ("01/2026", "02/2026", "03/2026"))):
        chart = Chart(kind, "Số & đếm", labels, (3, None, Fraction(7, 2)), ("3", "—", "3,5"))  # type: ignore[arg-type]
        svg = as_svg(chart)
        assert svg.startswith("<svg") and "Số &amp; đếm" in svg and "<Một>" not in svg and "script" not in svg
        assert "style=" not in svg
        assert as_png(chart).startswith(b"\x89PNG")

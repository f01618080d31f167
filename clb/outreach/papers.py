"""Outreach on paper and as a workbook: a place and a year or a quarter, by agency, by channel, and line by line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from clb.papers.blocks import Cell as Written
from clb.papers.blocks import Column, Header, Heading, Paper, Paragraph, Signature, Table, Total
from clb.papers.layout import written
from clb.papers.sheets import Cell, Head, Sheet
from clb.places.queries import within_sentence

from .models import PlannedOutreach
from .quarters import Quarter
from .queries import ScoreLine
from .rules import Score, line_state

MOST_LINES = 400  # of a paper; the workbook holds more
STATES = {"DONE": "đã xong", "OVERDUE": "quá hạn", "DUE": "đang trong hạn", "LATER": "chưa đến hạn"}


@dataclass(frozen=True)
class Told:
    """What the paper and the workbook tell: sums of `place` in `period` ('quý III năm 2026'), and their rows."""

    place: str
    period: str
    today: date
    total: Score
    by_agency: Sequence[ScoreLine]
    by_channel: Sequence[ScoreLine]
    by_place: Sequence[ScoreLine]
    lines: Iterable[PlannedOutreach]
    broadcasts: Iterable[Any]  # Broadcast with `n_proofs`
    names: dict[int, str]


def period_words(quarters: Sequence[Quarter]) -> str:
    """'quý III năm 2026' of one quarter, 'năm 2026' of more."""
    first = quarters[0]
    return f"quý {first.roman} năm {first.year}" if len(quarters) == 1 else f"năm {first.year}"


_HEADS = ("Dự kiến", "Đã làm", "Làm trễ", "Còn thiếu", "Ngoài kế hoạch", "Số phút", "Chi phí (đồng)")


def _cells(score: Score) -> tuple[int, ...]:
    return (score.planned, score.kept, score.late, score.missing, score.beside, score.minutes, score.cost_vnd)


def outreach_paper(told: Told) -> Paper:
    """'BÁO CÁO KẾT QUẢ TRUYỀN THÔNG' of a place."""
    total = told.total
    body: list[Heading | Paragraph | Table] = [
        Paragraph(
            f"{told.place}, {told.period}, tính đến ngày {told.today:%d/%m/%Y}: dự kiến {total.planned} lần,"
            f" đã làm trong quý {total.kept} lần, làm trễ {total.late} lần, còn thiếu {total.missing} lần của các quý"
            f" đã hết; làm ngoài kế hoạch {total.beside} lần; phát {written(total.minutes)} phút.{_reach(total)}"
        ),
        Heading("1. Theo cơ quan", 2),
        _sums("Cơ quan", told.by_agency, total),
        Heading("2. Theo kênh", 2),
        _sums("Kênh", told.by_channel, total),
    ]
    if told.by_place:
        body += [Heading("3. Theo nơi", 2), _sums("Nơi", told.by_place, total)]
    body += [Heading(f"{4 if told.by_place else 3}. Các mục của kế hoạch", 2), _line_table(told)]
    return Paper(
        kind="Báo cáo",
        subject=f"Kết quả truyền thông {told.period}",
        header=Header(body=told.place, on=None),
        body=tuple(body),
        signatures=(Signature(("Người lập",), note="(Ký, ghi rõ họ tên)"),),
        ends=False,
    )


def _reach(total: Score) -> str:
    """Estimates are added; the sentence says of how many there is one."""
    if not total.rows:
        return ""
    return (
        f" Ước tính {written(total.reach)} lượt người nghe, xem (cộng {total.estimated}/{total.rows} lần có ước tính)."
    )


def _sums(first: str, lines: Sequence[ScoreLine], total: Score) -> Table:
    columns = (Column(first, width=3), *(Column(head, "number", 1.5 if "đồng" in head else 1.1) for head in _HEADS))
    rows: tuple[tuple[Written, ...], ...] = tuple((str(line.label), *_cells(line.score)) for line in lines)
    return Table(columns, (*rows, Total(("Cộng", *_cells(total)))))


def _line_table(told: Told) -> Table:
    columns = (
        Column("Quý", "centre", 0.7),
        Column("Nơi, cơ quan", width=2.4),
        Column("Kênh", width=1.6),
        Column("Chủ đề", width=3),
        Column("Đã làm / dự kiến", "centre", 1),
        Column("Tình trạng", width=1.2),
    )
    lines = [row for _n, row in zip(range(MOST_LINES + 1), told.lines, strict=False)]
    rows = tuple(
        (
            line.quarter.roman,
            f"{told.names[line.unit_id]}: {within_sentence(str(line.get_agency_display()))}",
            line.channel_name,
            line.topic,
            f"{line.kept + line.late}/{line.planned}",
            STATES[line_state(line.planned, line.kept, line.late, line.quarter_end, told.today)],
        )
        for line in lines[:MOST_LINES]
    )
    note = f"Chỉ in {MOST_LINES} mục đầu; đủ các mục ở tệp Excel." if len(lines) > MOST_LINES else ""
    return Table(columns, rows or (("", "Chưa có mục nào.", "", "", "", ""),), note=note)


def outreach_sheets(told: Told) -> list[Sheet]:
    """Sums, plan lines and what was told, a sheet each."""
    above = [f"Truyền thông về câu lạc bộ: {told.place}, {told.period}", f"Tính đến ngày {told.today:%d/%m/%Y}"]
    heads = [Head(text, 12) for text in _HEADS]
    parts = (("Cơ quan", told.by_agency), ("Kênh", told.by_channel), ("Nơi", told.by_place))
    sums = [
        Sheet(f"Theo {name.lower()}", above, [Head(name, 34), *heads], _sum_rows(lines), ("Cộng", *_cells(told.total)))
        for name, lines in parts
        if lines
    ]
    return [*sums, _plan_sheet(told, above), _told_sheet(told, above)]


def _sum_rows(lines: Sequence[ScoreLine]) -> list[Sequence[Cell]]:
    return [(str(line.label), *_cells(line.score)) for line in lines]


def _plan_sheet(told: Told, above: list[str]) -> Sheet:
    heads = [Head("Quý", 8), Head("Nơi", 24), Head("Cơ quan", 24), Head("Kênh", 20), Head("Chủ đề", 44)]
    heads += [Head("Thuộc đợt", 24), Head("Dự kiến", 10), Head("Đã làm", 10), Head("Làm trễ", 10)]
    heads += [Head("Nhiệm vụ của kế hoạch", 44)]
    rows: Iterable[Sequence[Cell]] = (
        (
            f"{r.quarter.roman}/{r.quarter.year}",
            told.names[r.unit_id],
            str(r.get_agency_display()),
            r.channel_name,
            r.topic,
            r.campaign,
            r.planned,
            r.kept,
            r.late,
            r.task.text if r.task else "",
        )
        for r in told.lines
    )
    return Sheet("Mục kế hoạch", above, heads, rows)


def _told_sheet(told: Told, above: list[str]) -> Sheet:
    heads = [Head("Ngày", 12), Head("Nơi", 24), Head("Cơ quan", 24), Head("Kênh", 20), Head("Chủ đề", 44)]
    heads += [Head("Số lần", 8), Head("Số phút", 10), Head("Số người (ước tính)", 14), Head("Ước tính bằng", 34)]
    heads += [
        Head("Chi phí (đồng)", 14),
        Head("Dòng dự toán, chứng từ", 24),
        Head("Đường dẫn", 30),
        Head("Bằng chứng", 10),
    ]
    rows: Iterable[Sequence[Cell]] = (
        (
            r.told_on,
            told.names[r.unit_id],
            str(r.get_agency_display()),
            r.channel_name,
            r.topic,
            r.times,
            r.minutes,
            r.reach,
            r.reach_how,
            r.cost_vnd,
            r.cost_ref,
            r.link,
            r.n_proofs,
        )
        for r in told.broadcasts
    )
    return Sheet("Đã làm", above, heads, rows)

"""Supervision as workbooks: a programme, and a place's parts in a year. No member is named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clb.papers.sheets import Cell, Head, Sheet
from clb.places.queries import name_on

from .models.programmes import month_shown
from .queries.programmes import PlaceRow, ProgrammeCard, place_total

PLACE_HEADS = (
    ("Số câu lạc bộ", "clubs"),
    ("Câu lạc bộ được giám sát", "visited"),
    ("Số lần giám sát", "visits"),
    ("Phát hiện trong năm", "findings"),
    ("Phát hiện còn mở", "open"),
    ("Trong đó quá hạn", "overdue"),
    ("Phát hiện đến hạn trong năm", "due"),
    ("Khắc phục đúng hạn", "in_time"),
)


def programme_sheet(card: ProgrammeCard, on: date) -> Sheet:
    """The clubs of a programme with why, when and how far."""
    programme = card.programme
    heads = [Head("TT", 6), Head("Câu lạc bộ", 34), Head("Chọn", 14), Head("Điểm nguy cơ", 10), Head("Vì sao", 70)]
    heads += [Head("Lý do thêm, bỏ", 30), Head("Tháng dự kiến", 12), Head("Ngày đi", 12), Head("Tình trạng", 20)]
    rows: list[Sequence[Cell]] = []
    for n, row in enumerate((*card.lines, *card.left_out), 1):
        line, visit = row.line, row.visit
        day = (visit.carried_on or visit.planned_on) if visit else None
        state = str(visit.state.label) if visit else "Chưa xếp ngày"
        chosen = str(line.get_chosen_display()) if line.is_in else "Bỏ khỏi chương trình"
        told = "\n".join(line.reasons)
        month = month_shown(line.month)
        rows.append(
            [n, line.club.name, chosen, line.points, told, line.because, month, day, state if line.is_in else ""]
        )
    approved = f"Duyệt ngày {programme.approved_on:%d/%m/%Y}" if programme.approved_on else "Chưa duyệt"
    above = [f"Chương trình giám sát năm {programme.year}", name_on(programme.unit, on)]
    above.append(f"Xếp theo nguy cơ ngày {programme.ranked_on:%d/%m/%Y}. {approved}.")
    return Sheet(f"Giám sát {programme.year}", above, heads, rows)


def place_sheet(name: str, year: int, on: date, rows: Sequence[PlaceRow]) -> Sheet:
    """A place's parts; the last row sums them. The score is told as right and checked, never as a bare share."""
    heads = [Head("Nơi", 34), *(Head(title, 14) for title, _name in PLACE_HEADS)]
    heads += [Head("Dòng mẫu đúng", 12), Head("Dòng mẫu đã đối chiếu", 12)]
    above = [f"Giám sát câu lạc bộ năm {year}", name, f"Số liệu đến ngày {min(on, date(year, 12, 31)):%d/%m/%Y}."]
    total = place_total(rows, "Cộng")
    return Sheet(f"Giám sát {year}", above, heads, [_cells(row) for row in rows], _cells(total))


def _cells(row: PlaceRow) -> list[Cell]:
    counted: list[Cell] = [getattr(row, name) for _title, name in PLACE_HEADS]
    return [row.name, *counted, row.accuracy.right, row.accuracy.checked]

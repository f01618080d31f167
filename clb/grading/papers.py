"""The papers of grading: a club's sheet, the table of a round, the draft of the decision that recognises the results.

The wording is our own. A scorecard without an official text is called a suggestion on every one of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from clb.access.models import User
from clb.papers.blocks import (
    Annex,
    Article,
    Basis,
    Block,
    Centred,
    Column,
    Header,
    Heading,
    Item,
    Paper,
    Paragraph,
    Signature,
    Table,
    Total,
)
from clb.papers.sheets import Cell, Head
from clb.papers.sheets import Sheet as Page
from clb.places.queries import bare_name, name_on, names_on, within_sentence

from .models import Round, Sheet
from .queries.cards import card_of
from .queries.rounds import Spread, spread_by_place, spread_of
from .queries.sheets import Filled, Line, filled, marks_of, standing
from .rules import GRADES, Grade
from .rules.scoring import points_told

DRAFT = "DỰ THẢO"
BLANK_BASIS = Basis("Căn cứ …")
SUGGESTED = "Bảng điểm là gợi ý, chưa có văn bản ban hành."
MOST_ON_PAPER = 2_000
IN_THE_WORKBOOK = "Danh sách từng câu lạc bộ ở bản Excel của bảng này."
PARTIAL = "Bảng này chỉ gồm các câu lạc bộ mà người in bảng được xem, không phải cả vòng."
HINT = "(Ký, ghi rõ họ tên)"
ORDER = {grade: i for i, grade in enumerate(GRADES)}


def _days(row: Round) -> str:
    return f"từ ngày {row.period_from:%d/%m/%Y} đến ngày {row.period_until:%d/%m/%Y}"


def _card_words(row: Round) -> str:
    card = row.scorecard
    return f"{card.title}, {card.number}." if card.number else f"{card.title}. {SUGGESTED}"


def _card_basis(row: Round) -> str:
    title, number = row.scorecard.title, row.scorecard.number
    return f"{title[0].lower()}{title[1:]}" + (f", {number}" if number else " (gợi ý, chưa có văn bản ban hành)")


def _header(row: Round) -> Header:
    return Header(body=row.body, place=bare_name(name_on(row.place, row.map_on)))


def grade_words(sheet: Sheet) -> str:
    """'Tốt'; 'Không xếp loại'; with a mark while nothing is settled."""
    if sheet.stage == Sheet.Stage.LEFT_OUT:
        return "Không xếp loại"
    words = Grade(sheet.grade).label if sheet.grade else "Chưa có"
    return words if sheet.stage in (Sheet.Stage.TOLD, Sheet.Stage.LOCKED) else f"{words} (tạm tính)"


# --- A club's sheet ------------------------------------------------------------------------------------------------


def sheet_paper(sheet: Sheet, user: User) -> Paper:
    """The sheet of one club: every criterion with what records say, its points, whose word they are and why."""
    shown, row = filled(sheet, user), sheet.round
    commune = name_on(sheet.commune, row.map_on)
    body: list[Block] = [
        Paragraph(f"{sheet.club.name}, {within_sentence(commune)}", "Câu lạc bộ:"),
        Paragraph(f"{_days(row)}. Số liệu từ sổ đến ngày {sheet.measured_on or row.period_until:%d/%m/%Y}.", "Kỳ:"),
        Paragraph(_card_words(row), "Bảng điểm:"),
    ]
    if sheet.told or sheet.why_out:
        body.append(Paragraph(f"{sheet.told} {sheet.why_out}".strip(), "Lưu ý:"))
    body += [_lines_table(shown), *_result(shown), *_reasons(shown)]
    return Paper(
        kind="Phiếu xếp loại câu lạc bộ",
        subject=row.title,
        header=_header(row),
        body=tuple(body),
        signatures=(
            Signature(("Người lập phiếu",), "", HINT),
            Signature(("Chủ nhiệm câu lạc bộ",), "", HINT),
            Signature(("Người xét của cấp xã",), "", HINT),
            Signature(("Cơ quan xếp loại",), "", HINT),
        ),
        mark="" if sheet.stage == Sheet.Stage.LOCKED else DRAFT,
        ends=False,
    )


def _lines_table(shown: Filled) -> Table:
    columns = (
        Column("TT", "centre", 0.5),
        Column("Tiêu chí", width=3.6),
        Column("Số liệu từ sổ", width=2.4),
        Column("Tối đa", "centre", 0.8),
        Column("Điểm từ sổ", "centre", 0.9),
        Column("Điểm chấm", "centre", 0.9),
    )
    rows: list[tuple[Cell, ...] | Total] = []
    for i, line in enumerate(shown.lines, 1):
        most, auto, points = line.criterion.max_points, line.auto, line.points
        rows.append((str(i), line.criterion.text, line.told, *map(points_told, (most, auto, points))))
    total = (shown.card.total, shown.sheet.auto_points, shown.total)
    rows.append(Total(("", "Cộng", "", *map(points_told, total))))
    return Table(columns, tuple(rows))  # type: ignore[arg-type]  # no days among these cells


def _result(shown: Filled) -> list[Block]:
    card = shown.card
    least = "; ".join(f"{g.label.lower()}: từ {points_told(card.least(g))} điểm" for g in GRADES[:-1])
    return [
        Paragraph(
            f"{points_told(shown.total)} trên {points_told(card.total)} điểm. {grade_words(shown.sheet)}.", "Kết quả:"
        ),
        Paragraph(f"{least}; dưới nữa: yếu.", "Mức:"),
    ]


def _reasons(shown: Filled) -> list[Block]:
    changed = [line for line in shown.lines if line.given]
    if not changed:
        return []
    return [Heading("Điểm do người chấm và lý do", 2), *(Item(_reason(line)) for line in changed)]


def _reason(line: Line) -> str:
    said = [
        f"{given.label.lower()}: {points_told(given.points)} điểm" + (f" ({given.reason})" if given.reason else "")
        for given in line.given
    ]
    stood = f"từ sổ: {points_told(line.auto)} điểm; " if line.auto is not None else ""
    return f"{line.criterion.text}: {stood}{'; '.join(said)}."


# --- The table of a round ------------------------------------------------------------------------------------------


def round_table(row: Round, sheets: QuerySet[Sheet]) -> Paper:
    """Every club with its points and grade, and how many have which grade in each commune."""
    spread = spread_of(sheets)
    return Paper(
        kind="Bảng tổng hợp",
        subject=f"Kết quả {within_sentence(row.title)}".replace("Kết quả Xếp", "Kết quả xếp"),
        header=_header(row),
        body=(
            Paragraph(f"{_days(row)}; theo địa giới ngày {row.map_on:%d/%m/%Y}.", "Kỳ:"),
            Paragraph(_card_words(row), "Bảng điểm:"),
            Paragraph(_spread_words(spread), "Kết quả:"),
            *(Paragraph(words, "Lưu ý:") for words in _partial(row, sheets)),
            Heading("1. Theo địa bàn", 2),
            _places_table(spread_by_place(row, sheets), spread),
            Heading("2. Từng câu lạc bộ", 2),
            _clubs_table(row, sheets) if sheets.count() <= MOST_ON_PAPER else Paragraph(IN_THE_WORKBOOK),
        ),
        signatures=(Signature(("Người lập bảng",), "", HINT), Signature(("Cơ quan xếp loại",), "", HINT)),
        mark="" if row.locked_on else DRAFT,
        ends=False,
    )


def _partial(row: Round, sheets: QuerySet[Sheet]) -> list[str]:
    """What a table of a part of the round must say of itself."""
    return [PARTIAL] if sheets.count() < row.sheets.count() else []


def _spread_words(spread: Spread) -> str:
    said = [f"{grade.label.lower()} {n}{_share(n, spread.whole)}" for grade, n in spread.counts]
    out = f" Không xếp loại: {spread.out}." if spread.out else ""
    return f"{spread.whole} câu lạc bộ được xếp loại: {', '.join(said)}.{out}"


def _share(n: int, whole: int) -> str:
    return f" ({points_told(Decimal(100 * n) / whole)} %)" if whole else ""


def _places_table(places: Sequence[Spread], together: Spread) -> Table:
    columns = (
        Column("Địa bàn", width=2.6),
        Column("Số CLB xếp loại", "number"),
        *(Column(grade.label, "number", 0.8) for grade in GRADES),
        Column("Tỷ lệ tốt (%)", "centre"),
        Column("Không xếp loại", "number"),
    )

    def cells(name: str, s: Spread) -> tuple[str | int | None, ...]:
        share = points_told(Decimal(100 * s.good) / s.whole) if s.whole else "—"
        return (name, s.whole, s.good, s.fair, s.average, s.weak, share, s.out)

    return Table(columns, (*(cells(s.name, s) for s in places), Total(cells("Cộng", together))))


def _clubs_table(row: Round, sheets: QuerySet[Sheet]) -> Table:
    columns = (
        Column("TT", "centre", 0.5),
        Column("Câu lạc bộ", width=3.4),
        Column("Xã, phường", width=2),
        Column("Điểm từ sổ", "centre", 0.9),
        Column("Điểm", "centre", 0.8),
        Column("Xếp loại", width=1.4),
    )
    names = names_on(sheets.order_by().values_list("commune", flat=True).distinct(), row.map_on)
    rows = [
        (
            str(i),
            sheet.club.name,
            names.get(sheet.commune_id, ""),
            points_told(sheet.auto_points),
            points_told(sheet.points),
            grade_words(sheet),
        )
        for i, sheet in enumerate(_in_order(sheets), 1)
    ]
    return Table(columns, tuple(rows))


def _in_order(sheets: QuerySet[Sheet]) -> list[Sheet]:
    """The best first; those that are not graded last."""
    rows = list(sheets)
    last = Decimal(-1)

    def key(sheet: Sheet) -> tuple[bool, Decimal, str]:
        return (
            sheet.stage == Sheet.Stage.LEFT_OUT,
            -(sheet.points if sheet.points is not None else last),
            sheet.club.name,
        )

    return sorted(rows, key=key)


def round_sheet(row: Round, sheets: QuerySet[Sheet]) -> Page:
    """The same as a page of a workbook, with the points of each criterion."""
    card, codes = card_of(row.scorecard), dict(row.scorecard.criteria.values_list("pk", "code"))
    listed = _in_order(sheets)
    marks = marks_of(listed)
    names = names_on(sheets.order_by().values_list("commune", flat=True).distinct(), row.map_on)
    heads = [Head("Câu lạc bộ", 34), Head("Xã, phường", 22), Head("Xếp loại", 16), Head("Điểm", 8)]
    heads += [
        Head("Điểm từ sổ", 10),
        *(Head(f"{c.text} (tối đa {points_told(c.max_points)})", 14) for c in card.criteria),
    ]
    heads.append(Head("Lưu ý", 40))
    rows: list[list[Cell]] = []
    for sheet in listed:
        points = standing(sheet.auto, marks.get(sheet.pk, ()), codes)
        rows.append(
            [
                sheet.club.name,
                names.get(sheet.commune_id, ""),
                grade_words(sheet),
                _number(sheet.points),
                _number(sheet.auto_points),
                *(_number(points[c.code]) for c in card.criteria),
                f"{sheet.told} {sheet.why_out}".strip(),
            ]
        )
    above = [row.title, f"{row.body.replace(chr(10), ', ')}. Kỳ {_days(row)}.", _card_words(row)]
    above += _partial(row, sheets)
    return Page("Xếp loại", above, heads, rows)


def _number(points: Decimal | None) -> Cell:
    if points is None:
        return None
    return int(points) if points == int(points) else points


# --- The decision --------------------------------------------------------------------------------------------------


def recognition_draft(row: Round, sheets: QuerySet[Sheet], today: date) -> Paper:
    """A draft of the decision that recognises the results, with the list of clubs by grade. Nothing is cited but the
    round's own records; grounds and number are for the pen."""
    place = name_on(row.place, row.map_on)
    settled = sheets.filter(stage__in=(Sheet.Stage.TOLD, Sheet.Stage.LOCKED))
    spread, graded = spread_of(settled), list(settled)
    graded.sort(key=lambda s: (ORDER[Grade(s.grade)], -(s.points or 0), s.club.name))
    names = names_on(sheets.order_by().values_list("commune", flat=True).distinct(), row.map_on)
    body = row.body.replace("\n", " ")
    return Paper(
        kind="Quyết định",
        subject=f"Về việc công nhận kết quả xếp loại câu lạc bộ Liên thế hệ tự giúp nhau của {within_sentence(place)}",
        header=Header(body=row.body, symbol="QĐ", place=bare_name(place)),
        body=(
            Centred(body.upper()),
            BLANK_BASIS,
            Basis(f"Căn cứ {_card_basis(row)}"),
            Basis(f"Căn cứ kết quả {row.title[0].lower()}{row.title[1:]}, kỳ {_days(row)}"),
            Centred("QUYẾT ĐỊNH:"),
            Article(
                f"Công nhận kết quả xếp loại {spread.whole} câu lạc bộ Liên thế hệ tự giúp nhau của"
                f" {within_sentence(place)}, kỳ {_days(row)}: {_by_grade(spread)} (có danh sách kèm theo)."
            ),
            Article(
                "Kết quả xếp loại là căn cứ để hướng dẫn, hỗ trợ câu lạc bộ và đánh giá chỉ tiêu câu lạc bộ bảo đảm các"
                " hoạt động và quản lý tốt."
            ),
            Article(
                "Các đơn vị liên quan và các câu lạc bộ có tên trong danh sách thi hành Quyết định này kể từ ngày ký."
            ),
        ),
        signatures=(Signature(("TM. " + body,), "", HINT),),
        recipients=("Như Điều 3", "Lưu: VT"),
        annexes=(
            Annex(
                "Danh sách câu lạc bộ được xếp loại",
                (_list(graded, names),),
                attached="Kèm theo Quyết định số …/QĐ",
            ),
        ),
        mark=DRAFT,
    )


def _by_grade(spread: Spread) -> str:
    return ", ".join(f"{grade.label.lower()} {n} câu lạc bộ" for grade, n in spread.counts if n)


def _list(graded: Sequence[Sheet], names: dict[int, str]) -> Table:
    columns = (
        Column("TT", "centre", 0.5),
        Column("Câu lạc bộ", width=3.4),
        Column("Xã, phường", width=2.2),
        Column("Điểm", "centre", 0.8),
        Column("Xếp loại", "centre", 1.2),
    )
    rows = [
        (str(i), s.club.name, names.get(s.commune_id, ""), points_told(s.points), Grade(s.grade).label)
        for i, s in enumerate(graded, 1)
    ]
    return Table(columns, tuple(rows))

"""Paper to write on by hand: the sheet of one meeting and the club's books, in the order of the screens.

No official form of these books was found (domain facts, section 3.9), so the columns are a suggestion.
"""

from __future__ import annotations

from datetime import date

from clb.clubs.models import Club
from clb.fund.queries import fee_of, open_loans
from clb.members.queries.counts import belonging
from clb.papers.blocks import Annex, Block, Cell, Column, Header, Heading, Paper, Paragraph, Signature, Table
from clb.papers.layout import day_words, written
from clb.places.queries import commune_of, name_on, within_sentence

LINES, ROWS = 3, 13
DOTS = "…" * 32
PEN = "\u00a0\n\u00a0"  # room for a hand-written line
SUGGESTED = "Mẫu gợi ý, chưa có văn bản."


def blank_sheet_paper(club: Club, on: date) -> Paper:
    """One meeting's sheet with the members and the loans owed on the day `on`; figures are left for the pen."""
    fee = fee_of(club, on)
    return Paper(
        kind="Phiếu ghi buổi sinh hoạt",
        subject="Ngày …… tháng …… năm ……",
        header=_header(club, on),
        body=(
            Paragraph("………………………………………………", "Địa điểm:"),
            Paragraph("………………………………………………", "Chủ trì:"),
            Paragraph("………………………………………………", "Người ghi biên bản:"),
            Heading("1. Điểm danh, hội phí, huyết áp, cân nặng", 2),
            Paragraph(
                "Điểm danh: C có mặt, P vắng có phép, V vắng."
                + (f" Hội phí theo quy chế: {written(fee)} đồng." if fee else "")
            ),
            _members(club, on),
            Heading("2. Ủng hộ, tặng", 2),
            _empty(("Người, đơn vị tặng", 3), ("Số tiền (đồng)", 1.5), ("Vào quỹ", 1.5), rows=LINES),
            Heading("3. Trả nợ vay", 2),
            _repayments(club, on),
            Heading("4. Xét cho vay", 2),
            _empty(
                ("Người xin vay", 2.4),
                ("Số tiền (đồng)", 1.3),
                ("Tháng", 0.7),
                ("Dùng vào việc", 2),
                ("Quyết định", 1.4),
                rows=LINES,
            ),
            *_words(),
            Heading("11. Kiểm quỹ", 2),
            _empty(("Quỹ", 2), ("Đếm được (đồng)", 1.5), ("Lý do nếu lệch", 2.5), rows=2),
        ),
        signatures=(
            Signature(("Người ghi biên bản",), "", "(Ký, ghi rõ họ tên)"),
            Signature(("Chủ trì",), "", "(Ký, ghi rõ họ tên)"),
        ),
        ends=False,
    )


def _header(club: Club, on: date) -> Header:
    place = name_on(commune_of(club.unit, on), on)
    return Header(superior=f"Hội Người cao tuổi {within_sentence(place)}", body=club.name)


def _members(club: Club, on: date) -> Table:
    columns = (
        Column("TT", "centre", 0.5),
        Column("Họ và tên", width=3),
        Column("Điểm danh", "centre", 0.9),
        Column("Hội phí", "centre", 1.1),
        Column("Trên", "centre", 0.8, group="Huyết áp"),
        Column("Dưới", "centre", 0.8, group="Huyết áp"),
        Column("Cân (kg)", "centre", 0.9),
    )
    rows = belonging(on).filter(club=club).select_related("person").order_by("person__sort_key", "pk")
    listed: list[tuple[Cell, ...]] = [(i, m.person.full_name, "", "", "", "", "") for i, m in enumerate(rows, 1)]
    more = range(len(listed) + 1, len(listed) + 1 + LINES)  # for those who join at the meeting
    return Table(columns, (*listed, *((i, PEN, "", "", "", "", "") for i in more)))


def _repayments(club: Club, on: date) -> Table:
    columns = (
        Column("Người vay", width=2.6),
        Column("Còn nợ gốc", "number", 1.3),
        Column("Hạn", "centre", 1.2),
        Column("Trả gốc (đồng)", "centre", 1.3),
        Column("Trả lãi (đồng)", "centre", 1.3),
    )
    rows = tuple(
        (line.person.full_name, line.owed_vnd, f"{line.due_on:%d/%m/%Y}", "", "") for line in open_loans(club, on)
    )
    return Table(columns, rows or ((PEN, None, "", "", ""),) * LINES)


def _empty(*columns: tuple[str, float], rows: int) -> Table:
    return Table(tuple(Column(title, width=width) for title, width in columns), ((PEN,) * len(columns),) * rows)


def _words() -> list[Block]:
    titles = (
        "5. Chủ đề truyền thông",
        "6. Tự giúp nhau, hỗ trợ cộng đồng",
        "7. Quyền và lợi ích",
        "8. Văn nghệ, thể thao",
        "9. Việc khác",
        "10. Kế hoạch tháng sau",
    )
    return [block for title in titles for block in (Heading(title, 2), Paragraph(DOTS), Paragraph(DOTS))]


# --- Books --------------------------------------------------------------------------------------------------------

BOOKS: tuple[tuple[str, tuple[tuple[str, float], ...]], ...] = (
    (
        "Sổ thành viên",
        (
            ("TT", 0.5),
            ("Họ và tên", 2.6),
            ("Giới tính", 0.9),
            ("Năm sinh", 1),
            ("Vào ngày", 1.1),
            ("Diện hộ", 1.2),
            ("Điện thoại", 1.3),
            ("Thôi ngày, lý do", 1.8),
        ),
    ),
    (
        "Sổ thu chi (mỗi quỹ một sổ)",
        (
            ("Ngày", 1),
            ("Số phiếu", 0.9),
            ("Nội dung, người nộp hoặc nhận", 3.2),
            ("Thu (đồng)", 1.3),
            ("Chi (đồng)", 1.3),
            ("Còn lại (đồng)", 1.4),
        ),
    ),
    (
        "Sổ theo dõi cho vay",
        (
            ("Số", 0.6),
            ("Người vay", 2.2),
            ("Ngày vay", 1),
            ("Số tiền (đồng)", 1.3),
            ("Lãi % năm", 0.8),
            ("Hạn", 1),
            ("Ngày trả", 1),
            ("Trả gốc", 1.1),
            ("Trả lãi", 1.1),
            ("Còn nợ", 1.2),
        ),
    ),
    (
        "Sổ hoạt động theo tám mảng",
        (
            ("Ngày", 1),
            ("Mảng (1–8)", 0.9),
            ("Việc đã làm", 3.4),
            ("Số người", 0.9),
            ("Giờ, ngày công", 1.2),
            ("Bằng chứng", 1.6),
        ),
    ),
)


def blank_books_paper(club: Club) -> Paper:
    """The club's books, empty, each on pages of its own."""
    today = club.founded_on
    return Paper(
        kind="Bộ sổ của câu lạc bộ",
        subject="In ra để ghi tay; cùng thứ tự với màn hình",
        header=_header(club, today),
        body=(
            Paragraph(f"{SUGGESTED} Câu lạc bộ thành lập {day_words(club.founded_on)}."),
            Paragraph("Mỗi sổ một phụ lục; in thêm tờ khi hết dòng."),
        ),
        annexes=tuple(Annex(title, (_empty(*columns, rows=ROWS),), landscape=True) for title, columns in BOOKS),
        ends=False,
    )

"""Pages measured as with a ruler: head, margins, page numbers, heads of tables, the signature block."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTCurve, LTPage, LTTextContainer, LTTextLine

from clb.papers.blocks import MOTTO, NATION, Annex, Column, Paper, Paragraph, Signature, Table
from clb.papers.files import paper_file
from clb.papers.looks import width_mm
from clb.papers.tests.samples import DECISION, LETTER

MM = 72 / 25.4
WORDS = "Câu lạc bộ Liên thế hệ tự giúp nhau sinh hoạt mỗi tháng một lần, tự quản lý quỹ, chăm sóc người già yếu. " * 3
COLUMNS = (Column("TT", "centre", 0.5), Column("Câu lạc bộ", width=3), Column("Thành viên", "number"))
ROWS = tuple((str(n), f"Câu lạc bộ mẫu {n}", n) for n in range(1, 46))
LONG = replace(
    DECISION,
    body=(*DECISION.body, *(Paragraph(WORDS) for _n in range(9))),
    annexes=(Annex("Bảng đứng", (Table(COLUMNS, ROWS),)), Annex("Bảng ngang", (Table(COLUMNS, ROWS),), landscape=True)),
)


@cache
def pages(paper: Paper) -> tuple[LTPage, ...]:
    return tuple(extract_pages(io.BytesIO(paper_file(paper, "pdf"))))


@cache
def word(paper: Paper) -> Any:
    return Document(io.BytesIO(paper_file(paper, "docx")))


def lines(page: LTPage) -> list[LTTextLine]:
    boxes = [box for box in page if isinstance(box, LTTextContainer)]
    return [line for box in boxes for line in box if isinstance(line, LTTextLine) and line.get_text().strip()]


def ink(page: LTPage) -> list[LTChar]:
    """Every mark of the page but its number and blanks."""
    number = [line for line in lines(page) if line.get_text().strip().isdigit() and line.y0 > page.height - 20 * MM]
    return [
        c for line in lines(page) if line not in number for c in line if isinstance(c, LTChar) and c.get_text().strip()
    ]


def one(page: LTPage, text: str) -> LTTextLine:
    (found,) = [line for line in lines(page) if line.get_text().strip() == text]
    return found


def middle(item: Any) -> float:
    return float(item.x0 + item.x1) / 2


def test_head_stands_as_the_decree_wants() -> None:
    page = pages(DECISION)[0]
    body, place = one(page, "ỦY BAN NHÂN DÂN"), one(page, "XÃ LONG MẪU")
    nation, motto = one(page, NATION), one(page, MOTTO)
    assert abs(middle(body) - middle(place)) < 1.5 and abs(middle(nation) - middle(motto)) < 1.5
    assert nation.x0 > body.x1 and abs(nation.y0 - body.y0) < 1  # side by side, at one height
    left, right = _stroke_under(page, place), _stroke_under(page, motto)
    assert abs(right.width - width_mm(MOTTO, "motto") * MM) < 3  # as long as the motto
    assert place.width / 3 < left.width < place.width * 1.5
    number = next(line for line in lines(page) if line.get_text().startswith("Số:"))
    day = next(line for line in lines(page) if "ngày 05 tháng 02 năm 2026" in line.get_text())
    assert abs(middle(number) - middle(body)) < 3 and abs(middle(day) - middle(nation)) < 3
    sizes = {text: round(next(c for c in one(page, text) if isinstance(c, LTChar)).size) for text in (NATION, MOTTO)}
    assert 12 <= sizes[NATION] <= 13 and 13 <= sizes[MOTTO] <= 14


def _stroke_under(page: LTPage, line: LTTextLine) -> LTCurve:
    """The stroke right under a line, in its middle."""
    thin = [item for item in page if isinstance(item, LTCurve) and item.height < 1]
    found = [s for s in thin if abs(middle(s) - middle(line)) < 1.5 and line.y0 - 8 < s.y0 < line.y0 + 2]
    return max(found, key=lambda s: s.width)


def test_margins_of_every_page_upright_and_across() -> None:
    kinds = set()
    for page in pages(LONG):
        marks = ink(page)
        is_across = page.width > page.height
        kinds.add(is_across)
        left, right = min(c.x0 for c in marks) / MM, (page.width - max(c.x1 for c in marks)) / MM
        top, bottom = (page.height - max(c.y1 for c in marks)) / MM, min(c.y0 for c in marks) / MM
        drawn = [item for item in page if isinstance(item, LTCurve)]
        if "Câu lạc bộ mẫu" in _text(page):  # the frame of a table ends where the text may end
            assert 30 <= round(min(s.x0 for s in drawn) / MM, 1) <= 35
            assert 15 <= round((page.width - max(s.x1 for s in drawn)) / MM, 1) <= 20
        assert left >= 29.9 and right >= 14.9 and top >= 19 and bottom >= 19.5, (page.pageid, left, right, top, bottom)
        if page.pageid == 1:
            assert left <= 35 and right <= 20  # running text fills the line
    assert kinds == {False, True}
    for section in word(LONG).sections:
        assert 20 <= section.top_margin.mm <= 25.01 and 20 <= section.bottom_margin.mm <= 25.01
        assert 29.9 <= section.left_margin.mm <= 35 and 14.9 <= section.right_margin.mm <= 20


def test_page_number_is_centred_above_and_absent_on_the_first_page() -> None:
    for number, page in enumerate(pages(LONG), start=1):
        above = [line for line in lines(page) if line.y0 > page.height - 20 * MM]
        assert [line.get_text().strip() for line in above] == ([] if number == 1 else [str(number)])
        for line in above:
            assert abs(middle(line) - (30 * MM + page.width - 15 * MM) / 2) < 1.5
            assert 13 <= round(next(c for c in line if isinstance(c, LTChar)).size) <= 14
    first, *annexes = word(LONG).sections
    assert first.different_first_page_header_footer and first._sectPr.find(qn("w:titlePg")) is not None
    assert "PAGE" in "".join(t.text for t in first.header._element.iter(qn("w:instrText")))
    assert str(first.header.paragraphs[0].alignment).startswith("CENTER")
    assert all(a.header.is_linked_to_previous and not a.different_first_page_header_footer for a in annexes)


@pytest.mark.parametrize("is_across", [False, True])
def test_heads_of_a_long_table_stand_on_each_of_its_pages(is_across: bool) -> None:
    holding = [p for p in pages(LONG) if (p.width > p.height) == is_across and "Câu lạc bộ mẫu" in _text(p)]
    assert len(holding) >= 2
    for page in holding:
        head = one(page, "Thành viên")
        rows = [line for line in lines(page) if line.get_text().startswith("Câu lạc bộ mẫu")]
        assert head.y0 > max(line.y0 for line in rows)
    table = word(LONG).tables[-1 if is_across else -2]._tbl
    heads = [row.trPr.find(qn("w:tblHeader")) is not None for row in table.tr_lst]
    assert heads == [True] + [False] * len(ROWS)
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in table.tr_lst)


def _text(page: LTPage) -> str:
    return " ".join(line.get_text().strip() for line in lines(page))


def test_fonts_are_as_wide_as_times_new_roman_and_embedded() -> None:
    faces = {c.fontname.partition("+")[2] for page in pages(LONG) for c in ink(page)}
    assert faces and all(face.startswith("Liberation-Serif-Papers") for face in faces)
    # Widths of Times New Roman in thousandths of its size.
    for letter, wide in (("a", 444), ("m", 778), ("Đ", 722), ("1", 500), (" ", 250), ("W", 944)):
        assert abs(width_mm(letter, "text") * MM / 14 * 1000 - wide) < 1, letter
    fonts = word(LONG).styles["Normal"].element.rPr.rFonts
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}


TWO = (Signature(("Thư ký",), "Người Thư Ký"), Signature(("TM. Ủy ban nhân dân", "Chủ tịch"), "Người Ký Tên"))


@pytest.mark.parametrize("signatures", [LETTER.signatures, TWO])
def test_signatures_are_never_parted_from_the_last_words(signatures: tuple[Signature, ...]) -> None:
    name = signatures[-1].name
    for count in (16, 18, 22):
        body = (*(Paragraph(f"Dòng {n}.") for n in range(1, count)), Paragraph("Những lời cuối cùng"))
        found = [_text(page) for page in pages(replace(LETTER, body=body, signatures=signatures))]
        (where,) = [i for i, text in enumerate(found) if name in text]
        assert "Những lời cuối cùng" in found[where], count
        assert all(line.upper() in found[where] for signature in signatures for line in signature.lines), count


def test_word_keeps_the_last_words_with_the_signatures() -> None:
    for body in ((Paragraph("Đầu"), Paragraph("Cuối")), (Table(COLUMNS, ROWS[:9]),)):
        document = word(replace(LETTER, body=body, signatures=TWO))
        children = [child for child in document.element.body if child.tag in (qn("w:p"), qn("w:tbl"))]
        foot = next(i for i, child in enumerate(children) if child.tag == qn("w:tbl") and "THƯ KÝ" in _words(child))
        gap, last = children[foot - 1], children[foot - 2]
        paragraphs = list(last.tr_lst[-1].iter(qn("w:p"))) if last.tag == qn("w:tbl") else [last]
        for paragraph in (gap, *paragraphs):
            assert paragraph.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in children[foot].tr_lst)


def _words(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(qn("w:t")))

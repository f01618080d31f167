"""What a reader sees of a paper: words, pages, margins, fonts, in both formats."""

from __future__ import annotations

import io
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm
from pdfminer.high_level import extract_pages, extract_text
from pdfminer.layout import LTChar, LTCurve, LTPage, LTTextContainer, LTTextLine
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser

from clb.papers.blocks import Article, Basis, Column, Header, Item, Paper, Paragraph, Signature, Table
from clb.papers.files import FORMATS, paper_file
from clb.papers.layout import day_words, laid_out, title_of
from clb.papers.tests.samples import DECISION, LETTER, MINUTES, SAMPLES, report

MM = 72 / 25.4


def _docx(paper: Paper) -> str:
    """All words of the docx's body in reading order."""
    body = Document(io.BytesIO(paper_file(paper, "docx"))).element.body
    paragraphs = ("".join(t.text or "" if t.tag == qn("w:t") else " " for t in _texts(p)) for p in body.iter(qn("w:p")))
    return _plain("\n".join(paragraphs))


def _texts(paragraph):  # type: ignore[no-untyped-def]
    return paragraph.iter(qn("w:t"), qn("w:br"))


def _pdf(paper: Paper) -> list[str]:
    """The words of each page of the PDF."""
    return [_plain(page) for page in extract_text(io.BytesIO(paper_file(paper, "pdf"))).split("\f")[:-1]]


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _pages(paper: Paper) -> list[LTPage]:
    return list(extract_pages(io.BytesIO(paper_file(paper, "pdf"))))


def _lines(page: LTPage) -> list[LTTextLine]:
    boxes = (box for box in page if isinstance(box, LTTextContainer))
    return [line for box in boxes for line in box if isinstance(line, LTTextLine) and line.get_text().strip()]


@pytest.mark.parametrize("name", SAMPLES)
def test_docx_and_pdf_say_the_same(name: str) -> None:
    paper = replace(SAMPLES[name], mark="")  # the mark stands in the margin, apart from the words of the docx's body
    pages = _pdf(paper)
    numbers = [str(i) for i in range(2, len(pages) + 1)]
    in_pdf = Counter(" ".join(pages).split())
    assert in_pdf - Counter(numbers) == Counter(_docx(paper).split())
    assert in_pdf.total() == Counter(_docx(paper).split()).total() + len(numbers)


def test_words_of_a_decision_in_their_order() -> None:
    assert _docx(DECISION).startswith(
        "ỦY BAN NHÂN DÂN XÃ LONG MẪU CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc"
        " Số: 12/QĐ-UBND Long Mẫu, ngày 05 tháng 02 năm 2026"
        " QUYẾT ĐỊNH Về việc thành lập Câu lạc bộ Liên thế hệ tự giúp nhau ấp Mẫu Một"
        " ỦY BAN NHÂN DÂN XÃ LONG MẪU Căn cứ Luật Tổ chức chính quyền địa phương; Căn cứ Kế hoạch số 01/KH-UBND"
        " ngày 04 tháng 3 năm 2025 của Ủy ban nhân dân xã Long Mẫu; Theo đề nghị của Hội Người cao tuổi xã tại"
        " Tờ trình số 03/TTr-HNCT ngày 28 tháng 01 năm 2026. QUYẾT ĐỊNH: Điều 1. Thành lập Câu lạc bộ"
    )
    assert _docx(DECISION).endswith(
        "chịu trách nhiệm thi hành Quyết định này kể từ ngày ký./. Nơi nhận: - Như Điều 3; - Hội Người cao tuổi tỉnh;"
        " - Chủ tịch, các PCT UBND xã; - Lưu: VT. TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Huỳnh Văn Mẫu"
    )


def test_vietnamese_letters_come_back_composed_from_the_pdf() -> None:
    words = "Ặ ằ ẵ Ệ ễ Ộ ỗ Ợ ỡ Ự ữ Ỵ ỹ Đ đ ở ủ ửng Nguyễn Thị Đẹp ₫"
    for look in (Paragraph(words), Paragraph("", lead=words), Basis(words)):
        assert words in _pdf(replace(DECISION, body=(look,), ends=False))[0]


def test_decomposed_letters_and_illegal_marks_are_written_right() -> None:
    paper = replace(LETTER, body=(Paragraph("Nguye\u0302\u0303n\x00 Thi\u0323 <b>&amp; \x0b\ud800Đẹp"),))
    for text in (_docx(paper), _pdf(paper)[0]):
        assert "Nguyễn Thị <b>&amp; Đẹp./." in text


# --- Pages ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SAMPLES)
def test_docx_pages_keep_the_margins_of_the_decree(name: str) -> None:
    for section in Document(io.BytesIO(paper_file(SAMPLES[name], "docx"))).sections:
        sizes = (Mm(210), Mm(297))
        turned = section.orientation == WD_ORIENT.LANDSCAPE
        assert [round(s.mm) for s in (section.page_width, section.page_height)] == [
            round(s.mm) for s in (sizes[::-1] if turned else sizes)
        ]
        assert 20 <= round(section.top_margin.mm) <= 25 and 20 <= round(section.bottom_margin.mm) <= 25
        assert 30 <= round(section.left_margin.mm) <= 35 and 15 <= round(section.right_margin.mm) <= 20


@pytest.mark.parametrize("name", SAMPLES)
def test_pdf_text_stays_within_the_margins(name: str) -> None:
    for number, page in enumerate(_pages(replace(SAMPLES[name], mark="")), start=1):
        lines = [line for line in _lines(page) if number == 1 or line.get_text().strip() != str(number)]
        assert min(line.x0 for line in lines) >= 30 * MM - 0.5
        assert max(line.x1 for line in lines) <= page.width - 15 * MM + 5  # a trailing space may hang over
        assert max(line.y1 for line in lines) <= page.height - 20 * MM + 3  # the line box begins a little higher
        assert min(line.y0 for line in lines) >= 20 * MM - 1


@pytest.mark.parametrize("widths", [(0.7, 4, 1, 1.1, 1.1, 1.1, 1.1), (1, 1, 1), (0.5, 3.2, 2.2, 1.6, 1.3, 2.4)])
def test_table_is_as_wide_as_the_text_and_no_wider(widths: tuple[float, ...]) -> None:
    table = Table(tuple(Column("Ô", width=w) for w in widths), (tuple("x" for _ in widths),))
    (page,) = _pages(replace(LETTER, body=(table,)))
    drawn = [item for item in page if isinstance(item, LTCurve)]
    assert abs(min(item.x0 for item in drawn) - 30 * MM) < 1
    assert abs(max(item.x1 for item in drawn) - (page.width - 15 * MM)) < 1


def test_page_number_is_centred_in_the_upper_margin_from_the_second_page() -> None:
    pages = _pages(report())
    in_margin = [[line for line in _lines(p) if line.y0 > p.height - 20 * MM] for p in pages]
    assert [[line.get_text().strip() for line in lines] for lines in in_margin] == [[], ["2"], ["3"], ["4"]]
    for page, (line,) in zip(pages[1:], in_margin[1:], strict=True):
        middle = (30 * MM + page.width - 15 * MM) / 2
        assert abs((line.x0 + line.x1) / 2 - middle) < 1


def test_docx_page_number_is_a_field_that_the_first_page_does_not_show() -> None:
    first, *annexes = Document(io.BytesIO(paper_file(report(), "docx"))).sections
    assert first.different_first_page_header_footer is True
    assert [t.text.strip() for t in first.header._element.iter(qn("w:instrText"))] == ["PAGE"]
    assert list(first.first_page_header._element.iter(qn("w:instrText"))) == []
    assert [(a.different_first_page_header_footer, a.header.is_linked_to_previous) for a in annexes] == [
        (False, True),
        (False, True),
    ]


def test_landscape_annex_is_turned_and_the_next_one_upright_again() -> None:
    assert [p.width > p.height for p in _pages(report())] == [False, False, True, False]
    sections = Document(io.BytesIO(paper_file(report(), "docx"))).sections
    assert [s.orientation for s in sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    assert "Phụ lục I CÂU LẠC BỘ VÀ QUỸ (Kèm theo Báo cáo của" in _docx(report())


def test_long_table_repeats_its_heads_on_every_page() -> None:
    pages = _pdf(report(rows=200))
    holding = [page for page in pages if "CLB Liên thế hệ tự giúp nhau ấp Mẫu" in page]
    assert len(holding) >= 5
    assert [page.count("Thành viên") for page in holding] == [1] * len(holding)
    assert [page.count("Hiện có") for page in holding] == [1] * len(holding)
    assert sum(page.count("CLB Liên thế hệ tự giúp nhau ấp Mẫu") for page in holding) == 200
    rows = Document(io.BytesIO(paper_file(report(rows=200), "docx"))).tables[-1]._tbl.tr_lst
    assert [r.trPr.find(qn("w:tblHeader")) is not None for r in rows] == [True, True] + [False] * 202
    assert all(r.trPr.find(qn("w:cantSplit")) is not None for r in rows)


def test_numbers_stand_right_under_each_other() -> None:
    table = Document(io.BytesIO(paper_file(MINUTES, "docx"))).tables[1]
    assert [str(c.paragraphs[0].alignment).split(" ")[0] for c in table.rows[2].cells] == [
        "CENTER",
        "LEFT",
        "LEFT",
        "RIGHT",
        "RIGHT",
    ]
    (page,) = _pages(MINUTES)
    ends = [line.x1 for line in _lines(page) if line.get_text().strip() in {"49", "50"}]
    assert max(ends) - min(ends) < 0.5


def test_the_only_fonts_are_ours_and_they_are_embedded() -> None:
    faces = {char.fontname.split("+")[1] for page in _pages(report()) for char in _chars(page)}
    ours = "Liberation-Serif-Papers"
    assert faces == {ours, f"{ours}-Bold", f"{ours}-Italic", f"{ours}-Bold-Italic"}
    document = PDFDocument(PDFParser(io.BytesIO(paper_file(report(), "pdf"))))
    objects = [document.getobj(i) for xref in document.xrefs for i in xref.get_objids()]
    described = [o for o in objects if isinstance(o, dict) and str(o.get("Type")) == "/'FontDescriptor'"]
    assert len(described) == 4
    assert all("FontFile2" in font or "FontFile3" in font for font in described)


def _chars(item):  # type: ignore[no-untyped-def]
    if isinstance(item, LTChar):
        yield item
    elif hasattr(item, "__iter__"):
        for part in item:
            yield from _chars(part)


def test_body_is_of_the_size_of_the_decree() -> None:
    (page,) = _pages(LETTER)
    line = next(line for line in _lines(page) if "trân trọng kính mời" in line.get_text())
    assert {round(char.size) for char in line if isinstance(char, LTChar)} == {14}


def test_mark_stands_on_every_page() -> None:
    pages = _pdf(replace(report(), mark="Dữ liệu trình diễn, không có thật"))
    assert [page.count("Dữ liệu trình diễn, không có thật") for page in pages] == [1, 1, 1, 1]
    section = Document(io.BytesIO(paper_file(MINUTES, "docx"))).sections[0]
    assert [f.paragraphs[0].text for f in (section.footer, section.first_page_footer)] == [MINUTES.mark] * 2


# --- Rules of the layout ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 3, 15), "ngày 15 tháng 3 năm 2026"),
        (date(2026, 12, 1), "ngày 01 tháng 12 năm 2026"),
    ],
)
def test_day_is_written_as_papers_do(on: date, words: str) -> None:
    assert day_words(on) == words


@pytest.mark.parametrize(
    ("last", "end"),
    [
        (Paragraph("Hết."), "Hết./."),
        (Paragraph("Hết./."), "Hết./."),
        (Item("một;"), "- một./."),
        (Article("Thi hành"), "Điều 1. Thi hành./."),
        (Article("", title="Hiệu lực"), "Điều 1. Hiệu lực./."),
    ],
)
def test_end_mark_follows_the_last_words(last: Paragraph | Item | Article, end: str) -> None:
    (section,) = laid_out(Paper(Header(body="A"), (last,)))
    assert section.pieces[-1].text == end  # type: ignore[union-attr]


def test_articles_are_numbered_and_a_long_name_breaks_before_the_place() -> None:
    (section,) = laid_out(replace(MINUTES, body=(Article("Một"), Basis("Căn cứ"), Article("Hai")), ends=False))
    lines = [piece.text for piece in section.pieces if hasattr(piece, "text")]
    assert lines[-3:] == ["Điều 1. Một", "Căn cứ.", "Điều 2. Hai"]
    left = section.pieces[0].cells[0]  # type: ignore[union-attr]
    assert [line.text for line in left if hasattr(line, "text")] == [
        "HỘI NGƯỜI CAO TUỔI",
        "XÃ LONG MẪU",
        "CLB LIÊN THẾ HỆ",
        "TỰ GIÚP NHAU",
        "ẤP MẪU MỘT",
    ]


def test_paper_without_anything_more_than_a_body_is_written() -> None:
    paper = Paper(Header(body="Câu lạc bộ", nation=""), (Paragraph("Chỉ một dòng"),))
    assert [_docx(paper), _pdf(paper)] == ["CÂU LẠC BỘ Chỉ một dòng./.", ["CÂU LẠC BỘ Chỉ một dòng./."]]


def test_three_signers_stand_in_pairs() -> None:
    signers = tuple(Signature((title,), name) for title, name in (("A", "Một"), ("B", "Hai"), ("C", "Ba")))
    for text in (_docx(replace(LETTER, signatures=signers)), _pdf(replace(LETTER, signatures=signers))[0]):
        assert [text.count(name) for name in ("Một", "Hai", "Ba")] == [1, 1, 1]


def test_row_of_the_wrong_length_is_our_own_mistake() -> None:
    with pytest.raises(AssertionError):
        Table((Column("A"), Column("B")), (("một",),))


def test_same_paper_gives_the_same_bytes() -> None:
    assert paper_file(DECISION, "pdf") == paper_file(DECISION, "pdf")
    assert FORMATS == ("pdf", "docx")
    assert title_of(DECISION).startswith("Quyết định 12/QĐ-UBND Về việc thành lập")


def test_many_threads_may_ask_for_papers_at_once() -> None:
    papers = [DECISION, LETTER, MINUTES] * 3
    alone = {paper.subject: paper_file(paper, "pdf") for paper in papers[:3]}
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda paper: paper_file(paper, "pdf"), papers))
    assert together == [alone[paper.subject] for paper in papers]

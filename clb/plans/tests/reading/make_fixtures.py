"""Makes the Word and PDF plans of the reader's tests; run it from the repository, with chromium installed."""

import subprocess
import tempfile
import zlib
from pathlib import Path

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

TEXTS = Path(__file__).parent / "texts"

WORD_LETTERHEAD = (
    ("ỦY BAN NHÂN DÂN", "PHƯỜNG TRUNG MẪU", "Số: 58/KH-UBND"),
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Trung Mẫu, ngày 14 tháng 01 năm 2026"),
)
WORD_BODY = (
    ("", "KẾ HOẠCH"),
    ("", "Nhân rộng câu lạc bộ Liên thế hệ tự giúp nhau phường Trung Mẫu giai đoạn 2026 - 2028"),
    ("", "Căn cứ Kế hoạch số 45/KH-UBND ngày 12 tháng 3 năm 2026 của Ủy ban nhân dân tỉnh Sông Mẫu;"),
    ("I.", "Mục tiêu"),
    ("1.", "Mục tiêu chung"),
    ("", "Người già trong phường có nơi gặp gỡ, giúp nhau."),
    ("1.", "Chỉ tiêu"),
    ("-", "Thành lập mới tối thiểu 06 câu lạc bộ, với 300 thành viên."),
    ("-", "Mỗi câu lạc bộ có 40 - 60 thành viên; NCT chiếm trên 50%."),
    ("I.", "Nhiệm vụ và giải pháp"),
    ("1.", "Củng cố câu lạc bộ"),
    ("-", "Rà soát câu lạc bộ yếu; sáu tháng một lần họp giao ban."),
    ("I.", "Tổ chức thực hiện"),
    ("1.", "Hội Người cao tuổi phường:"),
    ("-", "Chủ trì thực hiện; báo cáo trước ngày 10/12 hằng năm."),
    ("1.", "Đề nghị Hội Phụ nữ phường, Trạm Y tế phường:"),
    ("-", "Phối hợp với Hội Người cao tuổi chăm lo sức khỏe hội viên."),
)
WORD_FOOT = (
    ("Nơi nhận:", "- Như trên;", "- UBND tỉnh;", "- Lưu: VT."),
    ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Người Ký Word"),
)
WORD_ANNEX = (
    ("TT", "Khu phố", "Số câu lạc bộ thành lập mới", "", "Kinh phí (triệu đồng)"),
    ("", "", "Năm 2026", "Năm 2027", ""),
    ("1", "Khu phố 1", "2", "1", "40"),
    ("2", "Khu phố 2", "1", "2", "30"),
    ("", "Tổng cộng", "3", "3", "75"),
)
_LEVELS = {"I.": ("upperRoman", "%1.", 0), "1.": ("decimal", "%2.", 1), "-": ("bullet", "-", 2)}


def _add_numbering(document: docx.document.Document) -> None:
    """One list of three levels: roman, arabic, dash."""
    root = document.part.numbering_part.element
    for child in list(root):
        root.remove(child)
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "7")
    for form, text, depth in _LEVELS.values():
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(depth))
        for tag, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", text)):
            node = OxmlElement(tag)
            node.set(qn("w:val"), value)
            level.append(node)
        abstract.append(level)
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), "7")
    chosen = OxmlElement("w:abstractNumId")
    chosen.set(qn("w:val"), "7")
    number.append(chosen)
    root.extend([abstract, number])


def _put_in_list(paragraph: Paragraph, depth: int) -> None:
    numbered = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", str(depth)), ("w:numId", "7")):
        node = OxmlElement(tag)
        node.set(qn("w:val"), value)
        numbered.append(node)
    paragraph._p.get_or_add_pPr().append(numbered)


def make_word(target: Path) -> None:
    """A plan as offices write it in Word: columns in tables, automatic lists, a table with merged heads."""
    document = docx.Document()
    _add_numbering(document)
    _columns(document, WORD_LETTERHEAD)
    for mark, text in WORD_BODY:
        paragraph = document.add_paragraph(text)
        if mark:
            _put_in_list(paragraph, _LEVELS[mark][2])
    _columns(document, WORD_FOOT)
    document.add_paragraph("PHỤ LỤC")
    document.add_paragraph("Phân bổ chỉ tiêu cho các khu phố")
    table = document.add_table(rows=0, cols=5)
    for cells in WORD_ANNEX:
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    table.cell(0, 2).merge(table.cell(0, 3))
    document.save(target)


def _columns(document: docx.document.Document, columns: tuple[tuple[str, ...], ...]) -> None:
    cells = document.add_table(rows=1, cols=len(columns)).rows[0].cells
    for cell, texts in zip(cells, columns, strict=True):
        cell.text = texts[0]
        for text in texts[1:]:
            cell.add_paragraph(text)


PDF_PAGE = """<!doctype html><meta charset="utf-8"><style>
@page { size: A4; margin: 20mm 15mm 20mm 30mm; @top-center { content: counter(page) } }
body { font: 13pt "Liberation Serif"; } p { text-align: justify; margin: 4pt 0 } .c { text-align: center }
table { width: 100% } td { vertical-align: top } .b td { border: 1px solid }
</style>
<table><tr><td class=c>ỦY BAN NHÂN DÂN<br>TỈNH BIỂN MẪU</td>
<td class=c>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</td></tr>
<tr><td class=c>Số: 101/KH-UBND</td><td class=c>Biển Mẫu, ngày 07 tháng 7 năm 2025</td></tr></table>
<p class=c>KẾ HOẠCH<p class=c>Xây dựng câu lạc bộ Liên thế hệ tự giúp nhau tỉnh Biển Mẫu giai đoạn 2025 - 2030
<p>Thực hiện Quyết định số 1648/QĐ-TTg ngày 01 tháng 8 năm 2025 của Thủ tướng Chính phủ, Ủy ban nhân dân tỉnh ban hành
Kế hoạch thực hiện như sau:
<p>I. MỤC TIÊU CỤ THỂ
<p>- Đến năm 2030, toàn tỉnh thành lập mới ít nhất 90 câu lạc bộ, trong đó các xã ven biển thành lập không dưới 25 câu
lạc bộ; vận động từ 4.000 đến 5.000 thành viên tham gia các câu lạc bộ mới thành lập.
<p>- Trên 60% thành viên các câu lạc bộ được tiếp cận vốn vay; tối đa 5% khoản vay chậm trả so với hạn đã cam kết với
ban chủ nhiệm câu lạc bộ.
<p>II. NGUỒN KINH PHÍ
<p>Kinh phí bố trí từ ngân sách địa phương hằng năm; Quỹ Vì người nghèo các cấp; tài trợ của doanh nghiệp.
<p style="break-before: page">III. TỔ CHỨC THỰC HIỆN
<p>1. Sở Y tế
<p>- Chủ trì, phối hợp với Hội Người cao tuổi tỉnh, Sở Tài chính và Ủy ban nhân dân các xã, phường hướng dẫn việc thực
hiện; định kỳ hằng quý kiểm tra tại cơ sở.
<p>2. Sở Giáo dục và Đào tạo, Sở Khoa học và Công nghệ
<p>- Vận động học sinh, sinh viên tham gia hoạt động cùng người cao tuổi.
<p>3. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã hội
<p>- Tham gia giám sát việc thực hiện Kế hoạch.
<p>Trên đây là Kế hoạch của Ủy ban nhân dân tỉnh./.
<table><tr><td>Nơi nhận:<br>- Bộ Y tế;<br>- Các sở, ngành;<br>- Lưu: VT.</td>
<td class=c>TM. ỦY BAN NHÂN DÂN<br>CHỦ TỊCH<br><br>Người Ký PDF</td></tr></table>
<p class=c style="break-before: page">PHỤ LỤC<p class=c>Chỉ tiêu thành lập câu lạc bộ mới
<table class=b><tr><td>TT<td>Đơn vị<td>Số câu lạc bộ<td>Số thành viên</tr>
<tr><td>1<td>Xã Cồn Mẫu<td>12<td>600</tr><tr><td>2<td>Phường Bến Mẫu<td>8<td>420</tr>
<tr><td><td>Tổng cộng<td>20<td>1.020</tr></table>
"""


def make_pdf(target: Path) -> None:
    """A text PDF with two columns at head and foot, and page numbers."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "plan.html"
        page.write_text(PDF_PAGE, "utf-8")
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
             f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}", page.as_uri()],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip


def make_scan(target: Path) -> None:
    """A PDF of one grey picture and no text, as a scanner gives."""
    picture = zlib.compress(bytes(200 * 283))
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
        b"<</Length 30>>stream\nq 595 0 0 842 0 0 cm /I Do Q  \nendstream",
        b"<</Type/XObject/Subtype/Image/Width 200/Height 283/ColorSpace/DeviceGray/BitsPerComponent 8"
        b"/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(picture), picture),
    ]
    out, places = b"%PDF-1.4\n", []
    for at, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (at, part)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    target.write_bytes(out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, start))


if __name__ == "__main__":
    make_word(TEXTS / "word-mau.docx")
    make_pdf(TEXTS / "pdf-mau.pdf")
    make_scan(TEXTS / "ban-chup.pdf")

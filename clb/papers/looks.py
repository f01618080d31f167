"""How each kind of line looks: one table, from which both the styles of the docx and the CSS of the PDF are made.

Sizes in points, lengths in millimetres. The ranges are those of Decree 30/2020/NĐ-CP (docs/decisions/0030).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

FONTS = Path(__file__).parent / "fonts"
DOCX_FONT = "Times New Roman"  # every officer's machine has it; where it is missing, Liberation Serif takes its place
PAGE_MM = (210, 297)
TOP_MM, BOTTOM_MM, LEFT_MM, RIGHT_MM = 20, 20, 30, 15
HEAD_SHARES = (42, 58)  # the issuing body | the nation and the motto
NUMBER_MM = 10  # from the upper edge to the page number
NUMBER_PT = 14
TABLE_PT = 12
ROWS_TO_KEEP = 5  # a table of at most so many rows is not broken over two pages
MM_TO_PT = 72 / 25.4


@dataclass(frozen=True)
class Look:
    """One kind of line. `name` is what an officer reads in Word's list of styles."""

    name: str
    size: float = 14
    align: Literal["left", "center", "right", "justify"] = "justify"
    first_mm: float = 0
    left_mm: float = 0
    before_pt: float = 0
    after_pt: float = 0
    bold: bool = False
    italic: bool = False
    keeps_with_next: bool = False
    leading: float = 1.15


LOOKS = {
    # the head
    "superior": Look("Cơ quan cấp trên", 12, "center", leading=1),
    "issuer": Look("Cơ quan ban hành", 12, "center", bold=True, leading=1),
    "nation": Look("Quốc hiệu", 12, "center", bold=True, leading=1),
    "motto": Look("Tiêu ngữ", 13, "center", bold=True, leading=1),
    "number": Look("Số, ký hiệu", 13, "center", before_pt=2, leading=1),
    "about": Look("Về việc", 12, "center", before_pt=3, leading=1),
    "urgency": Look("Độ khẩn", 13, "center", bold=True, before_pt=6, leading=1),
    "place": Look("Địa danh, ngày tháng", 13, "center", italic=True, before_pt=2, leading=1),
    "kind": Look("Tên loại", 14, "center", bold=True, before_pt=20, keeps_with_next=True),
    "subject": Look("Trích yếu", 14, "center", bold=True, keeps_with_next=True),
    "to": Look("Kính gửi", 14, "center", before_pt=18, after_pt=6),
    "to_many": Look("Kính gửi nhiều nơi", 14, "left", left_mm=30, before_pt=18),
    "to_item": Look("Nơi được gửi", 14, "left", left_mm=45),
    # the body
    "basis": Look("Căn cứ", first_mm=10, before_pt=6, italic=True),
    "centred": Look("Dòng giữa", align="center", before_pt=10, after_pt=4, bold=True, keeps_with_next=True),
    "heading1": Look("Đề mục 1", align="left", first_mm=10, before_pt=10, bold=True, keeps_with_next=True),
    "heading2": Look("Đề mục 2", align="left", first_mm=10, before_pt=6, bold=True, keeps_with_next=True),
    "heading3": Look("Đề mục 3", align="left", first_mm=10, before_pt=6, italic=True, keeps_with_next=True),
    "text": Look("Lời văn", first_mm=10, before_pt=6),
    "item1": Look("Dòng gạch đầu", first_mm=10, before_pt=6),
    "item2": Look("Dòng gạch trong", first_mm=10, left_mm=8, before_pt=3),
    "article": Look("Điều", first_mm=10, before_pt=8),
    "caption": Look("Tên bảng", 13, "center", bold=True, before_pt=10, after_pt=4, keeps_with_next=True),
    "note": Look("Ghi chú bảng", 12, "left", italic=True, before_pt=4, after_pt=4, leading=1),
    # the foot
    "recipients": Look("Nơi nhận", 12, "left", bold=True, italic=True, leading=1, keeps_with_next=True),
    "recipient": Look("Từng nơi nhận", 11, "left", leading=1),
    "authority": Look("Quyền hạn, chức vụ", 14, "center", bold=True, leading=1, keeps_with_next=True),
    "hint": Look("Cách ký", 13, "center", italic=True, leading=1, keeps_with_next=True),
    "signer": Look("Người ký", 14, "center", bold=True, before_pt=72, leading=1),
    # an annex
    "annex": Look("Phụ lục", 14, "center", bold=True, keeps_with_next=True),
    "annex_title": Look("Tên phụ lục", 14, "center", bold=True, keeps_with_next=True),
    "attached": Look("Kèm theo", 14, "center", italic=True, keeps_with_next=True),
    "mark": Look("Dấu dự thảo", 11, "center", italic=True, leading=1),
}


def width_mm(text: str, look: str) -> float:
    """How wide `text` stands on one line in `look`."""
    units, advances, cmap = _metrics("Bold" if LOOKS[look].bold else "Regular")
    wide = sum(advances[cmap.get(ord(letter), ".notdef")][0] for letter in text)
    return wide / units * LOOKS[look].size / MM_TO_PT


@cache
def _metrics(face: str) -> tuple[int, dict[str, tuple[int, int]], dict[int, str]]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 -- slow import

    font = TTFont(FONTS / f"LiberationSerif-{face}.ttf")
    return font["head"].unitsPerEm, font["hmtx"].metrics, font.getBestCmap()


def text_width_mm(*, is_landscape: bool) -> int:
    """The width between the margins."""
    return PAGE_MM[is_landscape] - LEFT_MM - RIGHT_MM

"""What a paper is made of. A page builds a `Paper`; docx and PDF are two pictures of the same one.

The order and the parts are those of the layout of Decree 30/2020/NĐ-CP. Who issues it, under whom, with which
number and which signature block is data, since an association's paper is not a state body's. The words of the
layout itself (Điều, Nơi nhận, Phụ lục) are always Vietnamese, whatever language the screens are in.

    Paper(
        kind="QUYẾT ĐỊNH",
        subject="Về việc thành lập Câu lạc bộ …",
        header=Header(body="ỦY BAN NHÂN DÂN\nXÃ LONG PHÚ THUẬN", number="12/QĐ-UBND", place="Long Phú Thuận", on=day),
        body=(
            Centred("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ LONG PHÚ THUẬN"),
            Basis("Căn cứ Luật …"),
            Centred("QUYẾT ĐỊNH:"),
            Article("Thành lập Câu lạc bộ …"),
            Article("Quyết định này có hiệu lực kể từ ngày ký"),
        ),
        signatures=(Signature(lines=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), name="Huỳnh Văn Mẫu"),),
        recipients=("Như Điều 3", "Lưu: VT"),
    )
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


@dataclass(frozen=True)
class Header:
    """Who issues the paper, its number, place and day. `superior` and `body` may hold line breaks.

    `number` is written as it stands after "Số: ". A paper not yet numbered has an empty `number` and, where known,
    its `symbol` ("QĐ-UBND"), and leaves room for the pen; so does a day that is None. A paper that never bears a
    number (a list, minutes of a club) has neither. `nation=""` leaves out the nation and the motto.
    """

    body: str
    superior: str = ""
    number: str = ""
    symbol: str = ""
    place: str = ""
    on: date | None = None
    nation: str = NATION
    motto: str = MOTTO


# --- The body ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Basis:
    """One ground, in italics. Without ";" or "." at its end: the layout puts them."""

    text: str


@dataclass(frozen=True)
class Centred:
    """A line of its own, bold in the middle: the authority that decides, "QUYẾT ĐỊNH:"."""

    text: str


@dataclass(frozen=True)
class Heading:
    """A heading as typed, number and all. Level 1 "I. TÌNH HÌNH", level 2 "1. Kết quả", level 3 "a) Quỹ" in italics."""

    text: str
    level: Literal[1, 2, 3] = 1


@dataclass(frozen=True)
class Paragraph:
    """Running text. `lead` is written before it in bold: "Thời gian:"."""

    text: str
    lead: str = ""


@dataclass(frozen=True)
class Item:
    """A dashed or numbered line: `mark` is "-", "1.", "a)"; `level` 2 stands under a line of level 1."""

    text: str
    mark: str = "-"
    level: Literal[1, 2] = 1


@dataclass(frozen=True)
class Article:
    """Điều N. They are numbered as they come. `title` is in bold before the text; `body` holds clauses and tables."""

    text: str = ""
    title: str = ""
    body: tuple[Paragraph | Item | Table, ...] = ()


Cell = str | int | None


@dataclass(frozen=True)
class Column:
    """A column: numbers stand right, centred ones in the middle. `width` is a share of the others' widths.

    Neighbours with the same `group` stand under one common head.
    """

    title: str
    kind: Literal["text", "number", "centre"] = "text"
    width: float = 1
    group: str = ""


@dataclass(frozen=True)
class Band:
    """A row that is one bold line across the table: the group that the rows below belong to."""

    text: str


@dataclass(frozen=True)
class Total:
    """A row of sums, in bold."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """Rows under heads that are repeated on each page. A whole number is written 1.234; None leaves a cell empty."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...] | Band | Total, ...]
    caption: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        for row in self.rows:
            cells = row.cells if isinstance(row, Total) else row
            assert isinstance(cells, Band) or len(cells) == len(self.columns), f"{len(self.columns)} columns: {row}"


@dataclass(frozen=True)
class Chart:
    """One series as bars (one a label, from above down) or as a line; None where there is no value.

    `texts` are the values as they are written. The table of the same figures stands beside it.
    """

    kind: Literal["bar", "line"]
    title: str
    labels: tuple[str, ...]
    values: tuple[Fraction | int | None, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Code:
    """A QR code of `text` in the middle of the page, `caption` below it for whoever types."""

    text: str
    caption: str = ""


Block = Basis | Centred | Heading | Paragraph | Item | Article | Table | Chart | Code


# --- The foot ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Signature:
    """Who signs: in `lines` the authority and the title as they stand above each other, `name` beneath the space.

    `note` is a hint in italics under the title, as in "(Ký, ghi rõ họ tên)".
    """

    lines: tuple[str, ...]
    name: str = ""
    note: str = ""


@dataclass(frozen=True)
class Annex:
    """A table or text that goes with the paper, in a section of its own. Two and more are numbered I, II, III.

    `attached` says to what it belongs ("Kèm theo Quyết định số … ngày …"); it is set in italics and brackets.
    """

    title: str
    body: tuple[Block, ...]
    landscape: bool = False
    attached: str = ""


@dataclass(frozen=True)
class Paper:
    """A whole paper. A letter (công văn) has no `kind`: its `subject` stands under the number, after "V/v".

    `to` are the addressees after "Kính gửi:". One signature stands right, beside the recipients; two stand side by
    side (left first: thư ký | chủ trì), and so on in pairs. `ends` puts "./." after the last words of the body.
    `urgency` ("Khẩn") stands under the number.
    `mark` is a line above everything ("DỰ THẢO", "Dữ liệu trình diễn, không có thật"). `landscape` lays the paper
    itself across, for one that is hardly more than a wide table.
    """

    header: Header
    body: tuple[Block, ...]
    kind: str = ""
    subject: str = ""
    to: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    recipients: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    ends: bool = True
    mark: str = ""
    urgency: str = ""
    landscape: bool = False

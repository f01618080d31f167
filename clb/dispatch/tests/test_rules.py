"""How lines become blocks, and how a signature block reads."""

from __future__ import annotations

import pytest

from clb.dispatch.rules import blocks_of, co_signatures, lines_of, signing_lines, symbol_of
from clb.papers.blocks import Article, Basis, Centred, Column, Heading, Item, Paragraph, Signature

DECISION = """CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MẪU
Căn cứ Luật Mẫu;
QUYẾT ĐỊNH:
Điều 1. Thành lập tổ, gồm:
1. Ông A.
a) Việc một;
Điều 2. Thi hành.
"""


def test_a_decision_is_read_by_how_its_lines_begin() -> None:
    assert blocks_of(DECISION) == (
        Centred("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MẪU"),
        Basis("Căn cứ Luật Mẫu;"),
        Centred("QUYẾT ĐỊNH:"),
        Article("Thành lập tổ, gồm:", body=(Paragraph("1. Ông A."), Item("Việc một;", "a)"))),
        Article("Thi hành."),
    )


def test_a_plan_is_read_by_how_its_lines_begin() -> None:
    text = "I. MỤC TIÊU\n1. Mục tiêu chung\n- Một;\n+ Trong một\nb) Hai\n1. Câu dài có dấu chấm.\nLời.\n\n  \n"
    assert blocks_of(text) == (
        Heading("I. MỤC TIÊU", 1),
        Heading("1. Mục tiêu chung", 2),
        Item("Một;"),
        Item("Trong một", "+", 2),
        Item("Hai", "b)"),
        Paragraph("1. Câu dài có dấu chấm."),
        Paragraph("Lời."),
    )


@pytest.mark.parametrize(
    "text",
    [
        "TT\tViệc\tSố\n1\tKhám\t1.200\n2\tHọp",
        "|TT|Việc|Số|\n|1|Khám|1.200|\n|2|Họp|",
        "TT|Việc|Số\n1|Khám|1.200\n2|Họp|",
    ],
)
def test_a_table_is_pasted_from_a_spreadsheet_or_typed(text: str) -> None:
    (table,) = blocks_of(text)
    assert [(c.title, c.kind) for c in table.columns] == [("TT", "centre"), ("Việc", "text"), ("Số", "number")]  # type: ignore[union-attr]
    assert table.rows == (("1", "Khám", 1200), ("2", "Họp", None))  # type: ignore[union-attr]
    assert all(isinstance(column, Column) for column in table.columns)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("told", "lines"),
    [
        (
            ("Ủy ban nhân dân", "KT.", "Chủ tịch", "Phó Chủ tịch"),
            ("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"),
        ),
        (("", "TL.", "Chủ tịch", "Chánh Văn phòng"), ("TL. Chủ tịch", "Chánh Văn phòng")),
        (("", "Q.", "", "Chủ tịch"), ("Q. Chủ tịch",)),
        (("Ban Chấp hành", "", "", "Chủ tịch"), ("TM. Ban Chấp hành", "Chủ tịch")),
        (("", "", "", "Chủ nhiệm"), ("Chủ nhiệm",)),
    ],
)
def test_signature_block(told: tuple[str, str, str, str], lines: tuple[str, ...]) -> None:
    assert signing_lines(*told) == lines


def test_small_pieces() -> None:
    assert co_signatures("Thư ký: Lê Mẫu\n\nChủ trì") == (Signature(("Thư ký",), "Lê Mẫu"), Signature(("Chủ trì",)))
    assert lines_of("- Như trên;\n\n- Lưu: VT.") == ("Như trên", "Lưu: VT")
    assert [symbol_of("KH", "UBND", "VX"), symbol_of("", "UBND", "VX"), symbol_of("", "UBND")] == [
        "KH-UBND",
        "UBND-VX",
        "UBND",
    ]

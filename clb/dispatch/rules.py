"""How what an officer types becomes the blocks of a paper, and how a signature block reads. No database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Literal

from clb.papers.blocks import Article, Basis, Block, Cell, Centred, Column, Heading, Item, Paragraph, Signature, Table

_ARTICLE = re.compile(r"Điều\s+\d+\s*[.:]\s*", re.IGNORECASE)
_ROMAN = re.compile(r"[IVX]+\.\s")
_ARABIC = re.compile(r"\d+(\.\d+)*\.\s")
_LETTER = re.compile(r"([a-zđ]\))\s+")
_NUMBER = re.compile(r"-?\d{1,3}(\.\d{3})+|-?\d+")
_BASIS = ("căn cứ ", "theo đề nghị ", "xét đề nghị ")
_LONGEST_HEADING = 120
_ROW_NUMBERS = ("TT", "STT", "SỐ TT")
_SHORT = 40  # a longer line that ends with a colon leads to what follows


def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks that lines stand for: Căn cứ, Điều 1., I., 1., a), -, +, lines in capitals, tables, else paragraphs.

    A table is lines whose cells are parted by tabs (as a spreadsheet copies them) or by |; its first line is the head.
    """
    blocks: list[Block] = []
    article: list[str] | None = None
    for is_table, lines in groupby((line for line in text.splitlines() if line.strip()), key=is_row):
        if is_table:
            _closed(article, blocks)
            article = None
            blocks.append(table_of(list(lines)))
            continue
        for line in (line.strip() for line in lines):
            if _ARTICLE.match(line):
                _closed(article, blocks)
                article = [_ARTICLE.sub("", line, count=1)]
            elif article is not None and not (is_title(line) or _ROMAN.match(line)):
                article.append(line)
            else:
                _closed(article, blocks)
                article = None
                blocks.append(_block(line))
    _closed(article, blocks)
    return tuple(blocks)


def _closed(article: list[str] | None, blocks: list[Block]) -> None:
    if article is not None:
        first, *rest = article
        blocks.append(Article(first, body=tuple(_clause(line) for line in rest)))


def _clause(line: str) -> Paragraph | Item:
    found = _block(line)
    return found if isinstance(found, (Paragraph, Item)) else Paragraph(line)


def is_title(line: str) -> bool:
    """Is it a line of its own in capitals: 'QUYẾT ĐỊNH:', 'CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ …'?"""
    letters = [c for c in line if c.isalpha()]
    return len(letters) >= 3 and all(c.isupper() for c in letters) and len(line) <= _LONGEST_HEADING


def _block(line: str) -> Block:
    if line.lower().startswith(_BASIS):
        return Basis(line)
    if _ROMAN.match(line):
        return Heading(line, 1)
    if is_title(line):
        return Centred(line)
    if _ARABIC.match(line):
        is_heading = len(line) <= (_SHORT if line.endswith(":") else _LONGEST_HEADING) and line[-1] not in ".;,"
        return Heading(line, 2) if is_heading else Paragraph(line)
    if found := _LETTER.match(line):
        return Item(line[found.end() :], found[1])
    if line.startswith(("- ", "– ")):
        return Item(line[2:].strip())
    if line.startswith("+ "):
        return Item(line[2:].strip(), "+", 2)
    return Paragraph(line)


def is_row(line: str) -> bool:
    """Is a line one row of a table?"""
    return "\t" in line or "|" in line


def cells_of(line: str) -> list[str]:
    """The cells of a row."""
    if "\t" in line:
        return [cell.strip() for cell in line.split("\t")]
    line = line.strip()
    inner = line[1:-1] if line.startswith("|") and line.endswith("|") else line
    return [cell.strip() for cell in inner.split("|")]


def table_of(lines: Sequence[str]) -> Table:
    """A table; short rows are filled up, and a column of whole numbers stands right."""
    rows = [cells_of(line) for line in lines]
    wide = max(map(len, rows))
    head, *body = [row + [""] * (wide - len(row)) for row in rows]
    kinds = [_kind(head[i], [row[i] for row in body]) for i in range(wide)]
    columns = tuple(
        Column(title, kind, _share(title, [row[i] for row in body]))
        for i, (title, kind) in enumerate(zip(head, kinds, strict=True))
    )
    cells = tuple(
        tuple(_cell(value, is_number=k == "number") for value, k in zip(row, kinds, strict=True)) for row in body
    )
    return Table(columns, cells)


def _kind(title: str, values: Sequence[str]) -> Literal["text", "number", "centre"]:
    """Numbers of rows and marks such as 'x' stand in the middle, other numbers right, words left."""
    told = [value for value in values if value]
    if title.upper() in _ROW_NUMBERS or (told and all(len(v) <= 2 and not v.isdecimal() for v in told)):
        return "centre"
    return "number" if values and all(_NUMBER.fullmatch(value) for value in told) else "text"


def _cell(value: str, *, is_number: bool) -> Cell:
    if not is_number:
        return value
    return int(value.replace(".", "")) if value else None


def _share(title: str, values: Iterable[str]) -> float:
    longest = max([len(value) for value in values] + [max(map(len, title.split()), default=1) + 1])
    share: float = min(max(longest, 4), 40) ** 0.7
    return share


def signing_lines(collective: str, sign_form: str, head_title: str, title: str) -> tuple[str, ...]:
    """What stands above the name: 'TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'; 'Q. CHỦ TỊCH'."""
    lines = [f"TM. {collective}"] if collective else []
    if sign_form == "Q.":
        return (*lines, f"Q. {title}")
    if sign_form:
        lines.append(f"{sign_form} {head_title}")
    return (*lines, title)


def co_signatures(text: str) -> tuple[Signature, ...]:
    """'Thư ký: Nguyễn Văn Mẫu', one a line; a line without a name leaves room for the pen."""
    made = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        title, _colon, name = line.partition(":")
        made.append(Signature((title.strip(),), name.strip()))
    return tuple(made)


def lines_of(text: str) -> tuple[str, ...]:
    """The lines that hold something, without dashes before and marks behind."""
    found = (line.strip().lstrip("-– ").rstrip(";. ") for line in text.splitlines())
    return tuple(line for line in found if line)


def symbol_of(kind_letters: str, body_letters: str, drafter: str = "") -> str:
    """'KH-UBND' of a kind with letters; of a letter 'UBND', or 'UBND-VX' with those of who drafted it."""
    return "-".join(part for part in (kind_letters, body_letters, "" if kind_letters else drafter) if part)

"""A paper laid out: sections of lines, rules, columns and tables, the same for docx and PDF.

What is numbered, capitalised or punctuated by rule happens here, once; the renderers only draw.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from typing import assert_never

from .blocks import (
    Annex,
    Article,
    Basis,
    Block,
    Cell,
    Centred,
    Chart,
    Code,
    Heading,
    Item,
    Paper,
    Paragraph,
    Signature,
    Table,
)
from .looks import HEAD_SHARES, text_width_mm, width_mm

NBSP = "\u00a0"
FOOT_PT = 14  # between the last words and who signs
BLANK = NBSP * 8  # room for the pen
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")  # no XML may hold these
_PLACE = re.compile(r"\s(?=(?:ẤP|KHÓM|THÔN|KHU PHỐ|XÃ|PHƯỜNG|THỊ TRẤN|HUYỆN|TỈNH|THÀNH PHỐ)\s)")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


@dataclass(frozen=True)
class Run:
    """A stretch of text; bold or italic besides what its line's look says."""

    text: str
    bold: bool = False


@dataclass(frozen=True)
class Line:
    """One paragraph in a look of `looks.LOOKS`."""

    look: str
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Rule:
    """A short stroke in the middle."""

    width_mm: float


@dataclass(frozen=True)
class Columns:
    """Lines side by side without borders, never broken over two pages."""

    cells: tuple[tuple[Line | Rule, ...], ...]
    shares: tuple[float, ...]
    before_pt: float = 0


Piece = Line | Rule | Columns | Table | Chart | Code


@dataclass(frozen=True)
class Section:
    """Pages of one orientation; the first one is the paper, each other an annex."""

    pieces: tuple[Piece, ...]
    is_landscape: bool = False


def laid_out(paper: Paper) -> tuple[Section, ...]:
    """The paper and its annexes as sections."""
    body = list(_body(paper.body))
    if paper.ends:
        _end(body)
    main = (*_head(paper), *body, *_foot(paper))
    count = len(paper.annexes)
    annexes = (_annex(annex, _ROMAN[i] if count > 1 else "") for i, annex in enumerate(paper.annexes))
    return (Section(main, paper.landscape), *annexes)


def written(cell: Cell) -> str:
    """A cell as people read it: 1234567 → '1.234.567'."""
    if cell is None:
        return ""
    return clean(cell) if isinstance(cell, str) else f"{cell:,}".replace(",", ".")


def clean(text: str) -> str:
    """Composed Unicode without what no file may hold."""
    return _ILLEGAL.sub("", unicodedata.normalize("NFC", text))


def day_words(on: date | None) -> str:
    """'ngày 05 tháng 02 năm 2026': a zero before days under 10 and before January and February."""
    if on is None:
        return f"ngày{BLANK}tháng{BLANK}năm{BLANK}"
    return f"ngày {on.day:02} tháng {on.month if on.month > 2 else f'{on.month:02}'} năm {on.year}"


def title_of(paper: Paper) -> str:
    """Kind, number and subject on one line, for lists and for the file's properties."""
    parts = (paper.kind, paper.header.number, paper.subject)
    return clean(" ".join(" ".join(p.split()) for p in parts if p))


def _line(look: str, text: str, *, lead: str = "") -> Line:
    lead = clean(lead)
    return Line(look, ((Run(lead, bold=True),) if lead else ()) + (Run(clean(text)),))


def _lines(look: str, text: str) -> Iterator[Line]:
    return (_line(look, part) for part in text.splitlines() if part.strip())


def _without_stop(text: str) -> str:
    return text.rstrip().rstrip(".;,/").rstrip()


# --- The head ---------------------------------------------------------------------------------------------------


def _head(paper: Paper) -> Iterator[Piece]:
    header = paper.header
    issuer = tuple(_named("issuer", header.body))
    left: tuple[Line | Rule, ...] = (
        *_named("superior", header.superior),
        *issuer,
        Rule(_rule_mm(issuer, HEAD_SHARES[0])),
    )
    right: tuple[Line | Rule, ...] = ()
    if header.nation:
        motto = _line("motto", header.motto)
        right = (_line("nation", header.nation), motto, Rule(width_mm(motto.text, "motto")))
    yield Columns((left, right), HEAD_SHARES)
    yield from _number_and_place(paper)
    if paper.kind:
        subject = tuple(_lines("subject", paper.subject))
        yield from _lines("kind", paper.kind.upper())
        yield from subject
        yield Rule(_rule_mm(subject, 100) if subject else 40)
    yield from _addressees(paper.to)


def _named(look: str, name: str) -> Iterator[Line]:
    """A body's name in capitals, broken as people would: before the word for the place, into lines of like length."""
    room = text_width_mm(is_landscape=False) * HEAD_SHARES[0] / 100 - 2
    for line in clean(name).upper().splitlines():
        if width_mm(line, look) <= room:
            yield _line(look, line)
            continue
        body, place = _PLACE.split(line, maxsplit=1) if _PLACE.search(line) else (line, "")
        for part in (body, place):
            yield from (_line(look, words) for words in _even(part, look, room))


def _even(text: str, look: str, room: float) -> list[str]:
    """`text` in as few lines as `room` allows, about as long as each other."""
    wanted = -(-width_mm(text, look) // room) or 1
    lines: list[str] = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_mm(longer, look) > min(room, width_mm(text, look) / wanted * 1.15):
            lines.append(word)
        else:
            lines[-1] = longer
    return [line for line in lines if line]


def _rule_mm(lines: tuple[Line, ...], share: float) -> float:
    """Two fifths of the longest line, which is cut at `share` per cent of the page."""
    room = text_width_mm(is_landscape=False) * share / 100
    return 0.4 * min(max((width_mm(line.text, line.look) for line in lines), default=0), room)


def _number_and_place(paper: Paper) -> Iterator[Piece]:
    header = paper.header
    left: list[Line | Rule] = []
    if header.number or header.symbol:
        left += [_line("number", f"Số: {header.number or f'{BLANK}/{header.symbol}'}")]
    if paper.subject and not paper.kind:
        left += _lines("about", f"V/v {paper.subject}")
    if paper.urgency:
        left += [_line("urgency", paper.urgency.upper())]
    right = (_line("place", f"{header.place}, {day_words(header.on)}"),) if header.place else ()
    if left or right:
        yield Columns((tuple(left), right), HEAD_SHARES)


def _addressees(to: tuple[str, ...]) -> Iterator[Line]:
    if len(to) == 1:
        yield _line("to", f"Kính gửi: {_without_stop(to[0])}.")
    elif to:
        yield _line("to_many", "Kính gửi:")
        yield from _dashed("to_item", to)


def _dashed(look: str, texts: tuple[str, ...]) -> Iterator[Line]:
    """'- a;' '- b.': dashes before, semicolons between, a full stop at the end."""
    for i, text in enumerate(texts, start=1):
        yield _line(look, f"- {_without_stop(text.lstrip('- '))}{'.' if i == len(texts) else ';'}")


# --- The body ---------------------------------------------------------------------------------------------------


def _body(blocks: tuple[Block, ...]) -> Iterator[Piece]:
    article = 0
    for block, after in zip_longest(blocks, blocks[1:]):
        if isinstance(block, Article):
            article += 1
            yield from _article(block, article)
        elif isinstance(block, Basis):
            yield _line("basis", _without_stop(block.text) + (";" if isinstance(after, Basis) else "."))
        else:
            yield from _block(block)


def _article(article: Article, number: int) -> Iterator[Piece]:
    lead = f"Điều {number}. "
    if article.title:
        yield _line("article", "", lead=lead + article.title)
        yield from _lines("text", article.text)
    else:
        yield _line("article", article.text, lead=lead)
    for block in article.body:
        yield from _block(block)


def _block(block: Paragraph | Item | Table | Heading | Centred | Chart | Code) -> Iterator[Piece]:
    match block:
        case Paragraph(text, lead):
            yield _line("text", text, lead=f"{lead.rstrip()} " if lead else "")
        case Item(text, mark, level):
            yield _line(f"item{level}", f"{mark} {text}")
        case Heading(text, level):
            yield _line(f"heading{level}", text)
        case Centred(text):
            yield from _lines("centred", text)
        case Table():
            yield from _lines("caption", block.caption)
            yield block
            yield from _lines("note", block.note)
        case Chart():
            yield block
        case Code():
            yield block
            yield from _lines("centred", block.caption)
        case _:
            assert_never(block)


def _end(pieces: list[Piece]) -> None:
    """Put './.' after the last words; a body that ends in a table has no last words."""
    last = pieces[-1] if pieces else None
    if isinstance(last, Line):
        *runs, run = (r for r in last.runs if r.text)
        pieces[-1] = replace(last, runs=(*runs, replace(run, text=_without_stop(run.text) + "./.")))


# --- The foot ---------------------------------------------------------------------------------------------------


def _foot(paper: Paper) -> Iterator[Piece]:
    recipients: tuple[Line, ...] = ()
    if paper.recipients:
        recipients = (_line("recipients", "Nơi nhận:"), *_dashed("recipient", paper.recipients))
    signed = [_signature(s) for s in paper.signatures]
    if len(signed) == 1:
        yield Columns((recipients, signed[0]), (45, 55), FOOT_PT)
        return
    for left, right in zip_longest(signed[::2], signed[1::2], fillvalue=()):
        yield Columns((left, right), (50, 50), FOOT_PT)
    if recipients:
        yield Columns((recipients, ()), (50, 50), FOOT_PT)


def _signature(signature: Signature) -> tuple[Line, ...]:
    lines = [_line("authority", line.upper()) for line in signature.lines]
    hint = [_line("hint", signature.note)] if signature.note else []
    return (*lines, *hint, _line("signer", signature.name or NBSP))


# --- Annexes ----------------------------------------------------------------------------------------------------


def _annex(annex: Annex, number: str) -> Section:
    attached = tuple(_lines("attached", f"({annex.attached.strip('() ')})" if annex.attached else ""))
    head = (_line("annex", f"Phụ lục {number}".strip()), *_lines("annex_title", annex.title.upper()), *attached)
    return Section((*head, Rule(40), *_body(annex.body)), annex.landscape)

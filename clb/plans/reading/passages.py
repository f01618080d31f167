"""Wrapped source lines joined into passages: a marker ("1.", "a)", "-"), the text, and where each line begins in it."""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import zip_longest

from clb.plans.reading.bodies import begins_with_body
from clb.plans.reading.draft import Line
from clb.plans.reading.headings import Section, is_closing, is_signature, section_of
from clb.plans.reading.wording import clean, fold, is_capitals, visible, word_count


class Style(IntEnum):
    """How a passage is marked, from the highest rank of heading to plain text."""

    CAPITALS = 0
    PART = 1
    ARTICLE = 2
    UPPER = 3
    ROMAN = 4
    NUMBER = 5
    NUMBER_2 = 6
    NUMBER_3 = 7
    LETTER = 8
    BRACKET = 9
    BARE_HEAD = 10
    BULLET = 11
    PLAIN = 12


@dataclass(frozen=True)
class Passage:
    """Joined text. `starts[i]` is the offset in `text` at which source line `numbers[i]` begins."""

    style: Style
    mark: str
    text: str
    starts: tuple[int, ...]
    numbers: tuple[int, ...]

    @property
    def lines(self) -> tuple[int, ...]:
        """The source lines, 1-based."""
        return self.numbers

    def cut(self, start: int, end: int) -> "Passage":
        """The part between two offsets, without outer spaces, with just the lines it touches."""
        piece = self.text[start:end]
        start += len(piece) - len(piece.lstrip())
        end = start + len(piece.strip())
        first = max(bisect_right(self.starts, start) - 1, 0)
        last = max(bisect_right(self.starts, max(start, end - 1)), first + 1)
        starts = tuple(max(0, at - start) for at in self.starts[first:last])
        return Passage(self.style, self.mark, self.text[start:end], starts, self.numbers[first:last])


_ROMAN = r"(?:X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3})"
_MARKS: tuple[tuple[Style, re.Pattern[str]], ...] = (
    (
        Style.PART,
        re.compile(rf"(?:Phần|PHẦN|Chương|CHƯƠNG)\s+(?:thứ\s+|THỨ\s+)?({_ROMAN}|\d+|\w+)\s*(?:[.:)–-]\s*|$|\s)"),
    ),
    (Style.ARTICLE, re.compile(r"(?:Điều|ĐIỀU)\s+(\d{1,2})\s*[.:]\s*")),
    (Style.ROMAN, re.compile(rf"({_ROMAN})\s*(?:[.):–-]|/(?=[\s–-]))\s*[-–]?\s*(?=\S)")),
    (Style.UPPER, re.compile(r"([A-HĐ])\s*[.)/–-]\s+(?=\S)")),
    (Style.NUMBER_3, re.compile(r"(\d{1,2}\.\d{1,2}\.\d{1,2})[.)]?\s+(?=\D)")),
    (Style.NUMBER_2, re.compile(r"(\d{1,2}\.\d{1,2})(?:[.)]\s+(?=\S)|\s+(?=[^\W\d]))")),
    (Style.BRACKET, re.compile(r"\(?(\d{1,2}|[a-zđ])\)\s*(?=\S)")),
    (Style.NUMBER, re.compile(r"(\d{1,2})(?:\s*[./]\s*[-–]?\s*(?=[^\W\d]|\()|\.\s+(?=\S))")),
    (Style.NUMBER, re.compile(r"(\d{1,2})\s*[-–]\s+(?=[^\W\d])")),
    (Style.NUMBER, re.compile(r"(?:Giải pháp|Nhiệm vụ|Nội dung|Hoạt động)\s+(\d{1,2})\s*[.:]\s+(?=\S)")),
    (Style.LETTER, re.compile(r"([a-eghđik])(?:\s*[.]|[-–])\s+(?=\S)")),
    (Style.BULLET, re.compile(r"([-–—−+•●○▪■◦·*➢➤✓\uf0b7\uf0a7\uf02d])\s*(?=\S)")),
)
_LONE_NUMBER = re.compile(r"^\W*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?\W*$")
_RULE = re.compile(r"^[\W_]+$")
_ENDED = re.compile(r"(?:[.;:!?…]|\./\.?)[\"”’)]*$")
_COLUMN_GAP = re.compile(r"\t+|\s*\|\s*| {3,}")
# A dash inside these names or ranges may open a wrapped line and is no bullet there.
_DASH_JOINS = re.compile(
    r"(?:lao động|chính trị|kinh tế|văn hóa|phát thanh|thương binh|tài chính|độc lập|tự do|kế hoạch|\d)\s*$"
)
_CONTINUES_DASH = re.compile(
    r"[-–—]\s*(?:thương binh|xã hội|thông tin|truyền hình|kế hoạch|tự do|hạnh phúc|thể thao|\d)"
)


def split_columns(text: str) -> list[str]:
    """The cells of a line laid out in columns by "|", tabs or wide gaps; one cell for an ordinary line."""
    return [clean(cell) for cell in _COLUMN_GAP.split(visible(text).strip(" "))]


def page_noise(lines: tuple[Line, ...]) -> set[int]:
    """Positions of lone page numbers, rules, and running heads that stand at page edges again and again."""
    noise = {at for at, line in enumerate(lines) if _LONE_NUMBER.match(fold(line.text)) or _RULE.match(line.text)}
    keys = [re.sub(r"\d+", "#", fold(clean(line.text))) for line in lines]
    edges = [at for at in range(len(lines)) if at not in noise and _is_at_edge(lines, at, noise)]
    often = Counter(keys[at] for at in edges)
    noise.update(at for at in edges if often[keys[at]] >= 2 and _may_run(lines[at].text))
    return noise


def _is_at_edge(lines: tuple[Line, ...], at: int, noise: set[int]) -> bool:
    if at - 1 in noise or at + 1 in noise:
        return bool(_LONE_NUMBER.match(lines[at - 1 if at - 1 in noise else at + 1].text))
    page = lines[at].page
    if page is None:
        return False
    before = lines[at - 1].page if at else None
    after = lines[at + 1].page if at + 1 < len(lines) else None
    return page != before or page != after


def _may_run(text: str) -> bool:
    return not mark_of(clean(text)) and not _ENDED.search(text.strip()) and word_count(text) <= 20


def mark_of(text: str) -> tuple[Style, str, int] | None:
    """The marker that opens a line: its style, the mark itself, and how many characters it takes; None without."""
    for style, pattern in _MARKS:
        match = pattern.match(text)
        if match:
            return style, match.group(1), match.end()
    return None


class _Joiner:
    """Takes lines one by one and closes a passage when the next line begins another."""

    def __init__(self, lines: list[Line]) -> None:
        lengths = sorted(len(clean(line.text)) for line in lines)
        self.width = lengths[int(len(lengths) * 0.9)] if lengths else 0
        self.done: list[Passage] = []
        self.parts: list[str] = []
        self.numbers: list[int] = []
        self.style, self.mark = Style.PLAIN, ""
        self.last: Line | None = None
        self.counters: dict[Style, str] = {}

    def close(self) -> None:
        if self.numbers:
            starts, at = [], 0
            for part in self.parts:
                starts.append(at)
                at += len(part) + 1
            text = " ".join(self.parts)
            style = _plain_style(text) if self.style == Style.PLAIN else self.style
            self.done.append(Passage(style, self.mark, text, tuple(starts), tuple(self.numbers)))
        self.parts, self.numbers = [], []
        self.style, self.mark = Style.PLAIN, ""

    def open(self, style: Style, mark: str, text: str, line: Line) -> None:
        self.close()
        self.style, self.mark = style, mark
        self.parts, self.numbers = [text], [line.number]

    def take(self, line: Line) -> None:
        text = clean(line.text)
        marked = mark_of(text)
        if marked and self.begins(marked, text):
            style, mark, length = marked
            self.open(style, mark, text[length:], line)
            if style not in (Style.BULLET, Style.PART):
                self.counters[style] = mark
        elif self.continues(line, text):
            self.parts.append(text)
            self.numbers.append(line.number)
        else:
            self.open(_plain_style(text), "", text, line)
        self.last = line

    def begins(self, marked: tuple[Style, str, int], text: str) -> bool:
        """Whether the marker is one, and not the middle of a wrapped sentence."""
        style, mark, length = marked
        if not self.parts or self.last is None or self.last.whole:
            return True
        before = self.parts[-1]
        if style == Style.BULLET:
            if _DASH_JOINS.search(fold(before)) and _CONTINUES_DASH.match(fold(text)):
                return False
            return bool(_ENDED.search(before)) or not text[length : length + 1].islower() or mark not in "-–—"
        if style == Style.ROMAN and mark in "VXI" and text[len(mark) : len(mark) + 1] not in (".", ")"):
            return bool(_ENDED.search(before))
        if style in (Style.NUMBER, Style.NUMBER_2, Style.UPPER):
            return bool(_ENDED.search(before)) or is_capitals(before) or self.follows(style, mark)
        return True

    def follows(self, style: Style, mark: str) -> bool:
        """Whether the number is the next one of its series, or begins a series."""
        last = self.counters.get(style, "0").split(".")[-1]
        own = mark.split(".")[-1]
        return own in ("1", "A") or not own.isdigit() or not last.isdigit() or int(own) == int(last) + 1

    def continues(self, line: Line, text: str) -> bool:
        """Whether an unmarked line goes on with the sentence of the line before it."""
        if not self.parts or self.last is None or self.last.whole or line.whole:
            return False
        if not self.parts[-1]:
            return True  # "Phần I" stands alone, its title on the next line
        joined = " ".join(self.parts[:4])
        if is_signature(text) or (not text[0].islower() and (_is_head(text) or _is_end(text))):
            return False
        if is_capitals(joined) != is_capitals(text) and (is_capitals(joined) or is_capitals(text)):
            return False
        if text[0].islower() or text[0] in "(,;":
            return True
        if self.parts[-1].endswith((":", "./.")) or _is_head(joined):
            return False
        return len(self.parts[-1]) >= self.width * (0.8 if _ENDED.search(self.parts[-1]) else 0.6)


def _is_end(text: str) -> bool:
    return text.startswith("Trên đây") or (is_closing(text) and _ENDED.search(text) is not None)


def _plain_style(text: str) -> Style:
    if is_capitals(text) and (section_of(text, is_major=True) or is_signature(text)):
        return Style.CAPITALS
    return Style.BARE_HEAD if _is_head(text) else Style.PLAIN


def _is_head(text: str) -> bool:
    """An unmarked line that is a heading by its words: of a section, or a body's name before a colon."""
    if text.rstrip().endswith(":") and word_count(text) <= 40 and begins_with_body(text):
        return True
    section = section_of(text.split(":")[0], is_major=is_capitals(text))
    if section is None or is_signature(text):
        return False
    return section in (Section.RECIPIENTS, Section.ANNEX) or ":" in text or not _ENDED.search(text)


def passages_of(lines: list[Line]) -> list[Passage]:
    """Joins wrapped lines; the lines must be free of page noise. Every line is in exactly one passage."""
    joiner = _Joiner(lines)
    for line in lines:
        joiner.take(line)
    joiner.close()
    done = joiner.done
    return [
        replace(one, style=Style.BARE_HEAD) if _heads_bullets(one, after) else one
        for one, after in zip_longest(done, done[1:])
    ]


def _heads_bullets(passage: Passage, after: Passage | None) -> bool:
    """An unmarked short line without a full stop, right above bullets, is their heading."""
    if after is None or after.style != Style.BULLET or passage.style != Style.PLAIN:
        return False
    return not _ENDED.search(passage.text) and word_count(passage.text) <= 12 and passage.text[0].isupper()

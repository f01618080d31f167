"""The eight areas of club activity, found where a list names four or more of them."""

import re

from clb.plans.reading.draft import Area
from clb.plans.reading.passages import Passage
from clb.plans.reading.wording import fold, word_count

# Tried in this order: home care before health care. Codes are those of the domain, in the wordings of plans and manuals.
AREA_WORDS: tuple[tuple[int, re.Pattern[str]], ...] = tuple(
    (code, re.compile(words))
    for code, words in (
        (3, r"chăm sóc (?:\w+ ){0,4}tại nhà|tình nguyện viên chăm sóc"),
        (8, r"(?:vận động|huy động) (?:\w+ )?nguồn lực|gây quỹ"),
        (1, r"tăng thu nhập|sinh kế|phát triển kinh tế|giảm nghèo"),
        (5, r"quyền"),
        (2, r"chăm sóc sức khỏe|sức khỏe"),
        (7, r"thể thao|văn hóa|văn nghệ|đời sống tinh thần|thể dục|giao lưu"),
        (6, r"truyền thông|nhận thức|kiến thức|học tập suốt đời"),
        (4, r"tự giúp nhau|hỗ trợ cộng đồng|giúp đỡ cộng đồng|tương trợ"),
    )
)
_CLUB_NAME = re.compile(r"liên thế hệ tự giúp nhau")
LONGEST_AREA_WORDS = 16
FEWEST_AREAS = 4


def area_code(text: str) -> int | None:
    """The code that a short phrase names, or None."""
    words = _CLUB_NAME.sub("", fold(text.split(":")[0]))
    if word_count(words) > LONGEST_AREA_WORDS:
        return None
    return next((code for code, pattern in AREA_WORDS if pattern.search(words)), None)


def areas_in(passage: Passage) -> tuple[Area, ...]:
    """The areas listed in one paragraph between semicolons, or between commas behind a colon; () for fewer than four."""
    start = passage.text.find(":") + 1
    for joint in (r";|\.\s|\.$", r"[;,]|\.\s|\.$"):
        pieces, at = [], start
        for match in re.finditer(joint, passage.text[start:]):
            pieces.append(passage.cut(at, start + match.start()))
            at = start + match.end()
        pieces.append(passage.cut(at, len(passage.text)))
        areas = areas_among(pieces)
        if areas and (start or joint[0] == ";"):
            return areas
    return ()


def areas_among(pieces: list[Passage]) -> tuple[Area, ...]:
    """The areas that pieces of text name, one each, in order; () unless four different ones are there."""
    areas: list[Area] = []
    for piece in pieces:
        text = piece.text.strip(" .;,:()0123456789")
        code = area_code(text) if text else None
        if code and code not in {area.code for area in areas}:
            areas.append(Area(code, text, piece.lines))
    return tuple(areas) if len(areas) >= FEWEST_AREAS else ()

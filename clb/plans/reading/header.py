"""The top of a plan: letterhead, kind, title, legal basis; who issued it, for which place and period."""

import re
from dataclasses import dataclass, field
from datetime import date

from clb.plans.reading.bodies import begins_with_body
from clb.plans.reading.draft import Line, Reference
from clb.plans.reading.headings import Section, section_of
from clb.plans.reading.passages import Style, mark_of, split_columns
from clb.plans.reading.wording import CAPITAL, clean, fold, is_capitals, word_count

KINDS: tuple[tuple[str, str], ...] = (
    ("KE_HOACH", "kế hoạch"),
    ("QUYET_DINH", "quyết định"),
    ("DE_AN", "đề án"),
    ("CHUONG_TRINH", "chương trình"),
    ("NGHI_QUYET", "nghị quyết"),
    ("HUONG_DAN", "hướng dẫn"),
    ("CHI_THI", "chỉ thị"),
    ("CONG_VAN", "công văn"),
)
UNKNOWN_KIND = "VAN_BAN"
_KIND_OF_SYMBOL = {
    "kh": "KE_HOACH", "qđ": "QUYET_DINH", "đa": "DE_AN", "ctr": "CHUONG_TRINH", "nq": "NGHI_QUYET", "hd": "HUONG_DAN",
    "ct": "CHI_THI",
}  # fmt: skip
# Papers one may carry out; a law or a proposal is only a basis.
_CARRIED_OUT = r"quyết định|kế hoạch|đề án|chương trình|nghị quyết|chỉ thị|hướng dẫn|công văn"
_KIND_LINE = re.compile(rf"^(?:{'|'.join(word for _, word in KINDS)})(?!\w)")
_NATION = re.compile(r"cộng h[òo]a xã hội chủ nghĩa việt nam|độc lập\s*[-–—]\s*tự do\s*[-–—]\s*hạnh phúc")
_NUMBER = re.compile(r"(?<!\w)số\s*[:.]?\s*(\d*\s*/\s*(?:\d{4}/)?[\w/.&-]+)")
_DATE = re.compile(r"ngày\s*(\d{1,2})\s*(?:tháng|/|-|\.)\s*(\d{1,2})\s*(?:năm|/|-|\.)\s*(\d{4})")
_BASIS = re.compile(
    r"^[-–+*•\s]*(?:căn cứ|thực hiện|triển khai|theo|xét|nhằm|để|trên cơ sở|thi hành|tiếp tục|được sự|sau khi)(?!\w)"
)
_AUTHORITY = re.compile(
    r"^(?:chủ tịch |phó chủ tịch )?(?:ủy ban nhân dân|ubnd|hội đồng nhân dân|hội người cao tuổi|ban đại diện|thủ tướng|ban thường vụ|huyện ủy|tỉnh ủy)"
)
_REFERENCE = re.compile(
    rf"(?P<kind>{_CARRIED_OUT})\s+(?:số\s*:?\s*)?(?P<number>\d+(?:/\d{{4}})?/[\w-]+(?:/[\w-]+)?)"
    r"(?:[,;]?\s*(?:ban hành\s+)?ngày\s*(?P<day>\d{1,2})\s*(?:tháng|[/.-])\s*(?P<month>\d{1,2})\s*(?:năm|[/.-])\s*(?P<year>\d{4}))?"
    r"(?:\s*,?\s*của\s+(?P<issuer>[^,;.]{3,90}?)(?=\s*(?:[,;.]|$|về việc|về|v/v|phê duyệt|ban hành|triển khai|\()))?"
)
_ENCLOSED = re.compile(r"\(?(?:ban hành )?kèm theo (?:quyết định|tờ trình|công văn).*")
_LEVELS: tuple[tuple[str, str], ...] = (
    ("COMMUNE", r"xã|phường|thị trấn|đặc khu"),
    ("DISTRICT", r"huyện|quận|thị xã"),
    ("PROVINCE", r"tỉnh|thành phố"),
)
_LEVEL_WORD = r"(?:[Xx]ã|XÃ|[Pp]hường|PHƯỜNG|[Tt]hị trấn|THỊ TRẤN|[Đđ]ặc khu|ĐẶC KHU|[Hh]uyện|HUYỆN|[Qq]uận|QUẬN|[Tt]hị xã|THỊ XÃ|[Tt]ỉnh|TỈNH|[Tt]hành phố|THÀNH PHỐ)"
_NAME_WORD = (
    rf"(?!(?:ĐẾN|TỪ|VỀ|TRÊN|GIAI ĐOẠN|NĂM \d|THỰC HIỆN|CỘNG HÒA)(?!\w))(?:[{CAPITAL}][\w'’-]*|\d{{1,2}}(?!\d|[/.]))"
)
_PLACE = re.compile(rf"(?<!\w)(?P<level>{_LEVEL_WORD})\s+(?P<name>{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,4}})")
_PERIOD = re.compile(
    r"(?:giai đoạn\s+)?(?:từ\s+)?(?:năm\s+)?(?<!\d)(20\d\d|19\d\d)\s*(?:[-–—]|đến)\s*(?:hết\s+)?(?:năm\s+)?(20\d\d)"
)
_UNTIL = re.compile(r"(?:đến|tới)\s+(?:hết\s+|cuối\s+)?(?:năm\s+)?(20\d\d)")
_ONE_YEAR = re.compile(r"năm\s+(20\d\d)")
_LATER = re.compile(r"(?:,|và)?\s*(?:định hướng|tầm nhìn)\s+đến.*")
_PROPER_NAMES = (
    "Hội Người cao tuổi",
    "Y tế",
    "Nội vụ",
    "Tài chính",
    "Văn hóa",
    "Lao động",
    "Hội đồng nhân dân",
    "UBND",
    "HĐND",
    "Việt Nam",
    "Ban Đại diện",
    "Ban Chấp hành",
    "Mặt trận Tổ quốc",
)
LONGEST_HEADER_LINES = 80
LONGEST_TITLE_LINES = 8


@dataclass
class Top:
    """What the lines above the first section say."""

    kind: str = UNKNOWN_KIND
    number: str | None = None
    issued_on: date | None = None
    letterhead: list[str] = field(default_factory=list)
    title: str = ""
    promulgated_by: str | None = None
    basis: str = ""
    basis_lines: tuple[tuple[int, str], ...] = ()
    lines: tuple[int, ...] = ()


def read_top(lines: list[Line]) -> Top:
    """Reads the lines up to the first section heading; `Top.lines` is empty where the text has no such top."""
    count = _count_of_top(lines)
    if count is None:
        return Top()
    block = lines[:count]
    top = Top(lines=tuple(line.number for line in block))
    at_kind = next((at for at, line in enumerate(block) if _is_kind_line(clean(line.text))), None)
    above = block if at_kind is None else block[:at_kind]
    at_title = at_kind or 0
    if at_kind is not None:
        words = fold(clean(block[at_kind].text))
        top.kind = next(code for code, word in KINDS if words.startswith(word))
        at_title = _read_title(top, block, at_kind)
    _read_letterhead(top, above if at_kind is not None else block[:8])
    if top.kind == UNKNOWN_KIND and top.number:
        top.kind = _kind_of_number(top.number)
    rest = block[at_title:]
    top.basis_lines = tuple((line.number, clean(line.text)) for line in rest)
    top.basis = " ".join(text for _, text in top.basis_lines)
    return top


def _count_of_top(lines: list[Line]) -> int | None:
    """Number of lines above the first section, or None where no section begins early enough."""
    for at, line in enumerate(lines[:LONGEST_HEADER_LINES]):
        text = clean(line.text)
        if at and _begins_section(text):
            return at
        if not at and _begins_section(text) and not _is_kind_line(text):
            return 0
    return None


def _begins_section(text: str) -> bool:
    if _is_kind_line(text) or _BASIS.match(fold(text)):
        return False
    marked = mark_of(text)
    if marked:
        return marked[0] not in (Style.BULLET, Style.LETTER)
    return section_of(text, is_major=is_capitals(text)) not in (None, Section.RECIPIENTS) and (
        is_capitals(text) or text.endswith(":") or word_count(text) <= 4
    )


def _is_kind_line(text: str) -> bool:
    return bool(_KIND_LINE.match(fold(text))) and is_capitals(_first_words(text)) and word_count(text) <= 40


def _first_words(text: str) -> str:
    return " ".join(text.split()[:2])


def _read_title(top: Top, block: list[Line], at_kind: int) -> int:
    """Puts the title together; returns the position of the first line behind it."""
    first = clean(block[at_kind].text)
    word = next(word for code, word in KINDS if code == top.kind)
    parts = [first[len(word) :].strip(" :")]
    at = at_kind + 1
    while at < len(block) and at - at_kind <= LONGEST_TITLE_LINES:
        text = clean(block[at].text)
        begun = any(parts)
        if begun and (_BASIS.match(fold(text)) or _is_kind_line(text)):
            break
        if begun and is_capitals(text) and _AUTHORITY.match(fold(text)) and not is_capitals(parts[-1]):
            break
        if begun and parts[-1].endswith((".", ":", ";")):
            break
        if begun and _AUTHORITY.match(fold(text)) and re.search(r"ban hành|xây dựng|triển khai|như sau", fold(text)):
            break
        if _NUMBER.match(fold(text)) and not begun:
            top.number = top.number or _number_in(text)
        else:
            parts.append(text)
        at += 1
    title = " ".join(part for part in parts if part)
    enclosed = _ENCLOSED.search(fold(title))
    if enclosed:
        top.issued_on = top.issued_on or date_in(enclosed.group())
        by = re.search(r"của (?:chủ tịch )?([^()]+)", title[enclosed.start() :])
        top.promulgated_by = by[1].strip() if by else None
        title = title[: enclosed.start()]
    top.title = title.strip(" .:")
    return at


def _read_letterhead(top: Top, block: list[Line]) -> None:
    """Number, day and issuer from two columns side by side or one under the other."""
    capitals = True
    for line in block:
        cells = [cell for cell in split_columns(line.text) if cell] or [clean(line.text)]
        for cell in cells:
            words = fold(cell)
            top.number = top.number or _number_in(cell)
            top.issued_on = top.issued_on or date_in(cell)
            issuer = cell[: found.start()] if (found := _NATION.search(words)) else cell
            capitals = capitals and not _NUMBER.search(words)
            if capitals and is_capitals(issuer) and not _KIND_LINE.match(words):
                top.letterhead.append(issuer.strip())


def _number_in(text: str) -> str | None:
    found = _NUMBER.search(fold(text))
    if not found or not re.search(r"\d", found[1]):
        return None
    return re.sub(r"\s", "", text[found.start(1) : found.end(1)]).rstrip(".,-")


def _kind_of_number(number: str) -> str:
    symbol = re.split(r"[/-]", fold(number))
    return next((_KIND_OF_SYMBOL[part] for part in symbol if part in _KIND_OF_SYMBOL), UNKNOWN_KIND)


def date_in(text: str) -> date | None:
    """The first real date "ngày 24 tháng 12 năm 2020" or "ngày 24/12/2020" in the text."""
    for found in _DATE.finditer(fold(text)):
        try:
            return date(int(found[3]), int(found[2]), int(found[1]))
        except ValueError:
            continue
    return None


def references_in(top: Top) -> tuple[Reference, ...]:
    """The papers that the plan carries out: those behind "Thực hiện", and decisions and plans behind "Căn cứ"."""
    text, words = top.basis, fold(top.basis)
    starts, at = [], 0
    for line_number, line in top.basis_lines:
        starts.append((at, line_number))
        at += len(line) + 1
    found: dict[str, Reference] = {}
    for match in _REFERENCE.finditer(words):
        opening = max(words.rfind(word, 0, match.start()) for word in ("căn cứ", "thực hiện", "triển khai", "thi hành"))
        asked = max(words.rfind(word, 0, match.start()) for word in ("đề nghị của", "xét ", "tờ trình"))
        if opening < 0 or asked > opening:
            continue
        number = text[match.start("number") : match.end("number")]
        issuer = text[match.start("issuer") : match.end("issuer")].strip() if match["issuer"] else None
        kind = next(code for code, word in KINDS if word == match["kind"])
        found.setdefault(number, Reference(kind, number, date_in(match.group()), issuer, _lines_at(starts, match)))
    return tuple(found.values())


def _lines_at(starts: list[tuple[int, int]], match: re.Match[str]) -> tuple[int, ...]:
    ends = [at for at, _ in starts[1:]] + [10**9]
    return tuple(
        number for (at, number), end in zip(starts, ends, strict=True) if at < match.end() and end > match.start()
    )


def place_in(text: str) -> tuple[str, str] | None:
    """The place a title is about: ("huyện Hồng Ngự", "DISTRICT"); a name in capitals is written as a name.

    That is the one "trên địa bàn", else the last one named; of "xã A, huyện B, tỉnh C" it is the first.
    """
    area = re.search(r"trên địa bàn|cho địa bàn", fold(text))
    places = list(_PLACE.finditer(text, area.end() if area else 0)) or list(_PLACE.finditer(text))
    if not places:
        return None
    found = places[0 if area else -1]
    for before in reversed(places[: places.index(found)]):
        if text[before.end() : found.start()].strip() not in (",", "-", "–"):
            break
        found = before
    word = found["level"].lower()
    level = next(level for level, words in _LEVELS if re.fullmatch(words, word))
    name = found["name"]
    if is_capitals(name) or name == name.upper():
        name = " ".join(part.capitalize() for part in name.split())
    return f"{word} {name}", level


def period_in(title: str) -> tuple[date | None, date | None]:
    """First and last day of the period in a title: "giai đoạn đến năm 2025" → (None, 31/12/2025)."""
    words = _LATER.sub("", fold(title))
    if years := _PERIOD.search(words):
        return date(int(years[1]), 1, 1), date(int(years[2]), 12, 31)
    if until := _UNTIL.search(words):
        return None, date(int(until[1]), 12, 31)
    if year := _ONE_YEAR.search(words):
        return date(int(year[1]), 1, 1), date(int(year[1]), 12, 31)
    return None, None


def issuer_of(top: Top, place_name: str | None, signed_for: str | None) -> str | None:
    """The issuing body: the letterhead, else the body that "xây dựng Kế hoạch", else whom the signer signs for."""
    if top.letterhead:
        own = " ".join(_as_name(part) for part in _own_letterhead(top.letterhead))
        return own[:1].upper() + own[1:]
    made = re.search(
        r"((?:Ủy ban nhân dân|UBND|Hội Người cao tuổi|Ban Đại diện)[^.;,]{0,60}?)\s+(?:xây dựng|ban hành)", top.basis
    )
    name: str | None = made[1] if made else top.promulgated_by or (_as_name(signed_for) if signed_for else None)
    if name:
        name = name[:1].upper() + name[1:]
    if name and place_name:
        level = place_name.split(" ")[0]
        if fold(name).endswith(level):
            return f"{name[: -len(level)]}{place_name}"
        if not place_in(name):
            return f"{name} {place_name}"
    return name


def _own_letterhead(parts: list[str]) -> list[str]:
    """A people's committee above a department is its superior: the issuer stands under it."""
    own = next((at for at, part in enumerate(parts) if at and begins_with_body(part)), 0)
    above = fold(parts[0])
    names_itself = "người cao tuổi" in fold(" ".join(parts[own:])) and above == "hội người cao tuổi việt nam"
    return parts[own:] if names_itself or re.match(r"ubnd|ủy ban nhân dân", above) else parts


def _as_name(capitals: str) -> str:
    """ "ỦY BAN NHÂN DÂN HUYỆN MẪU" → "ủy ban nhân dân huyện Mẫu"; the caller capitalises the first letter."""
    place = place_in(capitals)
    lower = fold(capitals)
    if place:
        at = lower.rfind(place[0].lower())
        lower = lower[:at] + place[0] + lower[at + len(place[0]) :] if at >= 0 else lower
    for name in _PROPER_NAMES:
        lower = lower.replace(fold(name), name)
    return lower

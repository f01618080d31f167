"""Figures in a Vietnamese sentence: their value, their bound, and what is no figure (years, ages, document numbers)."""

import re
from dataclasses import dataclass
from decimal import Decimal

from clb.plans.reading.draft import Bound, Measure
from clb.plans.reading.wording import fold

_UNITS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
          "chín": 9, "mốt": 1}  # fmt: skip
_DIGIT_WORD = "một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín"
_TENS = rf"(?:(?:{_DIGIT_WORD}) mươi|mười)(?: (?:{_DIGIT_WORD}|mốt|lăm|tư))?"
_WORD_NUMBER = rf"(?:(?:{_DIGIT_WORD}) trăm(?: (?:linh|lẻ) (?:{_DIGIT_WORD}|tư)| {_TENS})?|{_TENS}|{_DIGIT_WORD})"
_DIGITS = r"\d{1,3}(?:[. ]\d{3}(?!\d))+(?:,\d+)?|\d+(?:[.,]\d+)?"
LONGEST_FIGURE = 20  # characters; longer runs of digits are account numbers or junk
_SCALE = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}

# The noun after a figure, its unit as stored, its measure; longest wording first.
UNITS: tuple[tuple[str, str, Measure], ...] = (
    (r"%|phần trăm", "%", Measure.SHARE),
    (r"(?:việt nam )?đồng(?!\s+(?:chí|bào|thời|bằng|bộ))|vnđ|vnd|đ(?=[\s/,.;)]|$)", "đồng", Measure.MONEY_VND),
    (r"câu lạc bộ|clb", "CLB", Measure.COUNT),
    (r"tình nguyện viên|tnv", "tình nguyện viên", Measure.COUNT),
    (r"thành viên|hội viên", "thành viên", Measure.COUNT),
    (r"lượt người|lượt", "lượt người", Measure.COUNT),
    (r"người(?: dân)?|phụ nữ|cụ|cán bộ|thanh niên|nct", "người", Measure.COUNT),
    (r"xã, phường, thị trấn|xã, phường|phường, xã|xã, thị trấn|đơn vị cấp xã|xã", "xã", Measure.COUNT),
    (r"phường", "phường", Measure.COUNT),
    (r"thị trấn", "thị trấn", Measure.COUNT),
    (r"huyện, thành phố|huyện, thị xã|huyện|thành phố", "huyện", Measure.COUNT),
    (r"tỉnh, thành phố|tỉnh", "tỉnh", Measure.COUNT),
    (r"thôn|ấp|khóm|khu phố|tổ dân phố|bản|buôn", "thôn", Measure.COUNT),
    (r"lớp(?: tập huấn)?", "lớp", Measure.COUNT),
    (r"hộ(?: gia đình| nghèo)?(?!i)", "hộ", Measure.COUNT),
    (r"lần(?: ?/ ?(?:tháng|năm|quý|tuần))?", "lần", Measure.COUNT),
    (r"buổi(?: ?/ ?(?:tháng|năm|quý|tuần))?", "buổi", Measure.COUNT),
    (r"cuộc|đợt|hội nghị|hội thảo", "cuộc", Measure.COUNT),
    (r"mô hình", "mô hình", Measure.COUNT),
    (r"tin, bài|tin|bài|phóng sự", "tin bài", Measure.COUNT),
    (r"đơn vị|cơ quan|doanh nghiệp", "đơn vị", Measure.COUNT),
    (r"quỹ", "quỹ", Measure.COUNT),
    (r"tờ rơi|cuốn|quyển|bộ tài liệu|bộ", "bộ", Measure.COUNT),
)
_UNIT_AFTER = tuple((re.compile(rf"\s*(?:{words})(?!\w)" if words[0] != "%" else rf"\s*(?:{words})"), unit, measure)
                    for words, unit, measure in UNITS)  # fmt: skip

# What looks like a figure and is none. Each is blanked out, length kept, before figures are looked for.
_NO_FIGURE = re.compile(
    r"(?<!\d)\d{1,6}(?:/\d{4})?/[a-zđ][\w-]{0,40}"  # 1336/QĐ-TTg, 06/2011/NĐ-CP
    r"|(?:số|quyết định|kế hoạch|nghị quyết|nghị định|thông tư|công văn)\s+\d{1,6}(?:/[\w/-]{0,40})?(?=[\s,.;]|$)"
    r"|ngày\s+\d{1,2}(?:\s*tháng\s*\d{1,2}(?:\s*(?:,|năm)\s*\d{4})?|[/.-]\d{1,2}(?:[/.-]\d{4})?)?"
    r"|\d{1,2}[/-]\d{1,2}[/-]\d{4}|(?:tháng|quý)\s+\d{1,2}(?:\s*(?:/|năm)\s*\d{4})?"
    r"|giai đoạn\s+(?:từ\s+)?(?:năm\s+)?\d{4}\s*(?:[-–—]|đến)\s*(?:năm\s+)?(?:\d{4}|\d{2})"
    r"|(?:từ )?năm\s+\d{4}(?:\s*(?:[-–—]|đến)\s*(?:năm\s+)?\d{4})?|\b(?:19|20)\d\d\s*[-–—]\s*(?:19|20)\d\d\b"
    r"|(?:từ\s+)?(?:đủ\s+|trên\s+|dưới\s+)?\d{2,3}\s*(?:(?:[-–—]|đến)\s*(?:dưới\s+)?\d{2,3}\s*)?tuổi(?:\s+trở\s+(?:lên|xuống))?"
    r"|(?:điều|khoản|mục|phần|điểm|phụ lục|biểu|phiên bản)\s+(?:số\s+)?\d+(?:\.\d+)*"
    r"|(?:0?[1-9]|\d\d|một|hai|ba|sáu)\s+(?:tháng|năm|quý|ngày|tuần)(?!\w)"
    r"|(?:0?[1-9]|hai|ba|bốn|tám)\s+(?:loại |nguồn )?quỹ(?!\w)"
    r"|(?:0?8|tám)\s+(?:nhiệm vụ|lĩnh vực|mảng|nội dung|nhóm|hoạt động)"
    r"|(?:mỗi|từng|là|như|các|những) một|một (?:số|phần|cách|trong|lần|cửa|bộ phận)|mỗi năm|hằng năm|hàng năm|trong năm"
    r"|(?:19|20)\d\d\b(?!\s*(?:%|câu|clb|thành|người|triệu|đồng))"
)

# "2/3 số câu lạc bộ" is read as a share; the figure takes the room of the words, so that positions agree.
_FRACTION = re.compile(
    r"(?<![\w/.,])(?:(?P<part>[1-8])/(?P<whole>[2-9])(?=\s+(?:tổng )?số\s)|(?P<half>một nửa|phân nửa))(?![\w/])"
)

_LOW = r"trên|hơn|vượt|từ|ít nhất(?: là)?(?: từ)?|tối thiểu(?: là)?(?: từ)?|không (?:dưới|thấp hơn|ít hơn)|thấp nhất(?: là)?|≥|>=|>"
_HIGH = r"không quá|không (?:vượt quá|vượt|cao hơn|lớn hơn|nhiều hơn)|tối đa(?: là)?|nhiều nhất(?: là)?|dưới|chưa đến|≤|<=|<"
_PLAIN = r"đạt|khoảng|đủ|bằng|chiếm"
_SAID = re.compile(rf"(?<!\w)(?:(?:{_LOW}|{_HIGH}|{_PLAIN}|ở mức|mức|tỷ lệ|là|được)(?:\s+|(?<=[≥≤<>=])|$))+$")
_SAID_BOUND = re.compile(rf"(?<!\w)(?:(?P<low>{_LOW})|(?P<high>{_HIGH}))(?:(?!\w)|(?<=[≥≤<>=]))")
_AFTER_UP = re.compile(r"[^,;.\d]{0,40}?(?<!\w)trở lên(?!\w)")
_AFTER_DOWN = re.compile(r"[^,;.\d]{0,40}?(?<!\w)trở xuống(?!\w)")
# The figure again in words, as offices write it: "03 (ba) câu lạc bộ".
_AGAIN = rf"(?:\s*\(\s*(?:{_WORD_NUMBER}|\d{{1,3}})(?: (?:nghìn|ngàn|triệu|tỷ|tỉ))?\s*\))?"
_RANGE = r"\s*(?:(?:%|đồng)\s*)?(?:-|–|—|đến|tới)\s*"
_NONE_BELOW = re.compile(r"không (?:có |để )?[^,;.]{2,40} nào [^,;.]{0,20}dưới\s+$")
_STRICT = re.compile(r"trên|hơn|vượt|dưới|chưa đến|[<>](?!=)")
_FIGURE = re.compile(
    rf"(?<![\w.,/])(?P<low>{_DIGITS}|{_WORD_NUMBER}(?!\w)){_AGAIN}(?P<lowscale>\s*(?:nghìn|ngàn|triệu|tỷ|tỉ)(?!\w))?"
    rf"(?:(?P<joint>{_RANGE})(?P<high>{_DIGITS}|{_WORD_NUMBER})(?![\w/]){_AGAIN})?"
    rf"(?P<scale>\s*(?:nghìn|ngàn|triệu|tỷ|tỉ)(?!\w))?"
)


@dataclass(frozen=True)
class Quantity:
    """A figure with its unit. `start` is where its bound word begins, `end` where the unit ends.

    `is_plain`: no word of bound stands beside it, so that two different plain figures contradict each other.
    """

    start: int
    number_at: int
    end: int
    bound: Bound
    unit: str
    measure: Measure
    is_plain: bool


def quantities_in(text: str) -> list[Quantity]:
    """Every figure with a known unit in `text`, in order; positions are those of `text`."""
    words = _NO_FIGURE.sub(lambda match: "¤" * len(match.group()), _FRACTION.sub(_as_percent, fold(text)))
    found = []
    position = 0
    while figure := _FIGURE.search(words, position):
        position = figure.end()
        unit_end, unit, measure = _unit_at(words, figure.end())
        if unit and _is_a_figure(figure, unit):
            found.append(_quantity(words, figure, unit_end, unit, measure))
            position = unit_end
    return found


def _as_percent(fraction: re.Match[str]) -> str:
    """Halves, quarters, fifths; two thirds is no whole percentage and is left to the person."""
    part, whole = (1, 2) if fraction["half"] else (int(fraction["part"]), int(fraction["whole"]))
    is_exact = part < whole and 100 * part % whole == 0
    return f"{100 * part // whole}%".ljust(len(fraction.group())) if is_exact else fraction.group()


def _unit_at(words: str, at: int) -> tuple[int, str, Measure]:
    for pattern, unit, measure in _UNIT_AFTER:
        match = pattern.match(words, at)
        if match:
            return match.end(), unit, measure
    return at, "", Measure.QUALITY


def _is_a_figure(figure: re.Match[str], unit: str) -> bool:
    """ "một người", "hai huyện" may be plain speech; a word for one is a figure only before clubs, classes, shares."""
    if len(figure["low"]) > LONGEST_FIGURE or len(figure["high"] or "") > LONGEST_FIGURE:
        return False
    return not (figure["low"] == "một" and unit not in {"CLB", "lớp", "%", "cuộc", "mô hình"})


def _quantity(words: str, figure: re.Match[str], unit_end: int, unit: str, measure: Measure) -> Quantity:
    scale = figure["scale"] or ""
    low = whole(value_of(figure["low"]) * _scale(figure["lowscale"] or scale))
    high = whole(value_of(figure["high"]) * _scale(scale or figure["lowscale"] or "")) if figure["high"] else None
    said = _SAID.search(words, max(0, figure.start() - 60), figure.start())
    start = said.start() if said else figure.start()
    word = _SAID_BOUND.search(words, start, figure.start())
    goes_up = bool(_AFTER_UP.match(words, unit_end)) or bool(
        _NONE_BELOW.search(words, max(0, figure.start() - 90), figure.start())
    )
    bound = _bound(low, high, word, goes_up=goes_up, goes_down=bool(_AFTER_DOWN.match(words, unit_end)))
    return Quantity(start, figure.start(), unit_end, bound, unit, measure, high is None and not word and not goes_up)


def _bound(low: Decimal, high: Decimal | None, word: re.Match[str] | None, *, goes_up: bool, goes_down: bool) -> Bound:
    if high is not None:
        return Bound(min(low, high), max(low, high))
    is_strict = bool(word and _STRICT.match(word.group()))
    if (word and word["high"] and not goes_up) or (goes_down and not goes_up):
        return Bound(maximum=low, max_strict=is_strict and not goes_down)
    return Bound(minimum=low, min_strict=is_strict and not goes_up)


def value_of(number: str) -> Decimal:
    """ "20.000.000" → 20000000, "1,5" → 1.5, "03" → 3, "ba mươi lăm" → 35."""
    if not number[0].isdigit():
        return Decimal(_from_words(number))
    grouped = re.fullmatch(r"(\d{1,3}(?:[. ]\d{3})+)(?:,(\d+))?", number)
    if grouped:
        whole = re.sub(r"[. ]", "", grouped[1])
        return Decimal(f"{whole}.{grouped[2]}" if grouped[2] else whole)
    return Decimal(number.replace(",", "."))


def whole(value: Decimal) -> Decimal:
    """1500000000.0 as 1500000000, so that it is shown as people write it."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def _from_words(number: str) -> int:
    total = digit = 0
    for word in number.split():
        if word == "trăm":
            total, digit = digit * 100, 0
        elif word == "mươi":
            total, digit = total + digit * 10, 0
        elif word == "mười":
            total += 10
        else:
            digit = _UNITS.get(word, 0)
    return total + digit


def _scale(word: str) -> int:
    return _SCALE.get(word.strip(), 1)

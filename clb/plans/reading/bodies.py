"""Names of bodies (cơ quan, đơn vị): told by the words they begin with, split where a list joins several."""

import re

from clb.plans.reading.draft import BodyKind
from clb.plans.reading.wording import fold

# A body's name begins with one of these, with a capital first letter.
_FIRST_WORDS = (
    r"Ủy ban|UỶ BAN|Uỷ ban|ỦY BAN|UBND|UBMTTQ|UB MTTQ|MTTQ|HĐND|Hội(?! (?:nghị|thảo|thi|họp)\b)|HỘI|Ban(?! hành\b)|BAN"
    r"|Phòng(?!,? (?:chống|ngừa)\b)|PHÒNG|Trung tâm|TRUNG TÂM|Sở|SỞ|Đoàn(?! kết\b)|ĐOÀN"
    r"|Mặt trận|Liên đoàn|Liên minh|Công an|Công đoàn|Báo(?! cáo\b)|Đài|Chi cục|Cục|Bảo hiểm|BHXH|Kho bạc|Ngân hàng|Trường(?! hợp\b)|Trạm"
    r"|Văn phòng|Thanh tra|Viện(?! trợ\b)|Tỉnh [Đđ]oàn|Huyện [Đđ]oàn|Thành [Đđ]oàn|Thị [Đđ]oàn|Xã [Đđ]oàn|Tỉnh ủy|Huyện ủy|Đảng ủy"
    r"|Bộ(?! (?:tài liệu|tiêu chí)\b)|Bệnh viện|Chi hội|Câu lạc bộ|Quân sự|Thường trực|Thủ trưởng"
    r"|Đồn(?! (?:đại|điền)\b)|Hạt|Chi nhánh|Chi đoàn|Điện lực|Bưu điện|Tòa án|Nhà văn hóa|Ngành\b|Khối\b|Hợp tác xã|Doanh nghiệp|Tổ(?! chức\b)|Cơ quan|Công chức|Cán bộ|Đồng chí"
    r"|Lãnh đạo|Trưởng|Giám đốc|Chủ tịch|Chủ nhiệm|Bộ phận|Nhóm|Mạnh thường quân"
)
# Collective bodies, where the small letter is usual.
_COLLECTIVE = (
    r"(?:[Cc]ác|[Nn]hững) (?:[Ss]ở|[Pp]hòng|[Bb]an|[Nn]gành|[Tt]ổ chức|[Đđ]oàn thể|[Đđ]ơn vị|[Cc]ơ quan|[Hh]ội|xã|phường|huyện"
    r"|thành viên|địa phương|cấp [Hh]ội|cấp ủy|[Cc]hi hội|[Kk]hu phố|[Tt]hôn|[Ấấ]p"
    r"|[Kk]hóm|khu dân cư|[Tt]rường|[Tt]rạm|[Tt]ổ|cơ sở y tế|doanh nghiệp|Câu lạc bộ)|[Cc]hính quyền"
)
_STARTS = re.compile(rf"(?:{_FIRST_WORDS}|{_COLLECTIVE})(?!\w)")
_JOIN = re.compile(r"\s*(?:,|;|&| và (?!các? ?ban\b)|, và )\s*")
_REQUEST = re.compile(r"^(?:kính )?(?:đề nghị|mời)\s+", re.IGNORECASE)
_ORDER = re.compile(r"^(?:giao(?: cho)?|đối với|trách nhiệm của|yêu cầu)\s+", re.IGNORECASE)
_SHARED = re.compile(r"^(?:Các|các)\s+(Sở|sở|Phòng|phòng|Hội|hội|Ban|Trung tâm)\s*:\s*(.+)$")
_KINDS: tuple[tuple[BodyKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(words))
    for kind, words in (
        (BodyKind.OTHER, r"liên đoàn lao động|công an|công đoàn"),
        (BodyKind.COMMUNE, r"(?:ủy ban nhân dân|ubnd|chính quyền) (?:các |cấp )?(?:xã|phường|thị trấn|đặc khu)"),
        (BodyKind.FRONT, r"mặt trận|mttq"),
        (BodyKind.ASSOCIATION, r"người cao tuổi|\bnct\b"),
        (BodyKind.WOMEN, r"phụ nữ"),
        (BodyKind.YOUTH, r"đoàn thanh niên|đoàn tncs|(?:tỉnh|huyện|thành|thị|xã) đoàn|đoàn xã|đoàn phường"),
        (BodyKind.HEALTH, r"y tế|bệnh viện"),
        (BodyKind.FINANCE, r"tài chính|kế hoạch và đầu tư|kho bạc"),
        (BodyKind.LABOUR, r"lao động|lđ ?- ?tb ?& ?xh|lđtb"),
        (BodyKind.CULTURE, r"văn hóa|thông tin|truyền thông|truyền thanh|phát thanh|thể thao|vh ?- ?tt|^báo\b"),
        (BodyKind.GOVERNMENT, r"ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|văn phòng"),
    )
)


def kind_of(body: str) -> BodyKind:
    """The best guess of the office behind a body's name."""
    words = fold(body)
    return next((kind for kind, pattern in _KINDS if pattern.search(words)), BodyKind.OTHER)


def without_order(head: str) -> tuple[str, bool]:
    """The head without "Đề nghị", "Giao", "Đối với"; and whether it was a request."""
    request = _REQUEST.match(head)
    if request:
        return head[request.end() :], True
    return _ORDER.sub("", head), False


def begins_with_body(text: str) -> bool:
    """True where the text, after "Đề nghị" or "Giao", begins with a body's name."""
    return bool(_STARTS.match(without_order(text)[0]))


def names_in(text: str) -> tuple[str, ...]:
    """The bodies in a list: split at commas and "và" only where the next part begins a body's name.

    "Phòng Văn hóa và Thông tin" stays one; "các Sở: Y tế, Tài chính" becomes "Sở Y tế", "Sở Tài chính".
    """
    text = text.strip(" .:;,")
    shared = _SHARED.match(text)
    if shared:
        first = shared.group(1)
        parts = [part.strip() for part in re.split(r",|;", shared.group(2)) if part.strip()]
        return tuple(part if _STARTS.match(part) else f"{first.capitalize()} {part}" for part in parts)
    names: list[str] = []
    start = 0
    for joint in _JOIN.finditer(text):
        if _STARTS.match(text, joint.end()) and not _is_inside_collective(text[start : joint.start()]):
            names.append(text[start : joint.start()])
            start = joint.end()
    names.append(text[start:])
    return tuple(name.strip(" .:;,") for name in names if name.strip(" .:;,"))


def names_shared(text: str) -> bool:
    """True for "Các sở: Y tế, Tài chính", where the first word belongs to each name."""
    return bool(_SHARED.match(without_order(text)[0]))


def _is_inside_collective(text: str) -> bool:
    """ "các Sở, Ban, ngành" is one body although its parts have capitals."""
    return bool(re.fullmatch(r"(?:[Cc]ác|[Nn]hững)(?: [Ss]ở| [Bb]an| [Nn]gành| [Pp]hòng| [Hh]ội|, ?)*", text))

"""Which section a heading opens, told by the meaning of its words, however it is numbered."""

import re
from enum import Enum, auto

from clb.plans.reading.wording import fold, is_capitals, word_count


class Section(Enum):
    """The parts of a plan that the reader tells apart."""

    OBJECTIVES = auto()
    TARGETS = auto()
    CONTENT = auto()
    ROADMAP = auto()
    AREAS = auto()
    MONEY = auto()
    AGENCIES = auto()
    RECIPIENTS = auto()
    SIGNATURE = auto()
    ANNEX = auto()
    CONTEXT = auto()


# Tried in this order: "mục tiêu cụ thể" before "mục tiêu", "tổ chức thực hiện" before "thực hiện".
KEYWORDS: tuple[tuple[Section, str], ...] = (
    (Section.RECIPIENTS, r"nơi (?:nhận|gửi)"),
    (Section.ANNEX, r"phụ lục|phụ biểu|biểu (?:số )?\d+|biểu mẫu"),
    (Section.TARGETS, r"(?:mục tiêu|chỉ tiêu) cụ thể|chỉ tiêu|mục tiêu đến năm|kết quả (?:cần đạt|dự kiến|mong đợi)"),
    (Section.OBJECTIVES, r"mục đích|mục tiêu|yêu cầu|quan điểm"),
    (Section.AREAS, r"(?:0?8|tám) (?:nhiệm vụ|lĩnh vực|mảng|nội dung|nhóm|hoạt động)(?: hoạt động)?"),
    (Section.AREAS, r"(?:lĩnh vực|mảng) hoạt động"),
    (Section.MONEY, r"(?:nguồn )?kinh phí|nguồn vốn|nguồn tài chính|cơ chế tài chính|dự toán|nguồn lực(?= tài chính)"),
    (Section.MONEY, r"^nguồn lực"),
    (Section.AGENCIES, r"tổ chức (?:triển khai )?(?:thực hiện|triển khai)|phân công|trách nhiệm"),
    (Section.ROADMAP, r"lộ trình|tiến độ|phân kỳ"),
    (Section.CONTEXT, r"(?:thực trạng|đánh giá|khái quát|đặc điểm|tình hình|sự cần thiết|cơ sở pháp lý|căn cứ)"),
    (Section.CONTEXT, r"kết quả(?: đạt được)?|tồn tại|hạn chế|nguyên nhân|bài học kinh nghiệm|khó khăn|thuận lợi"),
    (Section.CONTEXT, r"phạm vi|đối tượng(?: thụ hưởng| tham gia)?|thời gian|địa bàn|địa điểm"),
    (Section.CONTENT, r"nội dung|nhiệm vụ|giải pháp|biện pháp|hoạt động|chế độ báo cáo|báo cáo|kiểm tra|giám sát"),
    (Section.CONTENT, r"sơ kết|tổng kết|khen thưởng"),
)
_FOUND = tuple((section, re.compile(words)) for section, words in KEYWORDS)
_EVERY_KEYWORD = re.compile("|".join(words.lstrip("^") for _, words in KEYWORDS))
# Words that may stand beside a keyword without changing what the heading opens.
_FILLER = re.compile(
    r"\b(?:và|các|những|một số|về|cho|của|để|trong|công tác|chế độ|thực hiện|triển khai|chủ yếu|chính|trọng tâm|cụ thể"
    r"|chung|tổng quát|phấn đấu|nguồn|huy động|cơ quan|đơn vị|địa phương|ngành|cấp|nhiệm vụ|vụ|kế hoạch|đề án|chương trình"
    r"|quyết định|này|đến|hết|năm|giai đoạn|từ|hằng|hàng|thông tin|chuyên môn|bảo đảm|đảm bảo|áp dụng|câu lạc bộ|clb"
    r"|liên thế hệ|tự giúp nhau|thế hệ|tại|tỉnh|huyện|xã|lập|đạt được|tham gia|hỗ trợ|quản lý|sử dụng|cơ chế|phân bổ)\b"
    r"|\d{4}|[-–—,.;:()/&\d\s]"
)
_OPENING_MARKS = re.compile(r"^[\s*•\-–—+.:]+")
LONGEST_HEADING_WORDS = 22


def section_of(title: str, *, is_major: bool) -> Section | None:
    """The section that `title` opens, or None where it is no section heading.

    `is_major` headings (roman, "Điều", capitals) may carry up to six words of their own; others none, because
    "Huy động nguồn lực từ doanh nghiệp" is a group of duties and no heading of the money section.
    """
    words = _OPENING_MARKS.sub("", fold(title)).rstrip(" .:;")
    if not words or word_count(words) > LONGEST_HEADING_WORDS:
        return None
    own_words = word_count(_FILLER.sub(" ", _EVERY_KEYWORD.sub(" ", words)))
    if own_words > (6 if is_major else 0):
        return None
    hits = [(found.start(), order) for order, (_, word) in enumerate(_FOUND) if (found := word.search(words))]
    early = [order for start, order in hits if start <= _reach(words, is_major)]
    return _FOUND[min(early)][0] if early else None


def _reach(words: str, is_major: bool) -> int:
    """How far into the heading its keyword may stand: anywhere when the heading is made of keywords only."""
    return len(words) if not is_major else max(14, len(words) // 2)


_SIGNATURE = re.compile(r"^(?:tm|kt|tl|tuq|q)\.\s*\S|^(?:phó )?(?:chủ tịch|giám đốc|trưởng ban|bí thư)(?: ubnd.*)?$")
_SIGNER_TITLE = re.compile(
    r"^(?:phó |quyền |q\. ?)?(?:chủ tịch|giám đốc|trưởng ban|thủ tướng|bộ trưởng|chánh văn phòng)"
)


def is_signature(text: str) -> bool:
    """True for a line of the signature block in capitals: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "GIÁM ĐỐC"."""
    return is_capitals(text) and word_count(text) <= 12 and bool(_SIGNATURE.match(fold(text).strip()))


def is_signer_title(text: str) -> bool:
    """True for the post of the person who signs, in capitals."""
    return is_capitals(text) and word_count(text) <= 8 and bool(_SIGNER_TITLE.match(fold(text).strip()))


_CLOSING = re.compile(
    r"^trên đây là|^nhận được (?:kế hoạch|quyết định|hướng dẫn|công văn) này|chịu trách nhiệm thi hành|có hiệu lực (?:thi hành )?(?:kể )?từ ngày"
    r"|^(?:trong )?quá trình [^;:]*(?:vướng mắc|phát sinh|khó khăn)|^nếu có (?:khó khăn|vướng mắc)"
)
_CLOSING_REQUEST = re.compile(
    r"^(?:đề nghị|yêu cầu) (?:các|thủ trưởng)[^:]*(?:(?:kế hoạch|quyết định|đề án|hướng dẫn|nội dung) (?:này|trên)|nghiêm túc|\./\.)"
    r"|^căn cứ (?:kế hoạch|quyết định) này"
)


def is_closing(text: str, *, is_marked: bool = False) -> bool:
    """True for the sentence that ends a plan and gives nobody in particular a duty.

    A marked paragraph that requests something names an agency, so only the firm formulas close there.
    """
    words = fold(text)
    return bool(_CLOSING.search(words)) or (not is_marked and bool(_CLOSING_REQUEST.search(words)))

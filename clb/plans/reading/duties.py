"""Paragraphs cut into duties, one each, with rhythm, part, partners and due day."""

import re
from calendar import monthrange
from datetime import date

from clb.plans.reading.bodies import names_in
from clb.plans.reading.draft import Part, Rhythm, Task
from clb.plans.reading.passages import Passage
from clb.plans.reading.targets import clauses_of, sentences_of
from clb.plans.reading.wording import CAPITAL, fold, word_count

# Tried in order: the more exact rhythm first ("định kỳ hằng quý" is quarterly).
RHYTHMS: tuple[tuple[Rhythm, re.Pattern[str]], ...] = tuple(
    (rhythm, re.compile(words))
    for rhythm, words in (
        (Rhythm.MONTHLY, r"(?:hàng|hằng|mỗi|từng|theo|/) ?tháng|(?:một|01|1) tháng (?:một|01|1) lần"),
        (Rhythm.QUARTERLY, r"(?:hàng|hằng|mỗi|từng|theo|/) ?quý|(?:0?3|ba) tháng (?:một|0?1) lần"),
        (
            Rhythm.HALF_YEARLY,
            r"(?:0?6|sáu) tháng(?! (?:đầu|cuối) năm \d)|nửa năm|(?:0?2|hai) lần ?(?:/|trong một|mỗi|một) ?năm|(?:mỗi|một) năm (?:0?2|hai) lần",
        ),
        (Rhythm.YEARLY, r"(?:hàng|hằng|mỗi|từng|/) ?năm|(?:0?1|một) năm (?:một|0?1) lần"),
        (
            Rhythm.UNTIL_END,
            r"(?:đến|tới|cho đến)(?: khi)?(?: hết| kết thúc) (?:giai đoạn|đề án|kế hoạch|chương trình|năm \d{4})",
        ),
        (Rhythm.PERIODIC, r"định kỳ|(?:hàng|hằng|mỗi) (?:tuần|ngày)"),
        (Rhythm.CONTINUOUS, r"thường xuyên|liên tục|thường kỳ"),
    )
)
_VERBS = (
    "chủ trì|chủ động|phối hợp|tham mưu|hướng dẫn|triển khai|tổ chức|xây dựng|tuyên truyền|vận động|huy động|bố trí|cân đối"
    "|theo dõi|quyết toán|kiểm tra|giám sát|đánh giá|báo cáo|tổng hợp|chỉ đạo|lồng ghép|hỗ trợ|tạo điều kiện|quản lý|chăm sóc"
    "|nâng cao|duy trì|thực hiện|tiến hành|rà soát|sử dụng|chú trọng|đề xuất|kiến nghị|thành lập|củng cố|kiện toàn|phát động"
    "|tập huấn|bồi dưỡng|cung cấp|biên soạn|phân công|chịu trách nhiệm|có trách nhiệm|đưa|ban hành|lập|thẩm định|phân bổ|mở|khám"
    "|tư vấn|phát huy|tham gia|khuyến khích|đôn đốc|sơ kết|tổng kết|chuẩn bị|lựa chọn|chọn|nhân rộng|bảo đảm|đảm bảo|tăng cường"
    "|phổ biến|quán triệt|cử|giao|gửi|nắm|xem xét|khen thưởng|đào tạo|tiếp nhận|kết nối|giới thiệu|tạo|in|cấp|giúp|đẩy mạnh"
    "|hoàn thành|ưu tiên|xác nhận|trình|công bố|thông tin|thông báo|động viên|ra mắt|đăng tải|đăng|phát sóng|phát|truyền thông"
    "|khảo sát|thống kê|lập danh sách|bàn giao|tiếp tục|làm đầu mối|đầu mối|thăm|tặng|trích|mua|kêu gọi|gây quỹ|trao đổi|nghiên cứu"
    "|công nhận|ký kết|sắp xếp|bảo vệ|kịp thời"
)
_ADVERBS = (
    "hàng năm|hằng năm|hàng quý|hằng quý|hàng tháng|hằng tháng|mỗi năm|mỗi quý|mỗi tháng|định kỳ|thường xuyên|đồng thời|tích cực"
    r"|trước ngày|chậm nhất|đến ngày|trong quý|trong tháng|trong năm|trước tháng|cuối năm|năm \d{4}|6 tháng|06 tháng|sáu tháng|quý"
    "|đến hết|đến khi|căn cứ|trên cơ sở|nhằm|khi cần|ngoài ra|hướng đến|riêng|sau khi|các|và|nhất là"
)
# What goes on with a list instead of beginning a duty.
_BEGINS_NOUN = re.compile(
    r"^(?:và )?(?:các|những|việc|công tác|nguồn|người|kinh phí|số|tình hình|nội dung|quỹ|quy chế|kết quả|hộ|trẻ|hội viên|thành viên"
    r"|chính sách|chế độ|một số|bộ|sở|phòng|ban|ngành|ủy ban|ubnd|cán bộ|sổ|biểu mẫu|hồ sơ|tiền|hiện vật|nhất là|đặc biệt|như|trong đó|khó khăn|vật chất|tinh thần)(?!\w)"
)
_BEGINS_DUTY = re.compile(rf"^(?:và )?(?:{_VERBS}|{_ADVERBS})(?!\w)")
_WITH_BODIES = re.compile(r"(?<!\w)phối hợp(?: chặt chẽ)?(?: (?:cùng|với))*\s+")
# Verbs behind a body's name. A capital tells a name from a verb: "Sở Xây dựng", "Ban Quản lý", "Ủy ban Kiểm tra".
_HEAD_VERB = re.compile(
    r"(?<!\w)(?:chủ trì|chủ động|phối hợp|tham mưu|hướng dẫn|triển khai|tổ chức(?! (?:chính trị|xã hội|đoàn thể|thành viên))|xây dựng"
    r"|tuyên truyền|vận động|huy động|bố trí|cân đối|theo dõi|báo cáo|có trách nhiệm|chịu trách nhiệm|căn cứ|chỉ đạo|lồng ghép|hỗ trợ"
    r"|tạo điều kiện|thực hiện|tăng cường|đẩy mạnh|tham gia|thẩm định|rà soát|định kỳ|hằng năm|hàng năm|làm|là cơ quan|là đầu mối"
    r"|xem xét|kiểm tra|giám sát|đánh giá|khảo sát|tập huấn|nâng cao|phát động|duy trì|bảo đảm|đảm bảo|lựa chọn|ban hành|tiếp tục"
    r"|đôn đốc|cung cấp|tổng hợp|phân công|quán triệt|tiến hành|nghiên cứu|ưu tiên|thường xuyên|kịp thời|tích cực)(?!\w)"
)
_PARTNERS_END = re.compile(
    rf"{_HEAD_VERB.pattern}|(?<!\w)(?:(?:được |đã )?(?:chọn|phân công)|để|trong (?:việc|công tác|quá trình)|nhằm|khám|mở|(?<!tự )giúp"
    r"|tạo|quản lý|lập|chăm sóc|nhân rộng|củng cố|kiện toàn|thành lập|kêu gọi|quyên góp|đo|cho|hàng|hằng|mỗi|cử|in|về)(?!\w)|[.;:(]"
)
_LEADS = re.compile(r"(?<!\w)(?:chủ trì|làm đầu mối|là cơ quan (?:thường trực|chủ trì|đầu mối))(?!\w)")
_COORDINATES = re.compile(r"^(?:và )?(?:tích cực |chủ động |thường xuyên )?(?:phối hợp|tham gia)(?!\w)")
_DAY_EACH_YEAR = re.compile(r"ngày\s+(\d{1,2})\s*(?:/|tháng\s+)\s*(\d{1,2})(?!\s*(?:/|năm)\s*\d{4})(?!\d)")
_DAY_EACH_MONTH = re.compile(
    r"ngày\s+(?P<day>\d{1,2})\s+(?:hàng|hằng|mỗi|của) tháng|(?:hàng|hằng|mỗi) tháng,? (?:\w+ ){1,2}ngày (?P<late>\d{1,2})(?![/\d])"
)
_MONTH_EACH_YEAR = re.compile(r"tháng\s+(\d{1,2})\s+(?:hàng|hằng|mỗi) năm")
_DUE_DAY = re.compile(
    r"(?:trước|chậm nhất|muộn nhất|đến hết|hạn|xong|thành|đến)(?: (?:vào|là|đến|trong|trước))*(?: hết)?(?: ngày)?\s+(\d{1,2})\s*(?:[/.-]|tháng\s+)\s*"
    r"(\d{1,2})\s*(?:[/.-]|,?\s*năm\s+)\s*(\d{4})"
)
_DUE_QUARTER = re.compile(r"quý\s+(iv|iii|ii|i|[1-4])\s*(?:/|,?\s*(?:của )?năm\s+)\s*(\d{4})")
_DUE_MONTH = re.compile(
    r"(?P<before>trước )?(?:trong |vào |hết |cuối )*tháng\s+(\d{1,2})\s*(?:[/-]|,?\s*năm\s+)\s*(\d{4})"
)
_DUE_YEAR = re.compile(
    r"(?P<before>trước)\s+năm\s+(\d{4})|(?:xong |thành |ngay )?(?:trong|đến hết|cuối|kết thúc giai đoạn đến)\s+năm\s+(\d{4})"
)
_PAPER = re.compile(
    r"(?:quyết định|kế hoạch|công văn|nghị quyết|thông tư|nghị định|hướng dẫn|luật|đề án)[^,;.]{0,30}ngày\s+\d{1,2}\s*(?:/|tháng\s+)\s*\d{1,2}"
    r"\s*(?:/|năm\s+)\s*\d{4}"
)
# The partner named most often, with the words that may belong to its name; what follows is the duty.
_ASSOCIATION = re.compile(
    rf"(?:Ban Đại diện )?Hội (?:Người cao tuổi|NCT)(?: (?:tỉnh|huyện|xã|phường|thị trấn|thành phố|các|cấp|cơ sở|[{CAPITAL}]\w*))*"
)
LONGEST_PARTNER_WORDS = 14
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def tasks_of(passage: Passage, *, is_list: bool = False) -> list[Task]:
    """The duties of a paragraph in order; together they touch every line of it. A list of things is one duty."""
    if is_list:
        return [task_of(passage)]
    return [task_of(piece) for sentence in sentences_of(passage) for piece in duties_of(sentence)]


def duties_of(sentence: Passage) -> list[Passage]:
    """A sentence cut at semicolons where the next part is a duty of its own and not the next word of a list."""
    clauses = clauses_of(sentence)
    if not clauses:
        return [sentence]
    starts = [0]
    is_list = ":" in clauses[0].text
    for at, clause in enumerate(clauses[1:], 1):
        words = fold(clause.text)
        if _BEGINS_DUTY.match(words) if is_list else not _BEGINS_NOUN.match(words):
            starts.append(at)
        is_list = is_list or ":" in clause.text
    offsets = _offsets(sentence, clauses)
    ends = [*(offsets[at] for at in starts[1:]), len(sentence.text)]
    return [sentence.cut(offsets[at], end) for at, end in zip(starts, ends, strict=True)]


def _offsets(sentence: Passage, clauses: list[Passage]) -> list[int]:
    offsets, at = [], 0
    for clause in clauses:
        at = sentence.text.index(clause.text, at)
        offsets.append(at)
        at += len(clause.text)
    return offsets


def task_of(piece: Passage) -> Task:
    """One duty read: its rhythm (ONCE where none is said), the body's part, partners and due day."""
    text = piece.text.strip(" ;")
    words = _PAPER.sub(lambda match: "¤" * len(match.group()), fold(text))
    rhythm = rhythm_of(words)
    month, day = _returning_day(words, rhythm)
    return Task(
        text=text,
        rhythm=rhythm,
        role=role_of(words),
        partners=partners_of(text),
        due=None if month or day else due_on(words),
        due_month=month,
        due_day=day,
        lines=piece.lines,
    )


def rhythm_of(words: str) -> Rhythm:
    """The rhythm that folded words name."""
    return next((rhythm for rhythm, pattern in RHYTHMS if pattern.search(words)), Rhythm.ONCE)


def role_of(words: str) -> Part:
    """LEAD where the duty says "chủ trì", COORDINATE where it opens with "phối hợp" or "tham gia", else DO."""
    if _LEADS.search(words):
        return Part.LEAD
    return Part.COORDINATE if _COORDINATES.match(words) else Part.DO


def partners_of(text: str) -> tuple[str, ...]:
    """The bodies named after "phối hợp (với)", up to the next verb."""
    words = fold(text)
    for said in _WITH_BODIES.finditer(words):
        end = _PARTNERS_END.search(text, said.end())
        named = text[said.end() : end.start() if end else len(text)].strip(" ,")
        named = re.sub(r"\s+(?:và|để|cùng|được|sẽ|đã)$", "", named)
        own = _ASSOCIATION.match(named)
        named = own[0] if own and "," not in named and " và " not in named else named
        if named and (named[0].isupper() or re.match(r"các |những |chính quyền", named)):
            names = []
            for name in names_in(named):
                head, *loose = re.split(r",\s+(?=các |những )|\s+và\s+(?=các |những )", name)
                names += [head, *loose]
            return tuple(
                name.strip(" ,") for name in names if name.strip(" ,") and word_count(name) <= LONGEST_PARTNER_WORDS
            )
    return ()


def _returning_day(words: str, rhythm: Rhythm) -> tuple[int | None, int | None]:
    """Month and day that come again with the rhythm: "trước ngày 15/12 hàng năm" → (12, 15)."""
    monthly = _DAY_EACH_MONTH.search(words)
    if monthly and 1 <= int(monthly["day"] or monthly["late"]) <= 31:
        return None, int(monthly["day"] or monthly["late"])
    yearly = _DAY_EACH_YEAR.search(words)
    if yearly and rhythm != Rhythm.ONCE and 1 <= int(yearly[2]) <= 12 and 1 <= int(yearly[1]) <= 31:
        return int(yearly[2]), int(yearly[1])
    month = _MONTH_EACH_YEAR.search(words)
    if month and 1 <= int(month[1]) <= 12:
        return int(month[1]), monthrange(2023, int(month[1]))[1]  # its last day, in a year that is no leap year
    return None, None


def due_on(words: str) -> date | None:
    """The single day by which the duty is due; the last day where a month, quarter or year is named."""
    if exact := _DUE_DAY.search(words):
        return _real_date(int(exact[3]), int(exact[2]), int(exact[1]))
    if quarter := _DUE_QUARTER.search(words):
        return _end_of_month(int(quarter[2]), 3 * _QUARTERS[quarter[1]])
    if month := _DUE_MONTH.search(words):
        return _end_of_month(int(month[3]), int(month[2]), before=bool(month["before"]))
    if year := _DUE_YEAR.search(words):
        return _end_of_month(int(year[2] or year[3]) - (1 if year["before"] else 0), 12)
    return None


def _end_of_month(year: int, month: int, *, before: bool = False) -> date | None:
    if before:
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    return _real_date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 and 1900 <= year <= 2200 else None


def _real_date(year: int, month: int, day: int) -> date | None:
    """The date, or None for the 31st of February and the like."""
    if 1900 <= year <= 2200 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        return date(year, month, day)
    return None


def inline_head(text: str) -> int | None:
    """Where the duty begins in "Sở Y tế chủ trì, phối hợp …": behind the body's name; None where no verb follows."""
    verb = _HEAD_VERB.search(text)
    return verb.start() if verb and verb.start() > 3 else None


def begins_with_duty(text: str) -> bool:
    """True where the text opens with a verb of duty or a rhythm."""
    return bool(_BEGINS_DUTY.match(fold(text)))

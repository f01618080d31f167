"""What a target is about: told by its words, and the indicator code that they suggest."""

import re
from dataclasses import dataclass

from clb.plans.reading.draft import Measure, Scope
from clb.plans.reading.quantities import Quantity
from clb.plans.reading.wording import clean, fold

CLUB = r"(?:câu lạc bộ|clb)"
OLDER = r"người cao tuổi|\bnct\b|người già|từ (?:đủ )?60 tuổi"
WOMEN = r"phụ nữ|\bnữ\b|nữ giới"
YOUNG = r"người trẻ|trẻ tuổi|thanh niên|trung niên|dưới (?:55|60) tuổi|ít tuổi"
_PART = rf"{OLDER}|{WOMEN}|{YOUNG}|nghèo|khuyết tật|dân tộc|tình nguyện|khó khăn|vay"
_NEW = rf"mới|thành lập|xây dựng thêm|xây dựng được|ra mắt|nhân rộng|phát triển thêm|xây dựng (?:\W|\d|¤)*{CLUB}|thêm (?:\W|\d|¤|ít nhất|tối thiểu|trên|từ)*{CLUB}"
_COMMUNE = r"xã|phường|thị trấn|đơn vị cấp xã|đơn vị hành chính"
PEOPLE = frozenset({"thành viên", "người", "hội viên", "lượt người"})


@dataclass(frozen=True)
class Setting:
    """What stands round a figure. `here` is the folded segment, `after` its part behind the figure."""

    here: str
    after: str
    quantity: Quantity
    scope: Scope
    founds_clubs: bool
    is_subset: bool


@dataclass(frozen=True)
class Concept:
    """A kind of target: all of its conditions must hold."""

    subject: str
    indicator: str | None
    measure: Measure
    scope: Scope | None
    units: frozenset[str]
    says: str
    never: str = r"(?!)"
    after: str = ""
    founds_clubs: bool | None = None

    def fits(self, setting: Setting) -> bool:
        """True where the figure with its words is of this kind."""
        return (
            self.measure == setting.quantity.measure
            and self.scope in (None, setting.scope)
            and setting.quantity.unit in self.units
            and self.founds_clubs in (None, setting.founds_clubs)
            and bool(re.search(self.says, setting.here))
            and bool(re.search(self.after, setting.after))
            and not re.search(self.never, setting.here)
        )


_EACH, _TOTAL = Scope.EACH_CLUB, Scope.TOTAL
_COUNT, _SHARE, _MONEY = Measure.COUNT, Measure.SHARE, Measure.MONEY_VND
_CLUBS, _PERCENT = frozenset({"CLB"}), frozenset({"%"})
_VOLUNTEERS = frozenset({"tình nguyện viên"})
_COMMUNES = frozenset({"xã", "phường", "thị trấn"})
_WITH_CLUB = rf"(?:có|thành lập|duy trì|xây dựng)\b.{{0,60}}{CLUB}"
_MANY_CLUBS = rf"(?:0?[2-9]|[1-9]\d|hai|ba) {CLUB} trở lên|(?:ít nhất|từ|có) (?:0?[2-9]|hai|ba) {CLUB}"

# The first that fits wins.
CONCEPTS: tuple[Concept, ...] = (
    Concept("câu lạc bộ thành lập mới mỗi năm", None, _COUNT, _TOTAL, _CLUBS, r"mỗi năm|hằng năm|hàng năm|bình quân"),
    Concept("câu lạc bộ của mỗi xã", None, _COUNT, None, _CLUBS, rf"(?:mỗi|từng) (?:{_COMMUNE}|huyện|thôn|ấp|khóm)"),
    Concept("câu lạc bộ duy trì", None, _COUNT, _TOTAL, _CLUBS, r"duy trì|củng cố|kiện toàn|giữ vững",
            r"(?:thành lập|xây dựng|phát triển)[^,]{0,12} (?:mới|thêm)"),
    Concept("tổng số câu lạc bộ", None, _COUNT, _TOTAL, _CLUBS, r"tổng số|nâng (?:tổng )?số|lên (?:thành )?\W*\d"),
    Concept("câu lạc bộ thành lập mới", "clubs.founded", _COUNT, _TOTAL, _CLUBS, _NEW, r"mô hình điểm|được vay"),
    Concept("phụ nữ trong câu lạc bộ mới", None, _COUNT, _TOTAL, PEOPLE, WOMEN, founds_clubs=True),
    Concept("người cao tuổi trong câu lạc bộ mới", "clubs.founded_older", _COUNT, _TOTAL, PEOPLE, OLDER,
            founds_clubs=True),
    Concept("thành viên câu lạc bộ mới", "clubs.founded_members", _COUNT, _TOTAL, PEOPLE, r"thành viên|hội viên|người",
            _PART, founds_clubs=True),
    Concept("số thành viên mỗi câu lạc bộ", "club.size", _COUNT, _EACH, frozenset({"thành viên", "người"}),
            r"thành viên|hội viên|người|quy mô", rf"{_PART}|ban chủ nhiệm|cán bộ|chăm sóc"),
    Concept("thành viên là người cao tuổi", "members.older", _COUNT, _TOTAL, PEOPLE,
            rf"(?:{OLDER}).{{0,60}}(?:tham gia|{CLUB})|thành viên.{{0,40}}(?:{OLDER})", r"lượt|tập huấn|khám|hội nghị|tăng thêm|kết nạp"),
    Concept("tổng số thành viên", "members.total", _COUNT, _TOTAL, frozenset({"thành viên", "người"}),
            rf"thành viên|hội viên {CLUB}|tham gia.{{0,20}}{CLUB}", rf"{_PART}|lượt|tập huấn|ban chủ nhiệm|tăng thêm|kết nạp"),
    Concept("tình nguyện viên chăm sóc của mỗi câu lạc bộ", "club.volunteers", _COUNT, _EACH, _VOLUNTEERS, r"chăm sóc"),
    Concept("tình nguyện viên chăm sóc tại nhà", "care.volunteers", _COUNT, _TOTAL, _VOLUNTEERS, r"chăm sóc",
            r"tập huấn|bồi dưỡng"),
    Concept("quỹ ban đầu của mỗi câu lạc bộ", "clubs.start_fund", _MONEY, _EACH, frozenset({"đồng"}),
            r"ban đầu|khởi điểm|khởi động|(?:khi|lúc|lễ) (?:mới )?(?:thành lập|ra mắt)|mới thành lập|thành lập mới"),
    Concept("quỹ của mỗi câu lạc bộ", None, _MONEY, _EACH, frozenset({"đồng"}), r"quỹ|vốn"),
    Concept("tỷ lệ câu lạc bộ có hai quỹ", "clubs.two_funds_share", _SHARE, _TOTAL, _PERCENT,
            rf"{CLUB}.*(?:(?:0?2|hai) (?:loại |nguồn )?quỹ|quỹ tăng thu nhập (?:và|,).{{0,6}}quỹ hoạt động"
            r"|quỹ hoạt động (?:và|,).{0,6}quỹ tăng thu nhập)"),
    Concept("tỷ lệ xã có câu lạc bộ", "communes.with_club", _SHARE, _TOTAL, _PERCENT,
            _WITH_CLUB, _MANY_CLUBS, rf"^\s*(?:trở lên )?(?:trong )?(?:tổng )?(?:số |các )?(?:{_COMMUNE})\b"),
    Concept("tỷ lệ xã có câu lạc bộ", "communes.with_club", _SHARE, _TOTAL, _PERCENT,
            rf"tỷ lệ (?:số |các )?(?:{_COMMUNE})\b.*{_WITH_CLUB}", _MANY_CLUBS),
    Concept("số xã có câu lạc bộ", "communes.with_club", _COUNT, _TOTAL, _COMMUNES, _WITH_CLUB, _MANY_CLUBS),
    Concept("tỷ lệ thành viên được vay vốn", "members.borrowers_share", _SHARE, None, _PERCENT,
            r"(?:thành viên|hội viên).*(?:vay|tiếp cận (?:nguồn )?vốn)"),
    Concept("tỷ lệ câu lạc bộ hoạt động đủ tám mảng", "clubs.all_areas", _SHARE, _TOTAL, _PERCENT,
            rf"{CLUB}.*(?<!\w)(?:0?8|tám|đủ các) (?:mảng|lĩnh vực|nội dung|nhiệm vụ|hoạt động)", r"tốt|hiệu quả"),
    Concept("tỷ lệ câu lạc bộ sinh hoạt hằng tháng", "clubs.meeting_monthly", _SHARE, _TOTAL, _PERCENT,
            rf"{CLUB}.*(?:sinh hoạt|họp).*(?:hằng tháng|hàng tháng|mỗi tháng|một tháng|01 lần/tháng|1 lần/tháng)",
            r"tốt|hiệu quả|(?:thành viên|hội viên).*dự"),
    Concept("tỷ lệ câu lạc bộ hoạt động và quản lý tốt", "clubs.good_share", _SHARE, _TOTAL, _PERCENT,
            rf"{CLUB}.*(?:hoạt động|quản lý|loại|đánh giá).*(?:tốt|hiệu quả)", rf"(?:{_COMMUNE}) có|(?<!\w)khá(?!\w)"),
    Concept("tỷ lệ câu lạc bộ được duy trì", "clubs.kept", _SHARE, _TOTAL, _PERCENT,
            rf"duy trì.*{CLUB}|{CLUB}.*duy trì|giữ vững.*{CLUB}", r"duy trì (?:việc |tốt )?(?:sinh hoạt|chế độ|nề nếp|quỹ|họp)"),
    Concept("tỷ lệ phụ nữ mỗi câu lạc bộ", "club.women_share", _SHARE, _EACH, _PERCENT, WOMEN, rf"vay|ban chủ nhiệm|{OLDER}"),
    Concept("tỷ lệ người trẻ mỗi câu lạc bộ", "club.young_share", _SHARE, _EACH, _PERCENT, YOUNG, r"vay"),
    Concept("tỷ lệ người cao tuổi mỗi câu lạc bộ", "club.older_share", _SHARE, _EACH, _PERCENT, OLDER, r"vay|khám"),
    Concept("tỷ lệ phụ nữ", None, _SHARE, _TOTAL, _PERCENT, rf"{WOMEN}"),
    Concept("tỷ lệ người trẻ", None, _SHARE, _TOTAL, _PERCENT, rf"(?:{YOUNG})$"),
)  # fmt: skip

_SHARE_OF_SHARE = re.compile(r"% trong (?:tổng )?số (?:\w+ ){0,2}\d+ ?%")
_SUBSET_UNITS = frozenset({"CLB"})
_NOISE_WORDS = re.compile(
    r"(?<!\w)(?:phấn đấu|đến hết năm \d{4}|đến (?:cuối )?năm \d{4}|năm \d{4}|giai đoạn \d{4} ?[-–] ?\d{4}|trong đó(?: có)?"
    r"|trên|hơn|vượt|ít nhất|tối thiểu|tối đa|không quá|không dưới|không thấp hơn|đạt|khoảng|trở lên|từ|có|với)(?!\w)|[¤%:()\-–<>≥≤=]"
)


def recognised(setting: Setting) -> Concept | None:
    """The first concept that fits; a part of a count of clubs is not that count, so it gets none."""
    if (setting.is_subset and setting.quantity.unit in _SUBSET_UNITS) or _SHARE_OF_SHARE.search(setting.here):
        return None
    return next((concept for concept in CONCEPTS if concept.fits(setting)), None)


def phrase_of(text: str, quantity: Quantity | None = None) -> str:
    """A short phrase for a subject that no concept covers: the words without figure, bound and year, ten at most."""
    words = fold(text)
    if quantity:
        unit = "" if quantity.measure == Measure.SHARE else quantity.unit.lower()
        words = words.replace("¤", " ")
        words = f"{words[: quantity.start]} {unit} {words[quantity.end :]}"
    kept = clean(re.sub(r"\d[\d.,]*", " ", _NOISE_WORDS.sub(" ", words))).strip(" .,;:-")
    return " ".join(kept.replace(" ,", ",").split()[:10])

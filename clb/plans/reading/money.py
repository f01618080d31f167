"""Where a plan says that its money comes from, and the funds it names."""

import re
from dataclasses import replace

from clb.plans.reading.draft import MoneySource, SourceKind
from clb.plans.reading.passages import Passage
from clb.plans.reading.targets import sentences_of
from clb.plans.reading.wording import fold

_GIVERS = r"(?:, (?:cá nhân|doanh nghiệp|tổ chức|nhà hảo tâm|mạnh thường quân|các nhà hảo tâm)(?: trong và ngoài (?:nước|tỉnh|huyện))?)*"
_END = r"(?=\s*(?:[,;.:()]|$|\s\d|\s(?:để|nhằm|và (?:các )?nguồn|và huy động|và xã hội|và đóng góp|và quỹ|hỗ trợ|phục vụ|bảo đảm|cho|do)(?!\w)))"
_LEVELS = r"(?:trung ương|tỉnh|huyện|xã|phường|địa phương|thị xã|thành phố)(?:, (?:tỉnh|huyện|xã|phường|thị trấn|thị xã|thành phố|đặc khu)(?!\w))+"
# The wording of a source in a sentence about money; the first kind that covers a stretch of text takes it.
SOURCES: tuple[tuple[SourceKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(words))
    for kind, words in (
        (SourceKind.STATE_BUDGET, rf"(?:nguồn )?(?:vốn )?(?:ngân sách)(?! (?:của )?(?:câu lạc bộ|clb))(?:[^,;.]{{0,30}}{_LEVELS})?.{{0,80}}?{_END}"),
        (SourceKind.LOCAL_FUND, r"(?:các )?(?:nguồn )?quỹ (?:hợp pháp )?(?:khác )?(?:tại|của|ở) địa phương|(?:các )?(?:nguồn )?quỹ địa phương"),
        (SourceKind.SOCIAL, rf"(?:nguồn )?(?:kinh phí )?xã hội hóa|(?:sự |nguồn )?(?:đóng góp|tài trợ|viện trợ|ủng hộ)(?: từ| của)(?! (?:các )?(?:nguồn )?quỹ).{{0,100}}?{_GIVERS}{_END}"),
        (SourceKind.SOCIAL, r"(?:nguồn )?(?:tài trợ|viện trợ|ủng hộ)(?!\w)"),
        (SourceKind.OTHER, r"(?:các )?(?:nguồn )(?:kinh phí |vốn |lực |thu |tài chính )?(?:huy động )?hợp pháp(?: khác)?|lồng ghép.{3,90}?(?=[,;.]|$)"),
        (SourceKind.OTHER, r"nguồn vốn vay[^,;.]*|nguồn (?:thu )?hội phí|hội phí"),
    )
)  # fmt: skip
_NAMED_FUND = re.compile(
    r"(?<!\w)Quỹ\s+(?:[\"“”']\s*)?[^,;.:()\n]{4,90}?(?=\s*[,;.:()\"“”]|$|\s+(?:để|nhằm|hỗ trợ|và các|và Quỹ|và quỹ|và nguồn|các cấp|tỉnh|huyện|xã(?! hội)|thành phố)(?!\w))"
)
_LOCAL_FUND = re.compile(
    r"(?:các )?(?:nguồn )?quỹ (?:hợp pháp )?khác(?: tại| ở| của)? (?:địa phương|địa bàn)|các quỹ tại địa phương"
)
# A club's own funds are what the money is for, not where it comes from.
_CLUB_FUND = re.compile(r"quỹ (?:tăng thu nhập|hoạt động|ban đầu|quay vòng|vốn|của (?:câu lạc bộ|clb))")


def sources_of(passage: Passage) -> list[MoneySource]:
    """The money sources that a passage of the money section names, in order; each has the lines of its sentence."""
    return [source for sentence in sentences_of(passage) for source in _sources_in(sentence)]


def _sources_in(sentence: Passage) -> list[MoneySource]:
    found: list[tuple[int, int, SourceKind]] = [
        (match.start(), match.end(), SourceKind.NAMED_FUND)
        for match in _NAMED_FUND.finditer(sentence.text)
        if not _CLUB_FUND.match(fold(match.group()))
    ]
    words = fold(sentence.text)
    for kind, pattern in SOURCES:
        for match in pattern.finditer(words):
            if not any(match.start() < end and start < match.end() for start, end, _ in found):
                found.append((match.start(), match.end(), kind))
    return [replace(_source(sentence, *one), lines=sentence.lines) for one in sorted(found)]


def named_funds_of(passage: Passage) -> list[MoneySource]:
    """Funds that a duty names as a source: "Quỹ an sinh xã hội", "các nguồn quỹ khác tại địa phương"."""
    found = [
        (match.start(), match.end(), SourceKind.NAMED_FUND)
        for match in _NAMED_FUND.finditer(passage.text)
        if not _CLUB_FUND.match(fold(match.group()))
    ]
    found += [(m.start(), m.end(), SourceKind.LOCAL_FUND) for m in _LOCAL_FUND.finditer(fold(passage.text))]
    return [_source(passage, start, end, kind) for start, end, kind in sorted(found)]


def _source(passage: Passage, start: int, end: int, kind: SourceKind) -> MoneySource:
    piece = passage.cut(start, end)
    return MoneySource(piece.text.strip(" ,;."), kind, piece.lines)

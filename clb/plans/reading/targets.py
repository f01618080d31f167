"""Sentences of a plan read as targets: each figure with its bound, subject, scope, deadline, and what it is part of."""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from clb.plans.reading.draft import Bound, Measure, Scope, Target
from clb.plans.reading.passages import Passage
from clb.plans.reading.quantities import Quantity, quantities_in
from clb.plans.reading.subjects import CLUB, OLDER, PEOPLE, WOMEN, YOUNG, Setting, phrase_of, recognised
from clb.plans.reading.wording import CAPITAL, fold

NEAR = 40  # targets looked back on for what a figure is part of
LONGEST_SENTENCE = 4000  # characters; keeps the work linear on a text without full stops
_SENTENCE_END = re.compile(r"(?<=[.!?…])(?<!\bTP\.)(?<!\bTx\.)\s+(?=[^\W\d_]|\d+ ?%|\+|-)|(?<=\./\.)\s*")
_CLAUSE_END = re.compile(r";\s*")
_LEVELS = re.compile(
    r"(?:xã|phường|thị trấn|huyện|thành phố|thị xã|đặc khu)(?:, (?:xã|phường|thị trấn|huyện|thành phố|thị xã|đặc khu))+"
)
_STRONG = re.compile(rf"(?<!\w)(?:trong (?:số )?đó|với(?! mức)|bao gồm|gồm|mỗi {CLUB}|thu hút)(?!\w)|[:(]")
_COMMA = re.compile(r",\s")
_AND = re.compile(r"(?<!\w)và(?!\w)(?=\s+(?:\w+\s+){0,1}$)")
_ENDS_WITH_HAVING = re.compile(r"(?<!\w)(?:có|được|là|từ|lập)\s*$")
_PART_OF = re.compile(r"(?<!\w)trong (?:số )?đó(?!\w)")
# "trong đó, phụ nữ: 60%; người trẻ: 30%": the next clause goes on with what the whole is made of.
_COMPOSITION = re.compile(rf"^(?!.*{CLUB}).*(?:{WOMEN}|{YOUNG}|{OLDER})|năm \d{{4}}")
_OPEN_LIST = re.compile(r"trong (?:số )?đó\s*:")
_EACH_CLUB = re.compile(
    rf"(?<!\w)(?:mỗi|từng|một|bình quân|quy mô) (?:một )?(?:mô hình )?{CLUB}(?!\w)(?! (?:của )?mỗi)|/ ?(?:01 |1 )?{CLUB}|{CLUB} (?:liên thế hệ tự giúp nhau )?(?:phải )?(?:có|đạt|bảo đảm|đảm bảo)(?: quy mô)? từ"
)
_UNIT_ACTS = re.compile(
    rf"((?:[Xx]ã|[Pp]hường|[Tt]hị trấn|[Hh]uyện|[Tt]hị xã|[Tt]hành phố|[Ấấ]p|[Kk]hóm|[Tt]hôn|[Kk]hu phố) [{CAPITAL}\d][\w’']*(?: [{CAPITAL}\d][\w’']*)*)"
    r"(?=\s*:|\s+(?:thành lập|xây dựng|có|duy trì|vận động|phấn đấu|mở|ra mắt)(?!\w))"
)
_BREAKS_DOWN = re.compile(r"(?:trong (?:số )?đó|cụ thể|gồm|chia ra|như sau)\W*$")
_ASPIRES = re.compile(r"(?<!\w)phấn đấu(?!\w)")
_PRIORITY = re.compile(r"[,.]\s+(?=(?:trong đó,? )?(?:ưu tiên|chú trọng)(?!\w))")
_OLD_CLUBS = re.compile(
    rf"(?:được|đã|{CLUB}|nhau|có)\s+thành lập(?: mới)?(?: trong| từ)?\s+(?:các )?giai đoạn\s+\d{{4}}\s*[-–—]\s*\d{{4}}|giai đoạn trước"
    r"|so với (?:cùng kỳ |cuối )?(?:năm )?\d{4}"
)
_YEAR = re.compile(r"\d{4}")
_DEADLINES: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"trước năm (\d{4})"), -1),
    (re.compile(r"(?:đến|hết|cuối|vào|trong)\s+(?:thời điểm )?(?:hết |cuối )?năm (\d{4})"), 0),
    (re.compile(r"(?:đến|trước)\s+(?:ngày\s+)?31[/.-]12[/.-](\d{4})"), 0),
    (re.compile(r"giai đoạn\s+(?:từ\s+)?(?:năm\s+)?\d{4}\s*(?:[-–—]|đến)\s*(?:năm\s+)?(\d{4})"), 0),
    (re.compile(r"(?<!từ )năm (\d{4})(?!\s*(?:[-–—]|đến))"), 0),
    (re.compile(r"^(20\d\d)$|(?:^|[(;,]\s*)(20\d\d)(?=\s*:)"), 0),
)
_SHARE_OF = re.compile(
    r"^\s*(?:nửa\s+)?(?:trở lên\s+)?(?:trong )?(?:tổng )?(?:số )?(?P<of>\w.*?)"
    r"(?=\s+(?:(?<!hiện )(?<!đang )có|bảo đảm|đảm bảo|hoạt động|duy trì|là|đạt|tham gia|tham dự|dự|được(?! thành lập)|(?<!khoản )(?<!vốn )vay|sinh hoạt|xây dựng|tổ chức|thực hiện"
    r"|biết|trở lên|xếp loại|(?<!được )(?<!đã )(?<!mới )thành lập(?! (?:trong |từ )?giai đoạn))(?!\w)|\s*[,;.:)]|\s*$)"
)
_RATE_OF = re.compile(
    r"(?:^|tỷ lệ )(?:số |các )?(?P<of>xã|phường|thị trấn|câu lạc bộ|clb|thành viên|hội viên|người cao tuổi|hộ)"
)


@dataclass(frozen=True)
class Context:
    """What headings above a sentence already said. `founds_clubs`: they speak of new clubs; `own_place`: the plan's."""

    deadline: date | None = None
    aspiration: bool = False
    scope: Scope | None = None
    founds_clubs: bool = False
    is_part: bool = False
    place_name: str | None = None
    own_place: str | None = None

    def below(self, heading: str) -> "Context":
        """The context of what stands under `heading`."""
        words = fold(heading)
        return replace(
            self,
            deadline=deadline_in(heading) or self.deadline,
            aspiration=self.aspiration or bool(_ASPIRES.search(words)),
            scope=Scope.EACH_CLUB if _EACH_CLUB.search(words) else self.scope,
            founds_clubs=self.founds_clubs or bool(re.search(rf"{CLUB}.*mới|thành lập mới", words)),
            is_part=bool(re.match(r"trong (?:số )?đó", words)),
            place_name=self.place_in(heading) or self.place_name,
        )

    def place_in(self, text: str) -> str | None:
        """The unit that a text opens with, "Xã Mẫu: …"; the plan's own place is no part of itself."""
        unit = _UNIT_ACTS.match(text)
        return unit[1] if unit and fold(unit[1]) != fold(self.own_place or "") else None

    def within(self, figure: str) -> "Context":
        """The context of a list under a sentence with a figure; "trong đó:" makes its figures parts of that one."""
        return replace(self, is_part=self.is_part or bool(_BREAKS_DOWN.search(fold(figure))))


@dataclass(frozen=True)
class Stated:
    """A target with what only the search for contradictions needs."""

    target: Target
    is_plain: bool


@dataclass
class Statements:
    """Targets collected in reading order, so that `parent` can point back."""

    stated: list[Stated] = field(default_factory=list)

    def read(self, passage: Passage, context: Context, *, qualities: bool) -> list[Passage]:
        """Adds the targets of a passage; returns its sentences without a figure, unless they count as qualities."""
        left = []
        for sentence in sentences_of(passage):
            reader = _SentenceReader(self.stated, sentence, context)
            if reader.has_figures() or qualities:
                reader.read(qualities=qualities)
            else:
                left.append(sentence)
            deadline = deadline_in(sentence.text)
            if deadline and not reader.has_figures():
                context = replace(context, deadline=deadline)
        return left


def deadline_in(text: str) -> date | None:
    """31 December of the year that the text sets as its end; periods that only name old clubs do not count."""
    if not _YEAR.search(text):
        return None
    words = _OLD_CLUBS.sub(" ", fold(text).strip(" .:;"))
    for pattern, shift in _DEADLINES:
        match = pattern.search(words)
        year = int(match[match.lastindex or 1]) + shift if match else 0
        if 1990 <= year <= 2100:
            return date(year, 12, 31)
    return None


def sentences_of(passage: Passage) -> list[Passage]:
    """The sentences of a passage, each with its own lines; what is far too long for a sentence is cut."""
    return [part for sentence in _cut_all(passage, _SENTENCE_END) for part in _shortened(sentence)]


def _shortened(sentence: Passage) -> list[Passage]:
    size = len(sentence.text)
    if size <= LONGEST_SENTENCE:
        return [sentence]
    return [sentence.cut(at, min(at + LONGEST_SENTENCE, size)) for at in range(0, size, LONGEST_SENTENCE)]


def clauses_of(passage: Passage) -> list[Passage]:
    """The parts between semicolons."""
    return _cut_all(passage, _CLAUSE_END)


def _cut_all(passage: Passage, joint: re.Pattern[str]) -> list[Passage]:
    cuts, at = [], 0
    for match in joint.finditer(passage.text):
        cuts.append((at, match.start()))
        at = match.end()
    cuts.append((at, len(passage.text)))
    return [passage.cut(start, end) for start, end in cuts if passage.text[start:end].strip(" ;.")]


def _outside_brackets(text: str, depth: int) -> str:
    """The text without what stands in brackets; `depth` brackets are open before it."""
    if depth:
        text = text.partition(")")[2]
    return re.sub(r"\([^)]*\)?", " ", text)


@dataclass(frozen=True)
class _Segment:
    """The words of one figure: `start` to `end` in the clause."""

    start: int
    end: int
    quantity: Quantity
    is_part: bool
    inside: Quantity | None = None


class _SentenceReader:
    """Reads one sentence; scope, aspiration and "trong đó" hold from where they are said to its end."""

    def __init__(self, stated: list[Stated], sentence: Passage, context: Context) -> None:
        self.stated = stated
        self.sentence = sentence
        self.context = context
        self.first = len(stated)
        self.scope = context.scope
        self.aspires = context.aspiration
        self.is_part = context.is_part
        self.in_brackets = False
        self.deadline = deadline_in(_outside_brackets(sentence.text, 0)) or context.deadline
        self.clauses = [(clause, quantities_in(clause.text)) for clause in clauses_of(sentence)]

    def has_figures(self) -> bool:
        return any(quantities for _, quantities in self.clauses)

    def read(self, *, qualities: bool) -> None:
        depth = 0
        for clause, quantities in self.clauses:
            words = fold(clause.text)
            segments = _segments(words, quantities)
            self.is_part = self.is_part and bool(quantities) and bool(_COMPOSITION.search(words))
            own = deadline_in(_outside_brackets(clause.text, depth))
            self.deadline = own or self.deadline
            for segment in segments:
                before = words[: segment.quantity.start]
                self.in_brackets = depth + before.count("(") > before.count(")")
                self.add_figure(clause, segment)
            if qualities and not segments:
                self.add_quality(clause)
            if segments:
                self.add_trailing_priority(clause, segments[-1])
            depth = max(0, depth + words.count("(") - words.count(")"))
            self.is_part = bool(_OPEN_LIST.search(words)) or self.is_part

    def add_figure(self, clause: Passage, segment: _Segment) -> None:
        end = _priority_cut(clause.text, segment)
        piece = clause.cut(segment.start, end)
        here = fold(piece.text)
        quantity = segment.quantity
        after = clause.text[quantity.end : end]
        self.is_part = self.is_part or segment.is_part
        self.aspires = self.aspires or bool(_ASPIRES.search(here))
        parent = self.parent_for(quantity) if self.is_part or self.in_brackets else None
        self.is_part = self.is_part and parent is not None
        if segment.inside and parent is None:
            parent = self.like(segment.inside)
        self.scope = self.scope_of(here, fold(after), quantity, parent)
        founds = self.founds_clubs(here)
        setting = Setting(
            here, fold(after), quantity, self.scope, founds, parent is not None and self.same_unit(parent, quantity)
        )
        concept = recognised(setting)
        target = Target(
            text=piece.text.strip(" ,;.:("),
            subject=concept.subject if concept else phrase_of(piece.text),
            measure=quantity.measure,
            unit=quantity.unit,
            bound=quantity.bound,
            scope=self.scope,
            of=self.share_of(after, here, parent) if quantity.measure == Measure.SHARE else None,
            parent=parent,
            deadline=deadline_in(piece.text) or self.deadline,
            aspiration=self.aspires,
            indicator=concept.indicator if concept else None,
            place_name=self.context.place_in(piece.text) or self.context.place_name,
            lines=piece.lines,
        )
        self.stated.append(Stated(target, quantity.is_plain))

    def scope_of(self, here: str, after: str, quantity: Quantity, parent: int | None) -> Scope:
        """A share of clubs or communes is of the whole place; "mỗi Câu lạc bộ" holds to the end of the sentence."""
        if quantity.measure == Measure.SHARE and re.match(
            rf"\s*(?:trở lên )?(?:(?:tổng )?số |các )?(?:{CLUB}|xã|phường)", after
        ):
            return Scope.TOTAL
        if quantity.unit in ("CLB", "xã", "phường", "thị trấn"):
            return Scope.TOTAL
        if _EACH_CLUB.search(here):
            return Scope.EACH_CLUB
        if parent is not None:
            return self.stated[parent].target.scope
        return self.scope or Scope.TOTAL

    def founds_clubs(self, here: str) -> bool:
        if self.context.founds_clubs or re.search(rf"{CLUB}[^,;]{{0,40}} mới|mới thành lập|thành lập mới", here):
            return True
        return any(stated.target.indicator == "clubs.founded" for stated in self.stated[self.first :][-NEAR:]) or (
            self.context.is_part
            and any(s.target.indicator in ("clubs.founded", "clubs.founded_members") for s in self.stated[-2:])
        )

    def parent_for(self, quantity: Quantity) -> int | None:
        """The nearest target before that is no part itself, of the same unit where there is one."""
        near = max(self.first, len(self.stated) - NEAR)
        whole = [at for at in range(near, len(self.stated)) if self.stated[at].target.parent is None]
        if not whole:
            whole = [at for at in range(max(0, self.first - 6), self.first) if self.stated[at].target.parent is None]
        alike = [at for at in whole if self.same_unit(at, quantity)]
        return alike[-1] if alike else whole[-1] if whole else None

    def like(self, inside: Quantity) -> int | None:
        """The earlier target that a share inside a share repeats: "70% trong số 80% xã này"."""
        for at in range(len(self.stated) - 1, max(-1, self.first - 4), -1):
            target = self.stated[at].target
            if target.measure == inside.measure and target.bound.minimum == inside.bound.minimum:
                return at
        return None

    def same_unit(self, at: int, quantity: Quantity) -> bool:
        unit = self.stated[at].target.unit
        return unit == quantity.unit or {unit, quantity.unit} <= PEOPLE

    def share_of(self, after: str, here: str, parent: int | None) -> str | None:
        found = _SHARE_OF.match(_LEVELS.sub(lambda match: match.group().replace(",", "¤"), fold(after)))
        if found and not re.match(r"(?:là|trở|và|đến|có|được|trong đó|so|vào)\b", found["of"]):
            return after[found.start("of") : found.end("of")].strip()
        if parent is not None and self.stated[parent].target.unit:
            return self.stated[parent].target.unit
        rate = _RATE_OF.search(here)
        if rate:
            return rate["of"]
        return "thành viên" if self.scope == Scope.EACH_CLUB else None

    def add_quality(self, clause: Passage) -> None:
        text = clause.text.strip(" ,;.")
        self.aspires = self.aspires or bool(_ASPIRES.search(fold(text)))
        scope = Scope.EACH_CLUB if _EACH_CLUB.search(fold(text)) else Scope.TOTAL
        self.stated.append(Stated(self.quality(text, scope, clause), is_plain=False))

    def add_trailing_priority(self, clause: Passage, last: _Segment) -> None:
        cut = _priority_cut(clause.text, last)
        if cut < last.end:
            piece = clause.cut(cut + 1, last.end)
            self.stated.append(
                Stated(self.quality(piece.text.strip(" ,;."), self.scope or Scope.TOTAL, piece), is_plain=False)
            )

    def quality(self, text: str, scope: Scope, piece: Passage) -> Target:
        return Target(text, " ".join(fold(text).split()[:12]), Measure.QUALITY, "", Bound(), scope, None, None, self.deadline,
                      self.aspires, None, self.context.place_name, piece.lines)  # fmt: skip


def _priority_cut(text: str, segment: _Segment) -> int:
    """Where ", ưu tiên …" behind a figure begins a quality of its own; the segment's end where it does not."""
    found = _PRIORITY.search(fold(text), segment.quantity.end, segment.end)
    return found.start() if found else segment.end


def _segments(words: str, quantities: list[Quantity]) -> list[_Segment]:
    """Gives each figure the words that are its own; a figure inside another's words is left to that one."""
    words = _LEVELS.sub(lambda match: match.group().replace(",", "¤"), words)
    segments: list[_Segment] = []
    for quantity in quantities:
        if not segments:
            is_part = bool(_PART_OF.search(words, 0, quantity.start))
            segments.append(_Segment(0, len(words), quantity, is_part))
            continue
        last = segments[-1]
        cut = _boundary(words, last.quantity, quantity)
        if cut is None:
            if last.quantity.measure == quantity.measure == Measure.SHARE:
                segments[-1] = replace(last, inside=quantity)  # "70% trong số 80% xã"
            continue
        is_part = bool(_PART_OF.search(words, last.quantity.end, quantity.start))
        segments[-1] = replace(last, end=cut)
        segments.append(_Segment(cut, len(words), quantity, is_part))
    return segments


def _before_label(between: str, strong: list[int]) -> int:
    """The last strong joint; a label such as "năm 2026:" goes with the figure behind its colon."""
    bracket = between.find("(")
    if bracket >= 0:
        return bracket
    at = strong[-1]
    return between.rfind(",", 0, at) + 1 if between[at] == ":" and "," in between[:at] else at


def _boundary(words: str, last: Quantity, quantity: Quantity) -> int | None:
    """Where the words of `quantity` begin behind those of `last`, or None where it belongs to them."""
    between = words[last.end : quantity.start]
    if quantity.unit in ("lần", "buổi", "quỹ") or "¤" in words[quantity.start : quantity.number_at]:
        return None
    strong = [match.start() for match in _STRONG.finditer(between)]
    if strong:
        return last.end + _before_label(between, strong)
    inside_share = last.measure == Measure.SHARE and quantity.measure != Measure.SHARE
    if inside_share and _ENDS_WITH_HAVING.search(between):
        return None
    commas = [match.end() for match in _COMMA.finditer(between)]
    if commas:
        return last.end + commas[-1]
    joined = _AND.search(between)
    if joined:
        return last.end + joined.start()
    if last.measure == Measure.COUNT and quantity.unit in PEOPLE and last.unit not in PEOPLE:
        return last.end
    return None

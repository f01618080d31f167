"""The sections of a plan read one after the other: aims, content, money, agencies."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from clb.plans.reading.areas import areas_among, areas_in
from clb.plans.reading.bodies import begins_with_body, kind_of, names_in, names_shared, without_order
from clb.plans.reading.draft import Agency, Area, MoneySource, Objective, Reason, Task, WorkGroup
from clb.plans.reading.duties import begins_with_duty, inline_head, tasks_of
from clb.plans.reading.headings import Section
from clb.plans.reading.money import named_funds_of, sources_of
from clb.plans.reading.outline import Node, closes, is_lead_in
from clb.plans.reading.passages import Passage, Style
from clb.plans.reading.targets import Context, Stated, Statements
from clb.plans.reading.wording import fold, word_count

_AIMS = frozenset({Section.OBJECTIVES, Section.TARGETS, Section.ROADMAP})
_NUMBERED = frozenset({Style.PART, Style.ARTICLE, Style.UPPER, Style.ROMAN, Style.NUMBER, Style.NUMBER_2, Style.NUMBER_3,
                       Style.LETTER, Style.BRACKET, Style.CAPITALS, Style.BARE_HEAD})  # fmt: skip
_MATTER = re.compile(
    r"(?:về|một số|công tác|việc|nội dung|giai đoạn|năm|bước|đợt|tháng|quý|chế độ|thời|từ|đến|lưu ý)(?!\w)"
)
LONGEST_HEAD_WORDS = 40


@dataclass
class _Duties:
    """Duties on their way to a group or an agency, with the lines of headings between them."""

    tasks: list[Task] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)


class Sections:
    """Takes the outline apart; what it found is in its lists, what it set aside in `aside` by line number."""

    def __init__(self) -> None:
        self.statements = Statements()
        self.restated: list[Stated] = []
        self.objectives: list[Objective] = []
        self.areas: tuple[Area, ...] = ()
        self.groups: list[WorkGroup] = []
        self.agencies: list[Agency] = []
        self.sources: list[MoneySource] = []
        self.aside: dict[int, Reason] = {}
        self.known: set[Section] = set()

    @property
    def is_a_plan(self) -> bool:
        """Enough was recognised: figures or agencies, or two kinds of section that plans have."""
        orders = self.known & {Section.TARGETS, Section.CONTENT, Section.AGENCIES, Section.MONEY, Section.OBJECTIVES}
        found = self.statements.stated or self.agencies or self.groups or self.objectives
        return bool(found) and (len(orders) >= 2 or bool(self.agencies) or Section.TARGETS in orders)

    def set_aside(self, numbers: Iterable[int], reason: Reason) -> None:
        """Keeps the first reason for a line; a line that an item has too is not shown as set aside."""
        for number in numbers:
            self.aside.setdefault(number, reason)

    def read(self, tops: list[Node], context: Context) -> None:
        """Reads the whole outline."""
        self.context = context
        self.known = {node.section for top in tops for node in top.walk() if node.section}
        self.visit_all(tops, None, context)

    def visit_all(self, nodes: list[Node], section: Section | None, context: Context) -> None:
        """Reads siblings; loose duties between them become one group under `section`'s heading."""
        for node in nodes:
            self.visit(node, section, context)

    def visit(self, node: Node, inherited: Section | None, context: Context) -> None:
        section = node.section or inherited
        if node.section is None and closes(node):
            self.set_aside(node.passage.lines, Reason.CLOSING)
            self.visit_all(node.children, None, context)
        elif self.is_agency(node, section):
            self.add_agency(node)
        elif node.section is None and section == Section.AGENCIES and holds_agencies(node):
            self.set_aside(node.passage.lines, Reason.HEADING)
            self.visit_all(node.children, section, context)
        elif section in _AIMS:
            self.read_aim(node, section, context)
        elif section == Section.MONEY:
            self.read_money(node, context)
        elif section in (Section.CONTENT, Section.AREAS, Section.AGENCIES):
            self.read_content(node, section, context)
        else:
            self.read_other(node, section, context)

    # -- aims ---------------------------------------------------------------------------------------------------------

    def read_aim(self, node: Node, section: Section | None, context: Context) -> None:
        """Objectives, targets, a roadmap: sentences with figures are targets, wherever they stand."""
        qualities = section == Section.TARGETS
        below = context.below(node.title.text)
        if node.section or is_lead_in(node):
            self.set_aside(node.title.lines, Reason.HEADING)
            if node.body:
                self.read_statement(node.body, below, qualities=qualities)
            elif not node.section:
                before = len(self.statements.stated)
                self.statements.read(node.title, context, qualities=False)
                below = below.within(node.title.text) if len(self.statements.stated) > before else below
        else:
            self.read_statement(node.passage, context, qualities=qualities)
            below = replace(below, aspiration=context.aspiration)  # a whole sentence aspires for itself only
        self.visit_all(node.children, section, below)

    def read_statement(self, passage: Passage, context: Context, *, qualities: bool) -> None:
        left = self.statements.read(passage, context, qualities=qualities)
        if len(left) > 1:
            left = _joined_neighbours(passage, left)
        self.objectives += [Objective(one.text, one.lines) for one in left]

    # -- content ------------------------------------------------------------------------------------------------------

    def read_content(self, node: Node, section: Section | None, context: Context) -> None:
        """A heading of the section, or a group of duties under it."""
        if node.section is None:
            self.add_group(node, section, context)
            return
        self.set_aside(node.title.lines, Reason.HEADING)
        if section == Section.AREAS and self.take_areas(node):
            return
        self.areas = self.areas or areas_among([child.passage for child in node.children])
        loose = _Duties()
        if node.body:
            self.take_duties(node.body, loose)
        for child in node.children:
            if self.is_loose(child, section):
                self.take_node(child, loose, section, context)
            else:
                self.visit(child, section, context)
        if loose.tasks:
            self.groups.append(
                WorkGroup(_number(node), node.title.text.strip(" .:"), tuple(loose.tasks), _lines(node.title, loose))
            )

    def take_areas(self, node: Node) -> bool:
        """The eight areas, named behind the heading or one a line under it; whether they were there."""
        pieces = [child.passage for child in node.children]
        listed = (areas_in(node.body) if node.body else ()) or areas_among(pieces)
        if not listed:
            return False
        self.areas = self.areas or listed
        for piece in (*pieces, *([node.body] if node.body else [])):
            self.set_aside(piece.lines, Reason.CONTEXT)
        return True

    def is_loose(self, node: Node, section: Section | None) -> bool:
        """A duty that stands right under a section's heading, not in a numbered group."""
        if node.section or self.is_agency(node, section) or closes(node):
            return False
        return node.passage.style in (Style.BULLET, Style.PLAIN) or not (node.children or _title_and_body(node)[1])

    def add_group(self, node: Node, section: Section | None, context: Context) -> None:
        duties = _Duties()
        title, body = _title_and_body(node)
        if node.passage.style not in _NUMBERED or not (node.children or body):
            title, body = node.passage, node.passage
        if body:
            self.take_duties(body, duties)
        self.areas = self.areas or areas_among([child.passage for child in node.children])
        for child in node.children:
            self.take_node(child, duties, section, context)
        self.groups.append(
            WorkGroup(_number(node), title.text.strip(" .:"), tuple(duties.tasks), _lines(title, duties))
        )

    def take_node(self, node: Node, duties: _Duties, section: Section | None, context: Context) -> None:
        """The duties of a node and all below it; a section inside, or the closing sentence, goes its own way."""
        if node.section is not None or closes(node):
            self.visit(node, section, context)
            return
        if is_lead_in(node):
            duties.lines += node.passage.lines
            listed = areas_among([child.passage for child in node.children])
            self.areas = self.areas or listed
        else:
            self.take_duties(node.passage, duties)
        for child in node.children:
            self.take_node(child, duties, section, context)

    def take_duties(self, passage: Passage, duties: _Duties) -> None:
        """Duties of a paragraph; a list of the eight areas stays one duty."""
        areas = areas_in(passage)
        if areas and not self.areas:
            self.areas = areas
        tasks = tasks_of(passage, is_list=bool(areas))
        duties.tasks += tasks
        self.sources += named_funds_of(passage)
        self.compare(passage)

    def compare(self, passage: Passage) -> None:
        """Figures that a duty repeats are no targets, yet may contradict one."""
        again = Statements()
        again.read(passage, self.context, qualities=False)
        self.restated += [one for one in again.stated if one.target.indicator and one.target.parent is None]

    # -- money --------------------------------------------------------------------------------------------------------

    def read_money(self, node: Node, context: Context) -> None:
        is_heading = bool(node.section) or is_lead_in(node)
        if is_heading:
            self.set_aside(node.title.lines, Reason.HEADING)
        passage = node.body if is_heading else node.passage
        if passage:
            found = sources_of(passage)
            self.sources += found
            self.add_money_duties(passage, {number for source in found for number in source.lines})
        self.visit_all(node.children, Section.MONEY, context.below(node.title.text))

    def add_money_duties(self, passage: Passage, covered: set[int]) -> None:
        """Duties in the money section on lines that name no source: "Hằng năm lập dự toán …"."""
        tasks = [task for task in tasks_of(passage) if begins_with_duty(task.text) and not covered & set(task.lines)]
        if tasks:
            self.groups.append(WorkGroup(None, "Kinh phí", tuple(tasks), ()))
        self.set_aside(passage.lines, Reason.CONTEXT)

    # -- agencies -----------------------------------------------------------------------------------------------------

    def is_agency(self, node: Node, section: Section | None) -> bool:
        """A head that names bodies: "2. Phòng Y tế:", "- Sở Tài chính: …", "Giao Hội Người cao tuổi chủ trì …"."""
        text = node.passage.text
        if node.section is not None or closes(node):
            return False
        if not begins_with_body(text):
            return section == Section.AGENCIES and _names_unknown_body(node)
        is_order = node.passage.style == Style.ARTICLE
        if section != Section.AGENCIES and not is_order:
            return node.passage.style in _NUMBERED and _ends_head(node) and section in (None, Section.CONTENT)
        if holds_agencies(node):
            return False
        return _ends_head(node) or (bool(node.children) and word_count(text) <= 25) or inline_head(text) is not None

    def add_agency(self, node: Node) -> None:
        head, body = _head_and_body(node)
        bare, is_request = without_order(head.text.strip(" :.;,"))
        bodies = names_in(bare)
        duties = _Duties()
        if body:
            self.take_duties(body, duties)
        for child in node.children:
            self.take_node(child, duties, Section.AGENCIES, self.context)
        self.agencies.append(
            Agency(
                number=_number(node),
                head=head.text.strip(" :.;,"),
                bodies=bodies,
                kinds=tuple(kind_of(name) for name in bodies),
                is_request=is_request,
                tasks=tuple(duties.tasks),
                lines=_lines(head, duties),
            )
        )

    # -- the rest -----------------------------------------------------------------------------------------------------

    def read_other(self, node: Node, section: Section | None, context: Context) -> None:
        """Context is set aside; an unknown heading of a known plan is a group of duties."""
        is_unknown_group = section is None and node.passage.style in _NUMBERED and len(self.known) >= 2
        if is_unknown_group and (node.children or _title_and_body(node)[1]):
            holds_more = any(child.section or self.is_agency(child, None) for child in node.children)
            if holds_more or node.passage.style == Style.ARTICLE:
                is_article = node.passage.style == Style.ARTICLE
                self.set_aside(node.passage.lines, Reason.CONTEXT if is_article else Reason.HEADING)
                self.visit_all(node.children, None, context.below(node.title.text))
            else:
                self.add_group(node, Section.CONTENT, context)
            return
        reason = Reason.CONTEXT if section == Section.CONTEXT else Reason.NOT_RECOGNISED
        self.set_aside(
            node.title.lines if node.section else node.passage.lines, Reason.HEADING if node.section else reason
        )
        if node.body:
            self.set_aside(node.body.lines, reason)
        self.visit_all(node.children, section, context)


def holds_agencies(node: Node) -> bool:
    """ "Các sở, ngành:" over "- Sở Y tế: …" is a heading of agencies."""
    return any(begins_with_body(child.passage.text) and _ends_head(child) for child in node.children)


def _names_unknown_body(node: Node) -> bool:
    """A numbered head among the agencies that is no duty and no matter: "5. Nghệ nhân các làng nghề:"."""
    text = node.passage.text
    if node.passage.style not in _NUMBERED or begins_with_duty(text) or _MATTER.match(fold(text)):
        return False
    if _ends_head(node):
        return word_count(text[: text.find(":")]) <= 15
    return bool(node.children) and not holds_agencies(node) and word_count(text) <= 15 and text[-1:] not in ".;"


def _ends_head(node: Node) -> bool:
    """A colon behind the bodies' names, with the duties after it or under it."""
    text = node.passage.text.rstrip()
    colon = _head_colon(text)
    return colon > 0 and word_count(text[:colon]) <= LONGEST_HEAD_WORDS and inline_head(text[:colon]) is None


def _head_colon(text: str) -> int:
    """The colon behind the bodies' names; in "Các sở: Y tế, Tài chính:" that is the second."""
    first = text.find(":")
    if not names_shared(text):
        return first
    second = text.find(":", first + 1)
    return second if second > 0 else len(text.rstrip(" .:;"))


def _head_and_body(node: Node) -> tuple[Passage, Passage | None]:
    passage = node.passage
    text = passage.text
    colon = _head_colon(text)
    if _ends_head(node):
        rest = text[colon + 1 :].strip(" .")
        return passage.cut(0, colon), passage.cut(colon + 1, len(text)) if rest else None
    verb = inline_head(text)
    if verb is None:
        return passage, None
    return passage.cut(0, verb), passage.cut(verb, len(text))


def _title_and_body(node: Node) -> tuple[Passage, Passage | None]:
    """The title of a group and the duties behind its colon."""
    if node.body:
        return node.title, node.body
    text = node.passage.text
    colon = text.find(":")
    if node.passage.style in _NUMBERED and 0 < colon < len(text.rstrip()) - 1 and word_count(text[:colon]) <= 15:
        return node.passage.cut(0, colon), node.passage.cut(colon + 1, len(text))
    return node.passage, None


def _number(node: Node) -> str | None:
    return node.passage.mark if node.passage.style != Style.BULLET and node.passage.mark else None


def _lines(head: Passage, duties: _Duties) -> tuple[int, ...]:
    return tuple(sorted({*head.lines, *duties.lines}))


def _joined_neighbours(passage: Passage, sentences: list[Passage]) -> list[Passage]:
    """Sentences of one paragraph without a figure between them are one objective."""
    return [passage] if sum(len(one.text) for one in sentences) >= len(passage.text) - 3 * len(sentences) else sentences

"""Passages arranged as the plan's outline: what stands under which heading, and which section each heading opens."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from clb.plans.reading.bodies import begins_with_body
from clb.plans.reading.headings import Section, is_closing, section_of
from clb.plans.reading.passages import Passage, Style
from clb.plans.reading.wording import is_capitals, word_count

_MAJOR = frozenset({Style.CAPITALS, Style.PART, Style.ARTICLE, Style.UPPER, Style.ROMAN})
# A dash may carry an aim or the money inside a list, but "- Hoạt động của câu lạc bộ: …" opens no section of content.
_BULLET_SECTIONS = frozenset({Section.OBJECTIVES, Section.TARGETS, Section.MONEY, Section.AREAS})
_LEAF = frozenset({Style.PLAIN})


@dataclass
class Node:
    """A passage with what stands under it. `title` is its heading part, `body` what follows the heading's colon."""

    passage: Passage
    section: Section | None
    title: Passage
    body: Passage | None
    children: list["Node"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        """This node and all below it, in reading order, without recursion."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))


def outline_of(passages: list[Passage]) -> list[Node]:
    """The top nodes. A marker of a style that is open closes back to it; a new bullet style goes one deeper."""
    tops: list[Node] = []
    stack: list[tuple[Style, str, Node]] = []
    for passage in passages:
        node = node_of(passage)
        style, mark = passage.style, passage.mark if passage.style == Style.BULLET else ""
        if style not in _LEAF:
            _close(stack, style, mark)
        else:
            _leave_bullets(stack)
        (stack[-1][2].children if stack else tops).append(node)
        if style not in _LEAF:
            stack.append((style, mark, node))
        elif style == Style.PLAIN and passage.text.endswith("./."):
            stack.clear()
    return tops


def _close(stack: list[tuple[Style, str, Node]], style: Style, mark: str) -> None:
    """Takes from the stack all that the new marker ends."""
    if style == Style.BULLET:
        dashes = "-–—−"
        for at, (open_style, open_mark, _) in enumerate(stack):
            if open_style == style and (open_mark == mark or {open_mark, mark} <= set(dashes)):
                del stack[at:]
                return
        return
    while stack and stack[-1][0] >= style:
        stack.pop()


def _leave_bullets(stack: list[tuple[Style, str, Node]]) -> None:
    """An unmarked paragraph goes on under a bullet only where that ends with a colon."""
    while stack and stack[-1][0] == Style.BULLET and not stack[-1][2].passage.text.rstrip().endswith(":"):
        stack.pop()


def node_of(passage: Passage) -> Node:
    """Splits a passage into heading and body where its words before the colon open a section or name bodies."""
    text = passage.text
    is_major = passage.style in _MAJOR or is_capitals(text)
    whole = section_of(text, is_major=is_major) if passage.style not in _LEAF or is_capitals(text) else None
    whole = _allowed(passage, whole)
    colon = text.find(":")
    if colon > 0:
        title = passage.cut(0, colon)
        rest = passage.cut(colon + 1, len(text)) if text[colon + 1 :].strip(" .") else None
        section = _allowed(passage, section_of(title.text, is_major=is_major)) if passage.style != Style.PLAIN else None
        if section or (rest and begins_with_body(title.text) and word_count(title.text) <= 40):
            return Node(passage, section, title, rest)
    if whole and (is_major or not text.rstrip().endswith(".") or word_count(text) <= 8):
        return Node(passage, whole, passage, None)
    return Node(passage, None, passage, None)


def _allowed(passage: Passage, section: Section | None) -> Section | None:
    if passage.style == Style.BULLET and passage.mark != "*" and section not in _BULLET_SECTIONS:
        return None
    return section


def closes(node: Node) -> bool:
    """True for the closing sentence of the plan."""
    return is_closing(node.passage.text, is_marked=node.passage.style != Style.PLAIN)


def is_lead_in(node: Node) -> bool:
    """True for a heading that only introduces what stands under it."""
    text = node.passage.text.rstrip()
    if not node.children or node.body:
        return False
    if node.section or text.endswith(":") or is_capitals(text):
        return True
    is_sentence = node.passage.style == Style.BULLET and text.endswith((".", ";"))
    return word_count(text) <= 8 and not is_sentence

"""The foot of a plan: recipients on the left, the signature on the right, often interleaved line by line."""

import re
from dataclasses import dataclass, field

from clb.plans.reading.draft import Line, Recipient
from clb.plans.reading.headings import is_signature, is_signer_title
from clb.plans.reading.passages import split_columns
from clb.plans.reading.wording import CAPITAL, clean, fold, is_capitals

_RECIPIENTS = re.compile(r"^nơi (?:nhận|gửi)\s*:?")
_BULLET = re.compile(r"^[-–—+•*]\s*")
_SIGNED_BESIDE = re.compile(
    r"\s+(?P<signed>(?:(?:TM|KT|TL|TUQ)\.|Q\.\s*CHỦ TỊCH|(?:PHÓ )?CHỦ TỊCH|(?:PHÓ )?GIÁM ĐỐC|(?:PHÓ )?TRƯỞNG BAN)[^a-zà-ỹ]*"
    r"|\((?:[Đđ]ã ký|[Kk]ý,? đóng dấu)\))$"
)
_NAME_BESIDE = re.compile(rf"(?<=[.;])\s+(?P<signed>[{CAPITAL}]\w*(?:\s[{CAPITAL}]\w*){{1,4}})$")
_NAME = re.compile(rf"^(?:(?:Ông|Bà|TS\.|ThS\.|BS\.?)\s*)?[{CAPITAL}][^\W\d_]*(?:\s+[^\W\d_]+){{1,5}}$")
_STAMP = re.compile(r"^\(?\s*(?:đã ký|ký tên|ký, |đóng dấu|ký thay).*$")
_ANNEX = re.compile(r"^(?:phụ lục|phụ biểu|biểu (?:số )?\d|danh mục|danh sách)")
_BARE_ANNEX = re.compile(r"^(?:phụ lục|phụ biểu|biểu)(?: số)?\s*[\divx]*\s*[.:]?$")
_LAST_RECIPIENT = re.compile(r"^[-–—+•*]?\s*lưu\b")


@dataclass
class Tail:
    """Who gets the plan and who signed it; `lines` are the signature's, `heading` those of "Nơi nhận"."""

    recipients: list[Recipient] = field(default_factory=list)
    signed_for: str | None = None
    signer_title: str | None = None
    signer_name: str | None = None
    lines: list[int] = field(default_factory=list)
    heading: list[int] = field(default_factory=list)


def begins_annex(text: str) -> bool:
    """True for the heading line of an annex."""
    words = fold(clean(text))
    return bool(_BARE_ANNEX.match(words)) or (bool(_ANNEX.match(words)) and is_capitals(" ".join(text.split()[:2])))


def find_tail(lines: list[Line]) -> tuple[int, int]:
    """Positions (first, behind last) of the foot; equal where there is none. An annex may follow it."""
    first = next((at for at, line in enumerate(lines) if _opens_tail(clean(line.text))), len(lines))
    last = first
    seen = ""
    while last < len(lines):
        text = clean(lines[last].text)
        if _ANNEX.match(fold(text)) or (last > first and len(text) > 160):
            break
        seen = text
        last += 1
    return (first, last) if seen else (first, first)


def _opens_tail(text: str) -> bool:
    return bool(_RECIPIENTS.match(fold(text))) or (
        is_signature(text) and text.startswith(("TM.", "KT.", "TL.", "TUQ."))
    )


def read_tail(lines: list[Line]) -> Tail:
    """Sorts the cells of the foot into recipients and signature; a line that is neither goes on with the last recipient."""
    tail = Tail()
    in_recipients = False
    for line in lines:
        for cell in _cells(line):
            in_recipients = _place(tail, cell, line.number, in_recipients)
    tail.recipients = [Recipient(one.text.strip(" ;."), one.lines) for one in tail.recipients]
    return tail


def _cells(line: Line) -> list[str]:
    cells: list[str] = []
    for cell in split_columns(line.text):
        beside = None if is_signature(cell) or is_signer_title(cell) else _SIGNED_BESIDE.search(cell)
        if _LAST_RECIPIENT.match(fold(cell)):
            beside = beside or _NAME_BESIDE.search(cell)
        cells += [cell[: beside.start()], beside["signed"].strip()] if beside else [cell]
    return [cell for cell in cells if cell]


def _place(tail: Tail, cell: str, number: int, in_recipients: bool) -> bool:
    """Puts one cell where it belongs; returns whether recipients are being listed."""
    heading = _RECIPIENTS.match(fold(cell))
    if heading:
        tail.heading.append(number)
        rest = cell[heading.end() :].strip()
        return _place(tail, rest, number, True) if rest else True
    if is_signature(cell) or is_signer_title(cell) or _STAMP.match(fold(cell)):
        _sign(tail, cell)
        tail.lines.append(number)
        return in_recipients
    if tail.signer_title and tail.signer_name is None and _NAME.match(cell) and _is_name(cell):
        tail.signer_name = cell
        tail.lines.append(number)
        return in_recipients
    if in_recipients:
        _add_recipient(tail, cell, number)
        return True
    tail.lines.append(number)
    return in_recipients


def _is_name(cell: str) -> bool:
    """Most words of a person's name have a capital; "Như trên" has not."""
    words = cell.split()
    return is_capitals(cell) or sum(word[0].isupper() for word in words) >= max(2, len(words) - 2)


def _sign(tail: Tail, cell: str) -> None:
    if cell.startswith("TM."):
        tail.signed_for = cell[3:].strip()
    elif not re.match(r"(?:KT|TL|TUQ)\.", cell) and not _STAMP.match(fold(cell)):
        tail.signer_title = cell
    elif tail.signer_title is None and not _STAMP.match(fold(cell)):
        tail.signer_title = re.sub(r"^(?:KT|TL|TUQ)\.\s*", "", cell)


def _add_recipient(tail: Tail, cell: str, number: int) -> None:
    text = _BULLET.sub("", cell).strip()
    goes_on = tail.recipients and not _BULLET.match(cell) and (
        text[:1].islower() or not re.search(r"[;.,]$", tail.recipients[-1].text)
    )  # fmt: skip
    if goes_on:
        last = tail.recipients.pop()
        tail.recipients.append(Recipient(f"{last.text} {text}", (*last.lines, number)))
    else:
        tail.recipients.append(Recipient(text, (number,)))

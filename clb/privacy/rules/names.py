"""Finding a person's name, telephone and paper number in free words, and putting a code in their place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

# Beside a name in a record of minutes: what else of that record is about the person alone.
ABOUT_THEM = ("purpose", "reason", "note")


@dataclass(frozen=True)
class Marks:
    """What tells a person: `words` (names, an address), `digits` (telephone, paper number), `own` ids whose records in
    a list are the person's; `code` takes their place."""

    words: tuple[str, ...]
    digits: tuple[str, ...]
    own: frozenset[str]
    code: str

    @cached_property
    def patterns(self) -> tuple[re.Pattern[str], ...]:
        """One for each name, and one for each number with blanks, points and dashes between its digits."""
        names = (r"\W+".join(re.escape(part) for part in folded(word).split()) for word in self.words)
        numbers = (r"[\s.\-]*".join(number) for number in self.digits)
        found = [rf"(?<!\w){name}(?!\w)" for name in names if name]
        return tuple(re.compile(pattern) for pattern in [*found, *(rf"(?<!\d){number}(?!\d)" for number in numbers)])

    @cached_property
    def shapes(self) -> frozenset[str]:
        """The names as they are written, to tell «Hoa» from «Hòa» where the text has its marks."""
        return frozenset(_plain_space(word) for word in self.words)


def folded(text: str) -> str:
    """Lower case without marks, of the same length: one letter for each letter."""
    return "".join(_letter(c) for c in unicodedata.normalize("NFC", text))


def _letter(c: str) -> str:
    bare = unicodedata.normalize("NFD", c.lower())[:1]
    return {"đ": "d", "": " "}.get(bare, bare)


def _plain_space(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).lower().split())


def scrubbed(value: Any, marks: Marks) -> Any:
    """The value with the code wherever the person was told; an equal value where nothing was.

    Walks through lists and records. In a record that is the person's own, reasons and purposes go too.
    """
    if isinstance(value, str):
        return _text(value, marks)
    if isinstance(value, list):
        return [scrubbed(one, marks) for one in value]
    if isinstance(value, dict):
        return _record(value, marks)
    return value


def _record(value: dict[str, Any], marks: Marks) -> dict[str, Any]:
    found = {key: scrubbed(one, marks) for key, one in value.items()}
    texts = [one for one in value.values() if isinstance(one, str)]
    if any(one in marks.own or _plain_space(one) in marks.shapes for one in texts):
        found |= {key: "" for key in ABOUT_THEM if isinstance(found.get(key), str)}
    return found


def _text(text: str, marks: Marks) -> str:
    found = unicodedata.normalize("NFC", text)
    for pattern in marks.patterns:
        for hit in reversed(list(pattern.finditer(folded(found)))):
            shown = found[hit.start() : hit.end()]
            if _is_meant(shown, marks):
                found = found[: hit.start()] + marks.code + found[hit.end() :]
    return found if found != unicodedata.normalize("NFC", text) else text


def _is_meant(shown: str, marks: Marks) -> bool:
    """Digits are; words are when they bear the same marks or none at all."""
    plain = _plain_space(re.sub(r"[^\w\s]+", " ", shown))
    return not any(c.isalpha() for c in shown) or plain == folded(plain) or plain in _without_points(marks.shapes)


def _without_points(shapes: Iterable[str]) -> set[str]:
    return {_plain_space(re.sub(r"[^\w\s]+", " ", shape)) for shape in shapes}

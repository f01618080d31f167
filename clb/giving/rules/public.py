"""What may be told to everyone: never a word in which somebody stands who wishes to stay unnamed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from clb.kernel.text import plain

_LEAST = 2  # letters of a name worth looking for


def says_a_name(text: str, names: Iterable[str]) -> bool:
    """Does `text` hold one of `names` as whole words, with or without diacritics, in whatever case?"""
    said = plain(text)
    wanted = [bare for name in names if len(bare := plain(name)) >= _LEAST]
    return any(re.search(rf"(?<!\w){re.escape(bare)}(?!\w)", said) for bare in wanted)


def public_words(text: str, names: Iterable[str]) -> str:
    """`text` where it names none of `names`, else nothing at all: half a sentence could still give them away."""
    return "" if says_a_name(text, names) else text


def nameless(text: str, name: str, code: str) -> str:
    """`text` with `code` wherever `name` stands in it, with or without diacritics, in whatever case."""
    parts = plain(name).split()
    if len("".join(parts)) < _LEAST:
        return text
    composed = unicodedata.normalize("NFC", text)
    folded = "".join(_letter(c) for c in composed)  # as long as the text: a place in it is a place in the text
    named = r"\s+".join(map(re.escape, parts))
    found, rest = [], 0
    for match in re.finditer(rf"(?<!\w){named}(?!\w)", folded):
        found += [composed[rest : match.start()], code]
        rest = match.end()
    return "".join(found) + composed[rest:] if found else text


def _letter(c: str) -> str:
    return "d" if c in "đĐ" else (unicodedata.normalize("NFD", c)[0].lower() or c)[:1]

"""Text made comparable: composed Unicode, lower case, one way of placing tone marks, the same length as before."""

import re
import unicodedata
from functools import lru_cache

_INVISIBLE: dict[int, str] = {
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"), ""),
    **{code: " " for code in range(32) if chr(code) != "\t"},
}
# For character classes: "À-Ỹ" would take the small letters in between too.
CAPITAL = "".join(c for c in map(chr, (*range(0x41, 0x1B1), *range(0x1EA0, 0x1EFA))) if c.isupper())
_SPACES = re.compile(r"\s+")
# "hoá" and "hóa" are the same word in two spellings; the tone is moved to the first vowel of an open syllable.
_TONE_PAIRS = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_TONE = re.compile("(?<!q)(?:" + "|".join(_TONE_PAIRS) + r")(?!\w)")


def clean(text: str) -> str:
    """Composed Unicode without invisible marks, runs of white space made one space; wide gaps are lost."""
    return _SPACES.sub(" ", visible(text)).strip()


def visible(text: str) -> str:
    """Composed Unicode without invisible and control marks; tabs and wide gaps are kept."""
    composed = unicodedata.normalize("NFC", text)
    return composed if composed.isprintable() else composed.translate(_INVISIBLE)


@lru_cache(maxsize=1024)
def fold(text: str) -> str:
    """Lower case with old-style tone placement; the result has the length of `text`, so positions agree."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return _TONE.sub(lambda match: _TONE_PAIRS[match.group()], lower)


def is_capitals(text: str) -> bool:
    """True where the letters are all upper case and there are at least four of them."""
    return text.isupper() and sum(c.isalpha() for c in text) >= 4


def word_count(text: str) -> int:
    """Number of words between spaces."""
    return len(text.split())

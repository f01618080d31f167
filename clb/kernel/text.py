"""Vietnamese text: the key by which people search and sort without diacritics."""

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_NEVER = re.compile("[\x00\ud800-\udfff]")


def plain(text: str) -> str:
    """'Nguyễn Thị  Đẹp' → 'nguyen thi dep': lower case, no diacritics, single spaces."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _SPACES.sub(" ", bare).strip().lower()


def tidy(text: str) -> str:
    """The same words in composed Unicode with single spaces; control and direction marks are taken out."""
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(c for c in composed if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf", "Co", "Cs"})
    return _SPACES.sub(" ", visible).strip()


def is_storable(text: str) -> bool:
    """False for text with what no database takes: a null, or half of a pair of surrogates, as JSON can carry it."""
    return _NEVER.search(text) is None


def given_name_first(full_name: str) -> str:
    """Sort key of a person's name: by given name, then the rest, as Vietnamese lists are ordered.

    What stands in brackets behind the name, as in 'Nguyễn Văn Hùng (Tư)', comes last.
    """
    name, bracket, aside = plain(full_name).partition(" (")
    *rest, given = name.split(" ")
    rest += [bracket.strip() + aside] if bracket else []
    return " ".join([given, *rest])

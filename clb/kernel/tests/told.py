"""Which values a text tells a reader: an id, a token, a fraction of a second or a drawing may hold any three digits."""

from __future__ import annotations

import re
from collections.abc import Iterable

MACHINE = re.compile(r"[0-9a-f-]{32,36}|[A-Za-z0-9]{40,}|points=\"[^\"]*\"|(?<=:\d\d)\.\d+")


def told_of(text: str, values: Iterable[str]) -> list[str]:
    """Those of the values that stand in the text as words or figures of their own."""
    plain = MACHINE.sub("", text)
    there = [value for value in values if value in plain]  # which is quick, and most are not
    return [value for value in there if re.search(rf"(?<![\w.,]){re.escape(value)}(?![\w]|[.,]\d)", plain)]

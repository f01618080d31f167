"""What must hold of the journal."""

from collections.abc import Iterator

from clb.kernel.journal.verifying import breaks
from clb.kernel.selfcheck import register_check

from .telling import sentence

MOST = 20


@register_check
def journal_is_as_it_was_written() -> Iterator[str]:
    """Every act and event fits its seal and the one before; the heads, the daily marks and their file too."""
    for number, found in enumerate(breaks(), 1):
        if number > MOST:
            yield "… còn nữa, xem `clb journal verify`."
            return
        yield sentence(found)

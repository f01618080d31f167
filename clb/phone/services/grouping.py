"""Which rows of a push go together: neighbours of one command that takes many, and those that may leave their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from clb.kernel.commands import Command, commands

from .envelopes import Sent

Parts = list[list[Sent]]  # not tried yet, in the order in which they will be


@cache
def _verbs() -> Mapping[str, Command]:
    return commands()


def verb(name: str) -> Command | None:
    """The command of that name; the table of verbs is asked for once, not once a row."""
    return _verbs().get(name)


def may_wait(waiting: Parts, sent: Sent) -> bool:
    """May these rows be tried later than what is said of `sent`? Else they are tried first."""
    if any(one.id in sent.after for part in waiting for one in part):
        return False
    return _part_for(waiting, sent) is not None or all(map(_is_apart, [sent, *(one for p in waiting for one in p)]))


def put(waiting: Parts, sent: Sent) -> None:
    """Let it go with the last rows of its command, where those since then do not mind, else after all of them."""
    part = _part_for(waiting, sent)
    if part is None:
        waiting.append([sent])
    else:
        part.append(sent)


def _part_for(waiting: Parts, sent: Sent) -> list[Sent] | None:
    for part in reversed(waiting):
        if _go_together(part, sent):
            return part
        if not all(map(_is_apart, [sent, *part])):
            return None
    return None


def _is_apart(sent: Sent) -> bool:
    """May the row be done before or after rows of other commands that may too?"""
    command = verb(sent.command)
    is_free = command is not None and command.is_apart is not None and command.is_apart(sent.data)
    return is_free and not sent.replaces and not sent.basis


def _go_together(part: Sequence[Sent], sent: Sent) -> bool:
    """Rows of one command that takes many, none about what another of them is about or comes after."""
    command = verb(sent.command)
    if command is None or command.many is None or sent.command != part[0].command or sent.replaces:
        return False
    ids, abouts = {one.id for one in part}, {about for one in part for about in one.basis}
    return not part[0].replaces and ids.isdisjoint(sent.after) and abouts.isdisjoint(sent.basis)

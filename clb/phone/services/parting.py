"""A meeting's part whose rows do not all go: those that do are written, the others are parked by themselves."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from clb.kernel.commands import commands
from clb.kernel.rows import RowsField
from clb.phone.models import ParkedRow, PhoneKey

from .envelopes import Sent
from .parking import sent_of
from .seeing import MEETING, about_of_meeting, meeting_of

Errors = Mapping[str, Sequence[str]]


def _parts() -> dict[str, RowsField]:
    fields = commands()[MEETING].form.base_fields
    return {name: field for name, field in fields.items() if isinstance(field, RowsField)}


def bad_rows(sent: Sent, errors: Errors) -> dict[str, set[str]]:
    """By part the keys of rows that were refused; empty where something else was refused too, or it is no meeting."""
    if sent.command != MEETING:
        return {}
    parts, found = _parts(), dict[str, set[str]]()
    for place in errors:
        name, _dot, rest = place.partition(".")
        if name not in parts or not rest:
            return {}
        found.setdefault(name, set()).add(rest.partition(".")[0])
    return found


def clashing_rows(sent: Sent, abouts: Collection[str]) -> dict[str, set[str]]:
    """By part the keys of rows about these things: a loan's repayment, a member's fee."""
    if sent.command != MEETING:
        return {}
    found: dict[str, set[str]] = {}
    for about in abouts:
        kind, pk = about.split(":")[:2]
        found.setdefault("repayments" if kind == "loan" else "fees", set()).add(pk)
    return found


def waiting_for_the_books(sent: Sent, abouts: Sequence[str]) -> list[str]:
    """Where a row closes a meeting: those of these things whose money the meeting holds and would book with it."""
    found = meeting_of(sent) if sent.data.get("close_now") else None
    if found is None:
        return []
    lines = found.money_lines.filter(is_dropped=False, receipt=None, kind__in=["REPAYMENT", "FEE"])
    held = {str(key) for key in lines.values_list("key", flat=True)}
    return [about for about in abouts if about.split(":")[1] in held]


def parked_of_what_closes(key: PhoneKey, sent: Sent) -> int:
    """Of a row that closes a meeting: how many rows of the same meeting, by this person on this phone, wait for a
    person."""
    about = about_of_meeting(sent) if sent.data.get("close_now") else ""
    if not about:
        return 0
    mine = ParkedRow.objects.open().filter(key__user=key.user, key__phone=key.phone_id, command=MEETING)
    rows = mine.exclude(pk=sent.replaces) if sent.replaces else mine
    open_rows = [sent_of(row) for row in rows]
    return sum(about_of_meeting(one) == about and not one.data.get("close_now") for one in open_rows)


def parted(sent: Sent, bad: Mapping[str, set[str]]) -> tuple[Sent, Sent]:
    """The row without its bad rows, and with nothing but these."""
    parts, rest, only = _parts(), dict(sent.data), dict[str, Any]()
    for name in parts:
        rows = sent.data.get(name)
        if isinstance(rows, list):
            key, keys = parts[name].key, bad.get(name, set())
            kept = [row for row in rows if not _is_one(row, key, keys)]
            rest[name] = kept
            if len(kept) < len(rows):
                only[name] = [row for row in rows if _is_one(row, key, keys)]
    told = {name: sent.data[name] for name in ("club", "meeting", "held_on") if name in sent.data}
    return replace(sent, data=rest), replace(sent, data={**told, **only})


def has_rows(sent: Sent) -> bool:
    """Is there any row to park at all?"""
    return any(sent.data.get(name) for name in _parts())


def _is_one(row: Any, key: str, keys: Collection[str]) -> bool:
    return isinstance(row, dict) and str(row.get(key)) in keys

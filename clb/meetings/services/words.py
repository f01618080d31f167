"""What was said at a meeting, in words by part, and the cash that was counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from clb.kernel.money import vnd
from clb.kernel.text import tidy
from clb.meetings.models import BoxCount, MeetingNote

from .patching import Recording, Values, apply


def take_notes(rec: Recording, rows: Sequence[Mapping[str, Any]]) -> None:
    """Words by part; an empty text takes the part away."""
    if not rows:
        return
    wanted: dict[str, Values | None] = {
        row["part"]: None if row.get("is_removed") else {"text": row["text"].strip()} for row in rows
    }
    stored = {note.part: note for note in rec.meeting.notes.all()}
    patch = rec.patch("notes", stored, wanted, lambda note: f"«{note.text[:80]}»")
    apply(rec, patch, lambda part, v: MeetingNote(meeting=rec.meeting, part=part, version=rec.version, **v))


def take_counts(rec: Recording, rows: Sequence[Mapping[str, Any]]) -> None:
    """Cash counted by fund, whole đồng, with the reason where it will differ from the books."""
    if not rows:
        return
    wanted: dict[str, Values | None] = {
        row["fund"]: None
        if row.get("is_removed")
        else {"counted_vnd": row["counted_vnd"], "reason": tidy(row["reason"])}
        for row in rows
    }
    stored = {count.fund: count for count in rec.meeting.box_counts.all()}
    patch = rec.patch("counts", stored, wanted, lambda count: vnd(count.counted_vnd))
    apply(rec, patch, lambda fund, v: BoxCount(meeting=rec.meeting, fund=fund, version=rec.version, **v))

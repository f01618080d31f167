"""How rows sent by one person meet the rows stored: what is new, changed, taken back, and what collides."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.kernel.rows import RowError
from clb.meetings.models import Attendance, Meeting, MeetingEdit
from clb.members.models import Membership
from clb.members.queries.counts import belonging

Key = TypeVar("Key")
Stored = TypeVar("Stored", bound=Any)
Values = Mapping[str, Any]
COLLISION = "collision"  # somebody else wrote this since; sent once more by one who has seen it, it is taken


@dataclass
class Patch(Generic[Key, Stored]):
    """What a part's rows come to: those to add by key, to change with their new values, to take away."""

    new: dict[Key, Values] = field(default_factory=dict)
    changed: list[tuple[Stored, Values]] = field(default_factory=list)
    gone: list[Stored] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)


@dataclass
class Recording:
    """One act on one meeting: who, which version they saw, what they changed, what is wrong with it."""

    by: User
    meeting: Meeting
    seen: int
    changed: set[str] = field(default_factory=set)
    errors: dict[str, list[ValidationError]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.version = self.meeting.version + 1

    @cached_property
    def members(self) -> dict[UUID, Membership]:
        """Who belonged to the club on the meeting's day, by membership."""
        held = belonging(self.meeting.held_on).filter(club=self.meeting.club_id).select_related("person")
        return {row.pk: row for row in held}

    @cached_property
    def marks(self) -> dict[UUID, Attendance]:
        """Attendance as stored, by membership."""
        return {row.membership_id: row for row in self.meeting.attendances.all()}

    @cached_property
    def edits(self) -> dict[int, MeetingEdit]:
        """Who changed what, by version."""
        return {edit.version: edit for edit in self.meeting.edits.select_related("by")}

    def present(self) -> set[UUID]:
        """Memberships marked present."""
        return {pk for pk, row in self.marks.items() if row.mark == Attendance.Mark.PRESENT}

    def member(self, part: str, key: UUID) -> Membership | None:
        """The member that a row names; told beside the row where there is none."""
        found = self.members.get(key)
        if found is None:
            told = _("Người này không phải thành viên của câu lạc bộ vào ngày họp.")
            self.wrong(part, key, told)
        return found

    def wrong(self, part: str, key: Any, message: Any, column: str = "", code: str = "") -> None:
        """Remember a refusal of one row."""
        self.errors.setdefault(part, []).append(RowError(message, row=str(key), column=column, code=code))

    def refuse_if_wrong(self) -> None:
        """Raises ValidationError with everything that was wrong."""
        if self.errors:
            raise ValidationError(self.errors)

    def last_version_of(self, part: str) -> int:
        """The version that last changed `part`; 0 where none did."""
        return max((v for v, edit in self.edits.items() if part in edit.parts), default=0)

    def check_version(self, part: str, version: int) -> None:
        """Raises ValidationError where somebody changed `part` after the sender saw it."""
        if version > self.seen:
            told = _("%s vừa ghi phần này. Hãy xem lại rồi ghi lại nếu cần.") % self.who(version)
            raise ValidationError(told, code=COLLISION)

    def who(self, version: int) -> str:
        """Who wrote that version, and when, in words."""
        edit = self.edits.get(version)
        return _named(edit) if edit else _("Người khác")

    def parts_of_others(self) -> list[str]:
        """Parts that somebody else changed after the sender saw the meeting."""
        later = [edit for version, edit in self.edits.items() if version > self.seen and edit.by_id != self.by.pk]
        return sorted({part for edit in later for part in edit.parts})

    def patch(
        self, part: str, stored: Mapping[Key, Stored], wanted: Mapping[Key, Values | None], shown: Callable[[Any], str]
    ) -> Patch[Key, Stored]:
        """Compare what is wanted of each key (None: nothing) with what is stored; remember collisions as errors.

        A row collides where it was last set after the version that the sender saw, and to something else.
        """
        found: Patch[Key, Stored] = Patch()
        for key, values in wanted.items():
            row = stored.get(key)
            if row is None:
                if values is not None:
                    found.new[key] = values
                continue
            if values is not None and all(getattr(row, name) == value for name, value in values.items()):
                continue
            if row.version > self.seen:
                told = _("%(who)s vừa ghi dòng này: %(what)s. Nếu vẫn muốn ghi khác đi, hãy ghi lại lần nữa.")
                told = told % {"who": self.who(row.version), "what": shown(row)}
                self.wrong(part, key, told, code=COLLISION)
            elif values is None:
                found.gone.append(row)
            else:
                found.changed.append((row, values))
        if found:
            self.changed.add(part)
        return found


def _named(edit: MeetingEdit) -> str:
    return edit.by.first_name or edit.by.username


def store_again(rows: Sequence[Any], fields: Collection[str]) -> None:
    """Write `fields` of rows that are stored already, in one statement; ten times as quick as bulk_update's CASE."""
    kept = type(rows[0]).objects
    kept.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=sorted(fields))


def apply(rec: Recording, patch: Patch[Any, Any], make: Callable[[Any, Values], Any]) -> None:
    """Store a patch: new rows by `make`, changed ones in place, the rest deleted; at most three queries."""
    made = [make(key, values) for key, values in patch.new.items()]
    if made:
        type(made[0]).objects.bulk_create(made)
    for row, values in patch.changed:
        for name, value in values.items():
            setattr(row, name, value)
        row.version = rec.version
    if patch.changed:
        fields = {"version", *(name for _row, values in patch.changed for name in values)}
        store_again([row for row, _values in patch.changed], fields)
    if patch.gone:
        type(patch.gone[0]).objects.filter(pk__in=[row.pk for row in patch.gone]).delete()

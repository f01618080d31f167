"""Who was there, and who joined at the meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clb.kernel.text import plain
from clb.meetings.models import Attendance
from clb.members.models import Membership
from clb.members.services import add_member

from .patching import Recording, Values, apply

ADD_MEMBER = "members.add_member"


def take_in_newcomers(rec: Recording, rows: Sequence[Mapping[str, Any]]) -> None:
    """People who join on the meeting's day; each is marked present. The same person sent again joins once.

    A row's key becomes the membership's id: a phone that has not reached the server names the newcomer by it.
    """
    rows = [row for row in rows if not row.get("is_removed")]
    if not rows:
        return
    club, day = rec.meeting.club, rec.meeting.held_on
    if not rec.by.may(ADD_MEMBER, club.unit):
        raise ValidationError({"newcomers": _("Bạn không có quyền ghi thêm thành viên.")})
    joined = []
    for row in rows:
        birth = row["birth"]
        same = Membership.objects.filter(
            club=club, from_on=day, person__search_key=plain(row["full_name"]), person__birth_on=birth[0]
        ).first()
        if not same and Membership.objects.filter(pk=row["key"]).exists():
            told_before = _("Người mới này đã được ghi. Muốn sửa họ tên, năm sinh thì sửa ở trang thành viên.")
            rec.wrong("newcomers", row["key"], told_before)
            continue
        try:
            told = {name: row[name] for name in ("full_name", "sex", "same_person_confirmed", "key")}
            joined.append(same or add_member(by=rec.by, club=club, from_on=day, birth=birth, **told))
        except ValidationError as error:
            for column, messages in error.message_dict.items():
                for message in messages:
                    rec.wrong("newcomers", row["key"], message, column)
    vars(rec).pop("members", None)  # they belong from now on
    if joined:
        rec.changed.add("newcomers")
        take_marks(rec, [{"membership": m.pk, "mark": Attendance.Mark.PRESENT} for m in joined], "")


def take_marks(rec: Recording, rows: Sequence[Mapping[str, Any]], rest: str) -> None:
    """Marks by membership; `rest` is the mark of every member who has none and is in no row, or ''."""
    wanted: dict[UUID, Values | None] = {}
    for row in rows:
        if rec.member("attendance", row["membership"]):
            wanted[row["membership"]] = None if row.get("is_removed") else {"mark": row["mark"]}
    if rest:
        wanted |= {pk: {"mark": rest} for pk in rec.members if pk not in wanted and pk not in rec.marks}
    if not wanted:
        return
    patch = rec.patch("attendance", rec.marks, wanted, lambda row: str(row.get_mark_display()))
    apply(
        rec,
        patch,
        lambda pk, values: Attendance(meeting=rec.meeting, membership=rec.members[pk], version=rec.version, **values),
    )
    if patch:
        vars(rec).pop("marks", None)

"""What somebody typed in a row that waits, in words: field by field, with the labels of its form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clb.access.models import User
from clb.fund.models import Loan
from clb.kernel.commands import commands
from clb.kernel.money import VndField, vnd
from clb.kernel.rows import RowsField
from clb.kernel.schema import CommandForm
from clb.members.models import Membership
from clb.phone.models import ParkedRow

from .counters import as_uuid

# Whoever may read these at the club may read what was typed for a command of the app; a command of its own wins.
READS = {
    "fund": "fund.read",
    "meetings": "meetings.read",
    "health": "health.read",
    "care": "care.read",
    "lending": "lending.read",
    "supervision": "supervision.read_samples",
    "members.record_contact": "members.record_contact",
    "members.record_consent": "members.record_consent",
}
# Of a command that more people may read, the fields that ask for a right of their own.
DEARER = {("meetings.record_meeting", "readings"): "health.read"}
_LEFT_OUT = {"club", "meeting", "seen"}  # said elsewhere on the page, or nothing for people

# Columns of rows have no labels of their own.
COLUMNS = {
    "membership": gettext_lazy("Ai"),
    "loan": gettext_lazy("Khoản vay của"),
    "full_name": gettext_lazy("Họ và tên"),
    "sex": gettext_lazy("Giới"),
    "birth": gettext_lazy("Sinh"),
    "same_person_confirmed": gettext_lazy("Đã hỏi: không phải người trùng tên"),
    "mark": gettext_lazy("Có mặt"),
    "amount_vnd": gettext_lazy("Số tiền"),
    "interest_vnd": gettext_lazy("Tiền lãi"),
    "counted_vnd": gettext_lazy("Đếm được"),
    "found_vnd": gettext_lazy("Thấy"),
    "fund": gettext_lazy("Quỹ"),
    "source": gettext_lazy("Nguồn"),
    "giver": gettext_lazy("Người tặng"),
    "months": gettext_lazy("Số tháng"),
    "rate_percent_year": gettext_lazy("Lãi một năm (%)"),
    "purpose": gettext_lazy("Để làm gì"),
    "decision": gettext_lazy("Quyết định"),
    "votes_for": gettext_lazy("Đồng ý"),
    "votes_against": gettext_lazy("Không đồng ý"),
    "reason": gettext_lazy("Lý do"),
    "systolic_mmhg": gettext_lazy("Huyết áp, số trên"),
    "diastolic_mmhg": gettext_lazy("Huyết áp, số dưới"),
    "weight_g": gettext_lazy("Cân nặng (kg)"),
    "is_sure": gettext_lazy("Đã xem lại, số này đúng"),
    "referral": gettext_lazy("Chuyển khám"),
    "part": gettext_lazy("Phần"),
    "text": gettext_lazy("Nội dung"),
    "question": gettext_lazy("Câu hỏi số"),
    "answer": gettext_lazy("Trả lời"),
    "note": gettext_lazy("Ghi thêm"),
    "item": gettext_lazy("Mẫu"),
    "outcome": gettext_lazy("Kết quả"),
}


@dataclass(frozen=True)
class Line:
    """One field: what it is called and what was typed; or rows, each a list of such pairs."""

    label: str
    value: str = ""
    rows: tuple[tuple[tuple[str, str], ...], ...] = ()


def may_read(row: ParkedRow, by: User) -> bool:
    """May this person read what was typed? Whoever typed it may, and whoever may read the same where it is written."""
    return row.key.user_id == by.pk or (row.club is not None and _right_of(row.command) in by.rights_at(row.club.unit))


def _right_of(command: str) -> str:
    return READS.get(command) or READS.get(command.partition(".")[0], "")


def lines_of(row: ParkedRow, data: Mapping[str, Any], by: User) -> list[Line]:
    """What was typed, for somebody who may read it; what asks for a further right is left out for who lacks it."""
    command = commands().get(row.command)
    if command is None:
        return []
    form = command.form(dict(data), by=by)
    names = _Names(row, data)
    rights = by.rights_at(row.club.unit) if row.club is not None else frozenset()
    found = []
    for name, field in form.fields.items():
        value = data.get(name)
        dearer = DEARER.get((row.command, name))
        if name in _LEFT_OUT or value in (None, "", []) or isinstance(field, forms.FileField):
            continue
        if dearer and dearer not in rights and row.key.user_id != by.pk:
            found.append(Line(str(field.label), _("chỉ người được xem mới đọc được")))
        else:
            found.append(_line(form, name, value, names))
    return found


def _line(form: CommandForm, name: str, value: Any, names: _Names) -> Line:
    field = form.fields[name]
    label = str(field.label or COLUMNS.get(name, name))
    if not isinstance(field, RowsField):
        return Line(label, in_words(field, value))
    if not isinstance(value, list):
        return Line(label)
    rows = [_cells(field, row, names) for row in value if isinstance(row, dict)]
    return Line(label, rows=tuple(rows))


def _cells(field: RowsField, row: Mapping[str, Any], names: _Names) -> tuple[tuple[str, str], ...]:
    found = []
    for name, column in field.columns.items():
        value = row.get(name)
        if name == "key" or value in (None, ""):
            continue
        is_named = isinstance(column, forms.UUIDField)
        found.append((str(COLUMNS.get(name, name)), names.of(value) if is_named else in_words(column, value)))
    return tuple(found)


def in_words(field: forms.Field, value: Any) -> str:
    """A value of a form's field as people read it."""
    if isinstance(value, (list, tuple)):
        return ", ".join(in_words(field, one) for one in value)
    if isinstance(field, forms.ModelChoiceField):
        return _record(field, value)
    if isinstance(field, forms.BooleanField):
        return _("có") if value in (True, "true", "on", "1") else _("không")
    if isinstance(field, VndField):
        return vnd(int(value)) if str(value).isdecimal() else str(value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(_flat(field.choices)).get(str(value), value))
    if isinstance(field, forms.DateField):
        return _day(str(value))
    return str(value)


def _flat(choices: Any) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for value, label in choices:
        found += _flat(label) if isinstance(label, (list, tuple)) else [(str(value), label)]
    return found


def _day(text: str) -> str:
    try:
        return f"{date.fromisoformat(text[:10]):%d/%m/%Y}"
    except ValueError:
        return text


def _record(field: Any, value: Any) -> str:
    """Among what the reader may see: what it is called, else that it cannot be seen."""
    name = field.to_field_name or "pk"
    try:
        found = field.queryset.filter(**{name: value}).first() if field.queryset is not None else None
    except (ValueError, forms.ValidationError):
        found = None
    return called(found) if found is not None else _("không còn, hoặc không xem được ở đây")


def called(record: Model) -> str:
    """What people call a record: whose it is, where it is somebody's."""
    person = getattr(record, "person", None)
    return str(getattr(person or record, "full_name", "") or record)


class _Names:
    """Whom the ids within rows mean: members and borrowers of the row's club, and who joins by the row itself."""

    def __init__(self, row: ParkedRow, data: Mapping[str, Any]) -> None:
        ids = _ids(data)
        self.found: dict[UUID, str] = {}
        if row.club_id is not None and ids:
            members = Membership.objects.filter(club=row.club_id, pk__in=ids).select_related("person")
            loans = Loan.objects.filter(club=row.club_id, pk__in=ids).select_related("person")
            self.found = {one.pk: called(one) for rows in (members, loans) for one in rows}
        for new in data.get("newcomers") or ():
            if isinstance(new, dict) and (pk := as_uuid(str(new.get("key")))):
                self.found.setdefault(pk, str(new.get("full_name") or ""))

    def of(self, value: Any) -> str:
        """The name, or that nobody of that id is known here."""
        pk = as_uuid(str(value))
        return self.found.get(pk, "") if pk in self.found else _("không còn trong câu lạc bộ này")


def _ids(data: Mapping[str, Any]) -> list[UUID]:
    rows: Sequence[Any] = [row for value in data.values() if isinstance(value, list) for row in value]
    values = [value for row in rows if isinstance(row, dict) for value in row.values()]
    return [pk for value in values if isinstance(value, str) and (pk := as_uuid(value))]

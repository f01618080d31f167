"""What stands in the journal, in the words of the forms and records it came from. Pure but for titles of records."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clb.kernel.commands import commands
from clb.kernel.money import vnd

WAYS = {
    "page": gettext_lazy("Trang web"),
    "api": gettext_lazy("Chương trình khác (API)"),
    "sheet": gettext_lazy("Danh sách Excel"),
    "cli": gettext_lazy("Người quản trị máy chủ"),
    "worker": gettext_lazy("Tiến trình nền"),
    "second": gettext_lazy("Sau khi người thứ hai đồng ý"),
    "demo": gettext_lazy("Dữ liệu trình diễn"),
}


@dataclass(frozen=True)
class Fact:
    """Something that was told: 'Số tiền', '500.000 đ'."""

    label: str
    value: str


@dataclass(frozen=True)
class Change:
    """A field of a record that was there before: what it said, what it says. `is_hidden` where that is nobody's
    business: only that it changed is known."""

    record: str
    label: str
    before: str
    after: str
    is_hidden: bool


@dataclass(frozen=True)
class Ref:
    """A record that a row of the journal names: its model's label and its id."""

    label: str
    pk: str


def title_of(command: str) -> str:
    """'Ghi thu nợ' of 'fund.repay_loan'; the name itself where the program has no such verb any more."""
    found = commands().get(command)
    return str(found.title) if found else command


def refs_in(command: str, data: Mapping[str, Any]) -> dict[str, Ref]:
    """The records that an act names, by the form's field."""
    found = commands().get(command)
    fields = found.form.base_fields if found else {}
    chosen = {name: fields[name] for name in data if isinstance(fields.get(name), forms.ModelChoiceField)}
    return {
        name: Ref(field.queryset.model._meta.label_lower, str(data[name]))  # type: ignore[attr-defined]
        for name, field in chosen.items()
        if isinstance(data[name], (str, int)) and not isinstance(data[name], bool)
    }


def facts_of(command: str, data: Mapping[str, Any], named: Mapping[Ref, str], but: Collection[str] = ()) -> list[Fact]:
    """What an act was told, in the form's words; records by the names that `named` has for them. Without the fields
    `but`, which are told otherwise."""
    found = commands().get(command)
    fields = found.form.base_fields if found else {}
    refs, told = refs_in(command, data), []
    for name, value in data.items():
        if name in fields and name not in but and value not in (None, "", [], False):
            words = named.get(refs[name], "") if name in refs else _in_form_words(name, fields[name], value)
            if words:
                told.append(Fact(str(fields[name].label or name).removesuffix(f" ({_('đồng')})"), words))
    return told


def _in_form_words(name: str, field: forms.Field, value: Any) -> str:
    if isinstance(value, list):
        return _("%s dòng") % len(value)
    if isinstance(field, (forms.ModelMultipleChoiceField, forms.UUIDField)):
        return ""
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return _choice(choices, value)
    return _plain(name, value)


def _choice(choices: Iterable[Any], value: Any) -> str:
    for key, label in choices:
        if isinstance(label, (list, tuple)):
            if found := _choice(label, value):
                return found
        elif str(key) == str(value):
            return str(label)
    return ""


def _plain(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, int) and name.endswith("_vnd"):
        return vnd(value)
    text = str(value)
    with suppress(ValueError):
        found = datetime.fromisoformat(text)
        if len(text) == len("2026-11-26"):
            return f"{found:%d/%m/%Y}"
        return f"{timezone.localtime(found) if found.tzinfo else found:%H:%M %d/%m/%Y}"
    return "" if _is_id(text) else text


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def changes_in(changes: Mapping[str, Any]) -> list[Change]:
    """What an act changed in records that were there, in the words of their fields."""
    told = []
    for label, records in changes.items():
        model = _model(label)
        for fields in records.values():
            told += [_change(model, name, was_is) for name, was_is in fields.items()]
    return told


def _model(label: str) -> type[Model] | None:
    try:
        return apps.get_model(label)
    except LookupError:
        return None


def _change(model: type[Model] | None, name: str, was_is: list[Any] | None) -> Change:
    field: Any = None
    with suppress(FieldDoesNotExist):
        field = model._meta.get_field(name) if model else None
    record = str(model._meta.verbose_name) if model else ""
    label = str(field.verbose_name) if field else name
    if was_is is None or (field is not None and field.is_relation):
        return Change(record, label, "", "", is_hidden=True)
    before, after = (_in_record_words(field, name, value) for value in was_is)
    return Change(record, label, before, after, is_hidden=False)


def _in_record_words(field: Field[Any, Any] | None, name: str, value: Any) -> str:
    if value in (None, ""):
        return "—"
    choice = _choice(field.flatchoices, value) if field is not None and field.choices else ""
    return choice or _plain(name, value) or str(value)

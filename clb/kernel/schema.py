"""The one input schema. A CommandForm says what a person types, for every channel."""

from collections.abc import Callable, Iterable, Mapping
from copy import copy, deepcopy
from decimal import Decimal
from functools import cache
from typing import Any, ClassVar, Self
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, UUIDField
from django.utils.translation import gettext as _

from .rows import RowError, RowsField
from .text import is_storable

AT_ONCE = 500  # records asked for in one query


class CommandForm(forms.Form):
    """What one command takes. Choices are narrowed to what `by` may see; `unit()` says where it happens."""

    # Free text never enters the journal, which can't be erased, unless the field is named here.
    journal_text: ClassVar[frozenset[str]] = frozenset()
    # Fields that are personal whatever their type (sex, birth, household class).
    sensitive: ClassVar[frozenset[str]] = frozenset()
    # Fields by which `scope` narrows the choices of others: rows that differ in them need a form each.
    narrowing: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.by = by
        self.scope(by)

    def scope(self, by: Any) -> None:
        """Narrow each choice to what `by` may see."""

    def remember_choices(self, rows: Iterable[Mapping[str, Any]] = ()) -> None:
        """Look each record up once, those that `rows` name together. For `again`, within one transaction."""
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField) and not isinstance(field, forms.ModelMultipleChoiceField):
                named = {str(row.get(name)) for row in rows}
                field.to_python = _remembering(field, named)  # type: ignore[method-assign,assignment]

    def again(self, data: Any) -> Self:
        """The same form, narrowed already, filled in with another row."""
        form = copy(self)
        form.data, form.is_bound = data, True
        vars(form).update(_errors=None, _bound_fields_cache={})  # what Django keeps of the row before
        return form

    def narrow(self, name: str, to: Any) -> None:
        """Let field `name` choose among `to` only: a queryset, or pairs of value and label."""
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = to
        else:
            assert isinstance(field, forms.ChoiceField)
            field.choices = to

    def unit(self) -> Any:
        """Where this happens, so that the right can be checked there."""
        raise NotImplementedError

    def as_audit(self) -> dict[str, Any]:
        """The cleaned input as the journal may keep it: ids, numbers, days, choices; no personal text."""
        kept = {k: v for k, v in self.cleaned_data.items() if self.keeps(k)}
        return {k: f.audit(v) if isinstance(f := self.fields[k], RowsField) else as_kept(v) for k, v in kept.items()}

    def keeps(self, name: str) -> bool:
        """May the content of field `name` stand in the journal, which can never be erased?"""
        if name in self.sensitive or name not in self.fields:
            return False
        field = self.fields[name]
        if isinstance(field, forms.FileField):
            return False
        is_free_text = isinstance(field, forms.CharField)
        return name in self.journal_text or not is_free_text

    def attach(self, error: ValidationError) -> None:
        """Show a refusal from the service or the database beside the field it is about."""
        if not hasattr(error, "error_dict"):
            return self.add_error(None, error)
        for name, errors in error.error_dict.items():
            self.add_error(name if name in self.fields else None, list(errors))

    def row_errors(self, name: str) -> dict[str, dict[str, list[str]]]:
        """What is wrong with rows of field `name`: by the row's key, then by column ('' for the whole row)."""
        found: dict[str, dict[str, list[str]]] = {}
        for error in self.errors.as_data().get(name, []):
            if isinstance(error, RowError):
                found.setdefault(error.row, {}).setdefault(error.column, []).extend(error.messages)
        return found

    def out_of_reach(self) -> list[str]:
        """Names of fields that were refused because the record is not there or `by` may not see it."""
        return [
            name
            for name, errors in self.errors.as_data().items()
            if any(error.code == "invalid_choice" for error in errors)
            and isinstance(self.fields.get(name), forms.ModelChoiceField)
        ]

    def errors_by_place(self) -> dict[str, list[str]]:
        """Every refusal by field; those of a row by `field.row.column`, as the API and the phone tell them."""
        found: dict[str, list[str]] = {}
        for name, errors in self.errors.as_data().items():
            for error in errors:
                place = [name, error.row, error.column] if isinstance(error, RowError) else [name]
                found.setdefault(".".join(filter(None, place)), []).extend(str(m) for m in error.messages)
        return found


def _remembering(field: Any, named: set[str]) -> Callable[[Any], Any]:
    ask, rows = cache(field.to_python), field.queryset
    found: dict[str, Model] = {}
    if isinstance(rows.model._meta.pk, UUIDField):
        wanted = [value for value in named if _is_uuid(value)]
        for start in range(0, len(wanted), AT_ONCE):
            found |= {str(row.pk): row for row in rows.filter(pk__in=wanted[start : start + AT_ONCE])}
    return lambda value: found.get(str(value)) or ask(value)


def _is_uuid(value: str) -> bool:
    try:
        return str(UUID(value)) == value
    except ValueError:
        return False


def as_kept(value: Any) -> Any:
    """A value as the journal keeps it: an id for a record, numbers and switches as they are, all else as text."""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, (bool, int)) or value is None:
        return value
    if isinstance(value, (list, tuple, set)) or hasattr(value, "iterator"):
        return [as_kept(v) for v in value]
    return str(value)


def typed(field: forms.Field, value: Any) -> Any:
    """A value of JSON as a person would have typed it, which is what a form reads. Raises ValidationError."""
    if isinstance(field, RowsField):
        return value  # judged cell by cell by the field itself
    many = isinstance(field, (forms.MultipleChoiceField, forms.ModelMultipleChoiceField))
    if isinstance(value, list) and many:
        return [typed(forms.CharField(), one) for one in value]
    if value is None or (isinstance(value, bool) and isinstance(field, forms.BooleanField)):
        return value
    if many or not isinstance(value, (str, int, float)) or isinstance(value, bool):
        raise ValidationError(_("Giá trị chưa đúng kiểu."))
    if not is_storable(str(value)):
        raise ValidationError(_("Có ký tự không dùng được."))
    return str(value)


def json_schema(form: type[CommandForm]) -> dict[str, Any]:
    """The same form, as the API document and the phone read it (JSON Schema, draft 2020-12)."""
    fields = form.base_fields
    return {
        "type": "object",
        "properties": {name: _property(name, f) for name, f in fields.items()},
        "required": [name for name, f in fields.items() if f.required],
        "additionalProperties": False,
    }


_TYPES: tuple[tuple[type[forms.Field], dict[str, Any]], ...] = (
    (forms.FileField, {"type": "object", "properties": {"name": {"type": "string"}, "base64": {"type": "string"}}}),
    (forms.DecimalField, {"type": "number"}),
    (forms.IntegerField, {"type": "integer"}),
    (forms.BooleanField, {"type": "boolean"}),
    (forms.DateTimeField, {"type": "string", "format": "date-time"}),
    (forms.DateField, {"type": "string", "format": "date"}),
    (forms.UUIDField, {"type": "string", "format": "uuid"}),
    (forms.ModelMultipleChoiceField, {"type": "array", "items": {"type": "string"}}),
    (forms.MultipleChoiceField, {"type": "array", "items": {"type": "string"}}),
)


def _property(name: str, field: forms.Field) -> dict[str, Any]:
    found: dict[str, Any] = {"title": str(field.label or name)}
    if isinstance(field, RowsField):
        items = {
            "type": "object",
            "properties": {column: _property(column, f) for column, f in field.columns.items()},
            "required": [field.key],
            "additionalProperties": False,
        }
        return found | {"type": "array", "maxItems": field.most, "items": items}
    found |= next((deepcopy(schema) for kind, schema in _TYPES if isinstance(field, kind)), {"type": "string"})
    if field.help_text:
        found["description"] = str(field.help_text)
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        values = [value for value, _label in field.widget.choices if value != ""]
        if values:  # none: they depend on the person, and the description is for everyone
            (found["items"] if found["type"] == "array" else found)["enum"] = values
    for ours, theirs in (
        ("min_value", "minimum"),
        ("max_value", "maximum"),
        ("min_length", "minLength"),
        ("max_length", "maxLength"),
    ):
        limit = getattr(field, ours, None)
        if limit is not None and found["type"] != "object":
            found[theirs] = float(limit) if isinstance(limit, Decimal) else limit  # a number of JSON is no Decimal
    return found

"""Of a pack: what each command takes, from the same form that the server judges by, with its choices in words."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import forms
from django.utils.translation import get_language

from clb.kernel.commands import commands
from clb.kernel.rows import RowsField
from clb.kernel.schema import json_schema
from clb.phone.models import offline_commands

from .reader import Reader, Rows


def form_rows(reader: Reader) -> Rows:
    """The commands that the person may send from a phone; the pack's language is the request's."""
    mine = sorted(offline_commands() & reader.user.rights_anywhere())
    return {f"form:{name}": _form(name, get_language() or "vi") for name in mine}


@lru_cache(maxsize=64)
def _form(name: str, language: str) -> dict[str, Any]:
    command = commands()[name]
    choices = {field: told for field, one in command.form.base_fields.items() if (told := _choices(one))}
    return {"title": str(command.title), "schema": json_schema(command.form), "choices": choices}


def _choices(field: forms.Field) -> Any:
    """Of a choice its values with their words; of rows the same by column."""
    if isinstance(field, RowsField):
        return {column: told for column, one in field.columns.items() if (told := _choices(one))}
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        return [[str(value), str(label)] for value, label in field.widget.choices if value != ""]
    return None

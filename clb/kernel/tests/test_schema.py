"""What the API document and the phone read of a form."""

from __future__ import annotations

from django import forms

from clb.kernel.schema import CommandForm, json_schema


class Days(CommandForm):
    weekdays = forms.MultipleChoiceField(choices=[("0", "Thứ hai"), ("1", "Thứ ba")])
    kinds = forms.MultipleChoiceField(choices=[("SOCIAL", "Trò chuyện"), ("OTHER", "Khác")])


class Rights(CommandForm):
    rights = forms.MultipleChoiceField(choices=[])  # they depend on the person


def test_each_list_names_its_own_choices() -> None:
    shown = json_schema(Days)["properties"]
    assert shown["weekdays"]["items"] == {"type": "string", "enum": ["0", "1"]}
    assert shown["kinds"]["items"] == {"type": "string", "enum": ["SOCIAL", "OTHER"]}
    assert json_schema(Rights)["properties"]["rights"]["items"] == {"type": "string"}

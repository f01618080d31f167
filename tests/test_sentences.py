"""What a person reads when a field is wrong: every message that a field of any command can give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.functional import Promise

from clb.kernel.commands import commands

VIETNAMESE = re.compile(r"[à-ỹĐđ]")
# Words of Django's own Vietnamese and English that do not read well.
CLUMSY = re.compile(r"Đảm bảo|kí tự|tổng thể|khả thi|hợp lệ|\b(?:the|is|not|valid|value|ensure|field|this)\b", re.I)
SPACING = re.compile(r"\s[.,;:!?]|\s\s|^\s|\s$")
# Of the law (clb/law knows no Django), and names that are the same in every language.
IN_VIETNAMESE_ONLY = {"trust", "media_type"}
FILES = (SimpleUploadedFile("rong.txt", b""), SimpleUploadedFile("t" * 300 + ".txt", b"x"))
JUNK: tuple[Any, ...] = ("", "x", "x" * 20_000, "-1", "9" * 30, "1,5", "1.23456789", "31/02/2025", "1/1/1800", "\x00")


def faults_of(sentence: str) -> list[str]:
    """Why a sentence is not one that we would say to a person."""
    found = []
    if not VIETNAMESE.search(sentence) or CLUMSY.search(sentence):
        found.append("not our Vietnamese")
    if SPACING.search(sentence):
        found.append("stray space")
    if not sentence[:1].isupper() or not sentence.endswith((".", "?", "!")):
        found.append("not a whole sentence")
    return found


def said_by(field: forms.Field) -> Iterator[str]:
    """Every sentence that a field says of junk."""
    many = isinstance(field, (forms.MultipleChoiceField, forms.ModelMultipleChoiceField))
    for junk in FILES if isinstance(field, forms.FileField) else [*JUNK, [], ["x"]] if many else JUNK:
        try:
            field.clean(junk)
        except ValidationError as error:
            yield from error.messages


@pytest.mark.parametrize("name", list(commands()))
def test_every_message_of_every_field_reads_well(db: None, name: str) -> None:
    said = {(f, s) for f, field in commands()[name].form.base_fields.items() for s in said_by(field)}
    assert [(f, sentence, faults_of(sentence)) for f, sentence in sorted(said) if faults_of(sentence)] == []


def test_fields_do_say_something(db: None) -> None:
    said = {s for command in commands().values() for f in command.form.base_fields.values() for s in said_by(f)}
    assert {"Mục này còn trống.", "Không được nhỏ hơn 1.", "Chỉ được 200 ký tự; hiện có 20000."} <= said


@pytest.mark.parametrize(
    "sentence",
    ["Đảm bảo giá trị này lớn hơn hoặc bằng với 1 .", "This field is required.", "Nhập một số tổng thể.", "đã có."],
)
def test_what_does_not_read_well_is_found(sentence: str) -> None:
    assert faults_of(sentence) != []


def test_every_choice_and_every_constraint_speaks_the_readers_language() -> None:
    said = []
    for model in (m for m in apps.get_models() if m.__module__.startswith("clb.")):
        fields = [f for f in model._meta.fields if f.name not in IN_VIETNAMESE_ONLY]
        said += [(model.__name__, f.name, label) for f in fields for _value, label in f.flatchoices]
        said += [(model.__name__, c.name, c.violation_error_message) for c in model._meta.constraints]
    assert [row for row in said if not isinstance(row[2], Promise)] == []

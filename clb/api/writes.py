"""Writes: one POST a command, all of them made from the table of commands."""

import base64
import binascii
import uuid
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema, Status

from clb.kernel.commands import Command, commands, run
from clb.kernel.schema import json_schema, typed

router = Router(tags=["Ghi"])


class SentFile(Schema):
    """A file sent beside the data."""

    name: str = Field(max_length=200)
    base64: str


class Act(Schema, extra="forbid"):
    """One act: its id, made by the sender and kept until the answer has come, and what it takes."""

    id: uuid.UUID
    data: dict[str, Any]
    files: dict[str, SentFile] = {}


class Done(Schema):
    """`done`, or `already` where this id was done before; either way the first result. `waiting` where a second person
    must agree first: nothing was done yet, and the same id will be its act.
    """

    status: str
    result: Any = None


class Rejected(Schema):
    """What was wrong, by field; `__all__` holds what belongs to no single field. Nothing was stored."""

    status: str
    errors: dict[str, list[str]]


def _decoded(name: str, sent: SentFile) -> InMemoryUploadedFile:
    try:
        content = base64.b64decode(sent.base64, validate=True)
    except (binascii.Error, ValueError):
        raise ValidationError(_("Tệp phải gửi dưới dạng base64.")) from None
    return InMemoryUploadedFile(BytesIO(content), name, sent.name, None, len(content), None)


def read_data(
    command: Command, sent: Mapping[str, Any], files: Mapping[str, SentFile] | None = None
) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """What was sent as a form reads it, and by field what can't be read; a misspelt field must not pass in silence."""
    fields = command.form.base_fields
    read: dict[str, Any] = {}
    errors: dict[str, list[str]] = {}
    for name, value in [*sent.items(), *(files or {}).items()]:
        is_file = isinstance(value, SentFile)
        try:
            if name not in fields or is_file != isinstance(fields[name], forms.FileField):
                raise ValidationError(_("Lệnh này không có trường ấy."))
            read[name] = _decoded(name, value) if is_file else typed(fields[name], value)
        except ValidationError as error:
            errors[name] = error.messages
    return read, errors


def _offer(command: Command) -> None:
    def post(request: HttpRequest, act: Act) -> Status[Any]:
        if not request.user.may_anywhere(command.name):  # type: ignore[union-attr]  # the API's doors let users in only
            raise PermissionDenied(command.name)
        read, errors = read_data(command, act.data, act.files)
        if not errors:
            data = {name: value for name, value in read.items() if name not in act.files}
            files = {name: value for name, value in read.items() if name in act.files}
            outcome = run(command, by=request.user, data=data, files=files, id=act.id, channel="api")
            errors = outcome.errors
            if outcome.status != "rejected":
                return Status(200, Done(status=outcome.status, result=outcome.ref))
        return Status(422, Rejected(status="rejected", errors=errors))

    router.post(
        f"/{command.name}",
        response={200: Done, 422: Rejected},
        operation_id=command.name.replace(".", "_"),
        summary=str(command.title),
        openapi_extra={"requestBody": {"required": True, "content": {"application/json": {"schema": _body(command)}}}},
    )(post)


def _body(command: Command) -> dict[str, Any]:
    """What a command takes, as the description tells it: fields in `data`, files beside them."""
    data = json_schema(command.form)
    named = [name for name, field in command.form.base_fields.items() if isinstance(field, forms.FileField)]
    sent = {"type": "object", "properties": {}, "required": [], "additionalProperties": False}
    files = sent | {"required": [name for name in named if name in data["required"]]}
    files["properties"] = {name: {"$ref": "#/components/schemas/SentFile"} for name in named}
    data["properties"] = {name: shape for name, shape in data["properties"].items() if name not in named}
    data["required"] = [name for name in data["required"] if name not in named]
    needed = ["id", "data", *(["files"] if files["required"] else [])]
    properties = {"id": {"type": "string", "format": "uuid"}, "data": data} | ({"files": files} if named else {})
    return {"type": "object", "required": needed, "additionalProperties": False, "properties": properties}


for _command in commands().values():
    _offer(_command)

"""Writes: one POST a command, all of them made from the table of commands."""

import base64
import binascii
import uuid
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema, Status
from ninja.errors import HttpError

from clb.kernel.commands import Command, commands, run
from clb.kernel.schema import json_schema

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
    """`done`, or `already` where this id was done before; either way the first result."""

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
        raise HttpError(400, _("Tệp %s không phải base64.") % name) from None
    return InMemoryUploadedFile(BytesIO(content), name, sent.name, None, len(content), None)


def _check_names(command: Command, act: Act) -> None:
    """A misspelt field must not pass in silence."""
    unknown = sorted((set(act.data) | set(act.files)) - set(command.form.base_fields))
    if unknown:
        raise HttpError(400, _("Lệnh này không có trường: %s.") % ", ".join(unknown))
    for value in act.data.values():
        if isinstance(value, str) and "\x00" in value:
            raise HttpError(400, _("Dữ liệu có ký tự không hợp lệ."))


def _offer(command: Command) -> None:
    def post(request: HttpRequest, act: Act) -> Status[Any]:
        _check_names(command, act)
        files = {name: _decoded(name, sent) for name, sent in act.files.items()}
        outcome = run(command, by=request.user, data=act.data, files=files, id=act.id, channel="api")
        if outcome.status == "rejected":
            return Status(422, Rejected(status="rejected", errors=outcome.errors))
        return Status(200, Done(status=outcome.status, result=outcome.ref))

    schema = {
        "type": "object",
        "required": ["id", "data"],
        "additionalProperties": False,
        "properties": {
            "id": {"type": "string", "format": "uuid"},
            "data": json_schema(command.form),
            "files": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/SentFile"}},
        },
    }
    router.post(
        f"/{command.name}",
        response={200: Done, 422: Rejected},
        operation_id=command.name.replace(".", "_"),
        summary=str(command.title),
        openapi_extra={"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}},
    )(post)


for _command in commands().values():
    _offer(_command)

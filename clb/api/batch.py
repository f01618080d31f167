"""Many acts in one call, as an outbox or another program sends them: each has its own id and its own answer."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import IntegrityError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema

from clb.kernel.batches import Row, run_rows
from clb.kernel.commands import Command, Outcome, commands

from .site import SENTENCES
from .writes import read_data

MOST = 500
router = Router(tags=["Ghi"])


class NamedAct(Schema, extra="forbid"):
    """One act: its id, made by the sender and kept until the answer has come; the command; what it takes."""

    id: uuid.UUID
    command: str = Field(max_length=80)
    data: dict[str, Any]


class Acts(Schema, extra="forbid"):
    """Up to 500 acts, done in this order."""

    acts: list[NamedAct] = Field(max_length=MOST)


class Answer(Schema):
    """`done`, `already` (done before) or `rejected` with reasons by field; `__all__` holds what belongs to none."""

    id: uuid.UUID
    status: str
    result: Any = None
    errors: dict[str, list[str]] = {}


class Answers(Schema):
    """One answer for each act, in order."""

    answers: list[Answer]


@router.post("", response=Answers, operation_id="commands", summary="Nhiều lệnh một lần gửi")
def many(request: HttpRequest, body: Acts) -> Answers:
    """Do each act once, in order. One that is refused leaves the others; the whole may be sent again at any time."""
    answers: list[Answer] = []
    for name, acts in _segments(body.acts):
        command = commands().get(name)
        if command is None:
            told = {"command": [_("Không có lệnh này.")]}
            answers += [Answer(id=act.id, status="rejected", errors=told) for act in acts]
        else:
            answers += _answered(command, request.user, acts)
    return Answers(answers=answers)


def _segments(acts: Sequence[NamedAct]) -> Iterator[tuple[str, list[NamedAct]]]:
    """Neighbours of one command, which go together; an id that comes twice begins anew and so finds itself done."""
    found: list[NamedAct] = []
    seen: set[uuid.UUID] = set()
    for act in acts:
        if found and (act.command != found[0].command or act.id in seen):
            yield found[0].command, found
            found, seen = [], set()
        found.append(act)
        seen.add(act.id)
    if found:
        yield found[0].command, found


def _answered(command: Command, by: Any, acts: Sequence[NamedAct]) -> Iterator[Answer]:
    read = [read_data(command, act.data) for act in acts]
    rows = [Row(act.id, data) for act, (data, errors) in zip(acts, read, strict=True) if not errors]
    outcomes = iter(_outcomes(command, by, rows))
    for act, (_data, errors) in zip(acts, read, strict=True):
        if errors:
            yield Answer(id=act.id, status="rejected", errors=errors)
        else:
            yield _answer(act, next(outcomes))


def _outcomes(command: Command, by: Any, rows: Sequence[Row]) -> list[Outcome]:
    try:
        return run_rows(command, by=by, rows=rows, channel="api")
    except IntegrityError:
        # The same ids came in another call at the same moment and were done there: nothing of ours was kept, and now
        # they are found.
        return run_rows(command, by=by, rows=rows, channel="api")


def _answer(act: NamedAct, outcome: Outcome) -> Answer:
    if outcome.status == "forbidden":
        return Answer(id=act.id, status="rejected", errors={"__all__": [str(SENTENCES[403])]})
    return Answer(id=act.id, status=outcome.status, result=outcome.ref, errors=outcome.errors)

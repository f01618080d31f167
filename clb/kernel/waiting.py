"""Acts that wait for a second person's word. Who keeps them is above the kernel: clb.seconds."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import transaction

if TYPE_CHECKING:
    from .commands import Command
    from .schema import CommandForm

_KEEPERS: list[Callable[..., Any]] = []


def register_keeper(keep: Callable[..., Any]) -> None:
    """Name who keeps what waits; call from an app's `ready()`."""
    _KEEPERS[:] = [keep]


def tried_and_kept(id: uuid.UUID, command: Command, *, by: Any, form: CommandForm, unit: Any) -> Any:
    """Do the act, undo it, and keep what was typed; what could not be done is refused now, to whoever typed it."""
    assert command.many is None
    with transaction.atomic():
        command.service(by=by, **form.cleaned_data)
        transaction.set_rollback(True)
    (keep,) = _KEEPERS
    return keep(id, command, by=by, form=form, unit=unit)

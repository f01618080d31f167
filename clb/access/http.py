"""The request of someone who is signed in, as nearly every page gets it, and how its pages fetch a row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from clb.kernel.commands import Command
from clb.places.models import Unit

from .models import User

Row = TypeVar("Row", bound=Model)


View = TypeVar("View", bound=Callable[..., Any])


def asks_again(view: View) -> View:
    """A page where something dangerous is done: whoever has not said the PIN or password lately says it again first.

    clb.signin.guard looks for this mark; what was typed is kept meanwhile.
    """
    view.asks_again = True  # type: ignore[attr-defined]  # functions take attributes
    return view


class SignedInRequest(HttpRequest):
    """LoginRequiredMiddleware lets nobody else through, so `user` is always one of ours."""

    user: User


def fetch(
    request: SignedInRequest,
    rows: QuerySet[Row],
    pk: object,
    command: Command | None = None,
    *,
    at: Callable[[Row], Unit],
) -> Row:
    """One of `rows`, which hold what the person may see: else 404. Where `command` may not be done `at` it: 403."""
    found = get_object_or_404(rows, pk=pk)
    if command and not request.user.may(command.name, at(found)):
        raise PermissionDenied(command.name)
    return found

"""What is heard of signing in, written into the journal. The name typed is not kept: a password may stand in it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from clb.kernel.journal import Kind, note

from .models import User


def listen() -> None:
    """Hear of every sign-in and refusal, whichever page it came through. These are Django's own signals."""
    user_logged_in.connect(_signed_in, dispatch_uid="journal")
    user_logged_out.connect(_signed_out, dispatch_uid="journal")
    user_login_failed.connect(_failed, dispatch_uid="journal")


def _signed_in(request: HttpRequest | None, user: User, **_: Any) -> None:
    note(Kind.SIGNED_IN, request=request, by=user)


def _signed_out(request: HttpRequest | None, user: User | None, **_: Any) -> None:
    if user is not None:
        note(Kind.SIGNED_OUT, request=request, by=user)


def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    note(Kind.SIGN_IN_FAILED, request=request, user=_named(credentials.get("username")))


def _named(username: object) -> int | None:
    """The id of the user whose name was typed, if there is one."""
    return User.objects.filter(username=str(username or "")[:150]).values_list("pk", flat=True).first()

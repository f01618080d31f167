"""What is heard of Django's and allauth's own signals: a sign-in is stamped, changes of secrets go into the journal."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as factors
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest
from django.utils import timezone

from clb.access.models import User
from clb.kernel.journal import Kind, note

from .queries import kind_of
from .services.sealed import forget_sealed
from .services.sessions import end_other_sessions
from .stamps import FACTOR, device_at, stamp


def listen() -> None:
    """Called once, when the app is ready."""
    user_logged_in.connect(_stamped, dispatch_uid="signin")
    for changed in (account.password_changed, account.password_set):
        changed.connect(_secret_changed, dispatch_uid="signin")
    factors.authenticator_added.connect(_factor_added, dispatch_uid="signin")
    factors.authenticator_removed.connect(_factor_removed, dispatch_uid="signin")
    factors.authenticator_used.connect(_factor_used, dispatch_uid="signin")
    factors.authentication_failed.connect(_factor_failed, dispatch_uid="signin")


def _stamped(request: HttpRequest, user: User, **_: Any) -> None:
    device = device_at(request)
    kind = kind_of(user, device, timezone.localdate())
    stamp(request.session, kind=kind, device_id=device.pk if device else None)


def _secret_changed(request: HttpRequest, user: User, **_: Any) -> None:
    user.session_key = request.session.session_key
    end_other_sessions(by=user)  # void already, for the password is part of them; gone from the list too
    note(Kind.SECRET_CHANGED, request=request, by=user)


def _factor_added(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    request.session[FACTOR] = True
    note(Kind.SECOND_FACTOR_SET, request=request, by=user, type=authenticator.type)


def _factor_removed(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    forget_sealed(authenticator)
    request.session.pop(FACTOR, None)
    note(Kind.SECOND_FACTOR_DROPPED, request=request, by=user, type=authenticator.type)


def _factor_used(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        note(Kind.RECOVERY_CODE_USED, request=request, by=user)


def _factor_failed(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    note(Kind.SECOND_FACTOR_FAILED, request=request, by=user, type=authenticator.type)

"""Sessions: seen, ended one by one, or all but this."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from clb.access.models import User
from clb.signin.models import Device, DeviceUser, Tries
from clb.signin.stamps import DEVICE


def tidy_doors(now: datetime) -> None:
    """Forget what no door needs: sessions that ran out, counts of guesses older than two days but those of PINs."""
    Session.objects.filter(expire_date__lt=now).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    Tries.objects.filter(last_at__lt=now - timedelta(days=2)).exclude(kind=Tries.Kind.PIN).delete()


def note_seen(session_key: str) -> None:
    """A page was asked for in this session; called at most every other minute."""
    UserSession.objects.filter(session_key=session_key).update(last_seen_at=timezone.now())


def end_session(*, by: User, session: UserSession) -> int:
    """Sign out one of my sessions; gives 1. Raises PermissionDenied for another person's."""
    if session.user_id != by.pk:
        raise PermissionDenied("signin.end_session")
    session.end()
    return 1


def end_other_sessions(*, by: User) -> int:
    """Sign out all my sessions but the one that asks (`by.session_key`); gives how many."""
    others = list(UserSession.objects.filter(user=by).exclude(session_key=by.session_key or ""))
    for session in others:
        session.end()
    return len(others)


def end_sessions_on(device: Device, people: Iterable[User]) -> int:
    """Sign these people out on one device; gives how many sessions ended."""
    ended = 0
    for session in UserSession.objects.filter(user__in=list(people)):
        if _store(session.session_key).get(DEVICE) == device.pk:
            session.end()
            ended += 1
    return ended


def end_other_ways_in(user: User, *, but: Device | None) -> None:
    """Other sessions of a person end, and other devices no longer take the PIN."""
    end_other_sessions(by=user)
    DeviceUser.objects.filter(user=user).exclude(device=but).delete()


def _store(session_key: str) -> Any:
    return import_module(settings.SESSION_ENGINE).SessionStore(session_key)

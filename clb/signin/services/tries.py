"""Counting wrong guesses, and shutting the door for longer and longer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from clb.access.models import Assignment, User
from clb.access.queries import may_appoint
from clb.signin.models import Tries
from clb.signin.rules import FORGOTTEN_AFTER, PIN_FOR_GOOD, shut_for

FOR_GOOD = timedelta(days=36_500)  # until someone above opens the door


class Shut(Exception):
    """No guess is taken before `until`; it was not even looked at."""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until

    @property
    def minutes(self) -> int:
        """How long to wait, rounded up; 0 where waiting does not help."""
        left = self.until - timezone.now()
        return 0 if left > timedelta(days=365) else max(1, -(-int(left.total_seconds()) // 60))


def begin(kind: str, about: object, user: User | None = None) -> None:
    """Count a guess before it is looked at, so that a hundred at once are no more than a hundred one by one.

    `about` is what is guessed: a sign-in's name, a person's id, an address; only its hash is stored. Call `succeeded`
    where the guess was right. Raises Shut while the door is shut.
    """
    now = timezone.now()
    with transaction.atomic():
        tries, _made = Tries.objects.select_for_update().get_or_create(
            kind=kind, about_hash=_hash(kind, about), defaults={"last_at": now, "user": user}
        )
        if tries.shut_until and tries.shut_until > now:
            raise Shut(tries.shut_until)
        if kind != Tries.Kind.PIN and now - tries.last_at > FORGOTTEN_AFTER:
            tries.failed = 0
        tries.failed, tries.last_at = tries.failed + 1, now
        wait = shut_for(kind, tries.failed)
        if kind == Tries.Kind.PIN and tries.failed >= PIN_FOR_GOOD:
            wait = FOR_GOOD
        tries.shut_until = now + wait if wait else None
        tries.save()


def succeeded(kind: str, about: object) -> None:
    """The guess was right: the count begins anew. Of an address, at which many sit, only this guess is taken back."""
    mine = Tries.objects.filter(kind=kind, about_hash=_hash(kind, about))
    if kind == Tries.Kind.ADDRESS:
        mine.filter(failed__gt=0).update(failed=F("failed") - 1, shut_until=None)
        mine = mine.filter(failed=0)
    mine.delete()


def is_shut(kind: str, about: object) -> bool:
    """Are guesses refused now?"""
    mine = Tries.objects.filter(kind=kind, about_hash=_hash(kind, about))
    return mine.filter(shut_until__gt=timezone.now()).exists()


def open_again(user: User) -> None:
    """Forget every wrong guess of a person's password, PIN and codes."""
    Tries.objects.filter(user=user).delete()


def unlock_person(*, by: User, assignment: Assignment) -> Assignment:
    """Open the door that wrong guesses shut, for someone whose office `by` may give.

    Raises PermissionDenied where `by` may not give that office.
    """
    if not may_appoint(by, assignment.role, assignment.unit, timezone.localdate()):
        raise PermissionDenied("signin.unlock_person")
    open_again(assignment.user)
    return assignment


def _hash(kind: str, about: object) -> str:
    return salted_hmac(f"clb.signin.tries.{kind}", str(about), algorithm="sha256").hexdigest()

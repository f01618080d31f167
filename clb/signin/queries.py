"""Who sits at a device, which cards are open, which sessions are on, who needs a second factor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import Assignment, User
from clb.access.roles import CLUB_ROLES
from clb.kernel.journal import device_of

from .models import Card, Device, DeviceUser, Pin, Tries

MAIN_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True)
class SessionRow:
    """One sign-in that is on: on what, from which address, since when, and when it was last seen."""

    pk: int
    device: str
    address: str
    since: datetime
    seen_at: datetime
    is_this: bool


@dataclass(frozen=True)
class DoorState:
    """How someone comes in, as the unit above sees it: no secret, no address."""

    has_password: bool
    has_pin: bool
    has_factor: bool
    needs_factor: bool
    devices: int
    open_card: Card | None
    is_shut: bool
    last_login: datetime | None


def is_officer(user: User, on: date) -> bool:
    """Does `user` hold an office above the club on a day?"""
    held = Assignment.objects.filter(user=user).on(on)
    return held.exclude(role__in=CLUB_ROLES).exists()


def is_demo() -> bool:
    """Does this installation hold made-up data?"""
    return bool(settings.IS_DEMO or settings.DEMO_MARK.exists())


def asks_second_factor() -> bool:
    """Must officers have a second factor here? CLB_SECOND_FACTOR says so, else: everywhere but in the demo."""
    return {"1": True, "0": False}.get(str(settings.SECOND_FACTOR), not is_demo())


def has_factor(user: User) -> bool:
    """Has `user` set up an authenticator app or a passkey?"""
    found: bool = Authenticator.objects.filter(user=user, type__in=MAIN_FACTORS).exists()
    return found


def kind_of(user: User, device: Device | None, on: date) -> str:
    """How long a sign-in lasts (`rules.LASTS`): OFFICER, SHARED (a device of several people) or OWN."""
    if is_officer(user, on):
        return "OFFICER"
    return "SHARED" if device and device.is_shared else "OWN"


def people_of(device: Device | None) -> list[DeviceUser]:
    """Who may come in by PIN on a device, the last one first; nobody on one that is unknown or lost."""
    if device is None:
        return []
    joined = device.users.filter(user__is_active=True, user__pin__isnull=False).select_related("user")
    return list(joined.order_by("-last_on", "user__first_name"))


def devices_of(user: User) -> QuerySet[DeviceUser]:
    """The devices on which `user` may come in by PIN."""
    return DeviceUser.objects.filter(user=user).select_related("device").order_by("-since")


def sessions_of(user: User, session_key: str | None = None) -> list[SessionRow]:
    """The sign-ins of `user` that are on, this one first, then by when they were seen."""
    mine = list(UserSession.objects.filter(user=user))
    on = set(
        Session.objects.filter(
            session_key__in=[s.session_key for s in mine], expire_date__gt=timezone.now()
        ).values_list("session_key", flat=True)
    )
    rows = [_row(s, s.session_key == session_key) for s in mine if s.session_key in on]
    return sorted(rows, key=lambda row: (not row.is_this, -row.seen_at.timestamp()))


def _row(session: UserSession, is_this: bool) -> SessionRow:
    name = device_of(session.user_agent) or _("Máy lạ")
    return SessionRow(session.pk, name, session.ip, session.created_at, session.last_seen_at, is_this)


def door_state(user: User, on: date) -> DoorState:
    """How someone comes in."""
    now = timezone.now()
    unused = user.cards.filter(used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=now)
    kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    return DoorState(
        has_password=user.has_usable_password(),
        has_pin=Pin.objects.filter(user=user).exists(),
        has_factor=bool(kinds & set(MAIN_FACTORS)),
        needs_factor=asks_second_factor() and is_officer(user, on),
        devices=devices_of(user).count(),
        open_card=unused.first(),
        is_shut=Tries.objects.filter(user=user, shut_until__gt=now).exists(),
        last_login=user.last_login,
    )


def factors_of(user: User) -> dict[str, Any]:
    """The second factors of `user`: the app, the passkeys, and how many recovery codes are left (None: none made)."""
    found = list(Authenticator.objects.filter(user=user).order_by("created_at"))
    codes = next((a for a in found if a.type == Authenticator.Type.RECOVERY_CODES), None)
    return {
        "totp": next((a for a in found if a.type == Authenticator.Type.TOTP), None),
        "passkeys": [a for a in found if a.type == Authenticator.Type.WEBAUTHN],
        "codes_left": None if codes is None else len(codes.wrap().get_unused_codes()),
    }

"""Giving a phone a key, taking it back, and what a phone last said of itself."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.access.services import face_to_face, hash_secret
from clb.phone.models import Phone, PhoneKey
from clb.phone.queries.reader import phone_rights
from clb.phone.rules import key_lasts_until, left_why
from clb.signin.queries import is_officer

KEY_PREFIX = "clbp_"


def make_key(*, by: User, phone: UUID) -> PhoneKey:
    """A key for `by` on a phone that names itself; one that the person had there before opens nothing any more.

    `key.secret` is there this once. Raises PermissionDenied to a program and to whoever did not prove who they are
    just now.
    """
    face_to_face(by)
    now = timezone.now()
    machine = Phone.objects.get_or_create(pk=phone, defaults={"name": by.sits_at[:60]})[0]
    device = by.on_device or None
    if device is not None and machine.device_id != device.pk:
        machine.device = device
        machine.save(update_fields=["device"])
    secret = KEY_PREFIX + secrets.token_urlsafe(32)
    until = key_lasts_until(timezone.localdate(), is_officer=is_officer(by, timezone.localdate()))
    fresh = {"secret_hash": hash_secret(secret), "made_at": now, "expires_on": until}
    fresh |= {"revoked_at": None, "revoked_by": None, "revoked_why": "", "wiped_at": None}
    key = PhoneKey.objects.update_or_create(phone=machine, user=by, defaults=fresh)[0]
    key.secret = secret
    return key


def revoke_key(*, by: User, key: PhoneKey, why: str) -> PhoneKey:
    """The phone forgets the person as soon as it is heard of again. Raises ValidationError where it was taken back."""
    if key.revoked_at:
        raise ValidationError({"key": _("Khóa này đã thu hồi rồi.")})
    key.revoked_at, key.revoked_by, key.revoked_why = timezone.now(), by, why
    key.save(update_fields=["revoked_at", "revoked_by", "revoked_why"])
    return key


def narrow(key: PhoneKey) -> User:
    """The key's person with the rights of a key and no more."""
    user = key.user
    user.narrowed_to = phone_rights()
    return user


def note_wipe(key: PhoneKey) -> None:
    """The phone was told to forget the person."""
    PhoneKey.objects.filter(pk=key.pk, wiped_at__isnull=True).update(wiped_at=timezone.now())


def note_seen(key: PhoneKey, *, version: str, column: str = "") -> None:
    """The phone asked for its pack (`packed_at`), sent something (`pushed_at`), or called and was sent away."""
    assert column in {"packed_at", "pushed_at", ""}
    now = timezone.now()
    told = ({"version": version[:40]} if version else {}) | ({column: now} if column else {})
    PhoneKey.objects.filter(pk=key.pk).update(seen_at=now, **told)


@dataclass(frozen=True)
class Left:
    """What still waits on a phone after a push, as it tells itself."""

    rows: int = 0
    photos: int = 0
    since: datetime | None = None
    why: str = ""


def note_left(key: PhoneKey, left: Left) -> None:
    """Keep it for whoever wants to know who has not sent, since when and why."""
    told = {
        "left_rows": left.rows,
        "left_photos": left.photos,
        "left_since": left.since,
        "left_why": left_why(left.why),
    }
    PhoneKey.objects.filter(pk=key.pk).update(**told)

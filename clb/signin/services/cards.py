"""Cards of invitation: issued by the unit above, used once on a phone, and issued anew when the phone is lost."""

from __future__ import annotations

import secrets
from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from clb.access.models import Assignment, User
from clb.access.queries import may_appoint
from clb.access.services import LETTERS, add_user, face_to_face
from clb.kernel.text import plain
from clb.places.models import Unit
from clb.signin.models import Card, Device, DeviceUser, Pin
from clb.signin.queries import is_officer
from clb.signin.rules import CARD_DAYS

from .devices import join_device, know_device, lose_device, store_pin
from .sealed import forget_sealed
from .tries import open_again

SECRET_LETTERS = 16  # of 31: 79 bits


def hash_of_card(secret: str, key: str = "") -> str:
    """What is stored of a card's secret, keyed by the installation's own key: 64 hexadecimal characters."""
    return salted_hmac("clb.signin.card", secret, secret=key or None, algorithm="sha256").hexdigest()


def invite_person(*, by: User, username: str, full_name: str, role: str, place: Unit, from_on: date) -> Card:
    """A new sign-in with one office, and its card. `card.secret` is there this once.

    Raises ValidationError where `by` may not give this office there, or the name is taken.
    """
    face_to_face(by)
    name = username or _free_name(full_name)
    assignment = add_user(by=by, username=name, full_name=full_name, role=role, place=place, from_on=from_on)
    return issue_card(assignment.user, by=by)


def _free_name(full_name: str) -> str:
    """'Nguyễn Thị Lan' → 'nguyenthilan', then 'nguyenthilan2' …"""
    bare = "".join(c for c in plain(full_name) if c.isascii() and c.isalnum())[:50] or "nguoidung"
    taken = {n.lower() for n in User.objects.filter(username__istartswith=bare).values_list("username", flat=True)}
    return next(name for n in range(1, len(taken) + 2) if (name := bare if n == 1 else f"{bare}{n}") not in taken)


def issue_card(user: User, *, by: User | None) -> Card:
    """A card for someone; one that was open before opens nothing any more. `by` is None for the command line."""
    now = timezone.now()
    user.cards.filter(used_at__isnull=True, revoked_at__isnull=True).update(revoked_at=now)
    letters = "".join(secrets.choice(LETTERS) for _i in range(SECRET_LETTERS))
    card = Card.objects.create(
        user=user, secret_hash=hash_of_card(letters), issued_by=by, expires_at=now + timedelta(days=CARD_DAYS)
    )
    card.secret = letters
    return card


def replace_card(*, by: User, assignment: Assignment, why: str) -> Card:
    """Everything by which someone came in is taken back at once, and a new card issued: phone lost, PIN forgotten.

    Sessions, PIN, password, passkeys, authenticator app, recovery codes, tokens of programs. Where the phone was LOST
    (`why`), the devices shut for everyone who used them. Raises PermissionDenied where `by` may not give the office.
    """
    face_to_face(by)
    if not may_appoint(by, assignment.role, assignment.unit, timezone.localdate()):
        raise PermissionDenied("signin.replace_card")
    user = assignment.user
    if user.pk == by.pk:
        raise ValidationError(_("Không tự cấp thẻ cho mình. Hãy nhờ cấp trên."))
    if any(not may_appoint(by, a.role, a.unit, timezone.localdate()) for a in _held(user)):
        raise ValidationError(_("Người này còn giữ vai trò ở nơi bạn không phụ trách. Hãy nhờ cấp trên của nơi ấy."))
    take_back_ways_in(user, is_lost=why == "LOST")
    return issue_card(user, by=by)


def _held(user: User) -> list[Assignment]:
    return list(Assignment.objects.filter(user=user).on(timezone.localdate()).select_related("unit"))


def take_back_ways_in(user: User, *, is_lost: bool) -> None:
    """No session, PIN, password, second factor or token of this person opens anything after this."""
    user.set_unusable_password()  # a new one each time: every session that was begun before is void
    user.save(update_fields=["password"])
    for session in UserSession.objects.filter(user=user):
        session.end()
    if is_lost:
        for joined in user.devices.select_related("device"):
            lose_device(joined.device)
    DeviceUser.objects.filter(user=user).delete()
    Pin.objects.filter(user=user).delete()
    for authenticator in Authenticator.objects.filter(user=user):
        forget_sealed(authenticator)
        authenticator.delete()
    user.tokens.filter(revoked_at__isnull=True).update(revoked_at=timezone.now())
    open_again(user)


def revoke_card(*, by: User, card: Card) -> Card:
    """A card that was not used opens nothing any more. Raises ValidationError where it was used or revoked."""
    if card.used_at or card.revoked_at:
        raise ValidationError({"card": _("Thẻ này đã dùng hoặc đã thu hồi rồi.")})
    card.revoked_at = timezone.now()
    card.save(update_fields=["revoked_at"])
    return card


def open_card(secret: str) -> Card | None:
    """The card of this secret, typed with or without hyphens, where it still opens; None otherwise."""
    letters = "".join(c for c in secret.lower() if c in LETTERS)
    keys = ["", *settings.SECRET_KEY_FALLBACKS]
    hashes = [hash_of_card(letters, key) for key in keys]
    open_ones = Card.objects.filter(used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=timezone.now())
    return open_ones.select_related("user").filter(secret_hash__in=hashes, user__is_active=True).first()


def use_card(
    card: Card, *, pin: str, passphrase: str, device: Device | None, sits_at: str, is_shared: bool
) -> Device | None:
    """The invited person sets a PIN (then this device becomes known) or a passphrase; the card is used up.

    Gives the device, with `device.secret` where it is new; None where a passphrase was set. Raises ValidationError
    (fields `pin`, `passphrase`) where it is easy to guess, and `__all__` where the card was used meanwhile.
    """
    with transaction.atomic():
        taken = Card.objects.filter(pk=card.pk, used_at__isnull=True, revoked_at__isnull=True)
        if not taken.update(used_at=timezone.now()):
            raise ValidationError(_("Thẻ này vừa được dùng hoặc đã thu hồi. Hãy xin thẻ mới."))
        open_again(card.user)
        if passphrase:
            store_passphrase(card.user, passphrase)
            return None
        if is_officer(card.user, timezone.localdate()):
            raise ValidationError({"passphrase": _("Vai trò của bạn cần mật khẩu, không dùng mã PIN.")})
        store_pin(card.user, pin)
        known = device or know_device(sits_at, is_shared=is_shared)
        join_device(known, card.user)
        return known


def store_passphrase(user: User, passphrase: str) -> None:
    """Keep a passphrase's hash; raises ValidationError (field `passphrase`) where it is short or easy to guess."""
    try:
        validate_password(passphrase, user)
    except ValidationError as error:
        raise ValidationError({"passphrase": list(error.messages)}) from error
    user.set_password(passphrase)
    user.save(update_fields=["password"])

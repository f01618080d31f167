"""Whose key a secret is, and whether it still opens anything."""

from __future__ import annotations

from datetime import date, timedelta

from clb.access.models import User
from clb.access.queries import offices
from clb.access.services import hash_secret
from clb.kernel.models import Act
from clb.phone.models import PhoneKey
from clb.signin.models import Card

WIPE, EXPIRED = "WIPE", "EXPIRED"
REPLACED = "signin.replace_card"


def key_by_secret(secret: str) -> PhoneKey | None:
    """The key of a secret, however it stands; None where there is none."""
    found = PhoneKey.objects.select_related("user", "phone__device")
    return found.filter(secret_hash=hash_secret(secret)).first() if secret else None


def fault_of(key: PhoneKey, on: date) -> str:
    """'' where the key opens; WIPE where the phone must forget the person, EXPIRED where they must sign in again.

    The doors below know of no phones, so what happened there is looked up: an account that was shut, a device that
    was reported lost, a card that was replaced.
    """
    device = key.phone.device
    if key.revoked_at or not key.user.is_active or (device is not None and device.lost_at):
        return WIPE
    card = Card.objects.filter(user=key.user_id, issued_at__gt=key.made_at).order_by("issued_at").first()
    if card is not None:
        return EXPIRED if _was_forgotten(card) else WIPE
    return EXPIRED if key.expires_on < on else ""


def _was_forgotten(card: Card) -> bool:
    """Was the card given because a PIN or a password was forgotten? The phone then lies where it should."""
    around = (card.issued_at - timedelta(minutes=1), card.issued_at + timedelta(minutes=1))
    acts = Act.objects.filter(command=REPLACED, done_at__range=around).values_list("data", flat=True)
    held = {str(pk) for pk in card.user.assignments.values_list("pk", flat=True)}
    return any(data.get("why") == "FORGOTTEN" and str(data.get("assignment")) in held for data in acts)


def holds_office(user: User, on: date) -> bool:
    """Is there anything left that the person may do?"""
    return offices(user, on).exists()

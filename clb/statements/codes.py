"""The code on a printed receipt, by which anyone may ask whether it holds (docs/decisions/0079).

It is the receipt's own id with a seal that only this installation can make, so nothing is stored, no code can be
guessed, and knowing an id is not enough.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Iterator
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac

ID_BYTES = 16
SEAL_BYTES = 10  # 80 bits: at one guess a second, 10^16 years
_SALT = "clb.statements.receipt"


def code_of(receipt: UUID) -> str:
    """42 capital letters and digits, which a QR code holds in little room and a person can type."""
    (seal, *_others) = _seals(receipt)
    return base64.b32encode(receipt.bytes + seal).decode().rstrip("=")


def receipt_of(code: str) -> UUID | None:
    """The receipt's id where the seal is ours, else None. Capital or small letters, as people type them."""
    try:
        padded = code.upper() + "=" * (-len(code) % 8)
        told = base64.b32decode(padded)
    except (binascii.Error, ValueError):
        return None
    if len(told) != ID_BYTES + SEAL_BYTES:
        return None
    receipt = UUID(bytes=told[:ID_BYTES])
    is_ours = [hmac.compare_digest(seal, told[ID_BYTES:]) for seal in _seals(receipt)]
    return receipt if any(is_ours) else None


def _seals(receipt: UUID) -> Iterator[bytes]:
    """By the present key first, then by former ones (SECRET_KEY_FALLBACKS), so that old papers can still be checked."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        sealed = salted_hmac(_SALT, receipt.bytes, secret=key, algorithm=sha256().name)
        yield sealed.digest()[:SEAL_BYTES]

"""A passkey as a browser sends it, for tests that need one to lie there."""

from __future__ import annotations

import json
from typing import Any

from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

FLAGS = 0x41  # someone was there; the key itself is told


def passkey(name: str) -> dict[str, Any]:
    """What allauth keeps of a passkey."""
    key = ES256({1: 2, 3: -7, -1: 1, -2: b"x" * 32, -3: b"y" * 32})
    told = AttestedCredentialData.create(b"\0" * 16, b"khoa", key)
    seen = AuthenticatorData.create(sha256(b"testserver"), FLAGS, 0, told)
    client = {"type": "webauthn.create", "challenge": "AAAA", "origin": "https://testserver"}
    response = {
        "clientDataJSON": websafe_encode(json.dumps(client).encode()),
        "attestationObject": websafe_encode(bytes(AttestationObject.create("none", seen, {}))),
    }
    credential = {"id": websafe_encode(b"khoa"), "rawId": websafe_encode(b"khoa"), "type": "public-key"}
    return {"name": name, "credential": {**credential, "response": response, "clientExtensionResults": {}}}

"""What a session remembers of its sign-in, and when it was last seen and proved."""

from __future__ import annotations

import time
from typing import Any

SIGNED, SEEN, PROVED = "clb_signed", "clb_seen", "clb_proved"  # seconds since 1970
KIND, FACTOR, DEVICE = "clb_kind", "clb_factor", "clb_device"  # OFFICER, SHARED or OWN; has a second one; its id


def device_at(request: Any) -> Any:
    """The device that the cookie names, a models.Device, as `guard.Guard` found it; None for one that is unknown."""
    return getattr(request, "device", None) or None


def stamp(session: Any, *, kind: str, device_id: int | None) -> None:
    """Write down a sign-in that happens now."""
    now = time.time()
    session.update({SIGNED: now, SEEN: now, PROVED: now, KIND: kind, DEVICE: device_id})
    session.pop(FACTOR, None)


def see(session: Any) -> None:
    """A page was asked for just now."""
    session[SEEN] = time.time()


def prove(session: Any) -> None:
    """The person said the PIN or password again just now."""
    session[SEEN] = session[PROVED] = time.time()


def since(session: Any, name: str) -> float:
    """Seconds since a moment that the session remembers; endless where it does not."""
    return time.time() - float(session.get(name) or 0)

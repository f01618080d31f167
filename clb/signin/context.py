"""What the frame of every page knows of the session: after how long without a touch the screen locks."""

from __future__ import annotations

from django.http import HttpRequest

from .rules import IDLE
from .stamps import KIND


def idle(request: HttpRequest) -> dict[str, int]:
    """`idle_s`, in seconds; 0 where nobody is signed in."""
    session = getattr(request, "session", None)
    kind = session.get(KIND) if session is not None else None
    return {"idle_s": int(IDLE[kind].total_seconds()) if kind in IDLE else 0}

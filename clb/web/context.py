"""What every page shows around its content."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from .nav import nav_for


def shell(request: HttpRequest) -> dict[str, Any]:
    """Menu, the person's offices, and whether the site holds demo data."""
    user: Any = getattr(request, "user", None)
    is_demo = settings.IS_DEMO or settings.DEMO_MARK.exists()
    shown: dict[str, Any] = {
        "is_demo": is_demo,
        "languages": settings.LANGUAGES,
        "version": settings.VERSION,
        "nav": [],
        "offices": [],
    }
    if is_demo:
        shown |= {
            "demo_logins": getattr(settings, "DEMO_LOGINS", ()),
            "demo_password": getattr(settings, "DEMO_PASSWORD", ""),
        }
    if user is not None and user.is_authenticated:
        # Lazy: a fragment for htmx has no menu and asks the database for none.
        shown["nav"] = SimpleLazyObject(lambda: nav_for(user, request.path))
        shown["offices"] = SimpleLazyObject(lambda: _offices(user))
    return shown


def _offices(user: Any) -> list[str]:
    held = user.assignments.on(timezone.localdate()).select_related("stands_in_for__user")
    return list(dict.fromkeys(a.shown for a in held))

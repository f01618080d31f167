"""What every page shows around its content."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from .nav import nav_for


def shell(request: HttpRequest) -> dict[str, Any]:
    """Menu, and whether the site holds demo data."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    return {
        "nav": nav_for(user, request.path) if signed_in else [],
        "is_demo": settings.IS_DEMO or settings.DEMO_MARK.exists(),
        "version": settings.VERSION,
        "demo_password": settings.DEMO_PASSWORD,
        "demo_logins": settings.DEMO_LOGINS,
    }

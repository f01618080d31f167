"""Browsers in which someone has come in by a full sign-in before, so that guesses from afar do not lock them out.

Officers have no PIN, so no device knows them (see services.devices). A signed cookie names the accounts that came in
here, and a number of its own by which guesses made here are counted. It opens nothing.
"""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from clb.access.models import User

COOKIE = "clb_came"
MOST_PEOPLE = 20
YEAR_S = 365 * 24 * 3600


def _read(request: HttpRequest) -> dict[str, Any]:
    try:
        told: dict[str, Any] = signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=YEAR_S)
    except signing.BadSignature:
        return {"is": secrets.token_hex(8), "who": []}
    return told


def remember_browser(answer: HttpResponse, request: HttpRequest, user: User) -> HttpResponse:
    """The answer to a sign-in that went through, with the cookie that this account came in here."""
    told = _read(request)
    told["who"] = [user.pk, *(pk for pk in told["who"] if pk != user.pk)][:MOST_PEOPLE]
    signed = signing.dumps(told, salt=COOKIE)
    answer.set_cookie(
        COOKIE, signed, max_age=YEAR_S, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return answer


def browser_of(request: HttpRequest, username: str) -> str:
    """What guesses of this name's password are counted by in a browser where its owner came in before; else ""."""
    told = _read(request)
    came = bool(told["who"]) and User.objects.filter(username__iexact=username, pk__in=told["who"]).exists()
    return str(told["is"]) if came else ""

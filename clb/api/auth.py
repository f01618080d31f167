"""Who is calling: a signed-in browser of this site, or a program with a token."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import APIKeyCookie, HttpBearer

from clb.access.models import ApiToken, User
from clb.access.services import hash_secret, note_use


class Token(HttpBearer):
    """`Authorization: Bearer clb_…`. The call has the token's narrow rights, not the person's."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """The token's owner, narrowed; None where the token is unknown, ended or revoked."""
        today = timezone.localdate()
        found = (
            ApiToken.objects.select_related("user")
            .filter(
                secret_hash=hash_secret(token), revoked_at__isnull=True, expires_on__gte=today, user__is_active=True
            )
            .first()
        )
        if found is None:
            return None
        note_use(found, today)
        found.user.narrowed_to = frozenset(found.rights)
        request.user = found.user
        return found.user


def caller(request: HttpRequest) -> User:
    """Whoever calls, behind a door that asks for it."""
    assert isinstance(request.user, User)
    return request.user


class SignedIn(APIKeyCookie):
    """The session of the site itself; writes need its CSRF token."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        """The signed-in user, or None."""
        return request.user if request.user.is_authenticated else None

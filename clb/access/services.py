"""Giving and taking back sign-ins, offices and tokens."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.places.models import Unit

from .models import ApiToken, Assignment, User
from .queries import may_appoint, rights_of

TOKEN_PREFIX = "clb_"  # lets scanners of published code recognise a lost token
LONGEST_TOKEN_DAYS = 366
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike on paper


def hash_secret(secret: str) -> str:
    """What is stored of a token's secret, 64 hexadecimal characters."""
    return hashlib.sha256(secret.encode()).hexdigest()


def make_token(*, by: User, name: str, rights: list[str], expires_on: date) -> ApiToken:
    """A token with some of the maker's own rights. `token.secret` is there this once and never again.

    Raises PermissionDenied where a token asks for a token, ValidationError for rights the maker has not.
    """
    if by.narrowed_to is not None:
        raise PermissionDenied(_("Mã truy cập không được dùng để cấp mã truy cập khác."))
    today = timezone.localdate()
    if not today <= expires_on <= today + timedelta(days=LONGEST_TOKEN_DAYS):
        raise ValidationError({"expires_on": _("Ngày hết hạn phải từ hôm nay đến không quá một năm.")})
    if beyond := set(rights) - set(rights_of(by, today)):
        raise ValidationError({"rights": _("Bạn không có quyền: %s.") % ", ".join(sorted(beyond))})
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=by, name=name, secret_hash=hash_secret(secret), rights=sorted(rights), expires_on=expires_on
    )
    token.secret = secret
    return token


def revoke_token(*, by: User, token: ApiToken) -> ApiToken:
    """Close a token for good."""
    if token.revoked_at:
        raise ValidationError({"token": _("Mã này đã thu hồi rồi.")})
    token.revoked_at = timezone.now()
    token.save(update_fields=["revoked_at"])
    return token


def note_use(token: ApiToken, on: date) -> None:
    """Remember the last day of use; written at most once a day."""
    if token.last_used_on != on:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=on)


def add_user(*, by: User, username: str, full_name: str, role: str, place: Unit, from_on: date) -> Assignment:
    """A new sign-in with one office. `assignment.password` is there this once.

    Raises ValidationError where `by` may not give this office there, or the name is taken.
    """
    if not may_appoint(by, role, place, timezone.localdate()):
        raise ValidationError({"role": _("Bạn không được giao vai trò này tại đơn vị này.")})
    if User.objects.filter(username__iexact=username).exists():
        raise ValidationError({"username": _("Tên đăng nhập này đã có người dùng.")})
    password = "-".join("".join(secrets.choice(LETTERS) for _i in range(4)) for _j in range(3))
    user = User.objects.create_user(username, password=password, first_name=full_name)
    assignment = Assignment.objects.create(user=user, role=role, unit=place, from_on=from_on)
    assignment.password = password
    return assignment


def end_assignment(*, by: User, assignment: Assignment, until_on: date) -> Assignment:
    """The office is held until the end of `until_on`.

    Raises ValidationError where it has ended or would end before it began.
    """
    if not may_appoint(by, assignment.role, assignment.unit, timezone.localdate()):
        raise ValidationError({"assignment": _("Bạn không được thôi vai trò này tại đơn vị này.")})
    if assignment.until_on is not None:
        raise ValidationError({"assignment": _("Phân công này đã có ngày kết thúc.")})
    assignment.until_on = until_on
    assignment.full_clean()
    assignment.save(update_fields=["until_on"])
    return assignment

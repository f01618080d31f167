"""Giving and taking back sign-ins, offices and tokens."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
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


def face_to_face(by: User) -> None:
    """Whoever does something dangerous sits there in person, and proved it lately by PIN or password.

    Raises PermissionDenied to a program with a token, and to a session that has not been proved for a while.
    """
    if by.narrowed_to is not None or by.is_unproved:
        raise PermissionDenied(_("Việc này cần bạn tự làm trên trang, sau khi nhập lại mã PIN hoặc mật khẩu."))


def make_token(*, by: User, name: str, rights: list[str], expires_on: date) -> ApiToken:
    """A token with some of the maker's own rights. `token.secret` is there this once and never again.

    Raises PermissionDenied where a token asks for a token, ValidationError for rights the maker has not.
    """
    face_to_face(by)
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
    """A new sign-in with one office, by which nobody comes in yet: a card of invitation follows (`signin`).

    Raises ValidationError where `by` may not give this office there, or the name is taken.
    """
    if not may_appoint(by, role, place, timezone.localdate()):
        raise ValidationError({"role": _("Bạn không được giao vai trò này tại đơn vị này.")})
    if User.objects.filter(username__iexact=username).exists():
        raise ValidationError({"username": _("Tên đăng nhập này đã có người dùng.")})
    user = User.objects.create_user(username, first_name=full_name)
    return Assignment.objects.create(user=user, role=role, unit=place, from_on=from_on)


def end_assignment(*, by: User, assignment: Assignment, until_on: date) -> Assignment:
    """The office is held until the end of `until_on`.

    Raises ValidationError where it is one's own, has ended or would end before it began.
    """
    if assignment.user_id == by.pk:
        raise ValidationError({"assignment": _("Không tự thôi vai trò của mình. Hãy nhờ cấp trên.")})
    if not may_appoint(by, assignment.role, assignment.unit, timezone.localdate()):
        raise ValidationError({"assignment": _("Bạn không được thôi vai trò này tại đơn vị này.")})
    if assignment.until_on is not None:
        raise ValidationError({"assignment": _("Phân công này đã có ngày kết thúc.")})
    assignment.until_on = until_on
    assignment.full_clean()
    assignment.save(update_fields=["until_on"])
    _end_with(assignment, until_on)
    return assignment


def _end_with(assignment: Assignment, until_on: date) -> None:
    """No deputy holds an office longer than whoever they stand in for; one that would begin later never does."""
    assignment.deputies.filter(from_on__gt=until_on).delete()
    assignment.deputies.filter(until_on__gt=until_on).update(until_on=until_on)


def name_deputy(*, by: User, assignment: Assignment, username: str, from_on: date, until_on: date) -> Assignment:
    """Somebody else who signs in holds the office in the holder's stead from a day until a day, both counted.

    Named by the holder, or by whoever may give the office. Raises ValidationError for a day that is past or beyond the
    holder's own, for the holder, for someone who does not sign in or holds the office there already on one of these
    days, and where a deputy would name another.
    """
    face_to_face(by)
    today = timezone.localdate()
    if assignment.user_id != by.pk and not may_appoint(by, assignment.role, assignment.unit, today):
        raise ValidationError({"assignment": _("Bạn không cử được người thay mặt cho vai trò này.")})
    if assignment.stands_in_for_id is not None:
        raise ValidationError({"assignment": _("Người thay mặt không cử người khác thay mình.")})
    if not today <= from_on <= until_on:
        raise ValidationError({"from_on": _("Ngày đầu phải từ hôm nay, và không sau ngày cuối.")})
    if assignment.until_on is not None and until_on > assignment.until_on:
        told = _("Vai trò này chỉ giữ đến hết ngày %s.") % assignment.until_on.strftime("%d/%m/%Y")
        raise ValidationError({"until_on": told})
    deputy = User.objects.filter(username__iexact=username.strip(), is_active=True).first()
    if deputy is None or deputy.pk == assignment.user_id:
        raise ValidationError({"username": _("Không có người khác dùng tên đăng nhập này.")})
    held = Assignment.objects.filter(user=deputy, role=assignment.role, unit=assignment.unit, from_on__lte=until_on)
    if held.filter(Q(until_on__isnull=True) | Q(until_on__gte=from_on)).exists():
        raise ValidationError({"username": _("Người này đã giữ vai trò ấy ở đây trong những ngày đó.")})
    return Assignment.objects.create(
        user=deputy,
        role=assignment.role,
        unit=assignment.unit,
        from_on=from_on,
        until_on=until_on,
        stands_in_for=assignment,
    )


def end_deputy(*, by: User, deputy: Assignment) -> Assignment:
    """The deputy holds the office no longer, from this moment on. By the holder, or whoever may give the office."""
    holder, today = deputy.stands_in_for, timezone.localdate()
    if holder is None or (holder.user_id != by.pk and not may_appoint(by, deputy.role, deputy.unit, today)):
        raise ValidationError({"deputy": _("Bạn không thôi được người thay mặt này.")})
    yesterday = today - timedelta(days=1)
    if deputy.from_on > yesterday:
        deputy.delete()  # it holds for whole days: of a day that has only begun nothing is left but the journal
        return deputy
    deputy.until_on = yesterday
    deputy.save(update_fields=["until_on"])
    return deputy

"""What a phone calls by itself: its pack, its outbox, its photos. A key opens these, no cookie does."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from clb.kernel.commands import run
from clb.kernel.journal import Kind, noted_refusal
from clb.phone import release
from clb.phone.commands import REVOKE_KEY, SETTLE_ROW
from clb.phone.models import ParkedRow, PhoneKey
from clb.phone.queries.keys import EXPIRED, WIPE, fault_of, holds_office, key_by_secret
from clb.phone.queries.pack import answer_of, pack_of
from clb.phone.rules import BYTES, ROWS, is_too_old
from clb.phone.services.envelopes import Garbage, as_id, legible, read_push
from clb.phone.services.keys import narrow, note_left, note_seen, note_wipe
from clb.phone.services.packing import known_marks, remember_pack
from clb.phone.services.parking import see_messages
from clb.phone.services.photos import attach_photo
from clb.phone.services.pushing import replies_to

VERSION = "X-Phone-Version"
LANGUAGE = "X-Phone-Language"
SMALL = 1_000  # bytes that are not worth packing
View = Callable[[HttpRequest, PhoneKey], HttpResponse]


def no(status: int, code: str, why: str) -> JsonResponse:
    """A refusal: a code for the phone, a sentence for its person."""
    return JsonResponse({"code": code, "why": why}, status=status, json_dumps_params={"ensure_ascii": False})


def with_key(method: str) -> Callable[[View], Callable[..., HttpResponse]]:
    """A view for one method behind a key; the key's person is narrowed to the rights of a key."""

    def wrap(view: View) -> Callable[..., HttpResponse]:
        @csrf_exempt
        @login_not_required
        @wraps(view)
        def enter(request: HttpRequest) -> HttpResponse:
            if request.method != method:
                answer = no(405, "METHOD", _("Địa chỉ này không nhận cách gọi ấy."))
                answer["Allow"] = method
                return answer
            key = key_by_secret(_bearer(request))
            if key is None:
                if request.headers.get("Authorization"):
                    noted_refusal(Kind.TOKEN_REFUSED, PermissionDenied(), request=request)
                return no(
                    401, "UNKNOWN", _("Điện thoại này cần đăng nhập lại khi có mạng. Việc đã ghi vẫn còn trên máy.")
                )
            return _never_kept(_refused(request, key) or view(request, key))

        return enter

    return wrap


def _bearer(request: HttpRequest) -> str:
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else ""


def _refused(request: HttpRequest, key: PhoneKey) -> HttpResponse | None:
    fault = fault_of(key, timezone.localdate())
    if fault == WIPE:
        return _wipe(key)
    if fault == EXPIRED:
        note_seen(key, version=request.headers.get(VERSION, ""))
        told = _("Đã lâu chưa đăng nhập trên điện thoại này. Hãy đăng nhập lại; việc đã ghi vẫn còn trên máy.")
        return no(401, EXPIRED, told)
    told_version = request.headers.get(VERSION)
    if told_version is not None and is_too_old(told_version, _newest()):
        return too_old(key, told_version)
    narrow(key)
    return None


def _wipe(key: PhoneKey) -> HttpResponse:
    note_wipe(key)
    return no(410, WIPE, _("Máy này không còn được dùng cho bạn nữa. Dữ liệu của bạn trên máy bị xóa."))


def _newest() -> date:
    return date.fromisoformat(release.RELEASED_ON)


def too_old(key: PhoneKey, version: str) -> HttpResponse:
    """426: the app updates itself first, and keeps everything."""
    note_seen(key, version=version)
    return no(426, "OLD", _("Ứng dụng đã cũ. Hãy cập nhật rồi gửi lại; việc đã ghi vẫn còn trên máy."))


def _never_kept(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "no-store"
    return answer


def _said(request: HttpRequest, body: Any) -> HttpResponse:
    """JSON, packed where the caller can unpack it."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    answer = HttpResponse(text, content_type="application/json")
    if len(text) > SMALL and "gzip" in request.headers.get("Accept-Encoding", ""):
        answer.content = gzip.compress(text, 6, mtime=0)
        answer["Content-Encoding"] = "gzip"
    answer["Vary"] = "Accept-Encoding"
    return answer


def _language(request: HttpRequest) -> str:
    """What the phone speaks: a key comes without the cookie that says it on the site."""
    asked = request.headers.get(LANGUAGE, "")
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@with_key("GET")
def pack(request: HttpRequest, key: PhoneKey) -> HttpResponse:
    """Everything that the phone carries for its person, or what changed since the pack that it names."""
    today = timezone.localdate()
    if not holds_office(key.user, today):
        return _wipe(key)
    named = request.headers.get("If-None-Match", "").removeprefix("W/").strip('" ')
    with translation.override(_language(request)):
        made = pack_of(key.user, today)
    note_seen(key, version=request.headers.get(VERSION, ""), column="packed_at")
    if named == made.etag:
        answer = HttpResponse(status=304)
    else:
        body = answer_of(made, named, known_marks(key, named))
        remember_pack(key, made)
        answer = _said(request, body | {"at": timezone.now().isoformat(timespec="seconds")})
    answer["ETag"] = f'"{made.etag}"'
    return answer


@with_key("POST")
def push(request: HttpRequest, key: PhoneKey) -> HttpResponse:
    """The outbox comes up; one reply for each row."""
    if int(request.headers.get("Content-Length") or 0) > BYTES or len(request.body) > BYTES:
        return no(413, "TOO_BIG", _("Gửi một lần quá nhiều. Ứng dụng sẽ chia ra gửi dần."))
    body = _json(request)
    try:
        if isinstance(body, dict) and isinstance(body.get("rows"), list) and len(body["rows"]) > ROWS:
            return no(413, "TOO_MANY", _("Gửi một lần quá nhiều. Ứng dụng sẽ chia ra gửi dần."))
        sent = read_push(body, ROWS)
    except Garbage:
        return no(400, "GARBAGE", _("Điện thoại gửi điều mà máy chủ không hiểu. Hãy cập nhật ứng dụng."))
    if is_too_old(sent.version, _newest()):
        return too_old(key, sent.version)
    replies = replies_to(key, sent)
    note_seen(key, version=sent.version, column="pushed_at")
    note_left(key, sent.left)
    at = timezone.now().isoformat(timespec="seconds")
    return _said(request, {"replies": replies, "at": at, "newest": release.version()})


@with_key("POST")
def settle(request: HttpRequest, key: PhoneKey) -> HttpResponse:
    """The person lets a row go that waits."""
    body = _json(request)
    named = as_id(body.get("id")) if isinstance(body, dict) and body.get("how") == ParkedRow.How.DROPPED else None
    row = ParkedRow.objects.filter(pk=named, key__user=key.user).first() if named else None
    if row is None:
        return no(404, "UNKNOWN", _("Không có việc gác lại này."))
    if row.settled_at is not None:
        return _said(request, {"id": str(row.pk), "status": "already", "how": row.how})
    outcome = run(SETTLE_ROW, by=key.user, data={"row": str(row.pk)}, channel="phone")
    if outcome.status == "rejected":
        return no(422, "REFUSED", " ".join(one for told in outcome.errors.values() for one in told))
    return _said(request, {"id": str(row.pk), "status": outcome.status, "how": ParkedRow.How.DROPPED.value})


@with_key("POST")
def photo(request: HttpRequest, key: PhoneKey) -> HttpResponse:
    """A photo for an activity or a finding that was sent before it."""
    named, owner = as_id(request.POST.get("id")), as_id(request.POST.get("for"))
    file = request.FILES.get("file")
    if named is None or owner is None or file is None:
        return no(400, "GARBAGE", _("Ảnh gửi lên thiếu mã hoặc thiếu tệp."))
    try:
        status, why = attach_photo(key.user, photo=named, act=owner, file=file)
    except (PermissionDenied, ValidationError):
        status, why = "refused", _("Bạn không còn quyền làm việc này ở đây.")
    return _said(request, {"id": str(named), "status": status, "why": why})


@with_key("POST")
def seen(request: HttpRequest, key: PhoneKey) -> HttpResponse:
    """The person has read messages."""
    body = _json(request)
    told = body.get("told") if isinstance(body, dict) else None
    ids: list[UUID] = [pk for one in told[:200] if (pk := as_id(one))] if isinstance(told, list) else []
    return _said(request, {"seen": see_messages(key.user, ids)})


@with_key("POST")
def bye(request: HttpRequest, key: PhoneKey) -> HttpResponse:
    """The person leaves this phone, which forgets them itself: its key opens nothing from now on."""
    key.user.narrowed_to = frozenset({REVOKE_KEY.name})  # for this one call: a key ends itself and no other
    outcome = run(REVOKE_KEY, by=key.user, data={"key": str(key.pk)}, channel="phone")
    note_wipe(key)
    return _said(request, {"status": outcome.status})


def _json(request: HttpRequest) -> Any:
    try:
        return json.loads(legible(request.body.decode()))
    except (ValueError, RecursionError):
        return None

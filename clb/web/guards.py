"""What stands before every page: where a call really comes from, how often it comes, and where it wants to be led."""

from __future__ import annotations

import gzip
import mmap
import os
import struct
import time
from collections.abc import Callable
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

from clb.kernel.journal import Kind, noted_refusal

from .errors import too_many

Answer = Callable[[HttpRequest], HttpResponse]

# What a call counts for: most count one, what is dear to make or to let someone try counts more.
_DEAR = {".pdf": 10, ".docx": 10, ".xlsx": 10, ".zip": 20}
_SIGNING_IN = 20
_UNCOUNTED = ("/healthz", "/readyz", "/static/")
_PACKABLE = {".js", ".css", ".svg"}
_CELLS = 1 << 16
_CELL = struct.Struct("<II")  # the minute, and how much was called in it


def real_address(get_response: Answer) -> Answer:
    """Middleware: behind `settings.PROXIES` servers of ours, REMOTE_ADDR is what the outermost of them saw.

    What a caller writes into X-Forwarded-For stands left of that and is not believed.
    """

    def look(request: HttpRequest) -> HttpResponse:
        told = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        if settings.PROXIES and len(told) >= settings.PROXIES:
            request.META["REMOTE_ADDR"] = told[-settings.PROXIES]
        return get_response(request)

    return look


def packs_static(get_response: Answer) -> Answer:
    """Middleware: the site's own scripts, styles and drawings go packed to whoever can unpack them.

    Pages don't: beside what somebody typed, the length of a packed page would tell of what else stands in it.
    """

    def look(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_ours = request.path.startswith("/static/") and Path(request.path).suffix in _PACKABLE
        if not is_ours or request.method != "GET" or response.status_code != 200 or not response.streaming:
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        if "gzip" not in request.headers.get("Accept-Encoding", "") or response.has_header("Content-Encoding"):
            return response
        packed = _packed(b"".join(response))  # a file is handed over in pieces
        response.streaming_content = [packed]  # type: ignore[attr-defined]  # WhiteNoise answers with files
        response["Content-Encoding"] = "gzip"
        response["Content-Length"] = str(len(packed))
        if response.has_header("ETag"):
            response["ETag"] = "W/" + response["ETag"].removeprefix("W/")  # the same text in another wrapping
        return response

    return look


@lru_cache(maxsize=300)
def _packed(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=0)


def limits_calls(get_response: Answer) -> Answer:
    """Middleware: so many calls a minute for an account or a program, and for an address where nobody is signed in.

    Whoever calls more often gets 429 until the minute is over; the first such answer of a minute is noted.
    """

    def count(request: HttpRequest) -> HttpResponse:
        most = settings.CALLS_PER_MINUTE
        if not most or request.path.startswith(_UNCOUNTED):
            return get_response(request)
        weight = _weight(request)
        called = _counter().add(_caller(request), weight)
        if called <= most:
            return get_response(request)
        if called - weight <= most:
            noted_refusal(Kind.RATE_LIMITED, PermissionDenied(), request=request)
        return too_many(request, 60 - int(time.time()) % 60)

    return count


def _weight(request: HttpRequest) -> int:
    if request.method == "POST" and request.path.startswith("/tai-khoan/dang-nhap"):
        return _SIGNING_IN
    return _DEAR.get(Path(request.path).suffix, 1)


def _caller(request: HttpRequest) -> str:
    if token := request.headers.get("Authorization"):
        return f"token {token}"
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return f"user {user.pk}"
    return f"address {request.META.get('REMOTE_ADDR', '')}"


class Counter:
    """How much was called this minute, in a small file that all processes of the server share.

    A caller has two cells and the lesser count is believed, so that two callers seldom share one. A count may be lost
    where two processes add at the same instant: it is a limit, not a ledger. No caller can be read from the file.
    """

    def __init__(self, file: Path) -> None:
        size = _CELLS * _CELL.size
        fd = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if os.fstat(fd).st_size != size:
                os.ftruncate(fd, size)
            self._cells = mmap.mmap(fd, size)
        finally:
            os.close(fd)

    def add(self, caller: str, weight: int) -> int:
        """Count `weight` for `caller`; what that makes this minute."""
        minute = int(time.time()) // 60
        digest = blake2b(caller.encode(), digest_size=8, key=settings.SECRET_KEY.encode()[:64]).digest()
        return min(self._add(int.from_bytes(part, "big") % _CELLS, minute, weight) for part in (digest[:4], digest[4:]))

    def _add(self, cell: int, minute: int, weight: int) -> int:
        at = cell * _CELL.size
        then, called = _CELL.unpack_from(self._cells, at)
        called = min(called + weight if then == minute else weight, 1 << 31)
        _CELL.pack_into(self._cells, at, minute, called)
        return int(called)


@cache
def _counter() -> Counter:
    return Counter(settings.DATA / "calls")


def notes_misleading(get_response: Answer) -> Answer:
    """Middleware: notes who would be led to another site by `next`; Django and allauth see to it that nobody is."""

    def look(request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("next") or (request.POST.get("next") if request.method == "POST" else None)
        if asked and not url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure()):
            noted_refusal(Kind.REDIRECT_REFUSED, PermissionDenied(), request=request)
        return get_response(request)

    return look


def leaves_nothing_behind(get_response: Answer) -> Answer:
    """Middleware: what somebody saw who was signed in is kept by no browser, and signing out empties it.

    Many hands hold one tablet: the next must not find the page before by going back.
    """

    def look(request: HttpRequest) -> HttpResponse:
        was_signed_in = request.user.is_authenticated
        response = get_response(request)
        if was_signed_in:
            response.headers.setdefault("Cache-Control", "no-store, private")
            if not request.user.is_authenticated:
                response["Clear-Site-Data"] = '"cache"'
        return response

    return look

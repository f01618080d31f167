"""What a person sees when something went wrong: one sentence and a way back."""

from __future__ import annotations

import logging
import re
import sys
import uuid

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from clb.kernel.journal import Kind, noted_refusal
from clb.kernel.journal.events import LONGEST

log = logging.getLogger(__name__)
AN_ID = re.compile(r"[0-9A-Za-z._-]{1,40}")  # what an address may hold besides is not for the journal


def note_not_found(request: HttpRequest, exception: BaseException) -> None:
    """Write down that someone who is signed in asked for what is not there or not theirs to see. A mistyped address
    is no such thing."""
    user, match = getattr(request, "user", None), request.resolver_match
    if match is not None and user is not None and user.is_authenticated:
        ids = [told for told in map(str, match.kwargs.values()) if AN_ID.fullmatch(told)]
        noted_refusal(Kind.OUT_OF_REACH, exception, request=request, route=match.view_name[:LONGEST], ids=ids)


def note_forbidden(request: HttpRequest, exception: BaseException) -> None:
    """Write down that a right was missing, where `run()` has not done so."""
    route = request.resolver_match.view_name[:LONGEST] if request.resolver_match else ""
    noted_refusal(Kind.REFUSED, exception, request=request, route=route)


def _page(request: HttpRequest, status: int, title: str, sentence: str) -> HttpResponse:
    return render(request, "web/error.html", {"title": title, "sentence": sentence}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    sentence = _("Trình duyệt gửi điều mà trang không hiểu. Hãy quay lại và thử lại.")
    return _page(request, 400, _("Yêu cầu không đúng"), sentence)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    note_forbidden(request, exception)
    sentence = _("Bạn không được giao làm việc này ở đây. Nếu cần, hãy nhờ người phụ trách đơn vị giao thêm vai trò.")
    return _page(request, 403, _("Không có quyền"), sentence)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that is too old or not ours."""
    noted_refusal(Kind.CSRF_REFUSED, PermissionDenied(reason), request=request)
    sentence = _("Trang này mở đã lâu nên chưa ghi được. Hãy quay lại, tải lại trang rồi gửi lần nữa.")
    return _page(request, 403, _("Trang đã cũ"), sentence)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, for what does not exist and for what may not be seen alike."""
    note_not_found(request, exception)
    return _page(request, 404, _("Không tìm thấy"), _("Trang này không có, hoặc bạn không có quyền xem."))


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """429 until the minute is over."""
    sentence = _("Bạn gọi quá nhiều lần. Hãy đợi %s giây rồi thử lại.") % seconds
    page: HttpResponse
    if request.path.startswith("/api/"):
        page = JsonResponse({"detail": sentence}, status=429, json_dumps_params={"ensure_ascii": False})
    else:
        page = HttpResponse(render_to_string("web/error.html", {"title": _("Xin chờ một chút"), "sentence": sentence}))
        page.status_code = 429
    page["Retry-After"] = str(seconds)
    return page


def server_error(request: HttpRequest) -> HttpResponse:
    """500 with an id that the person can read out and the log holds."""
    fault = uuid.uuid4().hex[:8].upper()
    log.error("page fault %s at %s", fault, request.path, exc_info=sys.exc_info())
    sentence = _("Phần mềm gặp lỗi. Những gì đã ghi trước đó vẫn còn. Hãy đọc mã dưới đây cho người quản trị.")
    context = {"title": _("Có lỗi"), "sentence": sentence, "fault": fault, "version": settings.VERSION}
    # Without the request: the menu asks the database, and the database may be what failed.
    return HttpResponse(render_to_string("web/error.html", context), status=500)

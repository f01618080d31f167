"""What a person sees when something went wrong: one sentence and a way back."""

from __future__ import annotations

import logging
import sys
import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

log = logging.getLogger(__name__)


def _page(request: HttpRequest, status: int, title: str, sentence: str) -> HttpResponse:
    return render(request, "web/error.html", {"title": title, "sentence": sentence}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    sentence = _("Trình duyệt gửi điều mà trang không hiểu. Hãy quay lại và thử lại.")
    return _page(request, 400, _("Yêu cầu không đúng"), sentence)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    sentence = _("Bạn không được giao làm việc này ở đây. Nếu cần, hãy nhờ người phụ trách đơn vị giao thêm vai trò.")
    return _page(request, 403, _("Không có quyền"), sentence)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that is too old or not ours."""
    sentence = _("Trang này mở đã lâu nên chưa ghi được. Hãy quay lại, tải lại trang rồi gửi lần nữa.")
    return _page(request, 403, _("Trang đã cũ"), sentence)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, for what does not exist and for what may not be seen alike."""
    return _page(request, 404, _("Không tìm thấy"), _("Trang này không có, hoặc bạn không có quyền xem."))


def server_error(request: HttpRequest) -> HttpResponse:
    """500 with an id that the person can read out and the log holds."""
    fault = uuid.uuid4().hex[:8].upper()
    log.error("page fault %s at %s", fault, request.path, exc_info=sys.exc_info())
    sentence = _("Phần mềm gặp lỗi. Những gì đã ghi trước đó vẫn còn. Hãy đọc mã dưới đây cho người quản trị.")
    context = {"title": _("Có lỗi"), "sentence": sentence, "fault": fault, "version": settings.VERSION}
    # Without the request: the menu asks the database, and the database may be what failed.
    return HttpResponse(render_to_string("web/error.html", context), status=500)

"""What a person sees when something went wrong: one sentence and a way back."""

from __future__ import annotations

import logging
import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

log = logging.getLogger(__name__)


def _page(request: HttpRequest, status: int, title: str, sentence: str, fault: str = "") -> HttpResponse:
    context = {"title": title, "sentence": sentence, "fault": fault}
    return render(request, "web/error.html", context, status=status)


@login_not_required
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return _page(request, 400, _("Yêu cầu không đúng"), _("Trình duyệt gửi điều mà trang không hiểu. Hãy quay lại và thử lại."))


@login_not_required
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return _page(request, 403, _("Không có quyền"), _("Bạn không có quyền làm việc này."))


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that is too old or not ours."""
    sentence = _("Trang này mở đã lâu. Hãy quay lại, tải lại trang rồi gửi lần nữa.")
    return _page(request, 403, _("Trang đã cũ"), sentence)


@login_not_required
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, for what does not exist and for what may not be seen alike."""
    return _page(request, 404, _("Không tìm thấy"), _("Trang này không có, hoặc bạn không có quyền xem."))


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    """500 with an id that the person can read out."""
    fault = uuid.uuid4().hex[:8].upper()
    log.error("page fault %s at %s", fault, request.path)
    sentence = _("Phần mềm gặp lỗi. Những gì đã ghi trước đó vẫn còn. Hãy báo mã dưới đây cho người quản trị.")
    return _page(request, 500, _("Có lỗi"), sentence, fault)

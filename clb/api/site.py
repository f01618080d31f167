"""The API itself: its document, its doors, and how it says no."""

from __future__ import annotations

import logging
import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from .auth import SignedIn, Token

log = logging.getLogger(__name__)

api = NinjaAPI(
    title="CLB Liên Thế Hệ",
    version="1",
    description=(
        "Mọi việc ghi là một lệnh (POST /commands/…) có mã do người gửi đặt: gửi lại cùng mã không làm gì thêm. "
        "Mọi con số là một tài nguyên đọc (GET) kèm tử số, mẫu số, ngày và địa bàn."
    ),
    urls_namespace="api",
    auth=[Token(), SignedIn()],
)


def say(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    """A refusal as JSON: `{"detail": sentence}`."""
    return api.create_response(request, {"detail": sentence}, status=status)


@api.exception_handler(AuthenticationError)
def not_signed_in(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """401."""
    return say(request, 401, _("Cần đăng nhập hoặc mã truy cập còn hiệu lực."))


@api.exception_handler(PermissionDenied)
def not_allowed(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    """403."""
    return say(request, 403, _("Bạn không có quyền làm việc này tại đơn vị này."))


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    """404, for what does not exist and for what may not be seen alike."""
    return say(request, 404, _("Không tìm thấy, hoặc bạn không có quyền xem."))


@api.exception_handler(HttpError)
def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    """A refusal that carries its own sentence."""
    return say(request, error.status_code, str(error))


@api.exception_handler(ValidationError)
def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """400 with the place of each fault in the request."""
    faults = [{"where": ".".join(str(p) for p in e["loc"]), "what": e["msg"]} for e in error.errors]
    return api.create_response(request, {"detail": _("Yêu cầu không đúng khuôn dạng."), "faults": faults}, status=400)


@api.exception_handler(Exception)
def broken(request: HttpRequest, error: Exception) -> HttpResponse:
    """500 with an id that the caller can read out; the trace goes to the log only."""
    fault = uuid.uuid4()
    log.error("API fault %s", fault, exc_info=error)
    return say(request, 500, _("Hệ thống gặp lỗi. Mã lỗi: %s") % fault)

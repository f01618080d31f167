"""The API itself: its document, its doors, and how it says no."""

from __future__ import annotations

import logging
import uuid
from functools import cache
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from clb.kernel.journal import Kind, noted_refusal
from clb.web.errors import note_forbidden, note_not_found

from .auth import SignedIn, Token

log = logging.getLogger(__name__)

SENTENCES = {
    400: gettext_lazy("Yêu cầu không đúng khuôn dạng."),
    401: gettext_lazy("Cần đăng nhập hoặc mã truy cập còn hiệu lực."),
    403: gettext_lazy("Bạn không có quyền làm việc này tại đơn vị này."),
    404: gettext_lazy("Không tìm thấy, hoặc bạn không có quyền xem."),
    405: gettext_lazy("Địa chỉ này không nhận cách gọi ấy."),
}
REFUSALS = {
    "Refusal": {
        "title": "Refusal",
        "type": "object",
        "properties": {"detail": {"type": "string"}},
        "required": ["detail"],
    },
    "Malformed": {
        "title": "Malformed",
        "type": "object",
        "properties": {
            "detail": {"type": "string"},
            "faults": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"where": {"type": "string"}, "what": {"type": "string"}},
                    "required": ["where", "what"],
                },
            },
        },
        "required": ["detail"],
    },
}
# What the reader of requests finds, by its own name for it; it speaks English only.
FAULTS = {
    "missing": gettext_lazy("Còn thiếu."),
    "extra_forbidden": gettext_lazy("Không có tên này ở đây."),
    "uuid_parsing": gettext_lazy("Cần một mã UUID."),
    "uuid_type": gettext_lazy("Cần một mã UUID."),
    "int_parsing": gettext_lazy("Cần một số nguyên."),
    "int_type": gettext_lazy("Cần một số nguyên."),
    "date_parsing": gettext_lazy("Cần một ngày, ví dụ 2025-12-31."),
    "date_from_datetime_parsing": gettext_lazy("Cần một ngày, ví dụ 2025-12-31."),
    "string_type": gettext_lazy("Cần một đoạn chữ."),
    "list_type": gettext_lazy("Cần một danh sách."),
    "too_long": gettext_lazy("Nhiều nhất %(max_length)s mục một lần gửi."),
    "dict_type": gettext_lazy("Cần một nhóm tên và giá trị."),
    "model_attributes_type": gettext_lazy("Cần một nhóm tên và giá trị."),
    "greater_than_equal": gettext_lazy("Không được nhỏ hơn %(ge)s."),
    "less_than_equal": gettext_lazy("Không được lớn hơn %(le)s."),
    "string_too_long": gettext_lazy("Dài quá %(max_length)s ký tự."),
}


class Site(NinjaAPI):
    """Our API. Its description tells of every refusal, so that a new route need not repeat them."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> Any:
        """The description, with the refusals that every route may answer. It takes a second to write and nothing in it
        changes while the program runs: written once for each language, to be read only."""
        prefix = self.get_root_path(path_params or {}) if path_prefix is None else path_prefix
        return self._described(prefix, get_language())

    @cache  # noqa: B019 -- there is one API, as long as the program runs
    def _described(self, prefix: str, language: str | None) -> Any:
        schema = super().get_openapi_schema(path_prefix=prefix)
        schema["components"]["schemas"] |= REFUSALS
        for verbs in schema["paths"].values():
            for operation in verbs.values():
                for body in operation.get("requestBody", {}).get("content", {}).values():
                    if len(body["schema"]) > 1:
                        body["schema"].pop("$ref", None)  # of the envelope, which our own schema tells in full
                told = {400: "Malformed"} | dict.fromkeys((401, 403, 404), "Refusal")
                if not operation.get("parameters") and "requestBody" not in operation:
                    del told[400]
                for code, name in told.items():
                    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
                    said = {"description": str(SENTENCES[code]), "content": content}
                    operation["responses"].setdefault(str(code), said)
        return schema


api = Site(
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
    if request.headers.get("Authorization"):
        noted_refusal(Kind.TOKEN_REFUSED, error, request=request)
    return say(request, 401, str(SENTENCES[401]))


@api.exception_handler(PermissionDenied)
def not_allowed(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    """403."""
    note_forbidden(request, error)
    return say(request, 403, str(SENTENCES[403]))


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    """404, for what does not exist and for what may not be seen alike."""
    note_not_found(request, error)
    return say(request, 404, str(SENTENCES[404]))


@api.exception_handler(HttpError)
def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What the library refuses, which speaks English only: a body that is no JSON, a write without the CSRF token."""
    if error.status_code == 403:
        noted_refusal(Kind.CSRF_REFUSED, error, request=request)
        return say(request, 403, _("Thiếu mã chống giả mạo của trang. Hãy tải lại trang rồi gửi lần nữa."))
    return say(request, error.status_code, str(SENTENCES[400]))


@api.exception_handler(ValidationError)
def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """400 with the place of each fault in the request."""
    faults = [{"where": ".".join(str(p) for p in e["loc"]), "what": _fault(e)} for e in error.errors]
    return api.create_response(request, {"detail": str(SENTENCES[400]), "faults": faults}, status=400)


def _fault(error: dict[str, Any]) -> str:
    sentence = FAULTS.get(error["type"])
    return str(sentence) % error.get("ctx", {}) if sentence else _("Giá trị chưa đúng.")


@api.exception_handler(Exception)
def broken(request: HttpRequest, error: Exception) -> HttpResponse:
    """500 with an id that the caller can read out; the trace goes to the log only."""
    fault = uuid.uuid4()
    log.error("API fault %s", fault, exc_info=error)
    return say(request, 500, _("Hệ thống gặp lỗi. Mã lỗi: %s") % fault)

"""The page docs/api.md, written from the API's own description."""

from __future__ import annotations

from typing import Any

HEAD = """# API

Trang này do lệnh `clb docs` viết từ mã; sửa ở đó, đừng sửa ở đây. Bản đầy đủ theo OpenAPI 3.1: `/api/v1/openapi.json`;
trang xem và gọi thử: `/api/v1/docs`.

- **Đăng nhập**: `Authorization: Bearer clb_…`, mã cấp tại trang «Mã truy cập cho chương trình», chỉ có những quyền
  đã chọn (xem [rights.md](rights.md)); hoặc phiên của trình duyệt đã đăng nhập, khi đó việc ghi cần `X-CSRFToken`.
- **Đọc** là `GET`; danh sách có `limit` (nhiều nhất 200) và `offset`; trả về `items`, `count`. Ngày viết `2025-12-31`.
- **Ghi** là `POST /api/v1/commands/<lệnh>` với `{"id": "<UUID do người gửi đặt>", "data": {…}, "files": {…}}`.
  Gửi lại cùng `id` không làm gì thêm: lần đầu trả `done`, các lần sau `already`, cùng một kết quả.
  Tệp gửi dạng `{"name": "…", "base64": "…"}`.
- **Ghi nhiều việc một lần gửi** là `POST /api/v1/commands` với `{"acts": [{"id": …, "command": …, "data": …}]}`,
  nhiều nhất 500 việc, làm theo thứ tự; mỗi việc có trả lời riêng, việc bị từ chối không cản việc khác; không gửi tệp.
- **Bị từ chối**: `422` nêu lý do theo trường (`errors`), không ghi gì; `400` sai khuôn dạng (`detail`, `faults`);
  `401` chưa đăng nhập; `403` không có quyền; `404` không có hoặc không được xem. Lý do luôn là một câu trọn vẹn.
"""


def api_page(schema: dict[str, Any]) -> str:
    """Every read with its parameters and every write with its fields, as Markdown."""
    reads = [(path, verbs["get"]) for path, verbs in schema["paths"].items() if "get" in verbs]
    posts = [(path, verbs["post"]) for path, verbs in schema["paths"].items() if "post" in verbs]
    writes = [(path, operation) for path, operation in posts if not path.endswith("/commands")]  # told in the head
    parts = [HEAD, "## Đọc\n", *(_read(path, o) for path, o in reads), "## Ghi\n", *(_write(p, o) for p, o in writes)]
    return "\n".join(parts)


def _read(path: str, operation: dict[str, Any]) -> str:
    asked = [p for p in operation.get("parameters", []) if p["in"] == "query" and p["name"] not in {"limit", "offset"}]
    named = ", ".join(f"`{p['name']}`{' (bắt buộc)' if p['required'] else ''}" for p in asked)
    return f"### `GET {path}`\n\n{operation['summary']}.{f' Hỏi theo: {named}.' if named else ''}\n"


def _write(path: str, operation: dict[str, Any]) -> str:
    body = operation["requestBody"]["content"]["application/json"]["schema"]
    fields = [(n, f, n in body["properties"]["data"]["required"]) for n, f in _properties(body, "data")]
    files = [
        (n, {"type": "tệp", "title": n}, n in body["properties"]["files"]["required"])
        for n, _f in _properties(body, "files")
    ]
    rows = [
        f"| `{n}` | {f.get('title', '')} | {_kind(f)} | {'có' if needed else ''} |" for n, f, needed in fields + files
    ]
    table = ["| Trường | Nghĩa | Kiểu | Bắt buộc |", "|---|---|---|---|", *rows, ""]
    return "\n".join([f"### `POST {path}`", "", f"{operation['summary']}.", "", *table])


def _properties(body: dict[str, Any], part: str) -> list[tuple[str, Any]]:
    return list(body["properties"].get(part, {}).get("properties", {}).items())


def _kind(shape: dict[str, Any]) -> str:
    if shape["type"] == "array":
        return f"danh sách {_kind(shape['items'])}"
    if values := shape.get("enum"):
        return "một trong " + ", ".join(f"`{v}`" for v in values)
    words = {"date": "ngày", "date-time": "ngày giờ", "uuid": "UUID"}
    plain = {"string": "chữ", "integer": "số nguyên", "number": "số", "boolean": "có hay không"}
    kind = words.get(shape.get("format", ""), plain.get(shape["type"], shape["type"]))
    limits = [f"từ {shape['minimum']}"] if "minimum" in shape else []
    limits += [f"đến {shape['maximum']}"] if "maximum" in shape else []
    limits += [f"nhiều nhất {shape['maxLength']} ký tự"] if "maxLength" in shape else []
    return ", ".join([kind, *limits])

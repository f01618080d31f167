"""What must hold of stored files: every row has its bytes, all bytes have their row, and nothing has changed them."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterator

from django.conf import settings

from clb.kernel.selfcheck import register_check

from . import store
from .models import StoredFile


@register_check
def rows_and_bytes() -> Iterator[str]:
    """Rows without bytes, bytes that are not what was kept, and bytes without a row."""
    lying, known = list(store.written()), set()
    for row in StoredFile.objects.order_by("pk").iterator():
        known.add(row.pk)
        path = store.path_of(row.pk)
        if not path.exists():
            yield f"Tệp {row.pk} có trong cơ sở dữ liệu nhưng không còn trên đĩa."
            continue
        with path.open("rb") as content:
            is_same = hashlib.file_digest(content, "sha256").hexdigest() == row.sha256
        if not is_same:
            yield f"Tệp {row.pk} trên đĩa không còn như lúc gửi lên."
    for id, path in lying:
        if id not in known or path != store.path_of(id):
            yield f"Trên đĩa có tệp {path.name} không còn ai giữ; clb worker sẽ dọn sau một ngày."


@register_check
def open_to_others() -> Iterator[str]:
    """The folder of the installation, and what lies in it, where another user of the machine may look inside."""
    top = settings.DATA
    if not stat.S_IMODE(top.stat().st_mode) & 0o077:
        return  # whoever may not enter sees nothing of what lies within
    for path in sorted(top.iterdir()):
        if path.is_file() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield f"Người dùng khác của máy đọc được {path.name}; hãy chạy: chmod -R go-rwx {top.name}"

"""What must hold of stored files: every row has its bytes, all bytes have their row, and nothing has changed them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

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

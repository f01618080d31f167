"""What must hold of the kernel's own tables."""

from collections.abc import Iterator

from .selfcheck import register_check
from .tables.append_only import missing_guards


@register_check
def append_only_guards() -> Iterator[str]:
    """Every append-only table carries its guard."""
    for table in missing_guards():
        yield f"Bảng {table} thiếu khóa chống sửa, xóa."

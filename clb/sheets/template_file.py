"""The list to fill in: drop-down lists, examples marked as such, and how to fill it in."""

from __future__ import annotations

import io
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clb.access.models import User
from clb.clubs.models import Club
from clb.papers.workbook import PlainBook

from .layouts import LAYOUTS, Column
from .models import Kind

ROWS = 2000  # rows that carry the drop-down lists
HELP = (
    gettext_lazy("Mỗi dòng là một người (hoặc một câu lạc bộ). Điền dưới dòng ví dụ; dòng ví dụ không nhập."),
    gettext_lazy("Cột có dấu * là phải có, cột khác để trống cũng được. Các cột đặt theo thứ tự nào cũng được."),
    gettext_lazy("Năm sinh: chỉ biết năm thì ghi 1950; biết ngày thì ghi 01/02/1950. Năm ghi đủ bốn chữ số."),
    gettext_lazy("Giới tính: Nam hoặc Nữ. Diện hộ: Nghèo, Cận nghèo, Khó khăn, hoặc để trống."),
    gettext_lazy("Kết quả khám: huyết áp ghi 120/80; chỉ nhập người đã đồng ý cho ghi sức khỏe."),
    gettext_lazy("Câu lạc bộ: chọn trong danh sách thả xuống, đúng tên như trong phần mềm."),
    gettext_lazy("Gửi tệp lên ở trang «Nhập từ Excel». Phần mềm kiểm tra thử, báo từng ô chưa đúng, rồi mới nhập."),
)


def template_for(user: User, kind: str) -> bytes:
    """The .xlsx for one kind of list, with the names of the clubs that `user` may write members of."""
    out = io.BytesIO()
    book = PlainBook(out, in_memory=True)
    page = book.add_worksheet(_("Danh sách"))
    _instructions(book)
    clubs = _club_names(user, LAYOUTS[kind].right_at_club) if kind != Kind.CLUBS else []
    lists = book.add_worksheet(_("Chọn"))
    lists.write_column(0, 0, clubs)
    lists.hide()
    layout = LAYOUTS[kind]
    columns = [column for column in layout.columns if column.is_in_template]
    head = book.add_format({"bold": True, "bg_color": "#DCE9F9", "border": 1, "text_wrap": True, "valign": "top"})
    sample = book.add_format({"italic": True, "font_color": "#6B7280"})
    text = book.add_format({"num_format": "@"})
    page.write_string(0, 0, _("STT"), head)
    page.write_string(1, 0, _("Ví dụ"), sample)
    for i, column in enumerate(columns, 1):
        star = " *" if column.key in layout.required else ""
        page.write_string(0, i, f"{column.label}{star}", head)
        page.write_string(1, i, column.example, sample)
        page.set_column(i, i, max(14, len(column.example) + 4), text)
        _drop_down(page, i, column, len(clubs))
    page.freeze_panes(2, 0)
    book.close()
    return out.getvalue()


def _drop_down(page: Any, i: int, column: Column, clubs: int) -> None:
    source: Any = list(column.choices)
    if column.key == "club" and clubs:
        source = f"='{_('Chọn')}'!$A$1:$A${clubs}"
    if source:
        page.data_validation(2, i, ROWS, i, {"validate": "list", "source": source, "error_type": "warning"})


def _instructions(book: Any) -> None:
    page = book.add_worksheet(_("Hướng dẫn"))
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    page.set_column(0, 0, 100)
    page.write_string(0, 0, _("Cách điền"), book.add_format({"bold": True, "font_size": 14}))
    for row, told in enumerate(HELP, 1):
        page.write_string(row, 0, str(told), wrap)


def _club_names(user: User, right: str) -> list[str]:
    mine = Club.objects.filter(unit__in=user.reach(right).values("below"))
    return list(mine.order_by("search_key").values_list("name", flat=True)[:1000])

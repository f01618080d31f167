"""What is asked about a line of a recount's sample, what may be answered, and whom or what the line is about."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from clb.kernel.money import vnd
from clb.supervision.models import Outcome, SampleItem, SampleKind

QUESTIONS = {
    SampleKind.MEMBER: gettext_lazy(
        "Gặp hoặc hỏi người cùng ấp: có người này không, tên, năm sinh, nơi ở có đúng không?"
    ),
    SampleKind.CASH: gettext_lazy("Đếm tiền trong hộp cùng thủ quỹ, ghi số đếm được."),
    SampleKind.LOAN: gettext_lazy("Hỏi người vay: còn nợ gốc bao nhiêu?"),
    SampleKind.ATTENDANCE: gettext_lazy("Hỏi người ấy và người ngồi cạnh: hôm ấy có mặt không?"),
}
# What may be answered to each kind, in the words of its question; of cash the outcome follows from the count.
CHOICES: dict[str, list[tuple[str, Any]]] = {
    SampleKind.MEMBER: [
        (Outcome.RIGHT, gettext_lazy("Đúng")),
        (Outcome.WRONG, gettext_lazy("Có người, dữ liệu sai")),
        (Outcome.UNKNOWN, gettext_lazy("Không ai biết")),
        (Outcome.UNREACHED, gettext_lazy("Chưa xác minh được")),
    ],
    SampleKind.CASH: [(Outcome.UNREACHED, gettext_lazy("Chưa đếm được"))],
    SampleKind.LOAN: [
        (Outcome.RIGHT, gettext_lazy("Đúng số trong sổ")),
        (Outcome.WRONG, gettext_lazy("Nói số khác")),
        (Outcome.UNKNOWN, gettext_lazy("Nói không vay")),
        (Outcome.UNREACHED, gettext_lazy("Chưa gặp được")),
    ],
    SampleKind.ATTENDANCE: [
        (Outcome.RIGHT, gettext_lazy("Đúng")),
        (Outcome.WRONG, gettext_lazy("Khác sổ")),
        (Outcome.UNREACHED, gettext_lazy("Chưa gặp được")),
    ],
}


def told_of(item: SampleItem) -> tuple[str, str]:
    """Whom or what a line is about, and what the book says of it."""
    if item.membership is not None:
        person = item.membership.person
        if item.kind == SampleKind.ATTENDANCE:
            return person.full_name, str(item.get_mark_display())
        return person.full_name, f"{person.get_sex_display()}, sinh {person.birth_shown}"
    if item.loan is not None:
        return f"{item.loan.person.full_name}, {item.loan.title.lower()}", f"còn nợ {vnd(item.book_vnd or 0)}"
    return str(item.get_fund_display()), vnd(item.book_vnd or 0)

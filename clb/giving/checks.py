"""What must hold of every donation."""

from __future__ import annotations

from collections.abc import Iterator

from clb.kernel.selfcheck import register_check

from .queries.checks import (
    accepted_without_books,
    cash_unlike_its_receipt,
    passed_on_too_much,
    reversed_with_shares,
)


@register_check
def donations_part_among_clubs_to_the_dong() -> Iterator[str]:
    """No more went to clubs than was given; nothing that was taken back is still with a club."""
    for donation in passed_on_too_much():
        yield f"Khoản ủng hộ {donation.pk}: đã chuyển cho câu lạc bộ nhiều hơn số nhận."
    for donation in reversed_with_shares():
        yield f"Khoản ủng hộ {donation.pk}: đã đảo mà câu lạc bộ còn giữ."


@register_check
def donations_are_in_the_books_of_clubs() -> Iterator[str]:
    """Cash that a club accepted stands in its book with the same sum, goods in its stock."""
    for share in cash_unlike_its_receipt():
        yield f"Phần ủng hộ {share.pk}: phiếu thu trong sổ quỹ không khớp."
    for share in accepted_without_books():
        yield f"Phần ủng hộ {share.pk}: câu lạc bộ đã nhận mà chưa vào sổ."

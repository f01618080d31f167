"""What must hold of state money in the books."""

from __future__ import annotations

from collections.abc import Iterator

from clb.kernel.selfcheck import register_check

from .queries.checks import books_without_balance, documents_elsewhere, open_after_settlement, unlike_carried


@register_check
def nothing_is_below_nothing() -> Iterator[str]:
    """No spot where money waits (unallocated, allocated, released) holds less than nothing."""
    for account, vnd in books_without_balance():
        yield f"Ngân sách: tài khoản {account} còn {vnd} đồng, dưới không."


@register_check
def settled_years_hold_nothing_open() -> Iterator[str]:
    """In a settled year every đồng is spent, paid back, cancelled or carried on."""
    for account, vnd in open_after_settlement():
        yield f"Ngân sách: năm đã quyết toán mà tài khoản {account} còn {vnd} đồng."


@register_check
def what_is_carried_arrives() -> Iterator[str]:
    """What one year carries on is what the next was brought, cell by cell."""
    for year in unlike_carried():
        yield f"Ngân sách năm {year}: số chuyển sang năm sau khác số năm sau nhận."


@register_check
def documents_lie_in_the_book_of_their_year() -> Iterator[str]:
    """A document's entry is in the book of the document's year."""
    for document in documents_elsewhere():
        yield f"Chứng từ ngân sách {document} không nằm trong sổ của năm nó."

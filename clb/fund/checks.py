"""What must hold of every club's money."""

from __future__ import annotations

from collections.abc import Iterator

from clb.kernel.selfcheck import register_check

from .queries.checks import boxes_below_zero, loans_below_zero, loans_underived, receipts_apart


@register_check
def receipts_agree_with_their_entries() -> Iterator[str]:
    """A receipt says of its entry the sum, the club and the fund that the books say."""
    for receipt in receipts_apart():
        yield f"Phiếu {receipt} không khớp với chứng từ {receipt.entry_id} của nó."


@register_check
def no_box_holds_less_than_nothing() -> Iterator[str]:
    """No fund ever held less cash than nothing at a day's end, what was taken back left out."""
    for account, day, vnd in boxes_below_zero():
        yield f"Sổ {account.book_id}: cuối ngày {day:%d/%m/%Y} tiền mặt {vnd} đồng."


@register_check
def nobody_repaid_more_than_was_lent() -> Iterator[str]:
    """No loan was ever owed less than nothing at a day's end, what was taken back left out."""
    for account, day, vnd in loans_below_zero():
        yield f"{account.name} (sổ {account.book_id}): cuối ngày {day:%d/%m/%Y} còn nợ {vnd} đồng."


@register_check
def schedules_say_what_the_receipts_say() -> Iterator[str]:
    """What each instalment asks, when it was settled, and when a loan was closed follow from its receipts."""
    for loan in loans_underived():
        yield f"{loan.title} của câu lạc bộ {loan.club_id}: lịch trả nợ không khớp với các phiếu."

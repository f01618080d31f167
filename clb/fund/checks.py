"""What must hold of every club's money."""

from __future__ import annotations

from collections.abc import Iterator

from clb.kernel.selfcheck import register_check

from .queries.checks import (
    boxes_below_zero,
    counts_apart,
    debts_below_zero,
    gifts_overspent,
    halves_apart,
    loan_lines_astray,
    loans_below_zero,
    loans_underived,
    receipts_apart,
    vouchers_missing,
)
from .queries.stock import stock_below_zero


@register_check
def receipts_agree_with_their_entries() -> Iterator[str]:
    """A receipt says of its entry the sum, the club and the fund that the books say."""
    for receipt in receipts_apart():
        yield f"Phiếu {receipt} không khớp với chứng từ {receipt.entry_id} của nó."


@register_check
def no_box_holds_less_than_nothing() -> Iterator[str]:
    """No fund ever held less than nothing in its box or bank at a day's end, what was taken back left out."""
    for account, day, vnd in boxes_below_zero():
        yield f"Sổ {account.book_id}: cuối ngày {day:%d/%m/%Y} còn {vnd} đồng ({account.name})."


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


@register_check
def loans_agree_with_the_books() -> Iterator[str]:
    """Whatever was written on a loan's account has a slip of that loan with that sum."""
    for number, account in loan_lines_astray():
        yield f"{account.name} (sổ {account.book_id}): chứng từ số {number} không có phiếu nào của khoản vay ấy."


@register_check
def cash_counts_agree_with_the_books() -> Iterator[str]:
    """Each count keeps what the book held then, on the day that was counted."""
    for count in counts_apart():
        yield f"Câu lạc bộ {count.club_id}: lần kiểm quỹ {count} giữ số dư {count.book_vnd} đồng, sổ lúc ấy nói khác."


@register_check
def no_debt_was_paid_back_twice() -> Iterator[str]:
    """No club ever paid back more than it had borrowed, what was taken back left out."""
    for account, day, vnd in debts_below_zero():
        yield f"{account.name} (sổ {account.book_id}): cuối ngày {day:%d/%m/%Y} còn phải trả {vnd} đồng."


@register_check
def gifts_pay_for_no_more_than_was_given() -> Iterator[str]:
    """Of a gift for a purpose no more is spent than was given."""
    for earmark in gifts_overspent():
        yield f"Khoản ủng hộ có mục đích {earmark} bị chi quá số đã nhận."


@register_check
def transfers_between_funds_have_two_halves() -> Iterator[str]:
    """What left one fund came into the other, or both were taken back."""
    for transfer in halves_apart():
        yield f"Chuyển giữa hai quỹ {transfer}: hai phiếu không khớp nhau."


@register_check
def nobody_hands_over_things_they_have_not() -> Iterator[str]:
    """Of no thing in kind did anybody hand over more than they had, what was taken back left out."""
    for item in stock_below_zero():
        yield f"{item.title} của câu lạc bộ {item.club_id}: có người giao nhiều hơn số đang giữ."


@register_check
def vouchers_are_numbered_without_a_gap() -> Iterator[str]:
    """The numbers of each fund's vouchers of a year run from 1 to the last."""
    for whose, year, last in vouchers_missing():
        yield f"Phiếu chi của {whose} năm {year} thiếu số (số cuối {last})."

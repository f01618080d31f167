"""What must hold of every club's requests for loans."""

from __future__ import annotations

from collections.abc import Iterator

from clb.kernel.selfcheck import register_check

from .queries.checks import deciders_of_their_own, loans_of_someone_else, second_open_requests


@register_check
def loans_belong_to_their_requests() -> Iterator[str]:
    """A loan paid out on a request is that person's, in that club, and was granted."""
    for row in loans_of_someone_else():
        yield f"Khoản vay {row.loan_id} không khớp với đơn mà nó được giải ngân theo."


@register_check
def nobody_decided_on_their_own_loan() -> Iterator[str]:
    """No decision names the borrower among those who decided."""
    for row in deciders_of_their_own():
        yield f"Quyết định {row.decision_id}: người xin vay tự quyết định."


@register_check
def one_open_request_a_member() -> Iterator[str]:
    """Nobody has two requests open in one club."""
    for request in second_open_requests():
        yield f"Đơn {request.pk}: người này còn một đơn khác chưa xong ở câu lạc bộ {request.club_id}."

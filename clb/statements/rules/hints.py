"""What in a club's books is worth a question, told in one sentence with its figures. A hint, never an accusation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clb.kernel.money import vnd


class Kind(StrEnum):
    """What the signal is about; the heavier comes first."""

    OWN = "OWN"
    UNASKED = "UNASKED"
    BILLLESS = "BILLLESS"
    ROUND_TRIP = "ROUND_TRIP"
    HOUSEHOLD = "HOUSEHOLD"
    UNSEEN = "UNSEEN"
    BACKDATED = "BACKDATED"

    @property
    def label(self) -> Any:
        """In words."""
        return _LABELS[self]


_LABELS = {
    Kind.OWN: gettext_lazy("Tự quyết cho mình"),
    Kind.UNASKED: gettext_lazy("Cho vay không có đơn"),
    Kind.BILLLESS: gettext_lazy("Chi chưa có giấy tờ"),
    Kind.ROUND_TRIP: gettext_lazy("Vừa trả đã vay lại"),
    Kind.HOUSEHOLD: gettext_lazy("Một hộ nhiều khoản vay"),
    Kind.UNSEEN: gettext_lazy("Người vay không đến họp"),
    Kind.BACKDATED: gettext_lazy("Ghi lùi ngày"),
}


@dataclass(frozen=True)
class Found:
    """One signal: how often, and why in one sentence that names nobody."""

    kind: Kind
    count: int
    reason: str


def own_decisions(decisions: int) -> Found | None:
    """Loans in whose decision the borrower, or one of the borrower's household, took part."""
    if not decisions:
        return None
    told = _("%d lần cho vay mà trong những người quyết định có chính người vay hoặc người cùng hộ.")
    return Found(Kind.OWN, decisions, told % decisions)


def unasked_loans(loans: int) -> Found | None:
    """Loans without a request and a decision written down, at a club that writes them down."""
    if not loans:
        return None
    told = _("%d khoản cho vay không ghi đơn xin và quyết định, từ khi câu lạc bộ bắt đầu ghi đơn xin vay.")
    return Found(Kind.UNASKED, loans, told % loans)


def billless(vouchers: int, spent_vnd: int, days: int) -> Found | None:
    """Vouchers that have no photo and no paper of the bill for more than `days`, and what was spent on them."""
    if not vouchers:
        return None
    told = _("%(n)d phiếu chi, cộng %(sum)s, quá %(days)d ngày chưa có ảnh hay giấy tờ.")
    return Found(Kind.BILLLESS, vouchers, told % {"n": vouchers, "sum": vnd(spent_vnd), "days": days})


def backdated(entries: int, longest_days: int, days: int) -> Found | None:
    """Documents written down more than `days` after they happened; `longest_days` is the longest such wait."""
    if not entries:
        return None
    told = _("%(n)d chứng từ được ghi sau ngày phát sinh hơn %(days)d ngày, lâu nhất %(longest)d ngày.")
    return Found(Kind.BACKDATED, entries, told % {"n": entries, "days": days, "longest": longest_days})


def household_loans(households: int, most: int, allowed: int) -> Found | None:
    """Households with more than `allowed` loans open at once; `most` is the largest number."""
    if not households:
        return None
    told = _("%(n)d hộ cùng lúc còn nợ hơn %(allowed)d khoản vay, nhiều nhất %(most)d khoản.")
    return Found(Kind.HOUSEHOLD, households, told % {"n": households, "allowed": allowed, "most": most})


def round_trips(loans: int, days: int) -> Found | None:
    """Loans granted within `days` of a repayment of the same sum by the same person."""
    if not loans:
        return None
    told = _("%(n)d khoản cho vay đúng số tiền mà chính người ấy vừa trả trong %(days)d ngày.")
    return Found(Kind.ROUND_TRIP, loans, told % {"n": loans, "days": days})


def unseen_borrowers(people: int, borrowers: int, meetings: int, months: int) -> Found | None:
    """Borrowers present at none of the meetings of some months. Nothing is said where the club did not meet twice."""
    if not people or meetings < 2:
        return None
    told = _(
        "%(n)d trên %(all)d người đang vay không đến buổi nào trong %(meetings)d buổi họp của %(months)d tháng qua."
    )
    words = {"n": people, "all": borrowers, "meetings": meetings, "months": months}
    return Found(Kind.UNSEEN, people, told % words)

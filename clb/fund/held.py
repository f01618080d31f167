"""What the fund holds about a person. Sums stay as the books need them; names and words beside them go."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from clb.members.held import Group, Held, holds, holds_nobody

from .models import (
    BookedGap,
    CashCount,
    ClubBook,
    ClubDebt,
    Earmark,
    FundTransfer,
    Instalment,
    Loan,
    LoanChange,
    LoanSchedule,
    MonthClosing,
    Opening,
    Receipt,
    StockItem,
    StockMove,
    StockValue,
    Voucher,
)

MONEY = _("Sổ quỹ của câu lạc bộ: thu, chi, cho vay")
BOOKS = _("Sổ quỹ phải còn đủ từng đồng; tên thay bằng mã")

holds(
    Held(
        Loan,
        Group.MONEY,
        MONEY,
        ("person",),
        kept_because=BOOKS,
        blank=("purpose",),
        words=("purpose",),
        clubs="club",
        shown=(
            "number",
            "principal_vnd",
            "rate_percent_year",
            "granted_on",
            "months",
            "due_on",
            "purpose",
            "closed_on",
            "paid_principal_vnd",
            "paid_interest_vnd",
            "lost_vnd",
        ),
    ),
    Held(LoanSchedule, Group.MONEY, MONEY, ("loan__person",), kept_because=BOOKS),
    Held(
        Instalment,
        Group.MONEY,
        MONEY,
        ("schedule__loan__person",),
        kept_because=BOOKS,
        shown=("number", "due_on", "principal_vnd", "interest_vnd", "settled_on"),
    ),
    Held(
        LoanChange,
        Group.MONEY,
        MONEY,
        ("loan__person",),
        kept_because=BOOKS,
        blank=("reason", "taken_back_because"),
        words=("decided_by", "reason", "payer_name", "taken_back_because"),
        clubs="loan__club",
    ),
    Held(
        Receipt,
        Group.MONEY,
        MONEY,
        ("person", "loan__person", "debt__person"),
        kept_because=BOOKS,
        words=("giver", "reversed_because"),
        clubs="club",
        shown=(
            "entry__happened_on",
            "kind",
            "fund",
            "amount_vnd",
            "interest_vnd",
            "for_month",
            "giver",
            "reversed_because",
        ),
    ),
    Held(
        ClubDebt,
        Group.MONEY,
        MONEY,
        ("person",),
        kept_because=BOOKS,
        words=("lender",),
        clubs="club",
        shown=("number", "fund", "lender", "principal_vnd", "rate_percent_year", "borrowed_on", "due_on"),
    ),
    Held(
        StockMove,
        Group.MONEY,
        _("Hiện vật cho mượn xoay vòng"),
        ("giver", "taker"),
        kept_because=BOOKS,
        words=("note", "taken_back_because"),
        clubs="item__club",
    ),
    Held(StockItem, Group.MONEY, MONEY, words=("what", "giver"), clubs="club"),
    Held(StockValue, Group.MONEY, MONEY, words=("valued_by",), clubs="item__club"),
    Held(
        Voucher,
        Group.MONEY,
        MONEY,
        ("receipt__person",),
        kept_because=_("Chứng từ kế toán: ảnh hóa đơn giữ theo thời hạn của sổ sách; tên thay bằng mã"),
        words=("what_for", "payee"),
        clubs="club",
        kept_files=("file",),
    ),
    Held(
        Earmark, Group.MONEY, MONEY, ("receipt__person",), kept_because=BOOKS, words=("purpose",), clubs="receipt__club"
    ),
    Held(CashCount, Group.MONEY, MONEY, words=("reason",), clubs="club"),
    Held(
        BookedGap,
        Group.MONEY,
        MONEY,
        ("receipt__person",),
        kept_because=BOOKS,
        words=("decision",),
        clubs="count__club",
    ),
    Held(Opening, Group.MONEY, MONEY, words=("reversed_because",), clubs="club"),
    Held(MonthClosing, Group.MONEY, MONEY, words=("note", "reopen_reason"), clubs="club"),
    Held(
        FundTransfer,
        Group.MONEY,
        MONEY,
        ("out__person", "into__person"),
        kept_because=BOOKS,
        words=("reason",),
        clubs="out__club",
    ),
)
holds_nobody(_("Chỉ nối câu lạc bộ với sổ"), ClubBook, Opening.entries.through)

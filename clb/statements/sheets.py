"""The books as .xlsx, row by row as clb.papers.sheets writes them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from clb.clubs.models import Club
from clb.ledger.models import Book
from clb.papers.sheets import Cell, Head, Sheet, write_sheets

from .queries.books import CashBook, FundBook, LoanBook, account_rows, ledger_lines, ledger_rows

SUGGESTED = "Mẫu gợi ý, chưa có văn bản quy định."


def cash_xlsx(club: Club, books: Sequence[CashBook], file: BinaryIO, *, names: bool) -> None:
    """The cash books, a sheet for each fund; the column with the person's name only where `names` allows it."""
    write_sheets(file, [_cash_sheet(club, book, names) for book in books])


def _cash_sheet(club: Club, book: CashBook, names: bool) -> Sheet:
    who = [Head(_("Người nộp, nhận"), 26)] if names else []
    heads = [Head(_("Ngày"), 12), Head(_("Số"), 16), Head(_("Nội dung"), 34), *who]
    heads += [Head(_("Thu (đồng)")), Head(_("Chi (đồng)")), Head(_("Còn lại (đồng)"))]
    gap: list[Cell] = [""] if names else []
    opening = [None, "", _("Dư đầu kỳ"), *gap, None, None, book.opening_vnd]
    rows: list[Sequence[Cell]] = [
        [r.on, r.number, _title(r.line), *([r.line.with_whom] if names else []), r.in_vnd, r.out_vnd, r.balance_vnd]
        for r in book.rows
    ]
    total = ["", "", _("Cộng, dư cuối kỳ"), *gap, book.in_vnd, book.out_vnd, book.closing_vnd]
    return Sheet(
        book.label, _above(club, _("Sổ quỹ: %s") % book.label, book.first, book.last), heads, [opening, *rows], total
    )


def _title(line: Any) -> str:
    return f"{_('Đảo:')} {line.title}" if line.is_reversal else str(line.title)


def _above(club: Club, title: str, first: date | None, last: date) -> list[str]:
    until = f"{last:%d/%m/%Y}"
    days = (
        _("Đến hết ngày %s") % until
        if first is None
        else _("Từ %(first)s đến %(last)s") % {"first": f"{first:%d/%m/%Y}", "last": until}
    )
    return [title, club.name, days, SUGGESTED]


def loan_xlsx(club: Club, book: LoanBook, file: BinaryIO, *, names: bool) -> None:
    """The loan book; the borrower's name and what the loan is for only where `names` allows it."""
    who = [Head(_("Người vay"), 26), Head(_("Vay để làm gì"), 30)] if names else []
    heads = [Head(_("Khoản vay"), 10), *who, Head(_("Ngày vay"), 12), Head(_("Tiền vay (đồng)"))]
    heads += [Head(_("Lãi suất % một năm"), 12), Head(_("Tháng"), 8), Head(_("Đến hạn"), 12)]
    heads += [Head(_("Đã trả gốc")), Head(_("Đã trả lãi")), Head(_("Đã xóa nợ")), Head(_("Còn nợ"))]
    heads += [Head(_("Trễ (ngày)"), 8), Head(_("Tình trạng"), 16)]
    rows: list[Sequence[Cell]] = [
        [
            row.loan.number,
            *([row.loan.person.full_name, row.loan.purpose] if names else []),
            row.loan.granted_on,
            row.loan.principal_vnd,
            f"{row.loan.rate_percent_year.normalize():f}".replace(".", ","),
            row.loan.months,
            row.due_on,
            row.repaid_vnd,
            row.interest_vnd,
            row.lost_vnd,
            row.left_vnd,
            row.stand.late_days or None,
            row.state,
        ]
        for row in book.rows
    ]
    gap: list[Cell] = ["", ""] if names else []
    total = [_("Cộng"), *gap, "", book.lent_vnd, "", "", ""]
    total += [book.repaid_vnd, book.interest_vnd, book.lost_vnd, book.left_vnd, "", ""]
    write_sheets(file, [Sheet(_("Sổ cho vay"), _above(club, _("Sổ cho vay"), None, book.on), heads, rows, total)])


def fund_xlsx(club: Club, books: Sequence[FundBook], file: BinaryIO) -> None:
    """The fund books, a sheet for each fund: opening, debit, credit and closing of every account. They name nobody."""
    write_sheets(
        file,
        [
            _accounts_sheet(
                book.label, _above(club, _("Sổ quỹ theo tài khoản: %s") % book.label, book.first, book.last), book.rows
            )
            for book in books
        ],
    )


def _accounts_sheet(name: str, above: Sequence[str], rows: Sequence[Any]) -> Sheet:
    heads = [Head(_("Tài khoản"), 40), Head(_("Mã"), 20), Head(_("Loại"), 16), Head(_("Dư đầu kỳ (đồng)"), 18)]
    heads += [Head(_("Phát sinh Nợ"), 18), Head(_("Phát sinh Có"), 18), Head(_("Dư cuối kỳ (đồng)"), 18)]
    told = [
        [
            r.account.name,
            r.account.code,
            str(r.account.get_kind_display()),
            r.opening_vnd,
            r.debit_vnd,
            r.credit_vnd,
            r.closing_vnd,
        ]
        for r in rows
    ]
    total = [_("Cộng"), "", "", "", sum(r.debit_vnd for r in rows), sum(r.credit_vnd for r in rows), ""]
    return Sheet(name, above, heads, told, total)


def ledger_xlsx(books: Collection[Book], first: date, last: date, file: BinaryIO, *, title: str = "") -> int:
    """The general ledger of `books` from `first` to `last`, both counted, into `file`: every line, then the accounts.

    Lines are read and written as they come, so memory does not grow with them. It names nobody. Answers how many lines
    were written.
    """
    ids = [book.pk for book in books]
    heads = [Head(_("Ngày"), 12), Head(_("Số"), 16), Head(_("Nghiệp vụ"), 28), Head(_("Nợ"), 36), Head(_("Có"), 36)]
    heads += [Head(_("Số tiền (đồng)"), 18), Head(_("Ghi chú"), 10)]
    count = 0

    def rows() -> Iterable[Sequence[Cell]]:
        nonlocal count
        for x in ledger_lines(ledger_rows(ids, first, last)):
            count += 1
            note = _("Đảo") if x.is_reversal else ""
            yield (x.on, x.number, x.kind, x.debit, x.credit, x.amount_vnd, note)

    days = _("Từ %(first)s đến %(last)s") % {"first": f"{first:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"}
    above = [title or _("Sổ cái"), days, SUGGESTED]
    accounts = account_rows(ids, first, last)
    write_sheets(file, [Sheet(_("Sổ cái"), above, heads, rows()), _accounts_sheet(_("Tài khoản"), above, accounts)])
    return count

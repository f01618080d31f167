"""The books and the passbook as papers. No text prescribes their layout: it is a suggestion, and says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from clb.clubs.models import Club
from clb.papers.blocks import Block, Cell, Column, Header, Heading, Paper, Paragraph, Signature, Table, Total
from clb.papers.layout import written
from clb.papers.words import vnd_in_words

from .queries.books import CashBook, FundBook, LoanBook
from .queries.passbook import Passbook, PassbookLoan

SUGGESTED = "Mẫu gợi ý, chưa có văn bản quy định."
SIGN = "(Ký, ghi rõ họ tên)"
PLACES = {"cash": "tiền mặt", "bank": "tiền gửi ngân hàng"}


def _signed() -> tuple[Signature, ...]:
    return (Signature(("Thủ quỹ",), note=SIGN), Signature(("Chủ nhiệm",), note=SIGN))


def _paper(club: Club, kind: str, subject: str, body: Iterator[Block], signatures: tuple[Signature, ...]) -> Paper:
    return Paper(
        kind=kind,
        subject=subject,
        header=Header(body=club.name),
        body=(*body, Paragraph(SUGGESTED)),
        signatures=signatures,
        ends=False,
    )


def _period(first: date, last: date) -> str:
    return f"Từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}"


def cash_book_paper(club: Club, books: Sequence[CashBook], *, names: bool) -> Paper:
    """The cash book of one or both funds; people only where `names` allows it."""
    place = PLACES[books[0].place]
    body = (block for book in books for block in _cash_blocks(book, names))
    return _paper(club, f"Sổ quỹ {place}", _period(books[0].first, books[0].last), body, _signed())


def _cash_blocks(book: CashBook, names: bool) -> Iterator[Block]:
    columns = (
        Column("Ngày", "centre", 2.3),
        Column("Số", "centre", 2.1),
        Column("Nội dung", width=4.2),
        Column("Thu (đồng)", "number", 2.3),
        Column("Chi (đồng)", "number", 2.3),
        Column("Còn lại (đồng)", "number", 2.4),
    )
    rows: list[tuple[Cell, ...] | Total] = [(None, None, "Dư đầu kỳ", None, None, book.opening_vnd)]
    for row in book.rows:
        what = f"Đảo: {row.line.title}" if row.line.is_reversal else row.line.title
        if names and row.line.with_whom:
            what = f"{what}: {row.line.with_whom}"
        paid = (row.in_vnd or None, row.out_vnd or None)
        rows.append((f"{row.on:%d/%m/%Y}", row.number.replace("-", " "), what, *paid, row.balance_vnd))
    rows.append(Total((None, None, "Cộng, dư cuối kỳ", book.in_vnd, book.out_vnd, book.closing_vnd)))
    yield Heading(book.label, 2)
    yield Table(columns, tuple(rows))
    if told := book.below_zero_told:
        yield Paragraph(told)


def loan_book_paper(club: Club, book: LoanBook, *, names: bool) -> Paper:
    """Every loan; borrowers only where `names` allows it."""
    return _paper(club, "Sổ cho vay", f"Đến hết ngày {book.on:%d/%m/%Y}", _loan_blocks(book, names), _signed())


def _loan_blocks(book: LoanBook, names: bool) -> Iterator[Block]:
    who = (Column("Người vay", width=3),) if names else ()
    columns = (
        Column("Số", "centre", 0.9),
        *who,
        Column("Ngày vay, điều kiện", width=3),
        Column("Tiền vay", "number", 2.2),
        Column("Trả gốc", "number", 2.2),
        Column("Trả lãi", "number", 2),
        Column("Còn nợ", "number", 2.2),
    )
    rows: list[tuple[Cell, ...] | Total] = []
    for row in book.rows:
        loan = row.loan
        rate = f"{loan.rate_percent_year.normalize():f}".replace(".", ",")
        terms = f"{loan.granted_on:%d/%m/%Y}, {loan.months} tháng, {rate}%/năm, kỳ cuối {row.due_on:%d/%m/%Y}"
        terms += f"; trễ {row.stand.late_days} ngày" if row.is_late else ""
        terms += f"; xóa nợ {written(row.lost_vnd)}" if row.lost_vnd else ""
        name = (loan.person.full_name,) if names else ()
        rows.append((loan.number, *name, terms, loan.principal_vnd, row.repaid_vnd, row.interest_vnd, row.left_vnd))
    gap: tuple[Cell, ...] = (None,) if names else ()
    sums = (book.lent_vnd, book.repaid_vnd, book.interest_vnd, book.left_vnd)
    rows.append(Total((None, *gap, "Cộng", *sums)))
    yield Table(columns, tuple(rows), note="Số tiền tính bằng đồng.")


def fund_book_paper(club: Club, books: Sequence[FundBook]) -> Paper:
    """The accounts of one or both funds. It names nobody."""
    body = (block for book in books for block in _fund_blocks(book))
    return _paper(club, "Sổ quỹ theo tài khoản", _period(books[0].first, books[0].last), body, _signed())


def _fund_blocks(book: FundBook) -> Iterator[Block]:
    columns = (
        Column("Tài khoản", width=4),
        Column("Dư đầu kỳ", "number", 2.3),
        Column("Phát sinh Nợ", "number", 2.3),
        Column("Phát sinh Có", "number", 2.3),
        Column("Dư cuối kỳ", "number", 2.3),
    )
    rows: list[tuple[Cell, ...] | Total] = [
        (r.account.name, r.opening_vnd, r.debit_vnd, r.credit_vnd, r.closing_vnd) for r in book.rows
    ]
    rows.append(Total(("Cộng", None, book.debit_vnd, book.credit_vnd, None)))
    yield Heading(book.label, 2)
    yield Table(columns, tuple(rows), note="Số tiền tính bằng đồng. Nợ và Có cộng lại luôn bằng nhau.")


# --- The passbook ------------------------------------------------------------------------------------------------


def passbook_paper(book: Passbook) -> Paper:
    """One member's dealings with the club, in large type."""
    return Paper(
        kind="Sổ thành viên",
        subject=f"{book.person.full_name}, {book.person.birth_shown}",
        header=Header(body=book.club.name),
        body=(Paragraph(f"Số liệu đến hết ngày {book.on:%d/%m/%Y}."), *_passbook_blocks(book), Paragraph(SUGGESTED)),
        signatures=(Signature(("Thành viên",), note=SIGN), Signature(("Thủ quỹ",), note=SIGN)),
        ends=False,
    )


def _passbook_blocks(book: Passbook) -> Iterator[Block]:
    yield Heading("1. Hội phí", 2)
    if book.fees:
        columns = (Column("Tháng", "centre", 2), Column("Quy chế (đồng)", "number", 3), Column("Đã đóng", "number", 3))
        yield Table(columns, tuple((f"{f.month:%m/%Y}", f.asked_vnd, f.paid_vnd or None) for f in book.fees))
    for year in book.former_years:
        yield Paragraph(f"{year.months} tháng, {written(year.paid_vnd)} đồng.", f"Năm {year.year}:")
    if not book.fees and not book.former_years:
        yield Paragraph("Chưa đóng lần nào.")
    yield Heading("2. Ủng hộ, tặng câu lạc bộ", 2)
    if book.gifts:
        rows: tuple[tuple[Cell, ...] | Total, ...] = tuple((f"{g.on:%d/%m/%Y}", g.amount_vnd) for g in book.gifts)
        sums = (Column("Ngày", "centre"), Column("Số tiền (đồng)", "number"))
        yield Table(sums, (*rows, Total(("Cộng", book.gifts_vnd))))
    else:
        yield Paragraph("Không có.")
    yield Heading("3. Vay và trả nợ", 2)
    if not book.loans:
        yield Paragraph("Không có khoản vay nào.")
    for loan in book.loans:
        yield from _passbook_loan(loan)
    if book.loans:
        yield Paragraph(f"{written(book.owed_vnd)} đồng ({vnd_in_words(book.owed_vnd)}).", "Còn nợ tất cả:")
    if book.lent:
        yield Heading("4. Cho câu lạc bộ vay", 2)
    for debt in book.lent:
        told = f"{written(debt.debt.principal_vnd)} đồng ngày {debt.debt.borrowed_on:%d/%m/%Y}"
        yield Paragraph(f"{told}, câu lạc bộ còn nợ {written(debt.owed_vnd)} đồng.", f"{debt.debt.title}:")


def _passbook_loan(line: PassbookLoan) -> Iterator[Block]:
    loan = line.loan
    rate = f"{loan.rate_percent_year.normalize():f}".replace(".", ",")
    terms = f"vay {written(loan.principal_vnd)} đồng ngày {loan.granted_on:%d/%m/%Y}, {loan.months} tháng"
    yield Paragraph(f"{terms}, lãi {rate}% một năm, kỳ cuối {line.stand.due_on:%d/%m/%Y}.", f"{loan.title}:")
    if line.lost_vnd:
        yield Paragraph(f"{written(line.lost_vnd)} đồng.", "Đã xóa nợ:")
    if line.stand.parts and line.left_vnd:
        yield _schedule(line)
    columns = (
        Column("Ngày trả", "centre", 2),
        Column("Trả gốc (đồng)", "number", 2.5),
        Column("Trả lãi (đồng)", "number", 2.5),
        Column("Còn nợ (đồng)", "number", 2.5),
    )
    left, rows = loan.principal_vnd, list[tuple[Cell, ...] | Total]()
    for paid in line.repayments:
        left -= paid.amount_vnd
        rows.append((f"{paid.on:%d/%m/%Y}", paid.amount_vnd or None, paid.interest_vnd or None, left))
    rows.append(Total(("Cộng", line.repaid_vnd, line.interest_vnd, line.left_vnd)))
    yield Table(columns, tuple(rows), caption="Đã trả")


def _schedule(line: PassbookLoan) -> Table:
    """What is still to be paid, instalment by instalment."""
    columns = (
        Column("Kỳ", "centre", 1),
        Column("Đến hạn ngày", "centre", 2.2),
        Column("Còn trả gốc", "number", 2.3),
        Column("Còn trả lãi", "number", 2.3),
        Column("", width=2),
    )
    rows = tuple(
        (
            part.due.number,
            f"{part.due.due_on:%d/%m/%Y}",
            part.left_principal_vnd or None,
            part.left_interest_vnd or None,
            f"trễ {part.late_days} ngày" if part.late_days else "",
        )
        for part in line.stand.parts
        if part.left_vnd
    )
    return Table(columns, rows, caption="Còn phải trả theo lịch (đồng)")

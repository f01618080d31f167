"""The collection sheet on paper, to be filled in at the table. The form is our own; no text prescribes it."""

from __future__ import annotations

from clb.papers.blocks import Cell, Column, Header, Paper, Paragraph, Signature, Table, Total

from .queries.collection import CollectionSheet, SheetRow

COLUMNS = (
    Column("TT", "centre", 0.6),
    Column("Người vay", width=2.3),
    Column("Còn nợ gốc", "number", 1.75),
    Column("Gốc", "number", 1.6, "Phải thu"),
    Column("Lãi", "number", 1.45, "Phải thu"),
    Column("Đã trả", "number", 1.6),
    Column("Còn thu", "number", 1.6),
    Column("Thực trả, ký", width=1.7),
)


def sheet_paper(sheet: CollectionSheet) -> Paper:
    """All borrowers on one page as far as they fit; the sums at its end."""
    rows = [(n, *_cells(row)) for n, row in enumerate(sheet.rows, 1)]
    sums = sheet.sums
    asked = (sums["principal_vnd"], sums["interest_vnd"])
    total = Total((None, "Cộng", sums["owed_vnd"], *asked, sums["paid_vnd"], sums["left_vnd"], None))
    told = f"{sums['people']} người vay, {sums['loans']} khoản vay. Số liệu đến hết ngày {sheet.on:%d/%m/%Y}, đồng."
    note = (
        "Phải thu: gốc, lãi đến hạn đến ngày cuối tháng theo lịch trả nợ, cộng phần trễ từ trước. "
        "Dấu * là đang trễ hạn."
    )
    return Paper(
        kind="Bảng thu nợ",
        subject=f"Tháng {sheet.on:%m/%Y}",
        header=Header(body=sheet.club.name),
        body=(Paragraph(told), Table(COLUMNS, (*rows, total), note=note)),
        signatures=(
            Signature(("Thủ quỹ",), note="(Ký, ghi rõ họ tên)"),
            Signature(("Chủ nhiệm",), note="(Ký, ghi rõ họ tên)"),
        ),
        ends=False,
    )


def _cells(row: SheetRow) -> tuple[Cell, ...]:
    who = f"{row.person.full_name} (số {row.loan.number}){' *' if row.stand.late_days else ''}"
    sums = (row.stand.owed_vnd, row.principal_vnd, row.interest_vnd, row.paid_vnd, row.left_vnd)
    return (who, *sums, None)

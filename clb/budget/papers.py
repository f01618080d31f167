"""Papers of state money in the layout of Decree 30: estimate, allocation, settlement of a year and of a period.

The wording and the columns are ours: no text that sets a form was found. Tables stand in annexes, on landscape pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clb.papers.blocks import (
    Annex,
    Article,
    Basis,
    Centred,
    Column,
    Header,
    Item,
    Paper,
    Paragraph,
    Signature,
    Total,
)
from clb.papers.blocks import Table as PaperTable
from clb.papers.layout import written
from clb.papers.words import vnd_in_words
from clb.places.queries import name_on

from .models import BudgetDocument, BudgetPeriod, BudgetYear, Estimate
from .queries import document_rows, facts_of, table, vouchers_vnd, year_state
from .queries.money import Table
from .rules import Figures

Rows = tuple[tuple[str | int | None, ...], ...]
SIGNED = "(Ký, ghi rõ họ tên)"


def _place(period: BudgetPeriod, day: date) -> str:
    return name_on(period.place, period.place.seen_on(day))


def _header(period: BudgetPeriod, day: date, symbol: str) -> Header:
    name = _place(period, day)
    return Header(body=f"ỦY BAN NHÂN DÂN\n{name.upper()}", symbol=symbol, place=_bare(name), on=None)


def _bare(name: str) -> str:
    for level in ("Xã ", "Phường ", "Thị trấn ", "Huyện ", "Tỉnh "):
        name = name.removeprefix(level)
    return name


def _money(vnd: int) -> str:
    return f"{written(vnd)} đồng ({vnd_in_words(vnd)})"


# --- Estimate -----------------------------------------------------------------------------------------------------


def estimate_paper(estimate: Estimate, day: date) -> Paper:
    """What an agency asks for a year, line by line, and what was agreed to where it was reviewed."""
    period, rows = estimate.year.period, list(estimate.rows.select_related("line"))
    asked = sum(row.asked_vnd for row in rows)
    agreed = sum(row.agreed_vnd or 0 for row in rows) if estimate.reviewed_on else None
    columns = (
        Column("Nội dung chi", width=3),
        Column("Nguồn", width=2),
        Column("Số lượng", "number", 0.9),
        Column("Đơn vị tính", "centre", 1),
        Column("Định mức", "number", 1.4),
        Column("Đề nghị", "number", 1.5),
        Column("Thẩm định", "number", 1.5),
        Column("Căn cứ, ghi chú", width=2.2),
    )
    lines = tuple(
        (
            str(row.line),
            str(row.get_source_display()),
            row.quantity,
            row.line.measure,
            row.norm_vnd,
            row.asked_vnd,
            row.agreed_vnd,
            "; ".join(filter(None, (row.line.norm_basis or "gợi ý, chưa có văn bản", row.cut_because, row.note))),
        )
        for row in rows
    )
    total = Total(("Cộng", None, None, None, None, asked, agreed, None))
    body: list[Paragraph | Item] = [
        Paragraph(f"{estimate.get_agency_display()} lập dự toán kinh phí năm {estimate.year.year} như sau:"),
        Item(f"Tổng số đề nghị: {_money(asked)}."),
    ]
    if agreed is not None:
        body.append(Item(f"Số thẩm định: {_money(agreed)}."))
    if estimate.approved_on:
        body.append(Item(f"Duyệt theo quyết định số {estimate.decision_number} ngày {estimate.approved_on:%d/%m/%Y}."))
    unit = name_on(estimate.unit, day)
    return Paper(
        kind="Dự toán",
        subject=f"{period.name}, năm {estimate.year.year}",
        header=Header(body=f"{str(estimate.get_agency_display()).upper()}\n{unit.upper()}", place=_bare(unit)),
        body=tuple(body),
        signatures=(
            Signature(("Người lập",), note=SIGNED),
            Signature(("Thủ trưởng cơ quan",), note="(Ký, đóng dấu)"),
        ),
        annexes=(
            Annex("Chi tiết dự toán", (PaperTable(columns, (*lines, total), note="Đơn vị: đồng"),), landscape=True),
        ),
        ends=False,
    )


# --- Allocation ---------------------------------------------------------------------------------------------------


def allocation_paper(year: BudgetYear, day: date, *, in_detail: bool) -> Paper:
    """The draft of a decision that allocates a year's money; `in_detail` with every allocation and adjustment up to a
    day, for whoever reads them all."""
    period = year.period
    facts = facts_of([year], day)
    by_source = table([year], "nguon", day, facts)
    by_line = table([year], "dong", day, facts)
    kinds = (BudgetDocument.Kind.ALLOCATION, BudgetDocument.Kind.ADJUSTMENT, BudgetDocument.Kind.TAKE_OVER)
    made = BudgetDocument.objects.standing().filter(year=year, kind__in=kinds, entry__happened_on__lte=day)
    documents = list(made.select_related("entry", "year__period__place").order_by("entry__happened_on", "pk"))
    had = by_line.total.had_vnd
    place = _place(period, day)
    return Paper(
        kind="Quyết định",
        subject=f"Về việc phân bổ ngân sách năm {year.year}: {period.name}",
        header=_header(period, day, "QĐ-UBND"),
        body=(
            Centred(f"ỦY BAN NHÂN DÂN {place.upper()}"),
            *((Basis(f"Căn cứ {period.plan.title}"),) if period.plan else ()),
            Basis("Theo đề nghị của cơ quan Tài chính"),
            Centred("QUYẾT ĐỊNH:"),
            Article(f"Phân bổ kinh phí năm {year.year}: {_money(had)}, chi tiết tại các Phụ lục kèm theo"),
            Article("Cơ quan Tài chính theo dõi, giải ngân và quyết toán theo quy định"),
            Article("Các cơ quan, đơn vị có tên tại Phụ lục chịu trách nhiệm thi hành Quyết định này"),
        ),
        signatures=(Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),),
        recipients=("Như Điều 3", "Lưu: VT"),
        annexes=(
            Annex("Phân bổ theo nội dung chi", (_allocated(by_line),), landscape=True),
            Annex("Phân bổ theo nguồn", (_allocated(by_source),), landscape=True),
            *(
                [Annex("Chi tiết các quyết định phân bổ, điều chỉnh", (_decided(documents),), landscape=True)]
                * in_detail
            ),
        ),
    )


def _allocated(found: Table) -> PaperTable:
    columns = (
        Column(found.title, width=4),
        Column("Dự toán duyệt", "number", 1.5),
        Column("Được giao", "number", 1.5),
        Column("Năm trước chuyển sang", "number", 1.5),
        Column("Phân bổ trong năm", "number", 1.5),
        Column("Cộng", "number", 1.5),
    )

    def cells(label: str, f: Figures) -> tuple[str | int, ...]:
        return (label, f.approved_vnd, f.given_vnd, f.brought_vnd, f.allocated_vnd, f.had_vnd)

    rows: Rows = tuple(cells(row.label, row.figures) for row in found.rows)
    return PaperTable(columns, (*rows, Total(cells("Cộng", found.total))), note="Đơn vị: đồng")


def _decided(documents: Sequence[BudgetDocument]) -> PaperTable:
    columns = (
        Column("Ngày", "centre", 1.2),
        Column("Quyết định, lý do", width=2.4),
        Column("Nội dung chi", width=3),
        Column("Đơn vị", width=2),
        Column("Nguồn", width=2),
        Column("Số tiền", "number", 1.6),
    )
    rows: list[tuple[str | int | None, ...]] = []
    total = 0
    for document in documents:
        about = " – ".join(filter(None, (document.number, document.reason)))
        for row in document_rows(document):
            is_cut = row.is_cut
            amount = -row.amount_vnd if is_cut else row.amount_vnd
            if document.kind != BudgetDocument.Kind.TAKE_OVER:
                total += amount
            source = str(row.account.get_source_display())
            day = f"{document.entry.happened_on:%d/%m/%Y}"
            rows.append((day, about, str(row.account.line or ""), row.unit_name, source, amount))
    return PaperTable(columns, (*rows, Total(("Cộng phân bổ trong năm", None, None, None, None, total))))


# --- Settlement ---------------------------------------------------------------------------------------------------


def settlement_paper(year: BudgetYear, day: date, *, in_detail: bool) -> Paper:
    """A year's settlement by line, source, level and unit; before it is settled, how it stands; `in_detail` with its
    vouchers, for whoever reads them all."""
    state, facts = year_state(year), facts_of([year], day)
    tables = [table([year], dimension, day, facts) for dimension in ("dong", "nguon", "cap", "don-vi")]
    total = tables[0].total
    settled = state.settlement
    body: list[Paragraph | Item] = [
        Paragraph(f"{year.period.name}, năm {year.year}; số liệu đến hết ngày {day:%d/%m/%Y}."),
        *_told(total),
    ]
    if settled is None:
        body.append(Paragraph("Năm này chưa quyết toán: đây là số liệu thực hiện đến ngày nêu trên."))
    elif state.is_approved:
        approval = settled.approval
        body.append(Item(f"Phê duyệt theo quyết định số {approval.number} ngày {approval.approved_on:%d/%m/%Y}."))
    if settled is not None and settled.reason:
        body.append(Paragraph(settled.reason, "Thuyết minh:"))
    number = settled.number if settled is not None else ""
    on = settled.entry.happened_on if settled is not None else None
    return _settlement(
        year.period, f"Quyết toán kinh phí năm {year.year}", number, on, day, body, tables, [year] * in_detail
    )


def closing_paper(period: BudgetPeriod, day: date, *, in_detail: bool) -> Paper:
    """The closing settlement of a period: by year, level, source, line, club; `in_detail` with every voucher of all
    years, for whoever reads them all."""
    years = list(period.years.order_by("year"))
    facts = facts_of(years, day)
    tables = [table(years, dimension, day, facts) for dimension in ("nam", "cap", "nguon", "dong", "clb")]
    body: list[Paragraph | Item] = [
        Paragraph(f"{period.name}, {period.first_year}–{period.last_year}; số liệu đến hết ngày {day:%d/%m/%Y}."),
        *_told(tables[0].total),
    ]
    if period.closed_on is None:
        body.append(Paragraph("Giai đoạn chưa quyết toán xong: đây là số liệu đến ngày nêu trên."))
    subject = f"Quyết toán kinh phí giai đoạn {period.first_year}–{period.last_year}"
    shown = years if in_detail else []
    return _settlement(period, subject, period.closing_number, period.closed_on, day, body, tables, shown)


def _told(total: Figures) -> list[Item]:
    return [
        Item(f"Được giao: {_money(total.given_vnd)}."),
        Item(f"Phân bổ trong kỳ: {written(total.allocated_vnd)} đồng."),
        Item(f"Giải ngân: {written(total.released_vnd)} đồng."),
        Item(f"Quyết toán: {_money(total.settled_vnd)}."),
        Item(f"Nộp trả: {written(total.paid_back_vnd)} đồng; hủy dự toán: {written(total.cancelled_vnd)} đồng."),
        Item(f"Chuyển năm sau: {written(total.carried_vnd)} đồng."),
    ]


def _settlement(
    period: BudgetPeriod,
    subject: str,
    number: str,
    on: date | None,
    day: date,
    body: Sequence[Paragraph | Item],
    tables: Sequence[Table],
    years: Sequence[BudgetYear],
) -> Paper:
    name = _place(period, day)
    header = Header(body=f"ỦY BAN NHÂN DÂN\n{name.upper()}", number=number, symbol="BC-UBND", place=_bare(name), on=on)
    return Paper(
        kind="Báo cáo",
        subject=subject,
        header=header,
        body=tuple(body),
        signatures=(
            Signature(("Cơ quan Tài chính",), note=SIGNED),
            Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ),
        annexes=(
            *(Annex(f"Theo {found.title.lower()}", (_settled(found),), landscape=True) for found in tables),
            *([Annex("Các chứng từ giải ngân", (_vouchers(years, day),), landscape=True)] if years else []),
        ),
        ends=False,
    )


def _settled(found: Table) -> PaperTable:
    columns = (
        Column(found.title, width=3.4),
        Column("Được giao", "number", 1.5),
        Column("Năm trước sang", "number", 1.4),
        Column("Phân bổ", "number", 1.5),
        Column("Giải ngân", "number", 1.5),
        Column("Quyết toán", "number", 1.5),
        Column("Nộp trả", "number", 1.3, group="Không dùng"),
        Column("Hủy dự toán", "number", 1.3, group="Không dùng"),
        Column("Sang năm sau", "number", 1.3),
    )

    def cells(label: str, f: Figures) -> tuple[str | int, ...]:
        sums = (f.given_vnd, f.brought_vnd, f.allocated_vnd, f.released_vnd, f.settled_vnd)
        return (label, *sums, f.paid_back_vnd, f.cancelled_vnd, f.carried_vnd)

    rows: Rows = tuple(cells(row.label, row.figures) for row in found.rows)
    return PaperTable(columns, (*rows, Total(cells("Cộng", found.total))), note="Đơn vị: đồng")


def _vouchers(years: Sequence[BudgetYear], day: date) -> PaperTable:
    kind = BudgetDocument.Kind.RELEASE
    rows = BudgetDocument.objects.standing().filter(year__in=years, kind=kind, entry__happened_on__lte=day)
    columns = (
        Column("Ngày", "centre", 1.2),
        Column("Số chứng từ", width=1.4),
        Column("Nội dung", width=3.4),
        Column("Nơi nhận", width=2.2),
        Column("Số tiền", "number", 1.6),
    )
    found = rows.order_by("entry__happened_on", "entry__number").values_list(
        "entry__happened_on", "number", "reason", "payee", "entry__transfers__amount_vnd"
    )
    lines = tuple((f"{on:%d/%m/%Y}", number, reason, payee, vnd) for on, number, reason, payee, vnd in found)
    total = Total(("Cộng", None, None, None, vouchers_vnd(years, day)))
    return PaperTable(columns, (*lines, total), note="Đơn vị: đồng")

"""Paper to write on by hand before the books begin here: the sheet of opening balances, in the order of the screen.

No official form of such a sheet was found, so the columns are a suggestion.
"""

from __future__ import annotations

from datetime import date

from django.utils import translation

from clb.clubs.models import Club
from clb.fund.models import FundSource
from clb.members.queries.counts import belonging
from clb.papers.blocks import Block, Cell, Column, Header, Heading, Paper, Paragraph, Signature, Table
from clb.places.queries import commune_of, name_on, within_sentence

PEN = "\u00a0\n\u00a0"  # room for a hand-written line
EMPTY_ROWS = 12


def opening_sheet(club: Club, on: date, *, with_names: bool) -> Paper:
    """The sheet with the names of the members of the day `on`, where these may be shown; figures are for the pen."""
    commune = within_sentence(name_on(commune_of(club.unit, on), on))
    return Paper(
        kind="Bảng số dư đầu kỳ",
        subject="Chốt sổ giấy đến hết ngày …… tháng …… năm ……",
        header=Header(superior=f"Hội Người cao tuổi {commune}", body=club.name),
        body=(*_money(), *_loans(club, on, with_names), *_debts_and_stock()),
        signatures=tuple(
            Signature((who,), note="(Ký, ghi rõ họ tên)") for who in ("Chủ nhiệm", "Thủ quỹ", "Đại diện thành viên")
        ),
        ends=False,
    )


def _money() -> tuple[Block, ...]:
    with translation.override("vi"):
        sources = [str(label) for label in FundSource.labels]
    held = (Column("Quỹ", width=2), Column("Tiền mặt (đồng)", width=1.5), Column("Ngân hàng (đồng)", width=1.5))
    return (
        Heading("1. Tiền của hai quỹ", 2),
        Table(held, (("Quỹ tăng thu nhập", PEN, PEN), ("Quỹ hoạt động", PEN, PEN))),
        Heading("2. Quỹ ban đầu theo nguồn", 2),
        Table((Column("Nguồn", width=3), Column("Số tiền (đồng)", width=1.5)), tuple((s, "") for s in sources)),
    )


def _loans(club: Club, on: date, with_names: bool) -> tuple[Block, ...]:
    columns = (
        Column("Người vay", width=2.6),
        Column("Còn nợ gốc (đồng)", width=1.4),
        Column("Vay ngày", width=1.2),
        Column("Thời hạn (tháng)", width=0.9),
        Column("Lãi một năm (%)", width=0.9),
        Column("Lãi còn thiếu (đồng)", width=1.2),
    )
    people = belonging(on).filter(club=club).select_related("person").order_by("person__sort_key", "pk")
    names = [m.person.full_name for m in people] if with_names else [PEN] * EMPTY_ROWS
    rows: tuple[tuple[Cell, ...], ...] = tuple((name, "", "", "", "", "") for name in names)
    told = "Chỉ ghi dòng của người còn nợ. Lãi còn thiếu: lãi đến ngày chốt sổ mà chưa trả."
    return Heading("3. Khoản cho vay đang còn nợ", 2), Paragraph(told), Table(columns, rows)


def _debts_and_stock() -> tuple[Block, ...]:
    debts = (
        Column("Người, nơi cho câu lạc bộ vay", width=3),
        Column("Còn nợ (đồng)", width=1.5),
        Column("Vay ngày", width=1.2),
        Column("Lãi một năm (%)", width=1),
    )
    stock = (
        Column("Hiện vật", width=2.4),
        Column("Số lượng", width=0.8),
        Column("Đơn vị", width=0.8),
        Column("Giá một đơn vị (đồng)", width=1.4),
        Column("Đang ở nhà ai", width=2),
    )
    return (
        Heading("4. Câu lạc bộ còn nợ người khác, nơi khác", 2),
        Table(debts, ((PEN, "", "", ""),) * 2),
        Heading("5. Hiện vật", 2),
        Table(stock, ((PEN, "", "", "", ""),) * 3),
    )

"""The papers of a club's money: vouchers, the handover of the books. The wording is ours; no text prescribes it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils import translation

from clb.clubs.models import Club
from clb.papers.blocks import Column, Header, Heading, Item, Paper, Paragraph, Signature, Table, Total
from clb.papers.layout import written
from clb.papers.words import vnd_in_words
from clb.places.queries import commune_of, name_on, within_sentence

from .models import Voucher
from .queries import Handover

NONE_YET = "Chưa có."
DOTTED = "……………………………………………………"


def handover_minutes(club: Club, day: date, pack: Handover, sign_ins: list[str], counted_vnd: int | None) -> Paper:
    """Books, cash and loans at the end of `day`, the cash counted (room for the pen where it was not), sign-ins."""
    return Paper(
        kind="Biên bản",
        subject="Bàn giao sổ sách, quỹ của câu lạc bộ",
        header=Header(body=club.name),
        body=(
            Paragraph(f"Số liệu đến hết ngày {day:%d/%m/%Y}.", "Ngày bàn giao:"),
            Paragraph("……………………………………………………", "Bên giao:"),
            Paragraph("……………………………………………………", "Bên nhận:"),
            Heading("1. Sổ và số dư theo sổ", 2),
            _books(pack),
            Heading("2. Kiểm quỹ", 2),
            *_count(pack.cash_vnd, counted_vnd),
            Heading("3. Khoản cho vay chưa thu hết", 2),
            *_loans(pack),
            Heading("4. Câu lạc bộ còn nợ người khác, nơi khác", 2),
            *(Item(f"{name}: {written(vnd)} đồng") for name, vnd in pack.debts),
            *([] if pack.debts else [Paragraph(NONE_YET)]),
            Heading("5. Hiện vật", 2),
            *(Item(f"{line.item.title}: {_quantity(line.quantity)} {line.item.unit}") for line in pack.things),
            *([] if pack.things else [Paragraph(NONE_YET)]),
            Heading("6. Tài khoản đăng nhập phần mềm", 2),
            *(Item(text) for text in sign_ins or ["Chưa có ai giữ vai trò tại câu lạc bộ."]),
            Heading("7. Giấy tờ, đồ vật khác", 2),
            Paragraph("………………………………………………………………………………"),
        ),
        signatures=(
            Signature(("Bên giao",), note="(Ký, ghi rõ họ tên)"),
            Signature(("Bên nhận",), note="(Ký, ghi rõ họ tên)"),
            Signature(("Chủ nhiệm",), note="(Ký, ghi rõ họ tên)"),
            Signature(("Người chứng kiến",), note="(Ký, ghi rõ họ tên)"),
        ),
        ends=False,
    )


def _books(pack: Handover) -> Table:
    columns = (
        Column("Sổ", width=3),
        Column("Số chứng từ", "number", 1.2),
        Column("Chứng từ cuối", "centre", 1.6),
        Column("Tiền mặt (đồng)", "number", 1.8),
        Column("Ngân hàng (đồng)", "number", 1.8),
    )
    rows = tuple(
        (b.name, b.entries, f"{b.last_on:%d/%m/%Y}" if b.last_on else "", b.cash_vnd, b.bank_vnd) for b in pack.books
    )
    return Table(columns, (*rows, Total(("Cộng", None, None, pack.cash_vnd, pack.bank_vnd))))


def _quantity(number: Decimal) -> str:
    return f"{number.normalize():f}".replace(".", ",")


def _count(by_book_vnd: int, counted_vnd: int | None) -> list[Paragraph]:
    if counted_vnd is None:
        return [Paragraph("………………………… đồng", "Tiền mặt đếm được:"), Paragraph("………………………… đồng", "Chênh lệch:")]
    gap = counted_vnd - by_book_vnd
    told = "không" if not gap else f"{'thừa' if gap > 0 else 'thiếu'} {written(abs(gap))} đồng"
    counted = f"{written(counted_vnd)} đồng ({vnd_in_words(counted_vnd)})"
    return [Paragraph(counted, "Tiền mặt đếm được:"), Paragraph(told, "Chênh lệch so với sổ:")]


def _loans(pack: Handover) -> list[Paragraph | Table]:
    if not pack.open_loans:
        return [Paragraph(NONE_YET)]
    columns = (Column("Khoản vay", width=3), Column("Còn nợ (đồng)", "number", 2))
    total = Total(("Cộng", sum(vnd for _name, vnd in pack.open_loans)))
    return [Table(columns, (*pack.open_loans, total))]


def voucher_paper(voucher: Voucher, *, with_names: bool) -> Paper:
    """A voucher to print and sign. Without `with_names` who was paid and what exactly for are left for the pen."""
    club, receipt, on = voucher.club, voucher.receipt, voucher.receipt.entry.happened_on
    commune = within_sentence(name_on(commune_of(club.unit, on), on))
    sum_vnd = f"{written(receipt.amount_vnd)} đồng ({vnd_in_words(receipt.amount_vnd)})"
    with translation.override("vi"):
        fund, category, place = (str(x) for x in _labels(voucher))
    what = f"{category}: {voucher.what_for}" if with_names else f"{category}: {DOTTED}"
    about = [
        Paragraph(f"{on:%d/%m/%Y}", "Ngày:"),
        Paragraph(fund, "Quỹ:"),
        Paragraph((voucher.payee_name if with_names else "") or DOTTED, "Người nhận tiền:"),
        Paragraph(what, "Chi việc gì:"),
        Paragraph(sum_vnd, "Số tiền:"),
        Paragraph(place, "Chi từ:"),
    ]
    if voucher.earmark:
        about.append(Paragraph(voucher.earmark.purpose if with_names else DOTTED, "Từ khoản ủng hộ dùng vào việc:"))
    return Paper(
        kind="Phiếu chi",
        subject=f"Số {voucher.number}/{voucher.year}",
        header=Header(superior=f"Hội Người cao tuổi {commune}", body=club.name),
        body=(*about, Paragraph("…………… tờ (hóa đơn, giấy biên nhận)", "Kèm theo:")),
        signatures=tuple(
            Signature((who,), note="(Ký, ghi rõ họ tên)")
            for who in ("Chủ nhiệm", "Thủ quỹ", "Người lập phiếu", "Người nhận tiền")
        ),
        ends=False,
    )


def _labels(voucher: Voucher) -> tuple[object, object, object]:
    return voucher.get_fund_display(), voucher.get_category_display(), voucher.get_place_display()

"""The papers of donations: receipt, letter of thanks, golden-heart book. The wording is ours; no text prescribes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clb.papers.blocks import Column, Header, Heading, Item, Paper, Paragraph, Signature, Table, Total
from clb.papers.layout import written
from clb.papers.words import vnd_in_words
from clb.places.queries import bare_name, commune_of, name_on, within_sentence

from .models import CLUB, Donation
from .queries.book import Book
from .queries.keepers import Keeper, keeper_of
from .queries.uses import Trace, Used
from .sheets import counted
from .sources import source_name

FORMS = {"CASH": "Tiền", "GOODS": "Hiện vật", "WORK": "Ngày công"}


def _header(keeper: Keeper, on: date, number: str = "") -> Header:
    """A club stands under the association of its commune; an office under nobody that we know."""
    if keeper.office != CLUB:
        return Header(body=keeper.name, number=number, place=bare_name(name_on(keeper.unit, on)), on=on)
    commune = name_on(commune_of(keeper.unit, on), on)
    superior = f"Hội Người cao tuổi {within_sentence(commune)}"
    return Header(superior=superior, body=keeper.name, number=number, place=bare_name(commune), on=on)


def _what(donation: Donation) -> str:
    if donation.quantity is None:
        return f"{written(donation.value_vnd)} đồng tiền mặt"
    number = f"{donation.quantity.normalize():f}".replace(".", ",")
    return f"{number} {donation.counted_in} {donation.what[:1].lower()}{donation.what[1:]}"


def receipt_paper(donation: Donation, traces: Sequence[Trace], *, slips: Sequence[str]) -> Paper:
    """The receipt for whoever gave, with their own name on it. `slips` are numbers of the club's slips for the cash."""
    keeper, on = keeper_of(donation, donation.received_on), donation.received_on
    value = f"{written(donation.value_vnd)} đồng ({vnd_in_words(donation.value_vnd)})"
    body = [
        Paragraph(donation.donor.called, "Nhà tài trợ:"),
        Paragraph(_what(donation), "Đã ủng hộ:"),
        Paragraph(value, "Số tiền:" if donation.form == "CASH" else "Trị giá:"),
    ]
    if donation.unit_value_vnd is not None:
        price = f"{written(donation.unit_value_vnd)} đồng một {donation.counted_in}; lấy theo: {donation.valued_by}"
        body.append(Paragraph(price, "Cách tính trị giá:"))
    body.append(Paragraph(source_name(donation.source), "Nguồn:"))
    body.append(Paragraph(donation.purpose or "dùng chung, không chỉ định", "Dùng vào việc:"))
    clubs = [f"{trace.share.club.name}: {written(trace.share.value_vnd)} đồng" for trace in traces]
    if clubs and donation.office != CLUB:
        body += [Paragraph("; ".join(clubs), "Đã chuyển cho:")]
    if slips:
        body.append(Paragraph("; ".join(slips) + ". Mã QR trên phiếu thu cho biết phiếu có thật.", "Đã vào sổ quỹ:"))
    if donation.reversed_on:
        body.append(Paragraph(f"Khoản này đã được đảo ngày {donation.reversed_on:%d/%m/%Y}, không còn giá trị."))
    if donation.form == "WORK":
        body.append(Paragraph("Ngày công được quy giá để ghi nhận, không phải tiền và không vào sổ quỹ."))
    return Paper(
        kind="Biên nhận ủng hộ",
        subject=f"Số {donation.number}/{donation.year}",
        header=_header(keeper, on),
        body=tuple(body),
        signatures=tuple(Signature((who,), note="(Ký, ghi rõ họ tên)") for who in ("Bên ủng hộ", "Bên tiếp nhận")),
        ends=False,
    )


def use_sentence(used: Used, club: str) -> str:
    """'5.000.000 đồng của quý vị đã mua ba máy đo huyết áp cho câu lạc bộ …', as the thanks letter says it."""
    result = used.result[:1].lower() + used.result[1:].rstrip(".")
    if used.kind == "LOAN":
        return f"{written(used.amount_vnd)} đồng của quý vị đã cho thành viên của {club} vay: {result}."
    if used.amount_vnd:
        return f"{written(used.amount_vnd)} đồng của quý vị đã {result} cho {club}."
    return f"Phần ủng hộ của quý vị đã {result} cho {club}."


def thanks_paper(donation: Donation, traces: Sequence[Trace], on: date) -> Paper:
    """The letter of thanks for one donation, with its use to the end as far as it was told, and what is left."""
    keeper = keeper_of(donation, on)
    when = f"{donation.received_on:%d/%m/%Y}"
    body: list[Paragraph | Item] = [
        Paragraph(
            f"{keeper.name} trân trọng cảm ơn quý vị đã ủng hộ {_what(donation)}"
            + ("" if donation.form == "CASH" else f", trị giá {written(donation.value_vnd)} đồng,")
            + f" ngày {when}, biên nhận số {donation.number}/{donation.year}."
        )
    ]
    if donation.purpose:
        body.append(Paragraph(f"Quý vị tặng để dùng vào việc: {donation.purpose}."))
    told = [Item(use_sentence(used, trace.share.club.name)) for trace in traces for used in trace.results]
    if told:
        body += [Paragraph("Khoản ủng hộ của quý vị đã được dùng như sau:"), *told]
    left = [trace.left_vnd for trace in traces if trace.left_vnd]
    if left:
        body.append(Paragraph(f"Còn lại {written(sum(left))} đồng, sẽ tiếp tục dùng đúng việc quý vị đã nói."))
    body.append(Paragraph("Kính chúc quý vị sức khỏe, an khang và tiếp tục đồng hành cùng người cao tuổi."))
    return Paper(
        kind="Thư cảm ơn",
        header=_header(keeper, on),
        body=(Paragraph(donation.donor.called, "Kính gửi:"), *body),
        signatures=(Signature(("Đại diện bên tiếp nhận",), note="(Ký, ghi rõ họ tên)"),),
        ends=False,
    )


def book_paper(book: Book, on: date) -> Paper:
    """The golden-heart book of a year, as everyone may read it."""
    columns = (
        Column("Ngày", "centre", 1.6),
        Column("Nhà tài trợ", width=2.4),
        Column("Hình thức", width=1.1),
        Column("Cụ thể, đã dùng", width=3.2),
        Column("Trị giá (đồng)", "number", 1.5),
    )
    rows = [
        (
            f"{line.on:%d/%m/%Y}",
            line.name or "Không nêu tên",
            FORMS[line.form],
            "; ".join(filter(None, [counted(line), line.clubs, *line.results])),
            line.value_vnd,
        )
        for line in book.lines
    ]
    raised = book.raised
    parts = (
        f"Tiền {written(raised.cash_vnd)} đồng; hiện vật trị giá {written(raised.goods_vnd)} đồng; ngày công trị giá "
        f"{written(raised.work_vnd)} đồng. Hiện vật và ngày công không tính là tiền."
    )
    table: list[Paragraph | Table] = [Paragraph("Chưa có khoản nào.")]
    if rows:
        table = [Table(columns, (*rows, Total(("", "Cộng", "", "", raised.total_vnd))))]
    return Paper(
        kind="Sổ Tấm lòng vàng",
        subject=f"Năm {book.year}",
        header=_header(book.keeper, on),
        body=(Paragraph(parts, "Cộng:"), Heading("Ghi nhận tấm lòng", 2), *table),
        signatures=(Signature(("Đại diện bên tiếp nhận",), note="(Ký, ghi rõ họ tên)"),),
        ends=False,
    )

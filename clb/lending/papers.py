"""The queue on paper, to lay before the board. It names people, so it says that it is not to be hung up."""

from __future__ import annotations

from clb.clubs.models import Club
from clb.papers.blocks import Column, Header, Heading, Item, Paper, Paragraph, Signature, Table, Total
from clb.papers.layout import written
from clb.places.queries import commune_of, name_on, within_sentence

from .queries import Queue


def queue_list(club: Club, queue: Queue) -> Paper:
    """Who waits in which place, for how much, and why; with room for what is decided."""
    place = name_on(commune_of(club.unit, queue.on), queue.on)
    return Paper(
        kind="Danh sách xét vay",
        subject=f"Đến hết ngày {queue.on:%d/%m/%Y}",
        header=Header(superior=f"Hội Người cao tuổi {within_sentence(place)}", body=club.name),
        body=(
            Paragraph("Tài liệu họp của ban chủ nhiệm, có tên người: không dán, không phát."),
            Paragraph(queue.order_told + (" (gợi ý, quy chế chưa ghi)." if queue.is_suggested else "."), "Thứ tự:"),
            Paragraph(f"{written(queue.cash_vnd)} đồng.", "Tiền mặt quỹ tăng thu nhập:"),
            *_waiting(queue),
            *_granted(queue),
            *_gone(queue),
        ),
        signatures=(
            Signature(("Người ghi biên bản",), note="(Ký, ghi rõ họ tên)"),
            Signature(("Chủ trì",), note="(Ký, ghi rõ họ tên)"),
        ),
        ends=False,
    )


def _waiting(queue: Queue) -> list[Heading | Paragraph | Table]:
    title = Heading("1. Chờ xét", 2)
    if not queue.lines:
        return [title, Paragraph("Không có ai.")]
    columns = (
        Column("TT", "centre", 0.5),
        Column("Người xin vay", width=2.2),
        Column("Xin vay (đồng)", "number", 1.4),
        Column("Tháng", "centre", 0.8),
        Column("Vì sao ở chỗ này", width=3),
        Column("Quyết định", width=1.4),
    )
    rows = tuple(
        (line.number, line.person.full_name, line.request.amount_vnd, line.request.months, line.why, "")
        for line in queue.lines
    )
    return [title, Table(columns, (*rows, Total(("", "Cộng", queue.asked_vnd, None, "", ""))))]


def _granted(queue: Queue) -> list[Heading | Table]:
    if not queue.granted:
        return []
    columns = (
        Column("Người vay", width=3),
        Column("Quyết định ngày", "centre", 1.4),
        Column("Được vay (đồng)", "number", 1.5),
        Column("Tháng", "centre", 0.8),
    )
    decided = [(card.request.person.full_name, card.decision) for card in queue.granted]
    rows = tuple((name, f"{d.decided_on:%d/%m/%Y}", d.amount_vnd, d.months) for name, d in decided if d)
    total = Total(("Cộng", "", queue.granted_vnd, None))
    return [Heading("2. Đã đồng ý, chờ giao tiền", 2), Table(columns, (*rows, total))]


def _gone(queue: Queue) -> list[Heading | Item]:
    if not queue.fallen_out:
        return []
    told = [Item(f"{card.request.person.full_name}: {why}") for card, why in queue.fallen_out]
    return [Heading(f"{3 if queue.granted else 2}. Ra khỏi danh sách", 2), *told]

"""Care on paper: the roster, a blank sheet for visits, the month for the meeting, thanks to a volunteer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clb.clubs.models import Club
from clb.papers.blocks import Centred, Column, Header, Heading, Item, Paper, Paragraph, Signature, Table, Total
from clb.places.queries import commune_of, name_on, within_sentence

from .models import Danger, HowIs, Task, Weekday
from .models.words import told_of_abuse
from .queries.clients import client_lines, clients_on
from .queries.counts import MonthSummary
from .queries.roster import PlannedVisit, State
from .queries.volunteers import Deeds

STATES = {
    State.DONE: "đã đến",
    State.MADE_UP: "đã đến ngày khác trong tuần",
    State.MISSED: "chưa ai đến",
    State.EXPECTED: "",
    State.NOBODY: "CẦN NGƯỜI",
    State.OFF: "hoãn",
}
PEN = "\u00a0\n\u00a0"  # room for a hand-written line
LINES = 8


def _header(club: Club, on: date) -> Header:
    place = name_on(commune_of(club.unit, on), on)
    return Header(superior=f"Hội Người cao tuổi {within_sentence(place)}", body=club.name)


def _signatures() -> tuple[Signature, ...]:
    return (
        Signature(("Người lập",), note="(Ký, ghi rõ họ tên)"),
        Signature(("Chủ nhiệm",), note="(Ký, ghi rõ họ tên)"),
    )


def roster_paper(club: Club, first: date, last: date, visits: Sequence[PlannedVisit]) -> Paper:
    """Who goes where on which day. It names people, so it says that it is not to be hung up."""
    columns = (
        Column("Ngày", "centre", 1.5),
        Column("Người được chăm sóc", width=2.4),
        Column("Người đến", width=2.6),
        Column("Ghi chú", width=1.7),
    )
    rows = tuple(
        (
            f"{Weekday(str(v.on.weekday())).label}\n{v.on:%d/%m/%Y}",
            v.client.person.full_name,
            v.names,
            STATES[v.state],
        )
        for v in visits
    )
    return Paper(
        kind="Lịch chăm sóc tại nhà",
        subject=f"Từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}",
        header=_header(club, first),
        body=(
            Paragraph("Có tên người: đưa tận tay tình nguyện viên, không dán, không phát."),
            Table(columns, rows) if rows else Paragraph("Không có lần hẹn nào."),
        ),
        signatures=_signatures(),
        ends=False,
    )


def blank_visits_paper(club: Club, on: date) -> Paper:
    """A sheet for one volunteer, in the order of the screen; the names of those cared for are printed beneath."""
    columns = (
        Column("Ngày", "centre", 1),
        Column("Người được chăm sóc", width=2),
        Column("Đã làm (số)", width=1.4),
        Column("Thấy thế nào", "centre", 1.1),
        Column("Phút", "centre", 0.7),
        Column("Dấu hiệu (chữ)", width=1.2),
        Column("Ghi thêm", width=2),
    )
    numbered = [f"{n} {task.label}" for n, task in enumerate(Task, 1)]
    lettered = [f"{chr(ord('a') + n)} {sign.label}" for n, sign in enumerate(s for s in Danger if s != Danger.NONE)]
    cared = [line.client.person.full_name for line in client_lines(clients_on(club, on), on) if line.has_agreed]
    return Paper(
        kind="Phiếu ghi chăm sóc tại nhà",
        subject="Tháng …… năm ……",
        header=_header(club, on),
        body=(
            Paragraph("………………………………………………", "Tình nguyện viên:"),
            Paragraph("; ".join(numbered) + ".", "Đã làm gì:"),
            Paragraph(", ".join(str(how.label).lower() for how in HowIs) + ".", "Thấy người ấy:"),
            Paragraph("; ".join(lettered) + "; không thấy thì gạch ngang.", "Dấu hiệu nguy hiểm:"),
            Paragraph("Thấy dấu hiệu thì báo ngay chủ nhiệm, người thân, trạm y tế; nặng thì gọi 115."),
            Paragraph(f"Thấy bị bỏ mặc, đánh mắng thì đừng báo người nhà; báo {told_of_abuse()}."),
            Table(columns, ((PEN,) * len(columns),) * LINES),
            *((Paragraph(", ".join(cared) + ".", "Người được chăm sóc:"),) if cared else ()),
        ),
        signatures=(Signature(("Tình nguyện viên",), note="(Ký, ghi rõ họ tên)"),),
        ends=False,
    )


def summary_paper(summary: MonthSummary) -> Paper:
    """What the meeting hears of a month; it names nobody."""
    kept = summary.kept
    rows = (
        ("Người được chăm sóc tại nhà", summary.clients),
        ("Tình nguyện viên", summary.volunteers),
        ("Lần hẹn trong các tuần kết thúc trong tháng", kept.planned),
        ("Trong đó đã đến", kept.done),
        ("Tổng số lần đến nhà", summary.visits),
        ("Số lần thấy dấu hiệu nguy hiểm, đã báo", summary.dangers),
    )
    tasks = Table((Column("Việc đã làm", width=3), Column("Số lần", "number", 1)), summary.tasks)
    return Paper(
        kind="Tóm tắt chăm sóc tại nhà",
        subject=f"Tháng {summary.last:%m/%Y}",
        header=_header(summary.club, summary.last),
        body=(
            Table((Column("Nội dung", width=3), Column("Số", "number", 1)), rows),
            Paragraph(summary.hours.shown + ".", "Thời gian các tình nguyện viên đã dành:"),
            *((Heading("Việc đã làm", 2), tasks) if summary.tasks else ()),
        ),
        signatures=_signatures(),
        ends=False,
    )


def thanks_paper(deeds: Deeds, on: date) -> Paper:
    """Thanks to one volunteer for a year, with what was given."""
    club, person = deeds.volunteer.club, deeds.volunteer.person
    rows = tuple((f"Tháng {first:%m/%Y}", hours.visits, hours.shown) for first, hours in deeds.months)
    table = Table(
        (Column("Tháng", "centre", 1.5), Column("Số lần", "number", 1), Column("Thời gian", "centre", 2)),
        (*rows, Total(("Cả năm", deeds.total.visits, deeds.total.shown))),
    )
    return Paper(
        kind="Thư cảm ơn",
        subject=f"Tình nguyện viên chăm sóc tại nhà năm {deeds.year}",
        header=Header(superior=_header(club, on).superior, body=club.name, place="", on=on),
        body=(
            Centred(person.full_name),
            Paragraph(
                f"Ban chủ nhiệm {club.name} chân thành cảm ơn {person.full_name} đã dành"
                f" {deeds.total.shown} trong {deeds.total.visits} lần đến nhà chăm sóc, thăm hỏi"
                f" người già yếu trong năm {deeds.year}."
            ),
            *((table,) if rows else ()),
            Item("Kính chúc mạnh khỏe, bình an.", mark=""),
        ),
        signatures=(Signature(("TM. BAN CHỦ NHIỆM", "CHỦ NHIỆM"), note="(Ký, ghi rõ họ tên)"),),
        ends=False,
    )

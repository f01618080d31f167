"""The sheet of an agency for a year: its duties, what was done, what was late, its money. As paper and as xlsx."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clb.access.roles import Role
from clb.papers.blocks import Block, Column, Header, Heading, Paper, Paragraph, Signature, Table, Total
from clb.papers.layout import day_words
from clb.papers.sheets import Cell, Head, Sheet
from clb.places.queries import name_on, within_sentence
from clb.plans.queries.duties import Due
from clb.plans.queries.years import tally_of
from clb.reports.issuer import Issuer
from clb.web.templatetags.web_tags import state_word

from .queries.desk import DeskPage, PlanPart

_COLUMNS = (
    Column("TT", "centre", 0.6),
    Column("Nhiệm vụ", width=4),
    Column("Nhịp", width=1.4),
    Column("Hạn", "centre", 1.9),
    Column("Tình trạng", width=1.6),
    Column("Làm xong ngày", "centre", 1.9),
)


def year_paper(page: DeskPage, on: date, issuer: Issuer) -> Paper:
    """BÁO CÁO of an agency on its duties of a year, as they stand on a day."""
    place = name_on(page.unit, on)
    return Paper(
        kind="Báo cáo",
        subject=f"Kết quả thực hiện nhiệm vụ năm {page.year} của {Role(page.role).label}, {within_sentence(place)}\n"
        f"(tính đến {day_words(on)})",
        header=Header(body=issuer.body or place, symbol="BC", place=issuer.place or "……"),
        body=tuple(_body(page)),
        signatures=(Signature(("Thủ trưởng cơ quan",), note="(Ký, ghi rõ họ tên, đóng dấu)"),),
        recipients=("Cơ quan ban hành kế hoạch", "Hội Người cao tuổi", "Lưu: VT"),
    )


def _body(page: DeskPage) -> Iterator[Block]:
    t = page.tally
    yield Heading("I. TỔNG HỢP")
    yield Paragraph(
        f"Trong năm có {t.due} kỳ nhiệm vụ đến hạn: {t.done} kỳ đã xong (trong đó {t.late} kỳ xong muộn), "
        f"{t.overdue} kỳ quá hạn chưa xong, {t.due - t.done - t.overdue} kỳ chưa đến hạn."
    )
    ground = page.ground
    yield Paragraph(
        f"Địa bàn hiện có {ground.clubs} câu lạc bộ"
        + (
            f"; cuối tháng {ground.month_end:%m/%Y} có {ground.members} thành viên, "
            f"trong đó {ground.older} người từ 60 tuổi."
            if ground.month_end
            else "."
        )
    )
    yield Heading("II. TỪNG NHIỆM VỤ")
    for part in page.parts:
        rows = tuple(_rows(part, page.year))
        if rows:
            yield Paragraph(f"{part.plan.get_kind_display()}: {part.plan.title}.")
            yield Table(_COLUMNS, rows)
    if not t.due:
        yield Paragraph("Không có kỳ nhiệm vụ nào đến hạn trong năm.")
    if page.money:
        yield Heading("III. KINH PHÍ")
        sums = tuple((n, str(line.what), line.amount_vnd) for n, line in enumerate(page.money, 1))
        columns = (Column("TT", "centre", 0.6), Column("Khoản", width=6), Column("Số tiền (đồng)", "number", 2))
        yield Table(columns, sums)


def _rows(part: PlanPart, year: int) -> Iterator[tuple[str | int | None, ...] | Total]:
    dues = part.dues(year)
    for n, (duty, due) in enumerate(dues, 1):
        yield (
            n,
            duty.task.text,
            str(duty.task.get_rhythm_display()),
            f"{due.until:%d/%m/%Y}",
            _state(due),
            f"{due.report.done_on:%d/%m/%Y}" if due.report else "",
        )
    if dues:
        t = tally_of(due for _duty, due in dues)
        yield Total((None, f"Cộng: {t.done}/{t.due} kỳ đã xong, {t.late} muộn, {t.overdue} quá hạn", *(None,) * 4))


def _state(due: Due) -> str:
    word = "Xong muộn" if due.is_done_late else str(state_word(due.state.value))
    return f"{word} ({due.reported}/{due.wanted} xã)" if due.wanted > 1 else word


def year_sheet(page: DeskPage, on: date) -> Iterator[Sheet]:
    """The same as a workbook: a row for each due day."""
    heads = (
        *(Head("Kế hoạch", 40), Head("Nhiệm vụ", 60), Head("Nhịp"), Head("Hạn", 12), Head("Hạn sau gia hạn", 12)),
        *(
            Head("Tình trạng", 18),
            Head("Xong ngày", 12),
            Head("Đã báo", 9),
            Head("Phải báo", 9),
            Head("Bằng chứng", 50),
        ),
    )
    title = f"Nhiệm vụ năm {page.year} của {Role(page.role).label}, {name_on(page.unit, on)}"
    yield Sheet("Nhiệm vụ", (title, f"Tính đến {on:%d/%m/%Y}"), heads, list(_lines(page)))
    if page.money:
        money = [(str(line.what), line.amount_vnd) for line in page.money]
        yield Sheet("Kinh phí", (title,), (Head("Khoản", 60), Head("Số tiền (đồng)", 20)), money)


def _lines(page: DeskPage) -> Iterator[tuple[Cell, ...]]:
    for part in page.parts:
        for duty, due in part.dues(page.year):
            done = due.report.done_on if due.report else None
            yield (
                *(part.plan.title, duty.task.text, str(duty.task.get_rhythm_display()), due.on, due.until),
                *(_state(due), done, due.reported, due.wanted, due.report.evidence if due.report else ""),
            )

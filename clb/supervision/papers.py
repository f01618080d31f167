"""Supervision on paper: the year's plan, the minutes of a visit, the checklist to fill in, the sample with names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count

from clb.access.roles import Role
from clb.clubs.models import Club
from clb.kernel.money import vnd
from clb.papers.blocks import (
    Band,
    Block,
    Cell,
    Column,
    Header,
    Heading,
    Item,
    Paper,
    Paragraph,
    Signature,
    Table,
)
from clb.places.models import Unit
from clb.places.queries import commune_of, name_on, within_sentence

from .models import BODIES, ChecklistAnswer, Outcome, Recount, SampleItem, SampleKind, SupervisionVisit
from .models.programmes import month_shown
from .queries import finding_rows
from .queries.asked import told_of
from .queries.findings import FindingRow
from .queries.programmes import LineRow, ProgrammeCard
from .queries.visits import RecountCard, answered_sections, recount_card
from .rules.samples import FORMULA, Score

PEN = "\u00a0\n\u00a0"
DOTS = "…………………………………………"
SIGN = "(Ký, ghi rõ họ tên)"
COUNCILS = {Role.COMMUNE.value, Role.GOVERNMENT.value}
CHECKLIST = (
    Column("TT", "centre", 0.6),
    Column("Nội dung kiểm tra", width=4),
    *(Column(str(label), "centre", 0.9) for _value, label in ChecklistAnswer.Answer.choices),
    Column("Ghi chú", width=2.4),
)


def body_name(body: str, unit: Unit, on: date) -> str:
    """'Hội Người cao tuổi huyện Mẫu': the body in words, of the place."""
    label = "Ủy ban nhân dân" if body in COUNCILS else str(dict(BODIES)[body])
    return f"{label} {within_sentence(name_on(unit, on))}"


def programme_paper(card: ProgrammeCard, on: date) -> Paper:
    """The plan of a year's supervision, with its clubs and why each."""
    programme = card.programme
    day = programme.approved_on or on
    lead = body_name(programme.lead, programme.unit, day)
    others = [within_sentence(name) for name in programme.bodies_shown]
    body: list[Block] = [
        Heading("I. MỤC ĐÍCH, YÊU CẦU"),
        *(Paragraph(line) for line in (programme.aims or DOTS).splitlines() if line.strip()),
        Heading("II. THÀNH PHẦN"),
        Paragraph(f"{lead}.", "Chủ trì:"),
        Paragraph(("; ".join(others) or "không") + ".", "Tham gia:"),
        Heading("III. CÂU LẠC BỘ ĐƯỢC GIÁM SÁT"),
        Paragraph(
            f"Các câu lạc bộ được xếp theo nguy cơ từ số liệu ngày {programme.ranked_on:%d/%m/%Y}"
            " (điểm từng lý do là gợi ý, chưa có văn bản); cán bộ thêm, bỏ có ghi lý do."
        ),
        _lines(card.lines),
    ]
    if card.left_out:
        body += [Heading("Câu lạc bộ không giám sát năm nay", 2)]
        body += [Item(f"{row.line.club.name}: {row.line.because}") for row in card.left_out]
    body += [
        Heading("IV. CÁCH LÀM"),
        Item("Kiểm tra theo phiếu; bốc thăm mẫu thành viên, khoản vay, điểm danh và đếm tiền để đối chiếu với sổ."),
        Item("Lập biên bản có chữ ký hai bên; phát hiện nào cũng có việc khắc phục, người làm, hạn."),
        Item("Hướng dẫn tại chỗ; theo dõi khắc phục đến khi đoàn xác nhận."),
    ]
    header = Header(body=lead, symbol="KH", place=_place(programme.unit, day), on=programme.approved_on)
    return Paper(
        kind="Kế hoạch",
        subject=f"Giám sát hoạt động câu lạc bộ Liên thế hệ tự giúp nhau năm {programme.year}",
        header=header,
        body=tuple(body),
        signatures=(Signature((f"TM. {lead}".upper(),), note="(Ký, ghi rõ họ tên, đóng dấu)"),),
        recipients=("Các cơ quan tham gia", "Các câu lạc bộ được giám sát", "Lưu: VT"),
    )


def _place(unit: Unit, on: date) -> str:
    name = name_on(unit, on)
    for level in ("Thành phố ", "Tỉnh ", "Huyện ", "Thị xã ", "Xã ", "Phường ", "Thị trấn "):
        name = name.removeprefix(level)
    return name


def _lines(rows: Sequence[LineRow]) -> Table:
    columns = (
        Column("TT", "centre", 0.6),
        Column("Câu lạc bộ", width=2.2),
        Column("Vì sao", width=4.5),
        Column("Thời gian", "centre", 1.7),
    )
    return Table(columns, tuple(_line(n, row) for n, row in enumerate(rows, 1)))


def _line(n: int, row: LineRow) -> tuple[Cell, ...]:
    line, visit = row.line, row.visit
    when = f"{visit.carried_on or visit.planned_on:%d/%m/%Y}" if visit else month_shown(line.month)
    why = [*line.reasons, *([f"Cán bộ thêm: {line.because}."] if line.because else [])]
    return n, line.club.name, "\n".join(why) or "Đến lượt giám sát.", when


# --- Minutes ------------------------------------------------------------------------------------------------------


def minutes_paper(visit: SupervisionVisit, today: date) -> Paper:
    """The minutes of a visit: who, what the checklist says, the recount in numbers, findings, help, words of both."""
    programme, club = visit.programme, visit.club
    on = visit.carried_on or visit.planned_on
    team = list(visit.team.order_by("-is_head", "pk"))
    head = next((one for one in team if one.is_head), None)
    rows = finding_rows(visit.findings.order_by("number"), today)
    people = [
        Item(
            ", ".join(filter(None, [one.name, one.title, str(one.get_body_display())]))
            + ("; trưởng đoàn" if one.is_head else "")
        )
        for one in team
    ]
    body: list[Block] = [
        Paragraph(f"{on:%d/%m/%Y}, tại {visit.place or DOTS}.", "Thời gian, địa điểm:"),
        Heading("I. THÀNH PHẦN"),
        Paragraph("", f"1. Đoàn giám sát (chương trình năm {programme.year}):"),
        *people,
        Paragraph(f"{visit.met_with or DOTS}.", f"2. Đại diện {club.name}:"),
        Heading("II. KẾT QUẢ KIỂM TRA THEO PHIẾU"),
        *_checked(visit),
        Heading("III. ĐỐI CHIẾU MẪU"),
        *_recounted(recount_card(visit, today)),
        Heading("IV. PHÁT HIỆN VÀ VIỆC KHẮC PHỤC"),
        *_found(rows),
        Heading("V. HỖ TRỢ KỸ THUẬT TẠI CHỖ"),
        *_support(visit),
        Heading("VI. Ý KIẾN CỦA CÂU LẠC BỘ"),
        *(Paragraph(line) for line in (visit.club_words or DOTS).splitlines() if line.strip()),
        Heading("VII. KẾT LUẬN CỦA ĐOÀN"),
        *(Paragraph(line) for line in (visit.summary or DOTS).splitlines() if line.strip()),
        Paragraph("Biên bản lập thành hai bản, mỗi bên giữ một bản; hai bên đã đọc, thống nhất và cùng ký."),
    ]
    return Paper(
        kind="Biên bản",
        subject=f"Giám sát hoạt động của {club.name}",
        header=Header(
            body=body_name(programme.lead, programme.unit, on), place=_commune(club, on), on=visit.concluded_on
        ),
        body=tuple(body),
        signatures=(
            Signature(("ĐẠI DIỆN CÂU LẠC BỘ",), note=SIGN),
            Signature(("TRƯỞNG ĐOÀN GIÁM SÁT",), name=head.name if head else "", note=SIGN),
        ),
    )


def _commune(club: Club, on: date) -> str:
    return _place(commune_of(club.unit, on), on)


def _checked(visit: SupervisionVisit) -> Iterator[Block]:
    columns = (Column("Mục", width=2.6), *(Column(str(la), "number", 1) for _v, la in ChecklistAnswer.Answer.choices))
    columns += (Column("Chưa xem", "number", 1),)
    sections = answered_sections(visit)
    rows: list[tuple[Cell, ...]] = []
    for section in sections:
        given = [question.answer for question in section.questions]
        counts = [given.count(value) for value in (*ChecklistAnswer.Answer.values, "")]
        rows.append((section.title, *counts))
    yield Paragraph(f"{visit.checklist_title} ({visit.checklist_source}).", "Phiếu:")
    yield Table(columns, tuple(rows))
    for section in sections:
        for question in section.questions:
            if question.answer in ("PARTLY", "NO"):
                told = f": {question.note}" if question.note else ""
                yield Item(f"{question.text} – {question.answer_shown.lower()}{told}.")


def _recounted(card: RecountCard | None) -> Iterator[Block]:
    if card is None:
        yield Paragraph("Chưa bốc mẫu.")
        return
    recount = card.recount
    told = f"{recount.seed}; theo sổ đến hết ngày {recount.drawn_on:%d/%m/%Y}"
    if recount.meeting:
        told += f"; điểm danh buổi {recount.meeting.held_on:%d/%m/%Y}"
    yield Paragraph(f"{told}.", "Số bốc mẫu:")
    columns = (
        Column("Loại", width=2),
        Column("Có trong sổ", "number", 1),
        Column("Bốc", "number", 0.8),
        Column("Đã đối chiếu", "number", 1),
        Column("Đúng", "number", 0.8),
        Column("Khác", "number", 0.8),
        Column("Chưa gặp", "number", 0.9),
        Column("Điểm chính xác", "centre", 1.4),
    )
    rows = [_score(str(one.kind.label), one.population, one.score, one.told) for one in card.kinds]
    rows.append(_score("Chung", None, card.total, card.told))
    yield Table(columns, tuple(rows))
    yield Paragraph(f"{FORMULA} Mẫu dưới {card.share_from} dòng không quy ra phần trăm. Tên người không ghi ở đây.")
    for item in SampleItem.objects.filter(recount=recount, kind=SampleKind.CASH).exclude(found_vnd=None):
        gap = item.gap_vnd or 0
        words = "khớp" if not gap else f"lệch {'thừa' if gap > 0 else 'thiếu'} {vnd(abs(gap))}"
        yield Item(
            f"{item.get_fund_display()}: sổ {vnd(item.book_vnd or 0)}, đếm được {vnd(item.found_vnd or 0)}, {words}."
        )


def _score(name: str, population: int | None, score: Score, told: str) -> tuple[Cell, ...]:
    return name, population, score.sampled, score.checked, score.right, score.wrong, score.unreached, told


def _found(rows: Sequence[FindingRow]) -> Iterator[Block]:
    if not rows:
        yield Paragraph("Không có phát hiện nào.")
        return
    columns = (
        Column("Số", "centre", 0.6),
        Column("Phát hiện", width=3.2),
        Column("Mức độ", "centre", 0.9),
        Column("Việc khắc phục, người làm", width=3),
        Column("Hạn", "centre", 1.7),
    )
    yield Table(columns, tuple(_finding(row) for row in rows))


def _finding(row: FindingRow) -> tuple[Cell, ...]:
    found = row.finding
    text = f"{found.get_kind_display()}: {found.text}" + (" (lặp lại)" if row.is_repeat else "")
    if found.is_fixed_at_once:
        return found.number, text, str(found.get_severity_display()), "Đã khắc phục tại chỗ.", ""
    todo = "\n".join(f"{one.action.text} ({one.action.owner})" for one in row.actions)
    due = "\n".join(f"{one.action.due_on:%d/%m/%Y}" for one in row.actions)
    return found.number, text, str(found.get_severity_display()), todo or PEN, due


def _support(visit: SupervisionVisit) -> Iterator[Block]:
    rows = list(visit.support.order_by("pk"))
    if not rows:
        yield Paragraph("Không.")
    for row in rows:
        yield Item(f"{row.get_kind_display()}: {row.text} ({row.people} người; {row.get_body_display()}).")


# --- To fill in by pen ----------------------------------------------------------------------------------------------


def blank_paper(visit: SupervisionVisit) -> Paper:
    """The checklist of a visit with empty boxes."""
    rows: list[tuple[Cell, ...] | Band] = []
    numbers = count(1)
    for section in visit.sections:
        rows.append(Band(section["title"]))
        rows += [(next(numbers), asked["text"], "☐", "☐", "☐", "☐", PEN) for asked in section["questions"]]
    on = visit.carried_on or visit.planned_on
    return Paper(
        kind=visit.checklist_title,
        subject=f"{visit.club.name}, ngày …… tháng …… năm {on.year}",
        header=Header(body=body_name(visit.programme.lead, visit.programme.unit, on)),
        body=(
            Paragraph(f"{visit.checklist_source}.", "Theo:"),
            Paragraph("Đánh dấu một ô mỗi dòng; không ghi tên thành viên vào phiếu này."),
            Table(CHECKLIST, tuple(rows)),
        ),
        signatures=(
            Signature(("ĐẠI DIỆN CÂU LẠC BỘ",), note=SIGN),
            Signature(("NGƯỜI KIỂM TRA",), note=SIGN),
        ),
        ends=False,
    )


def sample_paper(visit: SupervisionVisit, recount: Recount, items: Sequence[SampleItem]) -> Paper:
    """The sample with names, what the book says and what was found; empty cells are for the pen."""
    body: list[Block] = [
        Paragraph("Có tên người: chỉ đoàn giám sát giữ, không dán, không phát, không kèm biên bản."),
        Paragraph(f"{recount.seed}; theo sổ đến hết ngày {recount.drawn_on:%d/%m/%Y}.", "Số bốc mẫu:"),
    ]
    columns = (
        Column("TT", "centre", 0.6),
        Column("Ai, gì", width=2.6),
        Column("Theo sổ", width=2.2),
        Column("Kết quả", width=1.6),
        Column("Ghi chú", width=2),
    )
    for kind in SampleKind:
        rows = [item for item in items if item.kind == kind]
        if rows:
            body += [Heading(str(kind.label), 2), Table(columns, tuple(_sample_row(item) for item in rows))]
    return Paper(
        kind="Bảng đối chiếu mẫu",
        subject=f"{visit.club.name}, ngày {visit.carried_on or visit.planned_on:%d/%m/%Y}",
        header=Header(body=body_name(visit.programme.lead, visit.programme.unit, recount.drawn_on)),
        body=tuple(body),
        signatures=(Signature(("NGƯỜI ĐỐI CHIẾU",), note=SIGN),),
        ends=False,
    )


def _sample_row(item: SampleItem) -> tuple[Cell, ...]:
    who, book = told_of(item)
    found = str(Outcome(item.outcome).label) if item.outcome else PEN
    if item.found_vnd is not None and item.gap_vnd:
        found += f"\n{vnd(item.found_vnd)}"
    return item.number, who, book, found, item.note or PEN

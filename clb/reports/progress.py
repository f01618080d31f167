"""BÁO CÁO tiến độ thực hiện kế hoạch: a plan's targets and its agencies' duties on a day, as a paper.

The figures are those of the plan's pages: the same rows of `target_board` and `duty_board`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from clb.access.models import User
from clb.papers.blocks import (
    Annex,
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
    Total,
)
from clb.papers.layout import day_words
from clb.places.queries import name_on
from clb.plans.models import Plan
from clb.plans.queries.duties import Desk, Duty, duty_board
from clb.plans.queries.targets import Miss, TargetRow, named_for, number, target_board
from clb.plans.rules.duties import DutyState
from clb.plans.rules.targets import State
from clb.web.templatetags.web_tags import state_word

from .issuer import Issuer
from .queries.content import named

_TARGET_COLUMNS = (
    Column("TT", "centre", 0.7),
    Column("Chỉ tiêu", width=3.2),
    Column("Kế hoạch", width=2.2),
    Column("Đã đạt", "number", 1.6),
    Column("Tình trạng", width=1.3),
    Column("Nhận xét", width=2.4),
)
_STATES = (DutyState.OVERDUE, DutyState.DUE, DutyState.LATER, DutyState.DONE)
_DESK_COLUMNS = (
    Column("TT", "centre", 0.7),
    Column("Cơ quan", width=4),
    Column("Tổng số", "number"),
    *(Column(word, "number", 1.1) for word in ("Quá hạn", "Sắp đến hạn", "Chưa đến hạn", "Đã xong")),
)
_DUTY_COLUMNS = (
    Column("TT", "centre", 0.7),
    Column("Nhiệm vụ", width=6),
    Column("Nhịp", width=1.4),
    Column("Hạn gần nhất", "centre", 1.4),
    Column("Tình trạng", width=1.8),
    Column("Kỳ đã xong", "number", 1, group="Các kỳ"),
    Column("Tổng số kỳ", "number", 1, group="Các kỳ"),
)
_NOBODY = "Chưa giao cho cơ quan nào"


def progress_paper(plan: Plan, on: date, issuer: Issuer, reader: User) -> Paper:
    """The report on `plan` as it stands on a day, to be numbered, dated and signed by `issuer`.

    Clubs that miss a target are named as far as `reader` may see them, the others counted.
    """
    rows = named_for(reader, target_board(plan, plan.place, on))
    desks = duty_board(plan, on)
    return Paper(
        kind="Báo cáo",
        subject=f"Tiến độ thực hiện {named(plan)}\n(số liệu tính đến {day_words(on)})",
        header=Header(body=issuer.body or plan.issuer, symbol="BC", place=issuer.place or "……"),
        body=tuple(_body(plan, rows, desks, on)),
        signatures=(Signature(issuer.signs, note="(Ký, ghi rõ họ tên, đóng dấu)"),),
        recipients=(plan.issuer or "Cơ quan ban hành kế hoạch", "Lưu: VT"),
        annexes=_annexes(desks, on),
    )


def _body(plan: Plan, rows: Sequence[TargetRow], desks: Sequence[Desk], on: date) -> Iterator[Block]:
    issued = f" {day_words(plan.issued_on)}" if plan.issued_on else ""
    by = f" của {plan.issuer}" if plan.issuer else ""
    period = f"{plan.from_on:%d/%m/%Y} – {plan.until_on:%d/%m/%Y}"
    yield Paragraph(
        f"Thực hiện {named(plan)}{issued}{by} (địa bàn: {name_on(plan.place, on)}; kỳ kế hoạch: {period}),"
        f" tiến độ tính đến {day_words(on)} như sau:"
    )
    yield Heading("I. CHỈ TIÊU")
    yield from _targets(rows)
    yield Heading("II. NHIỆM VỤ CỦA CÁC CƠ QUAN")
    yield from _duties(desks)
    yield Paragraph(
        f"Trên đây là tiến độ thực hiện kế hoạch; số liệu được tính từ ghi chép của các câu lạc bộ đến {day_words(on)}."
    )


# --- Targets ----------------------------------------------------------------------------------------------------


def _targets(rows: Sequence[TargetRow]) -> Iterator[Block]:
    if not rows:
        yield Paragraph("Kế hoạch không nêu chỉ tiêu nào.")
        return
    counted = Counter(row.state for row in rows)
    told = "; ".join(f"{state_word(s).lower()}: {counted[s]}" for s in State if counted[s])
    yield Paragraph(f"Kế hoạch có {len(rows)} chỉ tiêu, trong đó {told}.")
    yield Table(_TARGET_COLUMNS, tuple(_target(i, row) for i, row in enumerate(rows, start=1)))
    missed = [row for row in rows if row.misses_total]
    if missed:
        yield Paragraph("Câu lạc bộ chưa đạt chỉ tiêu đề ra cho từng câu lạc bộ:")
        yield from (Item(_misses(row)) for row in missed)


def _target(i: int, row: TargetRow) -> tuple[Cell, ...]:
    return i, row.target.text, row.wanted, row.reached, state_word(row.state), row.judgement.reason


def _misses(row: TargetRow) -> str:
    clubs = [_miss(miss, row.target.unit) for miss in row.misses]
    more = [f"và {row.misses_beyond} câu lạc bộ khác"] if clubs and row.misses_beyond else []
    told = f"{row.target.subject}: {row.misses_total} câu lạc bộ"
    return f"{told}, gồm {'; '.join(clubs + more)}." if clubs else f"{told}."


def _miss(miss: Miss, unit: str) -> str:
    if not miss.value.has_data:
        return f"{miss.club}, chưa có dữ liệu"
    lacks = [f"{word} {number(n)} {unit}" for word, n in (("thiếu", miss.short), ("vượt", miss.over)) if n]
    return ", ".join([miss.club, *lacks])


# --- Duties -----------------------------------------------------------------------------------------------------


def _duties(desks: Sequence[Desk]) -> Iterator[Block]:
    if not desks:
        yield Paragraph("Kế hoạch chưa giao nhiệm vụ nào.")
        return
    tallies = [[desk.tally[state] for state in _STATES] for desk in desks]
    sums = [sum(column) for column in zip(*tallies, strict=True)]
    yield Paragraph(
        f"Kế hoạch giao {sum(sums)} nhiệm vụ cho {sum(d.agency is not None for d in desks)} cơ quan, đơn vị;"
        f" {sums[0]} nhiệm vụ có kỳ quá hạn. Chi tiết tại Phụ lục."
    )
    rows: list[tuple[Cell, ...]] = [
        (i, _owner(desk), sum(tally), *tally) for i, (desk, tally) in enumerate(zip(desks, tallies, strict=True), 1)
    ]
    yield Table(_DESK_COLUMNS, (*rows, Total((None, "Cộng", sum(sums), *sums))))


def _owner(desk: Desk) -> str:
    return desk.agency.text if desk.agency else _NOBODY


def _annexes(desks: Sequence[Desk], on: date) -> tuple[Annex, ...]:
    rows: list[tuple[Cell, ...] | Band] = []
    for desk in desks:
        if desk.duties:
            rows.append(Band(_owner(desk)))
            rows += [_duty(i, duty) for i, duty in enumerate(desk.duties, start=1)]
    if not rows:
        return ()
    title = f"Nhiệm vụ của các cơ quan\ntính đến {day_words(on)}"
    return (Annex(title, (Table(_DUTY_COLUMNS, tuple(rows)),), landscape=True, attached="Kèm theo Báo cáo này"),)


def _duty(i: int, duty: Duty) -> tuple[Cell, ...]:
    late = f" ({duty.overdue} kỳ)" if duty.overdue > 1 else ""
    rhythm = duty.task.get_rhythm_display() + (" (gợi ý: mỗi năm)" if duty.is_guessed else "")
    state = state_word(duty.now.state) + late
    return i, duty.task.text, rhythm, f"{duty.now.on:%d/%m/%Y}", state, duty.done, len(duty.dues)

"""The plan reader: source lines in, a draft out; no database, no clock, no line lost."""

from collections.abc import Sequence
from dataclasses import replace

from clb.plans.reading.annex import TableReading, read_tables, take_tables
from clb.plans.reading.conflicts import conflicts_among, differences_from
from clb.plans.reading.draft import Header, Line, PlanDraft, Reason, Unplaced, UnreadablePlan
from clb.plans.reading.duty_tables import joined, read_duty_tables
from clb.plans.reading.header import Top, issuer_of, period_in, place_in, read_top, references_in
from clb.plans.reading.outline import outline_of
from clb.plans.reading.passages import page_noise, passages_of, split_columns
from clb.plans.reading.sections import Sections
from clb.plans.reading.tail import Tail, begins_annex, find_tail, read_tail
from clb.plans.reading.targets import Context
from clb.plans.reading.wording import word_count

LONGEST_TITLE_WORDS = 20
NOT_A_PLAN = "Đây không giống văn bản kế hoạch: không tìm thấy mục tiêu, chỉ tiêu, nhiệm vụ hay phân công cơ quan nào."


def read_plan(lines: Sequence[Line]) -> PlanDraft:
    """Reads the lines of a plan, in order, into a draft that a person then confirms.

    Raises `UnreadablePlan` where no objective, target, duty or agency is found. Pure and deterministic.
    """
    full = tuple(line for line in lines if line.text.strip())
    noise = page_noise(full)
    text = [line for at, line in enumerate(full) if at not in noise]
    first, last = find_tail(text)
    tail = read_tail(text[first:last])
    top = read_top(text[:first])
    body, annex = _part_annex(text[len(top.lines) : first], text[last:])
    body, rows = take_tables(body)
    place = _place_of(top, tail)
    context = Context(deadline=period_in(top.title)[1], own_place=place[0] if place else None)
    sections = Sections()
    sections.read(outline_of(passages_of(body)), context)
    duties = read_duty_tables([*rows, *annex])
    rows, annex = ([line for line in part if line.number not in duties.rows | duties.heads] for part in (rows, annex))
    tables = [read_tables(rows, context), read_tables(annex, context)]
    if not (sections.is_a_plan or duties.rows or any(table.stated for table in tables)):
        raise UnreadablePlan(NOT_A_PLAN)
    sections.agencies = joined(sections.agencies, duties.agencies)
    sections.groups += duties.groups
    for at in noise:
        sections.set_aside((full[at].number,), Reason.PAGE_NOISE)
    sections.set_aside(tail.heading, Reason.HEADING)
    sections.set_aside(duties.heads, Reason.ANNEX)
    for line in (*rows, *annex):
        is_frame = any(line.number in table.frame for table in tables) or _is_title(line)
        sections.set_aside((line.number,), Reason.ANNEX if is_frame else Reason.NOT_RECOGNISED)
    return _draft(full, top, tail, sections, tables)


def _is_title(line: Line) -> bool:
    """A short line outside any table: the annex's name, "Đơn vị tính: triệu đồng"; rows and sentences are for a person."""
    return len(split_columns(line.text)) < 3 and word_count(line.text) <= LONGEST_TITLE_WORDS


def _part_annex(body: list[Line], after: list[Line]) -> tuple[list[Line], list[Line]]:
    """An annex stands behind the signature; where the text has none, from its own heading on."""
    at = next((at for at, line in enumerate(body) if begins_annex(line.text)), len(body))
    return body[:at], [*body[at:], *after]


def _draft(full: tuple[Line, ...], top: Top, tail: Tail, sections: Sections, tables: list[TableReading]) -> PlanDraft:
    by_unit = [one for table in tables for one in table.stated]
    stated = [*(sections.statements.stated or sections.restated), *by_unit]
    restated = [*sections.restated, *(one for table in tables for one in table.totals)]
    draft = PlanDraft(
        header=_header(top, tail),
        objectives=tuple(sections.objectives),
        targets=tuple(one.target for one in stated),
        areas=sections.areas,
        groups=tuple(sections.groups),
        agencies=tuple(sections.agencies),
        sources=tuple(sections.sources),
        recipients=tuple(tail.recipients),
        lines=full,
        unplaced=(),
        conflicts=conflicts_among(stated),
        warnings=(*(warning for table in tables for warning in table.warnings), *differences_from(stated, restated)),
    )
    return _with_unplaced(draft, sections.aside)


def _place_of(top: Top, tail: Tail) -> tuple[str, str] | None:
    return place_in(top.title) or place_in(" ".join(top.letterhead)) or place_in(tail.signed_for or "")


def _header(top: Top, tail: Tail) -> Header:
    from_on, until_on = period_in(top.title)
    place = _place_of(top, tail)
    return Header(
        kind=top.kind,
        number=top.number,
        issued_on=top.issued_on,
        issuer=issuer_of(top, place[0] if place else None, tail.signed_for),
        title=top.title,
        place_name=place[0] if place else None,
        place_level=place[1] if place else None,
        period_from=from_on,
        period_until=until_on,
        implements=references_in(top),
        signer_title=tail.signer_title,
        signer_name=tail.signer_name,
        lines=tuple(sorted({*top.lines, *tail.lines})),
    )


def placed_lines(draft: PlanDraft) -> set[int]:
    """The numbers of all lines that are in an item or in the header."""
    owned = [draft.header.lines]
    owned += [one.lines for one in draft.objectives] + [one.lines for one in draft.targets]
    owned += [one.lines for one in draft.areas] + [one.lines for one in draft.sources]
    owned += [one.lines for one in draft.recipients]
    for group in draft.groups:
        owned += [group.lines, *(task.lines for task in group.tasks)]
    for agency in draft.agencies:
        owned += [agency.lines, *(task.lines for task in agency.tasks)]
    return {number for lines in owned for number in lines}


def _with_unplaced(draft: PlanDraft, aside: dict[int, Reason]) -> PlanDraft:
    """Whatever no section took is shown to the person, so that no line is lost."""
    placed = placed_lines(draft)
    unplaced = tuple(
        Unplaced(line.number, line.text, aside.get(line.number, Reason.NOT_RECOGNISED))
        for line in draft.lines
        if line.number not in placed
    )
    return replace(draft, unplaced=unplaced)

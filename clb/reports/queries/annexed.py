"""Table forms that a line of the calendar annexes: filled for the report, kept in its snapshot as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from clb.access.models import User
from clb.plans.indicators.registry import Ask
from clb.reports.models import Content, ReportType
from clb.reports.rules.figures import Body, Difference, Grid, Head
from clb.tabular.models import TableForm
from clb.tabular.papers import label_of
from clb.tabular.queries import Filled, NotOnMap, TooLarge, compute, differences, proposal, proposals
from clb.tabular.queries.stored import design_of, forms_seen_by, latest_issued
from clb.tabular.queries.table import names_clubs
from clb.tabular.rules.design import Design, DesignError

_TOO_LARGE = "Biểu quá dài để kèm báo cáo (trên 1.000 dòng); hãy lập riêng ở trang Biểu số liệu."
_NAMES = "Biểu này nêu tên từng câu lạc bộ nên không kèm báo cáo của ngành."
_NO_PLACE = "Đơn vị không có trên bản đồ của ngày số liệu."
_FAULTY = "Biểu có cột mà phần mềm không còn tính; hãy sửa mẫu biểu."
_NOT_ISSUED = "Mẫu biểu chưa ban hành vào ngày số liệu."


def annexable(user: User) -> list[tuple[str, str]]:
    """Forms that `user` may name in a line of the calendar: value and name, proposals first."""
    own = forms_seen_by(user).filter(versions__issued_on__isnull=False).distinct()
    found = [(one.code, f"{one.name} (gợi ý, chưa có văn bản)") for one in proposals()]
    return [*found, *((str(form.pk), form.name) for form in own)]


def names_of(values: list[str]) -> list[str]:
    """The names of the forms that a line annexes, in their order."""
    own = {str(form.pk): form.name for form in TableForm.objects.filter(pk__in=[v for v in values if _is_id(v)])}
    told = {one.code: one.name for one in proposals()} | own
    return [told[value] for value in values if value in told]


def _is_id(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True


def annexed(type: ReportType, ask: Ask) -> Iterator[dict[str, Any]]:
    """Each table of the line, filled for the place, the period and the day of the report, without addresses."""
    for value in type.tables:
        found = _designed(value, ask.on)
        if found is None:
            continue
        title, version, design = found
        told: dict[str, Any] = {"of": value, "title": title, "version": version, "note": "", "filled": None}
        if design is None:
            told["note"] = _NOT_ISSUED
        elif type.content == Content.AGENCY and names_clubs(design, ask.unit):
            told["note"] = _NAMES
        else:
            told |= _filled(design, ask)
        yield told


def _designed(value: str, on: date) -> tuple[str, int, Design | None] | None:
    """Title, number of the version, design; no design where none was issued by the day; None where it is gone."""
    if known := proposal(value):
        return known.name, 1, known.design
    form = TableForm.objects.filter(pk=value).first() if _is_id(value) else None
    if form is None:
        return None
    version = latest_issued(form, on) or form.versions.filter(issued_on__isnull=False).order_by("number").first()
    return (form.name, version.number, design_of(version)) if version else (form.name, 0, None)


def _filled(design: Design, ask: Ask) -> dict[str, Any]:
    first, last = ask.period_from, min(ask.period_until, ask.on)
    try:
        filled = compute(design, ask.unit, on=ask.on, first=first, last=last, map_on=ask.unit.seen_on(ask.on))
    except TooLarge:
        return {"note": _TOO_LARGE}
    except NotOnMap:
        return {"note": _NO_PLACE}
    except DesignError:
        return {"note": _FAULTY}
    return {"filled": filled.without_links().as_data()}


def filled_of(body: Body) -> list[Filled]:
    """The tables of a frozen report that were filled."""
    return [Filled.from_data(table["filled"]) for table in body.tables if table["filled"]]


def table_grids(body: Body) -> list[Grid]:
    """The same for the page."""
    return [_grid(filled) for filled in filled_of(body)]


def _grid(filled: Filled) -> Grid:
    heads = [Head(label_of(filled), width=2)]
    for c in filled.columns:
        title = f"{c.group}: {c.title}" if c.group else c.title
        heads.append(Head(f"{title} ({c.unit})" if c.unit and c.unit not in title else title, not c.is_text))
    rows = tuple((row.label, *(cell.text for cell in row.cells)) for row in filled.rows)
    total = filled.total
    foot = (f"Cộng: {total.label}", *(cell.text for cell in total.cells)) if total else ()
    return Grid("", filled.title, tuple(heads), rows, foot, " ".join(filled.notes))


def tables_apart(before: Body, after: Body) -> Iterator[Difference]:
    """Cells of annexed tables that would be otherwise, were they filled now; tables added to the line since do not
    count."""
    now = {table["of"]: table for table in after.tables}
    for old in before.tables:
        new = now.get(old["of"])
        if not old["filled"]:
            continue
        if new is None or not new["filled"]:
            yield Difference(old["title"], "Cả biểu", "có", (new and new["note"]) or "không còn kèm")
            continue
        for d in differences(Filled.from_data(old["filled"]), Filled.from_data(new["filled"])):
            yield Difference(old["title"], f"{d.row}: {d.column}", d.before or "không có", d.after or "không có")

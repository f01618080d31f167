"""Plans of many layouts, each with the draft a person would write down; compared by equality."""

from pathlib import Path

import pytest
import yaml

from clb.plans.reading.draft import Measure, PlanDraft, Target, Task
from clb.plans.reading.extract import lines_of
from clb.plans.reading.reader import placed_lines, read_plan

TEXTS = Path(__file__).parent / "texts"
EXPECTED = sorted(TEXTS.glob("*.yaml"))


def _at(lines):
    return "L" + ",".join(map(str, lines))


def _start(text):
    return " ".join(text.split()[:6])


def _bound(target: Target) -> str:
    low, high = target.bound.minimum, target.bound.maximum
    if low is not None and high is not None:
        return f"{low:f}..{high:f}"
    if low is not None:
        return f"{'>' if target.bound.min_strict else '≥'}{low:f}"
    return f"{'<' if target.bound.max_strict else '≤'}{high:f}"


def _target(at: int, target: Target) -> str:
    figure = "quality" if target.measure == Measure.QUALITY else f"{_bound(target)} {target.unit}"
    year = target.deadline and target.deadline.year
    row = f"{at} {target.indicator or '-'} {figure} {target.scope} {year} {_at(target.lines)}"
    row += f" part={target.parent}" if target.parent is not None else ""
    row += f" of={target.of}" if target.of else ""
    row += f" @{target.place_name}" if target.place_name else ""
    row += " phấn đấu" if target.aspiration else ""
    return row + (f": {_start(target.text)}" if target.measure == Measure.QUALITY else "")


def _task(task: Task) -> str:
    due = f" due {task.due}" if task.due else ""
    due = f" due {task.due_day}/{task.due_month or '-'}" if task.due_day else due
    partners = f" with {'; '.join(task.partners)}" if task.partners else ""
    return f"  {task.rhythm} {task.role}{due}{partners}: {_start(task.text)} {_at(task.lines)}"


def _header(draft: PlanDraft) -> list[str]:
    header = draft.header
    return [
        f"{header.kind} {header.number} {header.issued_on}",
        str(header.issuer),
        f"{header.place_name} {header.place_level}",
        f"{header.period_from} .. {header.period_until}",
        *(f"implements {one.kind} {one.number} {one.issued_on} {one.issuer}" for one in header.implements),
        f"{header.signer_title}, {header.signer_name}",
    ]


def _agencies(draft: PlanDraft) -> list[str]:
    rows = []
    for agency in draft.agencies:
        bodies = " + ".join(f"{body} [{kind}]" for body, kind in zip(agency.bodies, agency.kinds, strict=True))
        rows.append(f"{agency.number or '-'} {bodies}{' đề nghị' if agency.is_request else ''} {_at(agency.lines)}")
        rows += map(_task, agency.tasks)
    return rows


def _groups(draft: PlanDraft) -> list[str]:
    rows = []
    for group in draft.groups:
        rows.append(f"{group.number or '-'} {group.title} {_at(group.lines)}")
        rows += map(_task, group.tasks)
    return rows


def told(draft: PlanDraft) -> dict[str, object]:
    """The draft as the rows that the expected tables are written in."""
    unplaced: dict[str, list[int]] = {}
    for one in draft.unplaced:
        unplaced.setdefault(str(one.reason), []).append(one.number)
    return {
        "header": _header(draft),
        "objectives": [f"{' '.join(one.text.split()[:7])} {_at(one.lines)}" for one in draft.objectives],
        "targets": [_target(at, target) for at, target in enumerate(draft.targets)],
        "areas": [f"{area.code} {_at(area.lines)}" for area in draft.areas],
        "groups": _groups(draft),
        "agencies": _agencies(draft),
        "sources": [f"{one.kind} {one.name} {_at(one.lines)}" for one in draft.sources],
        "recipients": [f"{one.text} {_at(one.lines)}" for one in draft.recipients],
        "unplaced": unplaced,
        "conflicts": [list(one.lines) for one in draft.conflicts],
        "warnings": list(draft.warnings),
    }


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.stem)
def test_draft_is_what_a_person_wrote_down(expected):
    source = next(path for path in TEXTS.glob(f"{expected.stem}.*") if path.suffix in (".txt", ".docx", ".pdf"))
    draft = read_plan(lines_of(source.read_bytes(), source.name))
    wanted = yaml.safe_load(expected.read_text("utf-8"))
    assert told(draft) == wanted


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.stem)
def test_no_line_is_lost(expected):
    source = next(path for path in TEXTS.glob(f"{expected.stem}.*") if path.suffix in (".txt", ".docx", ".pdf"))
    lines = lines_of(source.read_bytes(), source.name)
    draft = read_plan(lines)
    assert placed_lines(draft) | {one.number for one in draft.unplaced} == {line.number for line in lines}

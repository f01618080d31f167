"""Tables of duties: "Nội dung | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian", a duty each row."""

import re
from dataclasses import dataclass, field, replace

from clb.plans.reading.bodies import kind_of, names_in
from clb.plans.reading.draft import Agency, Line, Part, Task, WorkGroup
from clb.plans.reading.duties import due_on, task_of
from clb.plans.reading.passages import Passage, Style, split_columns
from clb.plans.reading.wording import fold, word_count

# What a column holds, by its heading; partners before leaders: "Đơn vị phối hợp thực hiện" are partners.
_COLUMNS = (
    ("partners", re.compile(r"phối hợp")),
    ("time", re.compile(r"thời gian|thời hạn|tiến độ|hoàn thành|kỳ hạn")),
    ("lead", re.compile(r"chủ trì|phụ trách|(?:cơ quan|đơn vị|bộ phận|ban|ngành) (?:thực hiện|chịu trách nhiệm)|đầu mối")),
    ("duty", re.compile(r"nội dung|nhiệm vụ|công việc|hoạt động|giải pháp")),
)  # fmt: skip
LONGEST_HEAD_WORDS = 8
_NOBODY = re.compile(r"[\W\d_]*")


@dataclass
class DutyTables:
    """Agencies with their duties, duties of no agency, and the lines of rows and of heads."""

    agencies: list[Agency] = field(default_factory=list)
    loose: list[Task] = field(default_factory=list)
    heads: set[int] = field(default_factory=set)
    rows: set[int] = field(default_factory=set)

    @property
    def groups(self) -> list[WorkGroup]:
        """The duties of rows that name no agency, as one group."""
        return [WorkGroup(None, "Việc trong bảng chưa ghi đầu mối", tuple(self.loose), ())] if self.loose else []


def read_duty_tables(lines: list[Line]) -> DutyTables:
    """Reads each row under a heading row that names a duty's column and a leader's; other lines are left alone."""
    found = DutyTables()
    columns: dict[str, int] = {}
    width = 0
    for line in lines:
        cells = split_columns(line.text)
        heads = _columns_of(cells)
        if heads:
            columns, width = heads, len(cells)
            found.heads.add(line.number)
        elif len(cells) == width and columns:
            _read_row(found, line.number, {name: cells[at] for name, at in columns.items()})
        elif len(cells) < 3:
            columns, width = {}, 0
    return found


def _columns_of(cells: list[str]) -> dict[str, int]:
    """The place of each known column; {} for a row that is no heading of a table of duties."""
    columns: dict[str, int] = {}
    for at, cell in enumerate(cells):
        if word_count(cell) > LONGEST_HEAD_WORDS:
            return {}
        name = next((name for name, words in _COLUMNS if words.search(fold(cell))), None)
        if name:
            columns.setdefault(name, at)
    return columns if {"duty", "lead"} <= columns.keys() else {}


def _read_row(found: DutyTables, number: int, cells: dict[str, str]) -> None:
    duty, lead, time = cells["duty"], cells["lead"], cells.get("time", "")
    if _NOBODY.fullmatch(duty):
        return
    if not lead and not time and not cells.get("partners"):
        found.heads.add(number)  # a row that names a group of the rows below
        return
    found.rows.add(number)
    text = f"{duty} ({time})" if time else duty
    task = task_of(Passage(Style.PLAIN, "", text, (0,), (number,)))
    words = fold(time)
    partners = names_in(cells["partners"]) if cells.get("partners") else task.partners
    task = replace(
        task,
        partners=tuple(name for name in partners if not _NOBODY.fullmatch(name)),
        due=None if task.due_month or task.due_day else task.due or due_on(f"đến {words}") or due_on(f"trong {words}"),
    )
    if _NOBODY.fullmatch(lead):
        found.loose.append(task)
    else:
        _give(found, lead, replace(task, role=Part.LEAD))


def _give(found: DutyTables, lead: str, task: Task) -> None:
    for at, agency in enumerate(found.agencies):
        if fold(agency.head) == fold(lead):
            found.agencies[at] = replace(agency, tasks=(*agency.tasks, task))
            return
    bodies = names_in(lead)
    found.agencies.append(Agency(None, lead, bodies, tuple(map(kind_of, bodies)), False, (task,), task.lines))


def joined(agencies: list[Agency], from_tables: list[Agency]) -> list[Agency]:
    """The agencies of the text with the duties that tables give them; then those that only tables name."""
    left = {tuple(map(fold, agency.bodies)): agency for agency in from_tables}
    result = []
    for agency in agencies:
        more = left.pop(tuple(map(fold, agency.bodies)), None)
        result.append(replace(agency, tasks=(*agency.tasks, *more.tasks)) if more else agency)
    return [*result, *left.values()]

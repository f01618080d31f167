"""Tables of targets by unit, mostly in an annex: each figure becomes a target of that unit; the total is checked."""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from clb.plans.reading.draft import Bound, Line, Measure, Scope, Target
from clb.plans.reading.passages import split_columns
from clb.plans.reading.quantities import Quantity, value_of, whole
from clb.plans.reading.subjects import Setting, phrase_of, recognised
from clb.plans.reading.targets import Context, Stated, deadline_in
from clb.plans.reading.wording import clean, fold

_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?)\s*%?|-|–|x"
LONGEST_ROW = 300  # characters of a row without column marks; longer lines are text
_VALUE = re.compile(rf"^(?:{_NUMBER})$", re.IGNORECASE)
_TIGHT_ROW = re.compile(
    rf"^(?P<tt>\d{{1,3}})[.)]?\s+(?P<name>[^\d|]\D*?(?:(?:khu phố|ấp|khóm|thôn|phường|quận|tổ|cụm)\s\d{{1,2}})?)"
    rf"\s+(?P<values>(?:{_NUMBER})(?:\s+(?:{_NUMBER}))*)$",
    re.IGNORECASE,
)
_TIGHT_TOTAL = re.compile(
    rf"^(?P<name>(?:tổng|cộng|toàn)\D*?)\s+(?P<values>(?:{_NUMBER})(?:\s+(?:{_NUMBER}))*)$", re.IGNORECASE
)
_TOTAL = re.compile(r"^(?:tổng(?: cộng| số)?|cộng|toàn (?:tỉnh|huyện|xã|thành phố|thị xã))\b")
_ORDINAL = re.compile(r"^(?:stt|tt|số tt|số thứ tự)$")
_HEAD_START = re.compile(
    r"(?<!^)\s(?=(?:Số|Tỷ lệ|Kinh phí|Quỹ|Trong đó|Ghi chú|Năm \d{4}|Tổng|Đơn vị|Tên|Địa phương|Xã)(?!\w))"
)
_HEAD_WORD = re.compile(r"(?<!\w)(?:stt|tt|đơn vị|địa phương|ghi chú|số|tỷ lệ|tên|xã|huyện|năm)(?!\w)")
_YEAR_HEAD = re.compile(r"^(?:năm )?(20\d\d)$")
_SCALES = (("tỷ", 10**9), ("triệu", 10**6), ("nghìn", 10**3), ("ngàn", 10**3), ("1.000", 10**3))
# What a column counts, by its heading; people before clubs: "số thành viên CLB" counts people.
_COLUMN_UNITS: tuple[tuple[str, str, Measure], ...] = (
    (r"%|tỷ lệ", "%", Measure.SHARE),
    (r"đồng|kinh phí|tiền|vốn|quỹ", "đồng", Measure.MONEY_VND),
    (r"thành viên|hội viên", "thành viên", Measure.COUNT),
    (r"người|nct|phụ nữ|nữ", "người", Measure.COUNT),
    (r"câu lạc bộ|clb", "CLB", Measure.COUNT),
    (r"xã", "xã", Measure.COUNT),
)


@dataclass
class Table:
    """Rows of cells with their line numbers; `title` is the text above, `frame` the lines of title and heads."""

    title: str = ""
    heads: list[list[str]] = field(default_factory=list)
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    frame: set[int] = field(default_factory=set)


@dataclass
class TableReading:
    """What the tables gave: targets of units, totals only for comparing, sentences about wrong sums.

    `frame` has the lines of titles, heads, totals and subtotals of the tables that were read.
    """

    stated: list[Stated] = field(default_factory=list)
    totals: list[Stated] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    frame: set[int] = field(default_factory=set)


def take_tables(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Parts the body of a plan into ordinary lines and the rows of tables: two or more columned lines in a row."""
    columned = [len(split_columns(line.text)) >= 3 for line in lines]
    in_table = [
        is_row and (columned[at - 1 : at] == [True] or columned[at + 1 : at + 2] == [True])
        for at, is_row in enumerate(columned)
    ]
    rest = [line for line, row in zip(lines, in_table, strict=True) if not row]
    return rest, [line for line, row in zip(lines, in_table, strict=True) if row]


def read_tables(lines: list[Line], context: Context) -> TableReading:
    """Reads every table among the lines; lines that are no table are left to the caller."""
    reading = TableReading()
    for table in _tables_of(lines):
        _read_table(reading, table, context)
    return reading


def _tables_of(lines: list[Line]) -> list[Table]:
    tables = [Table()]
    for line in lines:
        cells = _cells(line.text)
        if _is_data(cells):
            tables[-1].rows.append((line.number, cells))
            continue
        if tables[-1].rows:
            tables.append(Table())
        tables[-1].frame.add(line.number)
        if len(cells) >= 3 or (_HEAD_WORD.search(fold(line.text)) and re.match(r"s?tt\b", fold(clean(line.text)))):
            tables[-1].heads.append(cells)
        else:
            tables[-1].title = f"{tables[-1].title} {clean(line.text)}".strip()
    return [table for table in tables if table.rows]


def _cells(text: str) -> list[str]:
    cells = split_columns(text)
    if len(cells) >= 3:
        return cells
    if len(text) > LONGEST_ROW:
        return cells
    tight = _TIGHT_ROW.match(clean(text)) or _TIGHT_TOTAL.match(clean(text))
    if tight:
        ordinal = [tight["tt"]] if "tt" in tight.groupdict() else [""]
        return [*ordinal, tight["name"], *re.findall(_NUMBER, tight["values"])]
    return cells


def _is_data(cells: list[str]) -> bool:
    """A row of data names a unit (or a total) and has a figure behind the name."""
    if any(_ORDINAL.match(fold(cell)) for cell in cells):
        return False
    name = _name_at(cells)
    return name is not None and any(_VALUE.match(cell) for cell in cells[name + 1 :]) and not all(
        _YEAR_HEAD.match(fold(cell)) for cell in cells[name + 1 :] if cell
    )  # fmt: skip


def _name_at(cells: list[str]) -> int | None:
    return next(
        (at for at, cell in enumerate(cells) if re.search(r"[^\W\d]{2}", cell) and not _ORDINAL.match(fold(cell))), None
    )


def _read_table(reading: TableReading, table: Table, context: Context) -> None:
    width = max(len(cells) for _, cells in table.rows)
    name_at = _name_at(table.rows[0][1]) or 0
    heads = _column_heads(table, width, name_at)
    first, last = table.rows[0][0], table.rows[-1][0]
    if not any(heads[name_at + 1 :]):
        reading.warnings.append(f"Bảng ở dòng {first} đến {last} không có tên cột nên chưa đọc được.")
        return
    reading.frame |= table.frame
    founds = bool(re.search(r"thành lập|xây dựng|mới", fold(" ".join([table.title, *heads]))))
    deadline = deadline_in(table.title) or context.deadline
    sums: dict[int, Decimal] = {}
    for number, row in table.rows:
        own_at = _name_at(row) or 0
        cells = [""] * min(name_at - own_at, width - len(row)) + row  # a PDF keeps no empty cell before "Tổng cộng"
        name = row[own_at]
        is_total = bool(_TOTAL.match(fold(name)))
        if is_total:
            reading.frame.add(number)
        if not is_total and re.fullmatch(r"[IVX]+", cells[0]):
            reading.frame.add(number)
            continue  # a group's subtotal; its units follow
        for at in range(name_at + 1, min(len(cells), width)):
            column = _column(heads[at], table.title)
            if column is None or not re.match(r"\d", cells[at]):
                continue
            value = whole(value_of(cells[at].rstrip(" %")) * column.scale)
            if is_total:
                _check_total(reading, heads[at], number, value, sums.get(at, Decimal(0)), column)
            elif column.measure != Measure.SHARE:
                sums[at] = sums.get(at, Decimal(0)) + value
            if value:
                target = _target(column, value, name, number, column.deadline or deadline, founds=founds)
                (reading.totals if is_total else reading.stated).append(
                    Stated(_of_whole(target) if is_total else target, True)
                )


def _of_whole(target: Target) -> Target:
    return Target(**{**target.__dict__, "place_name": None})


def _column_heads(table: Table, width: int, name_at: int) -> list[str]:
    """One heading a column, stacked head rows joined; a head in one piece is cut before the words that begin columns."""
    heads = [""] * width
    aligned = [cells for cells in table.heads if len(cells) == width]
    for cells in aligned:
        for at, cell in enumerate(cells):
            spread = cell or (
                cells[at - 1] if at and len(aligned) > 1 and cells is aligned[0] and not heads[at] else ""
            )
            heads[at] = clean(f"{heads[at]} {cell}") if cell else heads[at] or (spread if aligned[-1][at] else "")
    if not aligned and table.heads:
        pieces = _HEAD_START.split(" ".join(clean(" ".join(cells)) for cells in table.heads))
        wanted = width - name_at - 1
        if len(pieces) >= wanted:
            heads[name_at + 1 :] = [clean(piece) for piece in pieces[-wanted:]]
    return heads


@dataclass(frozen=True)
class _Column:
    head: str
    words: str
    unit: str
    measure: Measure
    scale: int
    deadline: date | None


def _column(head: str, title: str) -> _Column | None:
    """What a column counts; a column headed by a year counts what the title says."""
    words = fold(head)
    if not head or words.startswith("ghi chú"):
        return None
    with_title = f"{fold(title)} {words}"
    says_what = any(re.search(pattern, words) for pattern, _, _ in _COLUMN_UNITS)
    for pattern, unit, measure in _COLUMN_UNITS:
        if re.search(pattern, words if says_what else with_title):
            scale = next((scale for word, scale in _SCALES if word in words), 1) if measure == Measure.MONEY_VND else 1
            about = words if says_what and unit != "CLB" else with_title
            return _Column(head, about, unit, measure, scale, deadline_in(head))
    return None


def _check_total(reading: TableReading, head: str, number: int, said: Decimal, added: Decimal, column: _Column) -> None:
    if column.measure != Measure.SHARE and said != added:
        reading.warnings.append(
            f"Dòng {number}: cột “{head}” ghi tổng là {said / column.scale:f} nhưng các đơn vị cộng lại là {added / column.scale:f}."
        )


def _target(column: _Column, value: Decimal, name: str, number: int, deadline: date | None, *, founds: bool) -> Target:
    scope = Scope.EACH_CLUB if re.search(r"(?:mỗi|/) ?(?:câu lạc bộ|clb)", column.words) else Scope.TOTAL
    quantity = Quantity(0, 0, 0, Bound(minimum=value), column.unit, column.measure, True)
    setting = Setting(column.words, "", quantity, scope, founds and column.unit != "CLB", False)
    concept = recognised(setting)
    return Target(
        text=f"{name}: {column.head}: {value / column.scale:f}",
        subject=concept.subject if concept else phrase_of(column.words),
        measure=column.measure,
        unit=column.unit,
        bound=quantity.bound,
        scope=scope,
        of=None,
        parent=None,
        deadline=deadline,
        aspiration=False,
        indicator=concept.indicator if concept else None,
        place_name=name,
        lines=(number,),
    )

"""What a form of a table is: data, not code. Columns over measures, rows, period, heads, foot, notes.

A design is written the same way in the database, in YAML and in JSON; `parse_design` reads all three and says in words
what is wrong. A measure is named by its code: that of an indicator, or `club.…` and `unit.…` for what a row itself is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_COLUMNS = 40
MOST_LINES = 12
_KEY = re.compile(r"[a-z][a-z0-9]{0,11}")


class Rows(TextChoices):
    """What a row of a table is."""

    BELOW = "BELOW", gettext_lazy("Đơn vị ngay bên dưới")
    PROVINCE = "PROVINCE", gettext_lazy("Mọi tỉnh, thành phố bên dưới")
    DISTRICT = "DISTRICT", gettext_lazy("Mọi huyện bên dưới (trước 01/7/2025)")
    COMMUNE = "COMMUNE", gettext_lazy("Mọi xã, phường bên dưới")
    CLUBS = "CLUBS", gettext_lazy("Từng câu lạc bộ")
    PERIODS = "PERIODS", gettext_lazy("Một đơn vị qua các kỳ")


class PeriodKind(TextChoices):
    """How long the period of a table is."""

    MONTH = "MONTH", gettext_lazy("Tháng")
    QUARTER = "QUARTER", gettext_lazy("Quý")
    HALF = "HALF", gettext_lazy("Sáu tháng")
    YEAR = "YEAR", gettext_lazy("Năm")


class Show(TextChoices):
    """Which figure of a measure a column shows."""

    NUMERATOR = "NUMERATOR", gettext_lazy("Số đếm (tử số)")
    DENOMINATOR = "DENOMINATOR", gettext_lazy("Mẫu số")
    SHARE = "SHARE", gettext_lazy("Tỷ lệ phần trăm của tử số trên mẫu số")
    MEAN = "MEAN", gettext_lazy("Bình quân: tử số chia mẫu số")
    TEXT = "TEXT", gettext_lazy("Chữ hoặc ngày (mã, ngày thành lập…)")


class Total(TextChoices):
    """What stands in the row of totals."""

    ADD = "ADD", gettext_lazy("Cộng các dòng")
    RECOMPUTE = "RECOMPUTE", gettext_lazy("Tính lại từ tử số và mẫu số của cả địa bàn")
    NONE = "NONE", gettext_lazy("Để trống")


class Scale(TextChoices):
    """In which unit of money or count a column is written."""

    ONE = "ONE", gettext_lazy("Nguyên số")
    THOUSAND = "THOUSAND", gettext_lazy("Nghìn")
    MILLION = "MILLION", gettext_lazy("Triệu")


class Orientation(TextChoices):
    """How the paper lies."""

    AUTO = "AUTO", gettext_lazy("Tự chọn theo số cột")
    PORTRAIT = "PORTRAIT", gettext_lazy("Dọc")
    LANDSCAPE = "LANDSCAPE", gettext_lazy("Ngang")


SCALES: dict[str, int] = {Scale.ONE: 1, Scale.THOUSAND: 1000, Scale.MILLION: 1_000_000}


class DesignError(ValueError):
    """A design that can't be taken as it is; `reasons` say why, in sentences."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = tuple(reasons)


@dataclass(frozen=True)
class ColumnDesign:
    """One column. `of` is a measure; `over` another by which a share or a mean is divided, instead of its own whole.

    An empty `title` or `unit` takes the measure's. `width` is a share of the others' widths.
    """

    key: str
    of: str
    over: str = ""
    show: str = Show.NUMERATOR
    title: str = ""
    group: str = ""
    unit: str = ""
    scale: str = Scale.ONE
    width: int = 10
    total: str = Total.ADD

    @property
    def is_ratio(self) -> bool:
        """Is it a share or a mean, so that its rows can't be added up?"""
        return self.show in (Show.SHARE, Show.MEAN)


@dataclass(frozen=True)
class Design:
    """A whole form. `head` and `foot` are lines above and below the table, `notes` stand right under it."""

    title: str
    rows: str = Rows.BELOW
    period: str = PeriodKind.YEAR
    orientation: str = Orientation.AUTO
    has_total: bool = True
    is_numbered: bool = True
    head: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()
    source: str = ""
    columns: tuple[ColumnDesign, ...] = ()

    @property
    def is_landscape(self) -> bool:
        """Does the paper lie across? Where nobody said, it does from eight columns on."""
        if self.orientation == Orientation.AUTO:
            return sum(column.width for column in self.columns) + len(self.columns) * 2 > 95
        return self.orientation == Orientation.LANDSCAPE

    def column(self, key: str) -> ColumnDesign | None:
        """The column of that key."""
        return next((column for column in self.columns if column.key == key), None)

    def free_key(self) -> str:
        """A key that no column has yet."""
        taken = {column.key for column in self.columns}
        return next(f"c{n}" for n in range(1, MOST_COLUMNS + 2) if f"c{n}" not in taken)

    def with_column(self, column: ColumnDesign, before: str = "") -> Design:
        """One column more, before that of key `before`, else at the end."""
        at = next((i for i, known in enumerate(self.columns) if known.key == before), len(self.columns))
        return replace(self, columns=(*self.columns[:at], column, *self.columns[at:]))

    def with_changed(self, column: ColumnDesign) -> Design:
        """The column of the same key as told now."""
        return replace(self, columns=tuple(column if c.key == column.key else c for c in self.columns))

    def without(self, key: str) -> Design:
        """One column less."""
        return replace(self, columns=tuple(column for column in self.columns if column.key != key))

    def with_moved(self, key: str, steps: int) -> Design:
        """A column moved to the right by `steps` (to the left below zero), not beyond either end."""
        columns = list(self.columns)
        at = next(i for i, column in enumerate(columns) if column.key == key)
        column = columns.pop(at)
        columns.insert(min(max(at + steps, 0), len(columns)), column)
        return replace(self, columns=tuple(columns))


# --- As data ----------------------------------------------------------------------------------------------------


def design_data(design: Design) -> dict[str, Any]:
    """The design as JSON and YAML hold it; what is as usual is left out."""
    return {**_plain(design, Design(title="")), "columns": [_plain(c, ColumnDesign("", "")) for c in design.columns]}


def _plain(row: Any, usual: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in fields(row):
        value = getattr(row, field.name)
        if field.name != "columns" and (value != getattr(usual, field.name) or field.name in ("title", "key", "of")):
            found[field.name] = (
                list(value) if isinstance(value, tuple) else value if isinstance(value, bool | int) else str(value)
            )
    return found


_CHOICES: dict[str, type[TextChoices]] = {
    "rows": Rows,
    "period": PeriodKind,
    "orientation": Orientation,
    "show": Show,
    "total": Total,
    "scale": Scale,
}
_LENGTHS = {"title": 250, "group": 120, "unit": 40, "of": 60, "over": 60, "source": 300, "key": 12}
Told = TypeVar("Told", Design, ColumnDesign)


def parse_design(data: Any) -> Design:
    """The design that `data` tells. Raises DesignError with every reason why it can't be taken."""
    if not isinstance(data, Mapping):
        raise DesignError([_("Mẫu biểu phải là một bảng khóa và giá trị (YAML hoặc JSON).")])
    reasons: list[str] = []
    told = dict(data)
    columns = told.pop("columns", None) or []
    if not isinstance(columns, list):
        columns, reasons = [], [_("«columns» phải là một danh sách cột.")]
    if len(columns) > MOST_COLUMNS:
        reasons.append(_("Một biểu có nhiều nhất %s cột.") % MOST_COLUMNS)
    parsed: list[ColumnDesign] = []
    for n, row in enumerate(columns[:MOST_COLUMNS], start=1):
        where = _("Cột %s: ") % n
        if not isinstance(row, Mapping):
            reasons.append(where + _("phải là một bảng khóa và giá trị."))
            continue
        row = {"key": f"k{n}", **row}
        column, wrong = _taken(ColumnDesign(str(row["key"]), ""), row)
        reasons += [where + reason for reason in [*wrong, *column_faults(column)]]
        parsed.append(column)
    if len({column.key for column in parsed}) < len(parsed):
        reasons.append(_("Hai cột không được trùng khóa «key»."))
    design, wrong = _taken(Design(title=""), told)
    reasons += wrong
    if not design.title:
        reasons.append(_("Thiếu tên biểu «title»."))
    if reasons:
        raise DesignError(reasons)
    return replace(design, columns=tuple(parsed))


def column_faults(column: ColumnDesign) -> list[str]:
    """What doesn't fit together within one column."""
    faults = []
    if not _KEY.fullmatch(column.key):
        faults.append(_("khóa «key» chỉ gồm chữ thường không dấu và số, dài không quá 12."))
    if not column.of:
        faults.append(_("thiếu chỉ số «of»."))
    if not 2 <= column.width <= 60:
        faults.append(_("độ rộng từ 2 đến 60."))
    if column.is_ratio and column.total == Total.ADD:
        faults.append(_("tỷ lệ và bình quân không cộng được; hãy chọn tính lại hoặc để trống."))
    if column.show == Show.TEXT and column.total != Total.NONE:
        faults.append(_("cột chữ không có số tổng; hãy chọn để trống."))
    if column.over and not column.is_ratio:
        faults.append(_("chỉ tỷ lệ và bình quân mới chia cho chỉ số thứ hai."))
    return faults


def _taken(usual: Told, told: Mapping[Any, Any]) -> tuple[Told, list[str]]:
    """What `told` says over `usual`, and what of it can't be taken."""
    names = {field.name for field in fields(usual)} - {"columns"}
    wrong = [_("không biết «%s».") % str(name)[:40] for name in told if name not in names]
    found: dict[str, Any] = {}
    for name in names & told.keys():
        value, before = told[name], getattr(usual, name)
        if isinstance(before, bool):
            ok = isinstance(value, bool)
        elif isinstance(before, int):
            ok = isinstance(value, int) and not isinstance(value, bool)
        elif isinstance(before, tuple):
            ok = isinstance(value, list) and len(value) <= MOST_LINES and all(isinstance(v, str) for v in value)
            ok = ok and all(len(v) <= 300 and "\x00" not in v for v in value)
            value = tuple(v.strip() for v in value if v.strip()) if ok else value
        else:
            ok = isinstance(value, str) and len(value) <= _LENGTHS.get(name, 40) and "\x00" not in value
            ok = ok and (name not in _CHOICES or value in _CHOICES[name].values)
            value = value.strip() if ok else value
        if ok:
            found[name] = value
        else:
            wrong.append(_("«%s» chưa đúng.") % name)
    return replace(usual, **found), wrong

"""What a column may be over: every indicator of the registry, and what a row itself is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clb.clubs.models import ClubStatus
from clb.kernel.dates import on_day
from clb.places.models import Unit, UnitLink
from clb.places.queries import names_on
from clb.plans.indicators.registry import Indicator, indicators
from clb.tabular.rules.design import ColumnDesign, Design, DesignError, Show

from .ground import Ground, GroundRow, RowKind

Texts = Callable[[Ground], list[str]]


@dataclass(frozen=True)
class Measure:
    """Something that a column can show; `indicator` is None for what a row itself is, `texts` then gives its words."""

    code: str
    what: Any
    unit: str
    definition: Any
    version: int = 1
    indicator: Indicator | None = None
    texts: Texts | None = None

    @property
    def has_whole(self) -> bool:
        """Has it a denominator of its own?"""
        return self.indicator is not None and self.indicator.is_share

    @property
    def is_text(self) -> bool:
        """Is it words or a day?"""
        return self.texts is not None


# --- What a row itself is -----------------------------------------------------------------------------------------


def _codes(ground: Ground) -> list[str]:
    return [row.code for row in ground.rows]


def _above(ground: Ground) -> list[str]:
    """The unit right above each row on the map."""
    seen = ground.place.seen_on(ground.map_on)
    ids = [row.unit for row in ground.rows if row.unit]
    links = UnitLink.objects.filter(on_day(seen), below__in=ids, is_heir=False).exclude(above__level=Unit.Level.CLUB)
    best: dict[int, tuple[int, int]] = {}
    for below, above, level in links.values_list("below", "above", "above__level"):
        rank = Unit(level=level).rank
        if below != above and (below not in best or best[below][0] < rank):
            best[below] = (rank, above)
    names = names_on({above for _rank, above in best.values()}, ground.map_on)
    return [names[best[row.unit][1]] if row.unit in best else "" for row in ground.rows]


def _of_clubs(column: str, shown: Callable[[Any], str]) -> Texts:
    def texts(ground: Ground) -> list[str]:
        rows = [row for row in ground.rows if row.kind == RowKind.CLUB]
        found = dict(ground.chosen.values_list("pk", column)) if rows else {}
        return [shown(found[_only(row)]) if row.kind == RowKind.CLUB else "" for row in ground.rows]

    return texts


def _only(row: GroundRow) -> UUID:
    (club,) = row.clubs
    return club


def _statuses(ground: Ground) -> list[str]:
    rows = ClubStatus.objects.filter(on_day(ground.on), club__in=ground.chosen.order_by().values("pk"))
    words = {code: str(label) for code, label in ClubStatus.Status.choices}
    found = {club: words[status] for club, status in rows.values_list("club", "status")}
    return [found.get(_only(row), "") if row.kind == RowKind.CLUB else "" for row in ground.rows]


def _day(value: Any) -> str:
    return f"{value:%d/%m/%Y}"


_ABOUT = gettext_lazy("của chính dòng ấy, không phải số đếm")
_FACTS = (
    Measure("unit.code", gettext_lazy("Mã đơn vị"), "", _ABOUT, texts=_codes),
    Measure("unit.above", gettext_lazy("Thuộc đơn vị"), "", _ABOUT, texts=_above),
    Measure("club.founded_on", gettext_lazy("Ngày thành lập"), "", _ABOUT, texts=_of_clubs("founded_on", _day)),
    Measure(
        "club.decision", gettext_lazy("Quyết định thành lập"), "", _ABOUT, texts=_of_clubs("founding_decision", str)
    ),
    Measure("club.status", gettext_lazy("Tình trạng câu lạc bộ"), "", _ABOUT, texts=_statuses),
)


def measures() -> Mapping[str, Measure]:
    """Everything that a column may be over, by code."""
    counted = {
        code: Measure(code, one.what, one.unit, one.numerator_text, one.version, one)
        for code, one in indicators().items()
    }
    return {**{fact.code: fact for fact in _FACTS}, **counted}


def unknown_in(design: Design) -> list[str]:
    """In sentences, what of `design` names a measure that there is not, or asks it for what it has not."""
    known, faults = measures(), []
    for n, column in enumerate(design.columns, start=1):
        faults += [_("Cột %(n)s: %(why)s") % {"n": n, "why": why} for why in faults_of(column, known)]
    return faults


def faults_of(column: ColumnDesign, known: Mapping[str, Measure] | None = None) -> list[str]:
    """What of one column does not fit the measures that it names, in sentences."""
    known = measures() if known is None else known
    found, over = known.get(column.of), known.get(column.over) if column.over else None
    if found is None:
        return [_("không có chỉ số «%s».") % column.of]
    if column.over and (over is None or over.is_text):
        return [_("không có chỉ số «%s» để chia.") % column.over]
    if found.is_text != (column.show == Show.TEXT):
        return (
            [_("«%s» là chữ, hãy chọn cách hiện là chữ.") % found.what]
            if found.is_text
            else [_("«%s» là số đếm, không hiện như chữ được.") % found.what]
        )
    if not found.is_text and not column.over and column.show != Show.NUMERATOR and not found.has_whole:
        return [_("«%s» không có mẫu số; hãy chọn thêm chỉ số để chia.") % found.what]
    return []


def check_design(design: Design) -> None:
    """Raises DesignError where a column names a measure that there is not."""
    if faults := unknown_in(design):
        raise DesignError(faults)

"""What the sums of a year's stages say. Pure; whole đồng throughout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Self

from django.utils.translation import gettext_lazy as _

STATE_LEVELS = ("CENTRAL", "PROVINCE", "DISTRICT", "COMMUNE")
OTHER = "OTHER"
BUDGET_LEVELS = {
    "CENTRAL": _("Trung ương"),
    "PROVINCE": _("Cấp tỉnh"),
    "DISTRICT": _("Cấp huyện"),
    "COMMUNE": _("Cấp xã"),
    OTHER: _("Nguồn hợp pháp khác (ngoài ngân sách)"),
}


def level_of(source: str) -> str:
    """The level of the state budget that a source is, else `OTHER`."""
    return source if source in STATE_LEVELS else OTHER


@dataclass(frozen=True)
class Figures:
    """One row of every table. All whole đồng; sums of rows are sums of each figure.

    given: from above in the year. brought: carried over from the year before. allocated: in the year, adjustments
    and cancelled money of no line counted, brought money not. released: paid out, by voucher. settled: spent as the
    year's settlement says. paid_back: released and not spent. cancelled: allocated and never released, or never
    allocated. carried: to the next year.
    """

    asked_vnd: int = 0
    approved_vnd: int = 0
    given_vnd: int = 0
    brought_vnd: int = 0
    allocated_vnd: int = 0
    unallocated_vnd: int = 0
    left_vnd: int = 0
    released_vnd: int = 0
    settled_vnd: int = 0
    paid_back_vnd: int = 0
    cancelled_vnd: int = 0
    carried_vnd: int = 0

    @classmethod
    def of_stages(cls, stages: Mapping[str, int], *, is_of_line: bool) -> Self:
        """From what stands in each stage; `is_of_line` False for money that was never allocated."""
        at = {stage: stages.get(stage, 0) for stage in _ALL}
        released = at["RELEASED"] + at["SPENT"] + at["PAID_BACK"]
        ever = at["ALLOCATED"] + released + at["CANCELLED"] + at["CARRIED"]
        return cls(
            given_vnd=at["GIVEN"],
            brought_vnd=at["BROUGHT"],
            allocated_vnd=ever - at["BROUGHT"] if is_of_line else 0,
            unallocated_vnd=at["UNALLOCATED"],
            left_vnd=at["ALLOCATED"],
            released_vnd=released,
            settled_vnd=at["SPENT"],
            paid_back_vnd=at["PAID_BACK"],
            cancelled_vnd=at["CANCELLED"],
            carried_vnd=at["CARRIED"],
        )

    def __add__(self, other: Figures) -> Figures:
        return Figures(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(Figures)})

    @property
    def had_vnd(self) -> int:
        """What could be spent: brought over and allocated."""
        return self.brought_vnd + self.allocated_vnd

    @property
    def returned_vnd(self) -> int:
        """Paid back or cancelled."""
        return self.paid_back_vnd + self.cancelled_vnd

    @property
    def is_empty(self) -> bool:
        """Nothing was ever asked, given or moved."""
        return not any(getattr(self, f.name) for f in fields(Figures))


_ALL = (
    *("GIVEN", "BROUGHT", "UNALLOCATED", "ALLOCATED", "RELEASED"),
    *("SPENT", "PAID_BACK", "CANCELLED", "CARRIED"),
)


@dataclass(frozen=True)
class Shares:
    """Two counts of đồng of which a share is told, never as a bare ratio."""

    part_vnd: int
    whole_vnd: int

    @property
    def percent(self) -> float | None:
        """In per cent, None where there is nothing to be a part of."""
        return 100 * self.part_vnd / self.whole_vnd if self.whole_vnd else None

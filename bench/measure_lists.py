"""What the run of a list is held against: every table's count, each month's sums, and the bars of time and memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

DRY_RUN_SECONDS, PEAK_MB = 20, 400


@dataclass
class Told:
    """The figures of one run, printed as they come."""

    rows: int
    database: str
    size: int
    kinds: int
    figures: dict[str, float] = field(default_factory=dict)
    peak_mb: float = 0

    def __post_init__(self) -> None:
        print(f"Nhập {self.rows} dòng từ xlsx ({self.size / 1e6:.1f} MB, {self.kinds} kiểu lỗi), {self.database}:")

    def say(self, what: str, seconds: float, peak_kb: int = 0) -> None:
        """Print a step's time, and the memory so far."""
        self.figures[what] = seconds
        self.peak_mb = max(self.peak_mb, peak_kb / 1024)
        print(f"  {what}: {seconds:.1f} giây" + (f", bộ nhớ cao nhất {self.peak_mb:.0f} MB" if peak_kb else ""))

    @property
    def is_within(self) -> bool:
        """Were the bars kept?"""
        return self.figures["kiểm tra thử"] < DRY_RUN_SECONDS and self.peak_mb < PEAK_MB


def counts() -> dict[str, Any]:
    """Rows of every table of ours but journal and lists, and the sums that the roll-ups read."""
    from django.apps import apps  # noqa: PLC0415 -- app ready
    from django.db.models import Sum  # noqa: PLC0415 -- app ready

    from clb.members.models import ClubMonth  # noqa: PLC0415 -- app ready

    ours = [m for m in apps.get_models() if m.__module__.startswith("clb.")]
    found = {m.__name__: m._base_manager.count() for m in ours if m.__name__ != "Act" and "Sheet" not in m.__name__}
    names = ("members", "women", "older_60", "older_55", "poor", "near_poor", "hardship")
    rows = ClubMonth.objects.order_by("month_end").values("month_end")
    return found | {"months": list(rows.annotate(**{f"sum_{name}": Sum(name) for name in names}))}


def same(batch: Any, plants: Any) -> bool:
    """Are the faults named just those planted, by row, column and reason?"""
    named = [(f.row, f.title, f.reason) for f in batch.faults.order_by("row", "column")]
    wanted = {(p.row, p.title) for p in plants}
    for row, title, reason in named:
        if (row, title) not in wanted:
            print(f"    thừa: dòng {row}, {title}: {reason}")
    if len(named) != len(plants):
        return False
    pairs = zip(named, plants, strict=True)
    wrong = [(p, told) for told, p in pairs if told[:2] != (p.row, p.title) or p.reason not in told[2]]
    for plant, told in wrong:
        print(f"    sai: {plant} ↔ {told}")
    return not wrong

"""A district's budget made through the commands that people use."""

from __future__ import annotations

from datetime import date
from typing import Any

from clb.access.models import Assignment, User
from clb.access.roles import Role
from clb.budget import commands as verbs
from clb.budget.models import BudgetAccount, BudgetLine, BudgetPeriod, BudgetYear, Stage
from clb.kernel.commands import Command, Outcome, run
from clb.places.models import Unit
from conftest import BEGIN, Cast, make_user

LINES = (
    ("Tập huấn ban chủ nhiệm", "TRAINING", "ASSOCIATION", "lớp", 10_000_000),
    ("Tài liệu, sổ sách", "TRAINING", "ASSOCIATION", "bộ", 200_000),
    ("Hỗ trợ quỹ ban đầu", "START_SUPPORT", "ASSOCIATION", "câu lạc bộ", 20_000_000),
    ("Hỗ trợ sinh hoạt", "ACTIVITY", "COMMUNE", "câu lạc bộ", 3_000_000),
    ("Khám sức khỏe", "HEALTH", "HEALTH", "đợt", 6_000_000),
    ("Tập huấn chăm sóc tại nhà", "TRAINING", "HEALTH", "lớp", 8_000_000),
    ("Phát thanh, tin bài", "COMMUNICATION", "CULTURE", "tin", 300_000),
    ("Giám sát hằng năm", "SUPERVISION", "ASSOCIATION", "đợt", 5_000_000),
    ("Giám sát của Mặt trận", "SUPERVISION", "FRONT", "đợt", 2_000_000),
    ("Sơ kết, tổng kết", "REVIEW", "ASSOCIATION", "hội nghị", 15_000_000),
    ("Tham quan mô hình", "EXCHANGE", "ASSOCIATION", "chuyến", 12_000_000),
    ("Chúc thọ, mừng thọ", "LONGEVITY", "LABOUR", "người", None),
)


def act(command: Command, by: User, **data: Any) -> Any:
    """One act that must succeed."""
    outcome = run(command, by=by, data=data)
    assert outcome.status == "done", (command.name, outcome.errors)
    return outcome.result


def tried(command: Command, by: User, **data: Any) -> Outcome:
    """One act that may be refused."""
    return run(command, by=by, data=data)


class Budget:
    """A three-year period of the province of the cast with its lines, worked by its finance office (tai)."""

    def __init__(self, cast: Cast, *, first: int = 2023, last: int = 2025, lines: int = 12) -> None:
        self.cast, self.tai, self.dung = cast, cast.tai, cast.dung
        told = {"place": cast.province.key, "name": "Kinh phí Đề án", "first_year": first, "last_year": last}
        self.period: BudgetPeriod = act(verbs.OPEN_PERIOD, self.tai, **told)
        self.years: dict[int, BudgetYear] = {row.year: row for row in self.period.years.all()}
        names = ("name", "kind", "agency", "measure", "norm_vnd")
        for line in LINES[:lines]:
            data = {k: v for k, v in zip(names, line, strict=True) if v is not None}
            act(verbs.SET_LINE, self.tai, period=self.period.pk, **data)
        self.lines: list[BudgetLine] = list(self.period.lines.all())

    def given(self, year: int, on: str = "", **sources: int) -> dict[str, Any]:
        rows = [{"source": source, "amount_vnd": vnd} for source, vnd in sources.items()]
        return {"year": self.years[year].pk, "number": "1/QĐ", "decided_on": on or f"02/01/{year}", "rows": rows}

    def give(self, year: int, on: str = "", **sources: int) -> Any:
        return act(verbs.GIVE_BUDGET, self.tai, **self.given(year, on, **sources))

    def cells(self, year: int, *cells: tuple[int, Unit, str, int], on: str = "") -> dict[str, Any]:
        """Rows of line number (from 1), unit, source, whole đồng."""
        rows = [
            {"key": f"n{i}", "line": self.lines[n - 1].pk, "unit": unit.key, "source": source, "amount_vnd": vnd}
            for i, (n, unit, source, vnd) in enumerate(cells, 1)
        ]
        return {"year": self.years[year].pk, "number": "2/QĐ", "decided_on": on or f"05/01/{year}", "rows": rows}

    def allocate(self, year: int, *cells: tuple[int, Unit, str, int], on: str = "") -> Any:
        return act(verbs.ALLOCATE_MONEY, self.tai, **self.cells(year, *cells, on=on))

    def adjust(self, year: int, *cells: tuple[int, Unit, str, int], on: str = "") -> Any:
        data = self.cells(year, *cells, on=on or f"01/06/{year}") | {"reason": "Điều chỉnh (mẫu)"}
        return act(verbs.ADJUST_ALLOCATION, self.tai, **data)

    def cell(self, year: int, n: int, unit: Unit, source: str) -> BudgetAccount:
        line = self.lines[n - 1]
        rows = BudgetAccount.objects.filter(year=self.years[year], stage=Stage.ALLOCATED, source=source)
        return rows.get(line=line, unit=unit)

    def paid(self, year: int, n: int, unit: Unit, source: str, vnd: int, on: str = "") -> dict[str, Any]:
        about = {"number": f"CT {vnd}", "payee": "Nơi nhận", "purpose": "Chi (mẫu)", "amount_vnd": vnd}
        return {"cell": self.cell(year, n, unit, source).pk, "released_on": on or f"01/07/{year}", **about}

    def release(self, year: int, n: int, unit: Unit, source: str, vnd: int, on: str = "") -> Any:
        return act(verbs.RELEASE_MONEY, self.tai, **self.paid(year, n, unit, source, vnd, on))

    def settled(self, year: int, rows: list[dict[str, Any]] | None = None, on: str = "") -> dict[str, Any]:
        day = on or f"15/01/{year + 1}"
        return {"year": self.years[year].pk, "number": "9/QT", "settled_on": day, "rows": rows or []}

    def settle(self, year: int, rows: list[dict[str, Any]] | None = None) -> Any:
        return act(verbs.SETTLE_YEAR, self.tai, **self.settled(year, rows))

    def approve(self, document: Any) -> Any:
        on = date(document.year.year + 1, 2, 1)
        return act(verbs.APPROVE_SETTLEMENT, self.dung, document=document.pk, number="10/QĐ", approved_on=on)


def office(name: str, role: Role, unit: Unit) -> User:
    """Somebody of an agency at a unit."""
    return make_user(name, role, unit)


def holds_only(user: User, role: Role, unit: Unit) -> User:
    """The same person with one office only."""
    user.assignments.all().delete()
    Assignment.objects.create(user=user, role=role, unit=unit, from_on=BEGIN)
    return user

"""The demo's money of the state: three years of the former district, twelve lines, two adjustments, a unit's heir.

Sums, norms and numbers of decisions are made up; no text that sets them for the district was found.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from clb.access.models import User
from clb.access.roles import Role
from clb.budget import commands as verbs
from clb.budget.models import BudgetAccount, BudgetLine, BudgetPeriod, BudgetYear
from clb.clubs.models import Club
from clb.fund.queries import START_FUND
from clb.kernel.commands import run
from clb.ledger.models import Entry
from clb.plans.models import Plan

from .build import act

M = 1_000_000
DISTRICT = "870"
# number, name, kind, agency, measure, norm, source, quantity a year
LINES: tuple[tuple[str, str, str, str, int, str, int], ...] = (
    ("Tập huấn ban chủ nhiệm", "TRAINING", "ASSOCIATION", "lớp", 12 * M, "DISTRICT", 2),
    ("Tài liệu, sổ sách câu lạc bộ", "TRAINING", "ASSOCIATION", "bộ", 350_000, "DISTRICT", 12),
    ("Hỗ trợ quỹ ban đầu câu lạc bộ mới", "START_SUPPORT", "ASSOCIATION", "câu lạc bộ", 20 * M, "PROVINCE", 1),
    ("Hỗ trợ sinh hoạt câu lạc bộ", "ACTIVITY", "COMMUNE", "câu lạc bộ", 2 * M, "COMMUNE", 8),
    ("Khám sức khỏe định kỳ", "HEALTH", "HEALTH", "đợt", 9 * M, "DISTRICT", 2),
    ("Tập huấn chăm sóc tại nhà", "TRAINING", "HEALTH", "lớp", 8 * M, "ELDERCARE", 1),
    ("Phát thanh, tin bài, phóng sự", "COMMUNICATION", "CULTURE", "tin", 400_000, "DISTRICT", 24),
    ("Giám sát, kiểm tra hằng năm", "SUPERVISION", "ASSOCIATION", "đợt", 6 * M, "DISTRICT", 2),
    ("Giám sát của Mặt trận và đoàn thể", "SUPERVISION", "FRONT", "đợt", 4 * M, "DISTRICT", 1),
    ("Sơ kết, tổng kết", "REVIEW", "ASSOCIATION", "hội nghị", 18 * M, "DISTRICT", 1),
    ("Tham quan, trao đổi kinh nghiệm", "EXCHANGE", "ASSOCIATION", "chuyến", 15 * M, "SECURITY", 1),
    ("Chúc thọ, mừng thọ", "LONGEVITY", "LABOUR", "người", 500_000, "PROVINCE", 60),
)
COMMUNE_LINE, START_LINE, REVIEW_LINE = 3, 2, 9
OLD_COMMUNES = ("C29992.cu", "C29977.cu")
HEIRS = {"C29992.cu": "C29992.2025", "C29977.cu": "C29978.2025"}


class _Book:
    """What a year's demo is made with."""

    def __init__(self, by: User, plan: Plan) -> None:
        self.by = by
        self.finance = User.objects.get(username="taichinh")
        told = {"place": DISTRICT, "name": "Kinh phí thực hiện Đề án (mẫu)", "first_year": 2023, "last_year": 2025}
        more = {"plan": plan.pk, "second_from_vnd": 100 * M}
        self.period: BudgetPeriod = act(verbs.OPEN_PERIOD, self.finance, **told, **more).result
        for name, kind, agency, measure, norm, _source, _n in LINES:
            line = {"name": name, "kind": kind, "agency": agency, "measure": measure, "norm_vnd": norm}
            act(verbs.SET_LINE, self.finance, period=self.period.pk, **line)
        self.lines: list[BudgetLine] = list(self.period.lines.all())
        self.number = 0

    def sign(self) -> str:
        self.number += 1
        return f"{self.number:02}/QĐ (mẫu)"

    def row(self, key: str, line: int, unit: str, source: str, vnd: int) -> dict[str, Any]:
        return {"key": key, "line": self.lines[line].pk, "unit": unit, "source": source, "amount_vnd": vnd}

    def decide(self, command: Any, year: BudgetYear, on: date, rows: list[dict[str, Any]], **more: Any) -> None:
        told = {"year": year.pk, "number": self.sign(), "decided_on": on, "rows": rows}
        act(command, self.finance, **told, **more)

    def release(self, year: BudgetYear, line: int, unit: str, vnd: int, on: date, payee: str) -> Any:
        cells = BudgetAccount.objects.filter(year=year, stage="ALLOCATED", line=self.lines[line], unit__key=unit)
        about = {"number": f"CT{self.number:03}/{year.year % 100}", "payee": payee, "purpose": LINES[line][0]}
        self.number += 1
        cell = cells.get()
        return act(verbs.RELEASE_MONEY, self.finance, cell=cell.pk, amount_vnd=vnd, released_on=on, **about).result


def build_budget(by: User, clubs: list[Club], plan: Plan) -> None:
    """Three years: 2023 and 2024 settled and approved, 2025 with the heirs of its communes, still open."""
    book = _Book(by, plan)
    by_name = {club.name: club for club in clubs}
    new = {2023: by_name["CLB Thường Lạc (mẫu)"], 2024: by_name["CLB Thường Thới Hậu A (mẫu)"]}
    for year in book.period.years.order_by("year"):
        _plan_of_year(book, year, new.get(year.year))
        _work_of_year(book, year, new.get(year.year))
    _link(book, new[2023])


def _plan_of_year(book: _Book, year: BudgetYear, club: Club | None) -> None:
    """Estimates, what is given, allocation."""
    before, rows = date(year.year - 1, 10, 5), list[dict[str, Any]]()
    for agency in ("ASSOCIATION", "HEALTH"):
        rows = [
            {"key": f"n{i}", "line": line.pk, "source": told[5], "quantity": told[6] + (agency == "HEALTH"), "note": ""}
            for i, (line, told) in enumerate(zip(book.lines, LINES, strict=True))
            if told[2] == agency
        ]
        who = User.objects.get(username={"ASSOCIATION": "hoi", "HEALTH": "yte"}[agency])
        asked = {"year": year.pk, "unit_key": DISTRICT, "agency": agency, "rows": rows}
        estimate = act(verbs.WRITE_ESTIMATE, who, **asked).result
        act(verbs.SUBMIT_ESTIMATE, who, estimate=estimate.pk, submitted_on=before)
        cut = [
            {"row": str(r.pk), "agreed_vnd": r.asked_vnd - r.norm_vnd, "cut_because": "Theo khả năng ngân sách (mẫu)"}
            for r in estimate.rows.all()
            if agency == "HEALTH"
        ]
        day = date(year.year - 1, 10, 25)
        act(verbs.REVIEW_ESTIMATE, book.finance, estimate=estimate.pk, reviewed_on=day, rows=cut)
        if year.year < 2025 or agency == "HEALTH":
            told = {"decision_number": book.sign(), "approved_on": date(year.year - 1, 12, 10)}
            act(verbs.APPROVE_ESTIMATE, book.by, estimate=estimate.pk, **told)
    sums = {"DISTRICT": 100 * M, "PROVINCE": 50 * M, "COMMUNE": 16 * M, "ELDERCARE": 8 * M, "SECURITY": 15 * M}
    given = [{"source": source, "amount_vnd": vnd} for source, vnd in sums.items()]
    book.decide(verbs.GIVE_BUDGET, year, date(year.year - 1, 12, 15), given)
    rows = []
    for i, (_name, _kind, _agency, _measure, norm, source, quantity) in enumerate(LINES):
        if i == COMMUNE_LINE:
            rows += [book.row(f"x{c}", i, unit, source, norm * 4) for c, unit in enumerate(OLD_COMMUNES)]
        elif i != START_LINE:
            rows.append(book.row(f"n{i}", i, DISTRICT, source, norm * quantity))
        elif club is not None:
            rows.append(book.row("clb", i, club.unit.key, source, 20 * M))
    book.decide(verbs.ALLOCATE_MONEY, year, date(year.year - 1, 12, 20), rows)


def _work_of_year(book: _Book, year: BudgetYear, club: Club | None) -> None:
    """Vouchers, a refused overspend, adjustments; the settlement of what is over."""
    y = year.year
    for i, (_name, _kind, agency, _measure, norm, _source, quantity) in enumerate(LINES):
        if i in (COMMUNE_LINE, START_LINE):
            continue
        share = norm * quantity - (norm // 4 if i % 3 == 0 else 0)
        book.release(year, i, DISTRICT, share, date(y, 3 + i % 4, 10 + i), f"{Role(agency).label} (mẫu)")
    for unit in OLD_COMMUNES:
        book.release(year, COMMUNE_LINE, unit, 5 * M, date(y, 4, 2), "Ủy ban nhân dân xã (mẫu)")
    if club is not None:
        book.release(year, START_LINE, club.unit.key, 20 * M, max(date(y, 3, 1), club.founded_on), club.name)
    if y == 2025:
        for old, heir in HEIRS.items():
            told = {"unit_key": old, "heir_key": heir, "number": book.sign(), "decided_on": date(2025, 7, 10)}
            act(verbs.TAKE_OVER_MONEY, book.finance, year=year.pk, **told)
        return
    cell = BudgetAccount.objects.get(year=year, stage="ALLOCATED", line=book.lines[REVIEW_LINE])
    over = {"cell": cell.pk, "amount_vnd": 6 * M, "released_on": date(y, 11, 20), "payee": "Hội (mẫu)"}
    told = {"number": "CT", "purpose": "Tổng kết"}
    assert run(verbs.RELEASE_MONEY, by=book.finance, data={**over, **told}, channel="demo").status == "rejected"
    moved = [
        book.row("n1", REVIEW_LINE, DISTRICT, "DISTRICT", 3 * M),
        book.row("n2", 0, DISTRICT, "DISTRICT", -3 * M),
    ]
    why = {"reason": "Tăng kinh phí tổng kết, giảm tập huấn (mẫu)"}
    book.decide(verbs.ADJUST_ALLOCATION, year, date(y, 11, 21), moved, **why)
    book.release(year, REVIEW_LINE, DISTRICT, 3 * M, date(y, 11, 25), "Ban Đại diện Hội Người cao tuổi (mẫu)")
    _settle(book, year)


def _settle(book: _Book, year: BudgetYear) -> None:
    """A little is paid back, the communes' rest goes on to the next year."""
    y = year.year
    cells = BudgetAccount.objects.filter(year=year, stage="ALLOCATED")
    rows = [
        {"cell": str(cell.pk), "spent_vnd": 5 * M, "carried_vnd": 3 * M}
        for cell in cells.filter(line=book.lines[COMMUNE_LINE])
    ]
    health = cells.get(line=book.lines[4])
    rows.append({"cell": str(health.pk), "spent_vnd": 17_250_000, "carried_vnd": 0})
    told = {"year": year.pk, "number": f"{y}/QT (mẫu)", "settled_on": date(y + 1, 1, 20), "rows": rows}
    document = act(verbs.SETTLE_YEAR, book.finance, **told).result
    signed = {"number": book.sign(), "approved_on": date(y + 1, 3, 1)}
    act(verbs.APPROVE_SETTLEMENT, book.by, document=document.pk, **signed)


def _link(book: _Book, club: Club) -> None:
    """The club of 2023 wrote down what it got, with other state money in one entry: the two books differ."""
    entry = Entry.objects.get(kind=START_FUND, book__club_book__club=club)
    released = book.period.years.get(year=2023).documents.get(kind="RELEASE", reason=LINES[START_LINE][0])
    act(verbs.LINK_CLUB_RECEIPT, book.finance, document=released.pk, entry=entry.pk)

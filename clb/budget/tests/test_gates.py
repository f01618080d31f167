"""What is refused, and where it is said; what is done twice, taken back, taken over."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from clb.access.roles import Role
from clb.budget import commands as verbs
from clb.budget.models import BudgetDocument, EstimateRow
from clb.budget.queries import facts_of, open_cells, table
from clb.budget.queries.longevity import gift_vnd
from clb.kernel.commands import run
from clb.kernel.models import Act
from clb.places.services import found_unit
from clb.seconds.models import Proposal
from conftest import make_cast, make_user

from .sample import Budget, act, tried

M = 1_000_000
TODAY = date(2026, 3, 1)


@pytest.fixture(scope="module")
def budget_once(stored_once: Path) -> Budget:
    budget = Budget(make_cast(), first=2024, last=2025, lines=5)
    p = budget.cast.province
    budget.give(2024, PROVINCE=50 * M)
    budget.allocate(2024, (1, p, "PROVINCE", 10 * M), (2, p, "PROVINCE", 20 * M))
    budget.release(2024, 1, p, "PROVINCE", 4 * M, "01/03/2024")
    return budget


@pytest.fixture
def budget(budget_once: Budget, db: None) -> Budget:
    return budget_once


def test_what_is_refused_and_beside_what(budget: Budget) -> None:
    b, p, xa = budget, budget.cast.province, budget.cast.xa
    over = "Vượt số được giao từ Ngân sách tỉnh: cần 30.000.000 đồng, chỉ còn 20.000.000 đồng chưa phân bổ."
    left = "Vượt số đã phân bổ: cần 7.000.000 đồng, chỉ còn 6.000.000 đồng. Hãy điều chỉnh phân bổ trước."
    cut = "Vượt số đã phân bổ: cần 9.000.000 đồng, chỉ còn 6.000.000 đồng. Hãy điều chỉnh phân bổ trước."
    beside = b.cells(2024, (1, b.cast.beside, "PROVINCE", 1))
    twice = b.cells(2024, (1, p, "PROVINCE", 1), (1, p, "PROVINCE", 2))
    paid = b.paid(2024, 1, p, "PROVINCE", 1)
    early, later = {"released_on": "31/12/2023"}, {"released_on": "01/01/2090"}
    told_early = "Ngày này trước năm ngân sách 2024: sớm nhất là 01/01/2024."
    nowhere = "Không có đơn vị này trong địa bàn. Hãy chọn trong danh sách gợi ý."
    double, nothing = "Nội dung, đơn vị, nguồn này có hai lần.", "Số tiền phải lớn hơn 0."
    less = {**b.cells(2024, (1, p, "PROVINCE", -9 * M)), "reason": "x"}
    cases = [
        (verbs.ALLOCATE_MONEY, b.cells(2024, (3, xa, "PROVINCE", 30 * M)), {"rows.n1.amount_vnd": [over]}),
        (verbs.ALLOCATE_MONEY, b.cells(2024, (3, xa, "PROVINCE", 0)), {"rows.n1.amount_vnd": [nothing]}),
        (verbs.ALLOCATE_MONEY, beside, {"rows.n1.unit": [nowhere]}),
        (verbs.ALLOCATE_MONEY, twice, {"rows.n2.line": [double]}),
        (verbs.RELEASE_MONEY, b.paid(2024, 1, p, "PROVINCE", 7 * M), {"amount_vnd": [left]}),
        (verbs.RELEASE_MONEY, {**paid, **early}, {"released_on": [told_early]}),
        (verbs.RELEASE_MONEY, {**paid, **later}, {"released_on": ["Ngày không được ở tương lai."]}),
        (verbs.ADJUST_ALLOCATION, less, {"rows.n1.amount_vnd": [cut]}),
        (verbs.SETTLE_YEAR, b.settled(2024, on="30/12/2024"), {"settled_on": ["Năm 2024 chưa hết vào ngày ấy."]}),
        (verbs.SETTLE_YEAR, b.settled(2025), {"__all__": ["Hãy quyết toán năm 2024 trước."]}),
    ]  # fmt: skip
    found = [tried(command, b.tai, **data).errors for command, data, _told in cases]
    assert found == [told for _command, _data, told in cases]


def test_an_overspend_passes_after_an_adjustment_and_a_second_click_changes_nothing(budget: Budget) -> None:
    b, p, id = budget, budget.cast.province, uuid4()
    wanted = b.paid(2024, 1, p, "PROVINCE", 7 * M)
    assert tried(verbs.RELEASE_MONEY, b.tai, **wanted).status == "rejected"
    b.adjust(2024, (1, p, "PROVINCE", 1 * M), (2, p, "PROVINCE", -1 * M))
    assert [run(verbs.RELEASE_MONEY, by=b.tai, data=wanted, id=id).status for _i in range(2)] == ["done", "already"]
    left = {c.cell.line.number: c.left_vnd for c in open_cells(b.years[2024], TODAY) if c.cell.line}
    assert left == {1: 0, 2: 19 * M}
    assert "Nơi nhận" not in str(Act.objects.get(pk=id).data)


def test_what_was_written_wrong_is_reversed_once_and_not_when_its_money_went_on(budget: Budget) -> None:
    b = budget
    allocation = BudgetDocument.objects.get(kind="ALLOCATION")
    gone = tried(verbs.TAKE_BACK_DOCUMENT, b.tai, document=allocation.pk, reason="nhầm")
    assert gone.status == "rejected"
    release = BudgetDocument.objects.get(kind="RELEASE")
    act(verbs.TAKE_BACK_DOCUMENT, b.tai, document=release.pk, reason="nhầm")
    assert table([b.years[2024]], "nam", TODAY).total.released_vnd == 0
    again = tried(verbs.TAKE_BACK_DOCUMENT, b.tai, document=release.pk, reason="nhầm")
    assert again.errors == {"__all__": ["Chứng từ này đã được đảo."]}
    act(verbs.TAKE_BACK_DOCUMENT, b.tai, document=allocation.pk, reason="nhầm")
    assert table([b.years[2024]], "nguon", TODAY).total.unallocated_vnd == 50 * M


def test_a_settlement_locks_carries_and_is_taken_back_with_what_it_carried(budget: Budget) -> None:
    b, p = budget, budget.cast.province
    cell = b.cell(2024, 2, p, "PROVINCE")
    too_much = b.settled(2024, [{"cell": str(cell.pk), "spent_vnd": 1, "carried_vnd": 21 * M}])
    assert set(tried(verbs.SETTLE_YEAR, b.tai, **too_much).errors) == {
        f"rows.{cell.pk}.spent_vnd",
        f"rows.{cell.pk}.carried_vnd",
    }
    document = b.settle(2024, [{"cell": str(cell.pk), "spent_vnd": 0, "carried_vnd": 15 * M}])
    year = table([b.years[2024]], "nam", TODAY).total
    assert (year.settled_vnd, year.cancelled_vnd, year.carried_vnd) == (4 * M, 6 * M + 5 * M + 20 * M, 15 * M)
    assert table([b.years[2025]], "nam", TODAY).total.brought_vnd == 15 * M
    locked = tried(verbs.GIVE_BUDGET, b.tai, **b.given(2024, PROVINCE=1)).errors["__all__"]
    assert locked == ["Năm 2024 đã quyết toán và khóa. Muốn ghi thêm, hãy đảo quyết toán năm ấy trước."]
    act(verbs.TAKE_BACK_DOCUMENT, b.tai, document=document.pk, reason="tính lại")
    assert table([b.years[2025]], "nam", TODAY).total.brought_vnd == 0
    again = b.settle(2024, [{"cell": str(cell.pk), "spent_vnd": 0, "carried_vnd": 15 * M}])
    b.release(2025, 2, p, "PROVINCE", 15 * M)
    used = tried(verbs.TAKE_BACK_DOCUMENT, b.tai, document=again.pk, reason="tính lại")
    assert used.status == "rejected"
    b.approve(again)
    fixed = tried(verbs.TAKE_BACK_DOCUMENT, b.tai, document=again.pk, reason="tính lại").errors
    assert fixed == {"__all__": ["Quyết toán này đã được phê duyệt, không đảo được nữa."]}


def test_an_heir_takes_over_the_open_money_of_a_unit_that_ended(budget: Budget) -> None:
    b, cast = budget, budget.cast
    heir = found_unit(key="C9", level="COMMUNE", name="Xã Mới", parent=cast.province, from_on=date(2024, 7, 1))
    b.allocate(2024, (3, cast.xb, "PROVINCE", 5 * M))
    b.release(2024, 3, cast.xb, "PROVINCE", 2 * M, "01/06/2024")
    cast.xb.until_on, cast.xb.heir = date(2024, 6, 30), heir
    cast.xb.save()
    late = tried(verbs.RELEASE_MONEY, b.tai, **b.paid(2024, 3, cast.xb, "PROVINCE", 1, "02/07/2024"))
    assert "đơn vị kế thừa" in late.errors["__all__"][0]
    told = {"year": b.years[2024].pk, "unit_key": "C2", "number": "7/QĐ", "decided_on": "05/07/2024"}
    assert tried(verbs.TAKE_OVER_MONEY, b.tai, **told, heir_key="C1").status == "rejected"
    act(verbs.TAKE_OVER_MONEY, b.tai, **told, heir_key="C9")
    facts = {f.unit: f.figures for f in facts_of([b.years[2024]], TODAY) if f.unit in (cast.xb.pk, heir.pk)}
    assert facts[cast.xb.pk].is_empty
    assert (facts[heir.pk].allocated_vnd, facts[heir.pk].released_vnd, facts[heir.pk].left_vnd) == (5 * M, 2 * M, 3 * M)
    b.release(2024, 3, heir, "PROVINCE", 3 * M, "06/07/2024")


def test_an_estimate_goes_its_way_and_each_step_is_its_holders(budget: Budget) -> None:
    b, cast = budget, budget.cast
    health = make_user("yte", Role.HEALTH, cast.province)
    rows = [{"key": "n1", "line": b.lines[4].pk, "source": "PROVINCE", "quantity": 3, "norm_vnd": None, "note": ""}]
    asked = {"year": b.years[2025].pk, "unit_key": "P1", "agency": "HEALTH", "rows": rows}
    assert "agency" in tried(verbs.WRITE_ESTIMATE, cast.hoi, **asked).errors
    other = [{**rows[0], "line": b.lines[0].pk}]
    assert list(tried(verbs.WRITE_ESTIMATE, health, **{**asked, "rows": other}).errors) == ["rows.n1.line"]
    estimate = act(verbs.WRITE_ESTIMATE, health, **asked)
    assert act(verbs.WRITE_ESTIMATE, health, **asked).pk == estimate.pk
    act(verbs.SUBMIT_ESTIMATE, health, estimate=estimate.pk, submitted_on="01/11/2024")
    assert tried(verbs.WRITE_ESTIMATE, health, **asked).status == "rejected"
    row = EstimateRow.objects.get(estimate=estimate)
    reviewed = {"estimate": estimate.pk, "reviewed_on": "05/11/2024"}
    less = [{"row": str(row.pk), "agreed_vnd": 12 * M, "cut_because": ""}]
    refused = tried(verbs.REVIEW_ESTIMATE, b.tai, **reviewed, rows=less).errors
    assert refused == {f"rows.{row.pk}.cut_because": ["Hãy ghi cắt giảm vì sao."]}
    less[0]["cut_because"] = "Theo khả năng"
    act(verbs.REVIEW_ESTIMATE, b.tai, **reviewed, rows=less)
    signed = {"estimate": estimate.pk, "decision_number": "3/QĐ", "approved_on": "10/11/2024"}
    with pytest.raises(Exception, match="approve_estimate"):
        tried(verbs.APPROVE_ESTIMATE, b.tai, **signed)
    act(verbs.APPROVE_ESTIMATE, b.dung, **signed)
    total = table([b.years[2025]], "co-quan", TODAY).total
    assert (total.asked_vnd, total.approved_vnd) == (18 * M, 12 * M)


def test_a_large_release_waits_for_a_second_person(budget: Budget) -> None:
    b, p = budget, budget.cast.province
    act(verbs.SET_SECOND_FROM, b.tai, period=b.period.pk, second_from_vnd=2 * M)
    waits = tried(verbs.RELEASE_MONEY, b.tai, **b.paid(2024, 1, p, "PROVINCE", 2 * M))
    assert waits.status == "waiting"
    assert Proposal.objects.visible_to(b.dung).count() == 1
    assert tried(verbs.RELEASE_MONEY, b.tai, **b.paid(2024, 1, p, "PROVINCE", 2 * M - 1)).status == "done"


def test_a_gift_norm_is_a_row_of_its_place_with_its_days(budget: Budget) -> None:
    cast = budget.cast
    told = {"place": "P1", "from_age": 70, "until_age": 79, "decision": "NQ 1 (mẫu)"}
    act(verbs.SET_LONGEVITY_NORM, cast.tai, **told, amount_vnd=300_000, from_on="01/01/2024")
    act(verbs.SET_LONGEVITY_NORM, cast.tai, **told, amount_vnd=400_000, from_on="01/01/2026")
    days = (date(2023, 12, 31), date(2024, 1, 1), date(2025, 12, 31), date(2026, 1, 1))
    assert [gift_vnd(cast.xa, 75, day) for day in days] == [None, 300_000, 300_000, 400_000]
    assert gift_vnd(cast.xa, 80, days[3]) is None
    assert gift_vnd(cast.beside, 75, days[3] + timedelta(days=1)) is None


def test_an_heir_may_pay_back_what_was_all_released_before(budget: Budget) -> None:
    b, cast = budget, budget.cast
    heir = found_unit(key="C9", level="COMMUNE", name="Xã Mới", parent=cast.province, from_on=date(2024, 7, 1))
    b.allocate(2024, (3, cast.xb, "PROVINCE", 5 * M))
    b.release(2024, 3, cast.xb, "PROVINCE", 5 * M, "01/06/2024")
    cast.xb.until_on, cast.xb.heir = date(2024, 6, 30), heir
    cast.xb.save()
    told = {"year": b.years[2024].pk, "unit_key": "C2", "number": "7/QĐ", "decided_on": "05/07/2024"}
    act(verbs.TAKE_OVER_MONEY, b.tai, **told, heir_key="C9")
    (cell,) = [c for c in open_cells(b.years[2024], TODAY) if c.cell.unit == heir]
    assert (cell.left_vnd, cell.released_vnd) == (0, 5 * M)
    b.settle(2024, [{"cell": str(cell.cell.pk), "spent_vnd": 4 * M}])
    (fact,) = [f.figures for f in facts_of([b.years[2024]], TODAY) if f.unit == heir.pk]
    assert (fact.settled_vnd, fact.paid_back_vnd) == (4 * M, 1 * M)


def test_an_estimate_that_came_back_is_asked_for_no_more_and_a_stale_review_cuts_nothing(budget: Budget) -> None:
    b = budget
    rows = [{"key": "n1", "line": b.lines[0].pk, "source": "PROVINCE", "quantity": 2, "note": ""}]
    told = {"year": b.years[2025].pk, "unit_key": b.cast.province.key, "agency": "ASSOCIATION", "rows": rows}
    estimate = act(verbs.WRITE_ESTIMATE, b.tai, **told)
    old = str(EstimateRow.objects.get(estimate=estimate).pk)
    act(verbs.SUBMIT_ESTIMATE, b.tai, estimate=estimate.pk, submitted_on="01/12/2024")
    assert table([b.years[2025]], "nam", TODAY).total.asked_vnd == 20 * M
    act(verbs.RETURN_ESTIMATE, b.tai, estimate=estimate.pk, reason="thiếu thuyết minh")
    assert table([b.years[2025]], "nam", TODAY).total.asked_vnd == 0
    act(verbs.WRITE_ESTIMATE, b.tai, **told)
    act(verbs.SUBMIT_ESTIMATE, b.tai, estimate=estimate.pk, submitted_on="02/12/2024")
    cut = {"estimate": estimate.pk, "reviewed_on": "03/12/2024"}
    for key in (old, "abc"):
        row = {"row": key, "agreed_vnd": 1, "cut_because": "x"}
        assert tried(verbs.REVIEW_ESTIMATE, b.tai, **cut, rows=[row]).status == "rejected"

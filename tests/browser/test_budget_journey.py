"""The finance office allocates, releases, is refused an overspend, adjusts, releases and settles, at its desk."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from clb.budget.models import BudgetDocument
from clb.budget.tests.sample import Budget
from conftest import Cast

from .eyes import faults_of

pytestmark = pytest.mark.browser
Enter = Callable[..., Page]
M = 1_000_000


def test_finance_allocates_releases_adjusts_and_settles(stage: Cast, enter: Enter) -> None:
    budget = Budget(stage, first=2025, last=2025, lines=3)
    budget.give(2025, PROVINCE=50 * M)
    year = budget.years[2025]
    page = enter("tai", 1280)
    page.goto(f"/ngan-sach/nam/{year.pk}/")
    assert faults_of(page) == []

    page.get_by_role("link", name="Phân bổ", exact=True).click()
    page.get_by_label("Số quyết định").fill("12/QĐ")
    page.get_by_label("Ngày quyết định").fill("05/01/2025")
    for row, (line, vnd) in enumerate(((budget.lines[0], "10 triệu"), (budget.lines[1], "20.000.000")), 1):
        page.locator(f"[name='rows:n{row}:line']").select_option(str(line.pk))
        page.locator(f"[name='rows:n{row}:unit']").fill("Tỉnh Mẫu (P1)")
        page.locator(f"[name='rows:n{row}:source']").select_option("PROVINCE")
        page.locator(f"[name='rows:n{row}:amount_vnd']").fill(vnd)
    assert faults_of(page) == []
    page.get_by_role("button", name="Phân bổ ngân sách").click()

    def release(sum_told: str) -> None:
        page.get_by_label("Số tiền (đồng)").fill(sum_told)
        page.get_by_label("Ngày chứng từ").fill("01/03/2025")
        page.get_by_label("Số chứng từ").fill("CT01")
        page.get_by_label("Nội dung chi").fill("Tập huấn (thử)")
        page.get_by_role("button", name="Giải ngân").click()

    page.get_by_role("link", name=re.compile(r"Giải ngân\s*: 1\.")).click()
    release("12 triệu")
    expect(page.get_by_text("Vượt số đã phân bổ: cần 12.000.000 đồng, chỉ còn 10.000.000 đồng.")).to_be_visible()
    assert faults_of(page) == []
    page.get_by_role("link", name="Quay lại, không ghi").click()

    page.get_by_role("link", name="Điều chỉnh phân bổ").click()
    page.get_by_label("Số quyết định").fill("13/QĐ")
    page.get_by_label("Ngày quyết định").fill("01/02/2025")
    page.get_by_label("Điều chỉnh vì sao").fill("Tăng tập huấn (thử)")
    money = page.locator("#id_rows .money-cell")
    money.nth(0).fill("2 triệu")
    money.nth(1).fill("-2 triệu")
    page.get_by_role("button", name="Điều chỉnh phân bổ").click()
    page.get_by_role("link", name=re.compile(r"Giải ngân\s*: 1\.")).click()
    release("12 triệu")

    page.get_by_role("link", name="Quyết toán năm").click()
    page.get_by_label("Số quyết định").fill("14/QT")
    page.get_by_label("Ngày quyết toán").fill("15/01/2026")
    page.locator("#id_rows .money-cell").nth(0).fill("11.500.000")
    assert faults_of(page) == []
    page.get_by_role("button", name="Quyết toán năm").click()
    expect(page.get_by_text("Đã quyết toán, khóa, chờ phê duyệt")).to_be_visible()
    assert BudgetDocument.objects.filter(kind="RELEASE").count() == 1
    _files(page, year.pk)


def _files(page: Page, year: int) -> None:
    """The workbook and the paper of the settlement say the same."""
    sheet = page.request.get(f"/ngan-sach/nam/{year}/bang.xlsx")
    book = CalamineWorkbook.from_filelike(BytesIO(sheet.body()))
    rows = book.get_sheet_by_name("Nội dung chi").to_python()
    head = next(row for row in rows if "Quyết toán" in row)
    total = next(row for row in rows if row[0] == "Cộng")
    told = dict(zip(head, total, strict=True))
    assert (told["Giải ngân"], told["Quyết toán"], told["Nộp trả"]) == (12_000_000, 11_500_000, 500_000)
    assert told["Hủy dự toán"] == 38_000_000
    paper = page.request.get(f"/ngan-sach/nam/{year}/quyet-toan.pdf")
    assert paper.status in (200, 503) and (paper.status == 503 or paper.body().startswith(b"%PDF"))

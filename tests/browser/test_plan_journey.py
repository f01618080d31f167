"""A person brings a plan in, compares it with its text, confirms it, and sees its targets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from clb.plans.models import Plan
from conftest import Cast

from .eyes import faults_of

pytestmark = pytest.mark.browser
TEXT = Path(__file__).parents[2] / "clb/plans/tests/reading/texts/phuong-mau.txt"
FIRST_PAGES = ("/", "/ke-hoach/", "/chi-so/", "/chi-so/club.size/?noi=P1", "/chi-so/theo-dia-ban/?noi=P1", "/don-vi/")
Enter = Callable[..., Page]


def test_a_plan_is_brought_in_reviewed_and_confirmed(stage: Cast, enter: Enter) -> None:
    page = enter("dung")
    page.goto("/ke-hoach/nhap/")
    page.get_by_label("Tệp kế hoạch").set_input_files(TEXT)
    page.get_by_label("Địa bàn").fill("P1")
    page.get_by_role("button", name="Nhập kế hoạch").click()
    expect(page.get_by_text("Dự thảo, chờ người duyệt.")).to_be_visible()
    expect(page.locator("li#dong-1")).to_contain_text("HỘI NGƯỜI CAO TUỔI")
    assert faults_of(page, also_at=1280) == []
    page.get_by_role("link", name="Xác nhận kế hoạch").click()
    page.get_by_role("button", name="Xác nhận kế hoạch").click()
    expect(page.get_by_role("heading", name="Chỉ tiêu, tính đến ngày")).to_be_visible()
    assert faults_of(page, also_at=1280) == []
    assert Plan.objects.get().status == Plan.Status.CONFIRMED
    page.get_by_role("link", name="Nhiệm vụ các cơ quan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nhiệm vụ các cơ quan")
    assert faults_of(page, also_at=1280) == []


def test_an_empty_file_gets_a_sentence_and_keeps_what_was_typed(stage: Cast, enter: Enter, tmp_path: Path) -> None:
    empty = tmp_path / "trong.txt"
    empty.write_text("")
    page = enter("dung")
    page.goto("/ke-hoach/nhap/")
    page.get_by_label("Tệp kế hoạch").set_input_files(empty)
    page.get_by_label("Địa bàn").fill("P1")
    page.get_by_role("button", name="Nhập kế hoạch").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa ghi được")
    expect(page.get_by_label("Địa bàn")).to_have_value("P1")
    assert Plan.objects.count() == 0


def test_first_pages_have_no_fault(stage: Cast, enter: Enter) -> None:
    page = enter("lan")
    found = []
    for path in FIRST_PAGES:
        page.goto(path)
        found += [(path, fault) for fault in faults_of(page, also_at=1280)]
    assert found == []


def test_pages_work_without_scripts(stage: Cast, enter: Enter) -> None:
    page = enter("khach")
    expect(page.get_by_text("Bạn chưa được giao nhiệm vụ ở đâu")).to_be_visible()

"""A person brings a plan in, compares it with its text, confirms it, and sees its targets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from clb.plans.models import Plan
from conftest import Cast

pytestmark = pytest.mark.browser
TEXT = Path(__file__).parents[2] / "clb/plans/tests/reading/texts/phuong-mau.txt"
FIRST_PAGES = ("/", "/ke-hoach/", "/chi-so/", "/chi-so/club.size/?noi=P1", "/chi-so/theo-dia-ban/?noi=P1", "/don-vi/")
Enter = Callable[..., Page]


def faults_of(page: Page) -> list[str]:
    """WCAG faults by id and place, and a page wider than the screen."""
    found = Axe().run(page).response["violations"]
    told = [f"{v['id']}: {node['target']}" for v in found for node in v["nodes"]]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        told.append(f"{page.url} is wider than the screen")
    return told


@pytest.mark.parametrize("width", [390, 1280])
def test_a_plan_is_brought_in_reviewed_and_confirmed(stage: Cast, enter: Enter, width: int) -> None:
    page = enter("dung", width)
    page.goto("/ke-hoach/nhap/")
    page.get_by_label("Tệp kế hoạch").set_input_files(TEXT)
    page.get_by_label("Địa bàn").fill("P1")
    page.get_by_role("button", name="Nhập kế hoạch").click()
    expect(page.get_by_text("Dự thảo, chờ người duyệt.")).to_be_visible()
    expect(page.locator("li#dong-1")).to_contain_text("HỘI NGƯỜI CAO TUỔI")
    assert faults_of(page) == []
    page.get_by_role("link", name="Xác nhận kế hoạch").click()
    page.get_by_role("button", name="Xác nhận kế hoạch").click()
    expect(page.get_by_role("heading", name="Chỉ tiêu, tính đến ngày")).to_be_visible()
    assert faults_of(page) == []
    assert Plan.objects.get().status == Plan.Status.CONFIRMED
    page.get_by_role("link", name="Nhiệm vụ các cơ quan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nhiệm vụ các cơ quan")
    assert faults_of(page) == []


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


@pytest.mark.parametrize("width", [390, 1280])
def test_first_pages_have_no_fault(stage: Cast, enter: Enter, width: int) -> None:
    page = enter("lan", width)
    found = []
    for path in FIRST_PAGES:
        page.goto(path)
        found += [(path, fault) for fault in faults_of(page)]
    assert found == []


def test_pages_work_without_scripts(stage: Cast, enter: Enter) -> None:
    page = enter("khach")
    expect(page.get_by_text("Bạn chưa được giao nhiệm vụ ở đâu")).to_be_visible()

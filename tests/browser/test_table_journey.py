"""A commune officer makes a form from a proposal, adds a column, puts it into use, takes the spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from conftest import Cast

from .eyes import faults_of

pytestmark = pytest.mark.browser
Enter = Callable[..., Page]


def test_a_form_from_a_proposal_to_a_spreadsheet(stage: Cast, enter: Enter) -> None:
    page = enter("xuan", 390)
    page.goto("/bieu-so-lieu/")
    assert faults_of(page) == []
    page.get_by_role("link", name="Tình hình câu lạc bộ liên thế hệ tự giúp nhau").click()
    assert faults_of(page) == []
    page.get_by_role("link", name="Lập mẫu của đơn vị tôi từ gợi ý này").click()
    page.get_by_label("Tên mẫu biểu").fill("Biểu 01 của xã (thử)")
    page.get_by_role("button", name="Lập mẫu biểu").click()

    page.get_by_role("link", name="Thêm cột").click()
    page.get_by_label("Cột này là").select_option("fund.total")
    page.get_by_label("Hiện", exact=True).select_option("SHARE")
    page.get_by_label("Tiêu đề cột").fill("Quỹ (thử)")
    page.get_by_role("button", name="Thêm cột").click()
    expect(page.get_by_text("tỷ lệ và bình quân không cộng được", exact=False).first).to_be_visible()
    expect(page.get_by_label("Tiêu đề cột")).to_have_value("Quỹ (thử)")
    assert faults_of(page) == []
    page.get_by_label("Hiện", exact=True).select_option("NUMERATOR")
    page.get_by_role("button", name="Thêm cột").click()

    expect(page.get_by_role("heading", name="Xem thử với số liệu thật")).to_be_visible()
    assert faults_of(page) == []
    desk = page.url
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(desk)
    expect(page.get_by_role("columnheader", name="Quỹ (thử)")).to_be_visible()
    assert faults_of(page) == []
    page.get_by_role("link", name="Đưa mẫu biểu vào dùng").click()
    page.get_by_role("button", name="Đưa mẫu biểu vào dùng").click()
    expect(page.get_by_text("lần 1, dùng từ ngày", exact=False)).to_be_visible()
    assert faults_of(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel").click()
    rows = CalamineWorkbook.from_filelike(BytesIO(download.value.path().read_bytes())).get_sheet_by_index(0).to_python()
    head = next(n for n, row in enumerate(rows) if any(str(cell).startswith("Quỹ (thử)") for cell in row))
    assert [row[1] for row in rows[head:] if row[1]][-1].startswith("Cộng: ")

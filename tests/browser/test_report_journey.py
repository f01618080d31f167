"""A commune drafts its yearly report, edits a paragraph, hands it in; the province returns it, then takes it. A record
changes afterwards: the report stays as it was, and the flag and the list of what changed appear."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from clb.members.commands import ADD_MEMBER
from clb.members.services.summaries import refresh_months
from clb.reports.models import Report
from clb.reports.tests.sample import do, line
from conftest import Cast, make_member

from .eyes import faults_of

pytestmark = pytest.mark.browser
Enter = Callable[..., Page]
WORDS = "Xã đã giúp câu lạc bộ giữ sinh hoạt hằng tháng."


def _press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_a_report_goes_its_way_and_keeps_what_it_said(stage: Cast, enter: Enter) -> None:
    make_member(stage.club, "Bà Mẫu")
    refresh_months([stage.club, stage.other_club], stage.club.founded_on)
    type = line(stage)

    commune = enter("xuan", 390)
    commune.goto(f"/bao-cao/lich/{type.pk}/C1/2025-01-01/")
    assert faults_of(commune) == []
    commune.get_by_role("link", name="Lập báo cáo").click()
    _press(commune, "Lập báo cáo")
    expect(commune.get_by_text("Các câu lạc bộ có 1 thành viên")).to_be_visible()
    assert faults_of(commune) == []
    commune.get_by_role("link", name=re.compile("Sửa lời.*Thành viên")).click()
    commune.get_by_label("Đoạn văn").fill(WORDS)
    assert faults_of(commune) == []
    _press(commune, "Ghi đoạn này")
    commune.get_by_role("link", name="Nộp báo cáo").click()
    _press(commune, "Nộp báo cáo")
    expect(commune.get_by_text("Đã nộp, chờ nhận")).to_be_visible()

    province = enter("dung", 1280)
    province.goto("/bao-cao/")
    assert faults_of(province) == []
    waiting = province.get_by_role("region", name="Báo cáo đã nộp lên, cũ nhất ở trên")
    waiting.get_by_role("link", name="Báo cáo năm của xã").click()
    province.get_by_role("link", name="Trả lại").click()
    province.get_by_label("Lý do trả lại, cần sửa gì").fill("Ghi thêm kiến nghị")
    _press(province, "Trả lại báo cáo")

    commune.reload()
    expect(commune.get_by_text("Ghi thêm kiến nghị").first).to_be_visible()
    commune.get_by_role("link", name="Nộp báo cáo").click()
    _press(commune, "Nộp báo cáo")
    province.reload()
    province.get_by_role("link", name="Nhận báo cáo").click()
    _press(province, "Nhận báo cáo")
    expect(province.get_by_text("Đã nhận", exact=True).first).to_be_visible()

    late = {"full_name": "Bà Ghi Trễ", "sex": "FEMALE", "birth": "1950", "from_on": "01/05/2025"}
    do(ADD_MEMBER, stage.lan, club=stage.club.pk, **late)
    province.get_by_role("link", name="Đối chiếu với số liệu hôm nay").click()
    _press(province, "Đối chiếu với số liệu hôm nay")
    expect(province.get_by_role("heading", name="Đã đổi sau khi duyệt")).to_be_visible()
    changed = province.get_by_role("region", name="Chỗ nào đã đổi")
    row = changed.get_by_role("row").filter(has_text="Số thành viên")
    expect(row).to_contain_text("1 người")
    expect(row).to_contain_text("2 người")
    expect(province.get_by_text(WORDS)).to_be_visible()
    assert faults_of(province) == []
    report = Report.objects.get()
    assert (report.state, report.version, report.differs > 0) == ("ACCEPTED", 2, True)

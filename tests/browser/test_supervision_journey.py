"""A team at a club: the checklist and a recount on a phone, a finding, the club's action, the team's word."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from clb.supervision.models import CorrectiveAction, Recount, SupervisionFinding
from clb.supervision.tests.sample import make_visit
from conftest import Cast, make_member

from .eyes import faults_of

pytestmark = pytest.mark.browser
Enter = Callable[..., Page]


def test_a_team_checks_recounts_and_finds_and_the_club_puts_it_right(stage: Cast, enter: Enter) -> None:
    for name in ("Bà Tư Mẫu", "Ông Năm Mẫu"):
        make_member(stage.club, name)
    visit = make_visit(stage).visit
    page = enter("hoi", 390)
    page.goto(f"/giam-sat/lan/{visit.pk}/")
    assert faults_of(page) == []

    page.get_by_role("link", name="Ghi phiếu kiểm tra").click()
    assert faults_of(page) == []
    page.get_by_role("group", name="Ban chủ nhiệm đủ người").get_by_text("Đạt", exact=True).click()
    page.get_by_role("group", name="Kiểm quỹ, khóa sổ hằng tháng").get_by_text("Chưa đạt", exact=True).click()
    page.get_by_role("button", name="Ghi phiếu").click()
    expect(page.get_by_text("đã xem 2/25 câu")).to_be_visible()

    page.get_by_role("link", name="Bốc mẫu đối chiếu").click()
    page.get_by_role("button", name="Bốc mẫu đối chiếu").click()
    assert faults_of(page) == []
    page.get_by_role("group", name="Bà Tư Mẫu").get_by_text("Đúng", exact=True).click()
    page.get_by_role("group", name="Ông Năm Mẫu").get_by_text("Có người, dữ liệu sai").click()
    page.get_by_role("group", name="Quỹ tăng thu nhập").get_by_label("Đếm được (đồng)").fill("5 nghìn")
    page.get_by_role("button", name="Ghi kết quả").click()
    expect(page.get_by_text("1/2", exact=True)).to_be_visible()
    recount = Recount.objects.get()
    assert (recount.right, recount.checked) == (1, 3)

    page.get_by_role("link", name="Ghi phát hiện").click()
    page.get_by_label("Về việc gì").select_option("CASH")
    page.get_by_text("Nặng", exact=True).click()
    page.get_by_label("Phát hiện", exact=True).fill("Tiền trong hộp thừa so với sổ")
    page.get_by_label("Việc phải làm").fill("Tìm vì sao thừa, ghi sổ")
    page.get_by_label("Ai làm (chức danh)").fill("Thủ quỹ")
    page.get_by_label("Hạn").fill(f"{timezone.localdate():%d/%m/%Y}")
    page.get_by_role("button", name="Ghi phát hiện").click()
    expect(page.get_by_role("heading", name="Tiền mặt, kiểm quỹ")).to_be_visible()

    club = enter("binh", 390)
    club.goto("/giam-sat/")
    club.get_by_role("link", name="việc phải làm").click()
    assert faults_of(club) == []
    club.get_by_role("link", name="Báo đã làm xong").click()
    club.get_by_label("Đã làm thế nào").fill("Đã ghi phiếu thu")
    club.get_by_role("button", name="Báo đã làm xong").click()
    expect(club.get_by_text("Câu lạc bộ báo xong, chờ đoàn xác nhận")).to_be_visible()

    page.reload()
    assert faults_of(page) == []
    page.get_by_role("link", name="Xác nhận").click()
    page.get_by_role("button", name="Xác nhận đã khắc phục").click()
    expect(page.get_by_text("Đã khép")).to_be_visible()
    assert CorrectiveAction.objects.get().verified_by == stage.hoi
    assert SupervisionFinding.objects.get().closed_on == timezone.localdate()

"""A club is founded from nothing to its first active day, and its decision opens as PDF."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from clb.clubs.models import Club
from conftest import Cast

from .eyes import faults_of

pytestmark = pytest.mark.browser
Enter = Callable[..., Page]
# Where the decision is left for a person to look at; nowhere unless asked for.
KEPT = os.environ.get("CLB_KEEP_PAPERS")


def fill(page: Page, button: str, **values: str) -> None:
    """Fill fields by name and send the form."""
    for name, value in values.items():
        field = page.locator(f"main form[method=post] [name={name}]").first
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(value)
        elif field.get_attribute("type") == "radio":
            page.locator(f"main form[method=post] [name={name}][value={value}]").check()
        else:
            field.fill(value)
    page.locator("main").get_by_role("button", name=button).click()


def test_a_club_is_founded_from_nothing(stage: Cast, enter: Enter) -> None:
    page = enter("xuan")
    page.goto("/thanh-lap/")
    page.get_by_role("link", name="Bắt đầu việc thành lập").click()
    assert faults_of(page, also_at=1280) == []
    page.get_by_role("link", name=re.compile("^Chọn.*Xã Một")).click()
    name = "CLB Liên thế hệ tự giúp nhau Ấp Mẫu"
    fill(page, "Bắt đầu", name=name, need="Ấp có 80 người cao tuổi", started_on="01/02/2026", launch_by="30/04/2026")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    assert faults_of(page, also_at=1280) == []
    people = (("Nguyễn Thị Đẹp (mẫu)", "FEMALE", "CHAIR"), ("Trần Văn Ửng (mẫu)", "MALE", "VICE_CHAIR"))
    for full_name, sex, post in (*people, ("Lê Thị Nguyệt (mẫu)", "FEMALE", "")):
        page.get_by_role("link", name="Ghi người đăng ký").click()
        fill(page, "Ghi người đăng ký", full_name=full_name, sex=sex, birth="1955", post=post)
    page.get_by_role("link", name="Ghi khoản hứa góp").click()
    sums = {"amount_vnd": "18 triệu", "pledged_on": "10/02/2026", "collected_on": "15/02/2026"}
    fill(page, "Ghi khoản hứa góp", source="SOCIAL", **sums)
    expect(page.get_by_text("Thiếu 47 thành viên.")).to_be_visible()
    for words in ("Chọn nơi", "Lập ban chủ nhiệm", "Vận động thành viên", "Vận động quỹ", "Họp Ban Chấp hành"):
        page.get_by_role("link", name=re.compile(f"Ghi đã xong.*{words}")).click()
        fill(page, "Ghi bước đã xong", done_on="20/03/2026", evidence="Biên bản số 3")
    assert faults_of(page, also_at=1280) == []
    page.get_by_role("link", name="Ghi quyết định").click()
    signed = {"signer_title": "Phó Chủ tịch", "signer_name": "Huỳnh Văn Mẫu"}
    fill(page, "Ghi quyết định", number="12/QĐ-UBND", decided_on="01/04/2026", **signed)
    page.get_by_role("link", name="Ghi lễ ra mắt").click()
    assert faults_of(page, also_at=1280) == []
    plan = "Sinh hoạt ngày 17 hằng tháng\nĐo huyết áp mỗi buổi"
    fill(page, "Ghi lễ ra mắt", launched_on="10/04/2026", venue="Nhà văn hóa ấp Mẫu", activity_plan=plan, rate="7,5")
    page.get_by_role("link", name="Mở trang câu lạc bộ").click()
    expect(page.get_by_text("Hoạt động từ ngày 01/04/2026")).to_be_visible()
    assert faults_of(page, also_at=1280) == []
    club = Club.objects.get(name=name)
    assert (club.memberships.count(), club.board_posts.count(), club.charter_rules.count()) == (3, 2, 1)
    for paper in ("quyet-dinh", "bien-ban-ra-mat"):
        answer = page.request.get(f"/thanh-lap/{club.founding.pk}/{paper}.pdf")
        assert (answer.status, answer.body()[:5]) == (200, b"%PDF-")
        if KEPT:
            Path(KEPT, f"{paper}.pdf").write_bytes(answer.body())


def test_pages_of_clubs_have_no_fault(stage: Cast, enter: Enter) -> None:
    page = enter("xuan")
    here = f"/cau-lac-bo/{stage.club.pk}/"
    paths = ["/cau-lac-bo/", here, "/cau-lac-bo/thanh-lap/", "/cau-lac-bo/thanh-lap/C1/", f"{here}tinh-trang/"]
    paths += [f"{here}ket-thuc/", f"{here}quy-che/", f"{here}quy-che/ghi/", f"/quy/cau-lac-bo/{stage.club.pk}/"]
    found = []
    for path in [*paths, f"/ban-chu-nhiem/cau-lac-bo/{stage.club.pk}/ghi/"]:
        page.goto(path)
        found += [(path, fault) for fault in faults_of(page, also_at=1280)]
    assert found == []

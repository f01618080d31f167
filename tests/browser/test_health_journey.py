"""A high reading at a meeting becomes a referral, a result, a closed task; by touch, at the width of a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from clb.health.models import HealthCheck, Referral
from clb.meetings.tests.sample import set_table
from conftest import Cast

from .eyes import faults_of

pytestmark = pytest.mark.browser
Enter = Callable[..., Page]


def test_a_high_reading_becomes_a_referral_a_result_a_closed_task(stage: Cast, enter: Enter) -> None:
    table = set_table(stage.club, stage.lan, members=3, loans=0)
    pk = table.send(held_on=f"{timezone.localdate():%d/%m/%Y}").ref["meeting"]
    page = enter("lan", 390)
    page.goto(f"/sinh-hoat/buoi/{pk}/buoc/suc-khoe/")
    page.get_by_label("Số trên").first.fill("187")
    page.get_by_label("Số dưới").first.fill("113")
    page.get_by_role("button", name="Ghi, sang bước sau").click()
    expect(page.get_by_text("Hãy chọn có chuyển khám hay không").last).to_be_visible()
    assert (faults_of(page), HealthCheck.objects.count()) == ([], 0)
    page.get_by_text("Chuyển khám, đã báo người này").first.click()
    page.get_by_role("button", name="Ghi, sang bước sau").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Chủ đề, tự giúp nhau, quyền lợi, văn nghệ")
    assert Referral.objects.open().count() == 1

    chair = enter("binh", 390)
    chair.goto("/")
    chair.get_by_role("link", name="Xem danh sách chuyển khám").click()
    assert faults_of(chair) == []
    chair.locator("tbody th a").first.click()
    expect(chair.get_by_text("Chờ kết quả")).to_be_visible()
    assert faults_of(chair) == []
    chair.get_by_role("link", name="Ghi kết quả").click()
    assert faults_of(chair) == []
    chair.get_by_text("Đã khám: được kê đơn, điều trị tại nhà").click()
    chair.get_by_label("Ngày khám", exact=False).first.fill(f"{timezone.localdate():%d/%m/%Y}")
    chair.get_by_role("button", name="Ghi kết quả chuyển khám").click()
    expect(chair.get_by_text("Đã có kết quả")).to_be_visible()
    assert Referral.objects.open().count() == 0
    chair.goto("/")
    expect(chair.get_by_text("người chuyển khám đang chờ kết quả")).to_have_count(0)
    person = Referral.objects.get().person_id
    for address in (f"/suc-khoe/nguoi/{person}/", f"/suc-khoe/nguoi/{person}/ghi/", "/suc-khoe/", "/suc-khoe/so-lieu/"):
        chair.goto(address)
        assert faults_of(chair) == [], address

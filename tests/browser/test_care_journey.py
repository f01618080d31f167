"""A volunteer comes home from a visit and writes it down on the phone in six touches; the chair sees the danger."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from clb.care.models import CareVisit
from clb.care.tests.sample import make_home
from conftest import Cast

from .conftest import PASSWORD
from .eyes import faults_of
from .test_meeting_journey import Finger

pytestmark = pytest.mark.browser
Enter = Callable[..., Page]
MOST_TAPS = 6


def test_a_volunteer_writes_a_visit_down_in_six_touches(stage: Cast, enter: Enter) -> None:
    home = make_home(stage)
    home.user.set_password(PASSWORD)
    home.user.save()
    page = enter("tinh", 390)
    page.goto("/cham-soc/cua-toi/")
    assert faults_of(page) == []
    finger = Finger(page)

    finger.tap(page.get_by_role("link", name="Bà Tư Yếu", exact=True))
    assert faults_of(page) == []
    finger.tap(page.get_by_text("Trò chuyện, thăm hỏi"))
    finger.tap(page.get_by_text("Yếu hơn"))
    finger.tap(page.get_by_role("group", name="Ở lại bao lâu").get_by_text("45", exact=True))
    finger.tap(page.get_by_text("Bị ngã"))
    finger.tap(page.get_by_role("button", name="Ghi", exact=True))

    expect(page.get_by_text("Hãy báo chủ nhiệm, người thân và trạm y tế.")).to_be_visible()
    assert finger.taps <= MOST_TAPS
    (visit,) = CareVisit.objects.all()
    assert (visit.tasks, visit.how_is, visit.minutes, visit.dangers) == (["TALK"], "WORSE", 45, ["FALL"])
    assert visit.volunteer == home.tinh
    page.goto(f"/cham-soc/nguoi/{home.client.pk}/")
    assert faults_of(page) == []

    chair = enter("binh", 1280)
    chair.goto(f"/cham-soc/cau-lac-bo/{stage.club.pk}/")
    expect(chair.get_by_role("heading", name="Dấu hiệu nguy hiểm chưa giải quyết")).to_be_visible()
    for address in ("", "tinh-nguyen-vien/", "lich/", "tom-tat/", "them-nguoi/"):
        chair.goto(f"/cham-soc/cau-lac-bo/{stage.club.pk}/{address}")
        assert faults_of(chair) == [], address
    for address in ("", "phan-cong/", "ke-hoach/", "danh-gia/", "ghi/", "thoi/"):
        chair.goto(f"/cham-soc/nguoi/{home.client.pk}/{address}")
        assert faults_of(chair) == [], address
    chair.goto(f"/cham-soc/cau-lac-bo/{stage.club.pk}/")
    chair.get_by_role("link", name="Ghi đã làm gì").click()
    chair.get_by_label("Đã làm gì").fill("Gọi con gái, đưa lên trạm (thử)")
    chair.get_by_role("button", name="Ghi đã giải quyết").click()
    expect(chair.get_by_role("heading", name="Dấu hiệu nguy hiểm chưa giải quyết")).to_have_count(0)

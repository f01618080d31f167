"""The Front at its desk: it records a supervision note and reports a duty with what shows it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from clb.clubs.models import Club
from clb.desks.models import Note
from clb.files.tests.samples import picture
from clb.plans.models import Agency, AgencyBody, Plan, Task, TaskReport
from conftest import Cast, make_user

from .conftest import PASSWORD
from .eyes import faults_of

pytestmark = pytest.mark.browser


def _plan(cast: Cast) -> None:
    """A plan of the province that asks the Front to supervise, by the end of last year."""
    period = {"from_on": date(2025, 1, 1), "until_on": date(2025, 12, 31)}
    plan = Plan.objects.create(kind="PLAN", title="Kế hoạch mẫu", place=cast.province, status="CONFIRMED", **period)
    front = Agency.objects.create(plan=plan, order=1, text="Ủy ban Mặt trận Tổ quốc", is_request=True)
    AgencyBody.objects.create(agency=front, name="Ủy ban Mặt trận Tổ quốc tỉnh", role="FRONT")
    Task.objects.create(plan=plan, agency=front, order=1, text="Tham gia giám sát", rhythm="YEARLY", part="DO")
    user = make_user("mattran", "FRONT", cast.province)
    user.set_password(PASSWORD)
    user.save()


def test_the_front_records_a_note_and_reports_a_duty(stage: Cast, enter: Callable[..., Page], tmp_path: Path) -> None:
    _plan(stage)
    photo = tmp_path / "anh.jpg"
    photo.write_bytes(picture())
    page = enter("mattran", 1280)
    page.get_by_role("link", name="Bàn làm việc của cơ quan").click()
    page.get_by_role("link", name="Mặt trận Tổ quốc").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mặt trận Tổ quốc, Tỉnh Mẫu")
    assert faults_of(page) == []
    page.get_by_role("link", name="Ghi nhận, phát hiện").click()
    page.get_by_label("Phiếu giám sát").check()
    page.get_by_label("Câu lạc bộ hoặc xã được nêu").select_option(label="CLB Một")
    page.get_by_label("Nội dung").fill("Sổ quỹ công khai, biên bản đủ")
    page.get_by_label("Thêm câu lạc bộ được nêu").check()
    assert faults_of(page) == []
    page.get_by_role("button", name="Ghi nhận, phát hiện").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Phiếu giám sát")
    assert faults_of(page) == []
    note = Note.objects.get()
    assert (note.about, note.audience) == (Club.objects.get(name="CLB Một").unit, "CLUB")

    page.goto("/ban-lam-viec/P1/FRONT/")
    page.get_by_role("link", name="Tham gia giám sát").first.click()
    page.get_by_role("link", name="Báo đã làm").click()
    page.get_by_label("Làm xong ngày").fill("15/12/2025")
    page.get_by_label("Bằng chứng").fill("Báo cáo giám sát số 5 (mẫu)")
    page.get_by_label("Ảnh hoặc văn bản kèm theo").set_input_files(photo)
    page.get_by_role("button", name="Báo đã làm nhiệm vụ").click()
    expect(page.get_by_text("Báo cáo giám sát số 5 (mẫu)")).to_be_visible()
    expect(page.get_by_text("Đã xong", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Tệp đã gửi")).to_be_visible()
    assert faults_of(page) == []
    assert TaskReport.objects.get().proofs.count() == 1

    club = enter("binh", 390)
    club.goto(f"/ban-lam-viec/ghi-nhan/{note.pk}/")
    expect(club.get_by_text("Sổ quỹ công khai, biên bản đủ")).to_be_visible()
    assert faults_of(club) == []

"""An officer brings in a list: sends it, puts the columns right, sees the faults, imports what is right, undoes it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from clb.kernel.tests.at_once import wait_for
from clb.members.models import Person
from clb.sheets.services import next_waiting, work_off
from conftest import Cast

from .eyes import faults_of

pytestmark = pytest.mark.browser
Enter = Callable[..., Page]
LIST = (
    "DANH SÁCH HỘI VIÊN,,,\nSTT,Ông (bà),Giới tính,Năm sinh\n1,Nguyễn Thị Một,Nữ,1950\n"
    "2,Trần Văn Hai,Nam,31/02/1951\n3,Lê Văn Ba,Nam,1-2-52\nTổng cộng,3,,\n"
)


@pytest.fixture
def worker() -> Iterator[None]:
    """What `clb worker` does, in a thread of this test."""
    is_over = threading.Event()

    def loop() -> None:
        while not is_over.wait(0.3):
            batch = next_waiting()
            if batch is not None:
                work_off(batch)
        connection.close()

    thread = threading.Thread(target=loop, daemon=True)
    thread.start()
    yield
    is_over.set()
    wait_for([thread])


def test_a_list_is_sent_put_right_imported_and_undone(stage: Cast, worker: None, enter: Enter, tmp_path: Path) -> None:
    path = tmp_path / "hoi-vien.csv"
    path.write_text(LIST, "utf8")
    page = enter("xuan")
    page.goto("/nhap-excel/")
    assert faults_of(page, also_at=1280) == []
    page.get_by_role("link", name="Gửi danh sách lên").click()
    page.get_by_label("Tệp Excel hoặc CSV").set_input_files(path)
    assert faults_of(page, also_at=1280) == []
    page.get_by_role("button", name="Gửi lên").click()
    page.get_by_label("Ông (bà)").select_option("full_name")
    page.get_by_label("Câu lạc bộ của những dòng").select_option(label="CLB Một")
    assert faults_of(page, also_at=1280) == []
    page.get_by_role("button", name="Kiểm tra thử").click()
    expect(page.get_by_role("cell", name="31/02/1951")).to_be_visible()
    assert faults_of(page, also_at=1280) == []
    page.get_by_role("link", name="Nhập danh sách").click()
    assert faults_of(page, also_at=1280) == []
    page.get_by_role("button", name="Nhập danh sách").click()
    expect(page.get_by_role("link", name="Hoàn tác đợt nhập")).to_be_visible()
    assert Person.objects.count() == 2
    page.get_by_role("link", name="Hoàn tác đợt nhập").click()
    page.get_by_role("button", name="Hoàn tác đợt nhập").click()
    expect(page.get_by_text("Đã hoàn tác")).to_be_visible()
    assert Person.objects.count() == 0

"""How long an uploaded list is kept, and what stays of it."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from clb.files import store
from clb.kernel.commands import run
from clb.kernel.models import Act
from clb.members.models import Membership
from clb.sheets.commands import DISCARD_SHEET, UNDO_SHEET
from clb.sheets.models import SheetBatch, SheetFault, SheetFile
from clb.sheets.services import forget_old_sheets, work_off
from conftest import Cast, make_cast

from .test_import import checked, csv, imported, send

PEOPLE = csv("Họ và tên,Giới tính,Năm sinh", "Nguyễn Thị Một,Nữ,1950", "Ông Sai,Nam,xyz")
NAME = "Danh sach ba Nguyen Thi Mot.csv"


def one(cast: Cast, state: str) -> SheetBatch:
    """A list in a state, touched now."""
    if state == "UPLOADED":
        return send(cast.xuan, PEOPLE, name=NAME)
    batch = checked(cast.xuan, PEOPLE, name=NAME, club=str(cast.club.pk))
    if state in ("IMPORTED", "UNDONE"):
        batch = imported(cast.xuan, batch)
    if state == "UNDONE":
        batch = work_off(run(UNDO_SHEET, by=cast.xuan, data={"batch": batch.pk}).result)
    if state in ("FAILED", "CHECK_WAITING"):
        SheetBatch.objects.filter(pk=batch.pk).update(state=state)
        batch.refresh_from_db()
    assert batch.state == state
    return batch


def in_days(days: int) -> datetime:
    return timezone.now() + timedelta(days=days)


@pytest.mark.parametrize("state", ["UPLOADED", "CHECKED", "FAILED", "UNDONE"])
def test_a_list_of_which_nothing_stayed_goes_as_a_whole(cast: Cast, state: str) -> None:
    one(cast, state)
    acts = Act.objects.count()
    assert (forget_old_sheets(in_days(89)), SheetBatch.objects.count()) == (0, 1)
    assert (forget_old_sheets(in_days(91)), SheetBatch.objects.count()) == (1, 0)
    assert (SheetFile.objects.count(), SheetFault.objects.count(), Act.objects.count()) == (0, 0, acts)


def test_of_an_imported_list_the_line_stays_without_what_was_written_in_it(cast: Cast) -> None:
    batch = one(cast, "IMPORTED")
    SheetBatch.objects.update(result={**batch.result, "note": "Chưa hoàn tác được: Nguyễn Thị Một"})
    assert (forget_old_sheets(in_days(91)), forget_old_sheets(in_days(91))) == (1, 0)
    batch.refresh_from_db()
    assert (batch.file_name, batch.result["right"], "note" in batch.result) == ("", 1, False)
    assert (SheetFile.objects.count(), SheetFault.objects.count(), Membership.objects.count()) == (0, 0, 1)
    client = Client()
    client.force_login(cast.xuan)
    for path in ("", f"{batch.pk}/"):
        page = client.get(f"/nhap-excel/{path}").content.decode()
        assert ("Danh sách đã xóa tệp" in page, "Nguyễn Thị Một" in page, NAME in page) == (True, False, False)
    undone = work_off(run(UNDO_SHEET, by=cast.xuan, data={"batch": batch.pk}).result)
    assert (undone.state, Membership.objects.count()) == ("UNDONE", 0)


def test_a_list_that_waits_for_the_worker_is_left_alone(cast: Cast) -> None:
    one(cast, "CHECK_WAITING")
    assert (forget_old_sheets(in_days(900)), SheetFile.objects.count()) == (0, 1)


def test_a_list_whose_file_was_thrown_away_loses_its_name_too(cast: Cast) -> None:
    batch = one(cast, "IMPORTED")
    assert run(DISCARD_SHEET, by=cast.xuan, data={"batch": batch.pk}).status == "done"
    assert forget_old_sheets(in_days(91)) == 1
    assert SheetBatch.objects.get().file_name == ""


def test_how_long_is_a_setting_and_is_told_on_the_page(cast: Cast, settings: Any) -> None:
    settings.SHEETS_KEPT_DAYS = 10
    batch = one(cast, "CHECKED")
    client = Client()
    client.force_login(cast.xuan)
    last = timezone.localdate() + timedelta(days=10)
    assert f"tự xóa sau ngày {last:%d/%m/%Y}" in client.get(f"/nhap-excel/{batch.pk}/").content.decode()
    assert (forget_old_sheets(in_days(9)), forget_old_sheets(in_days(11))) == (0, 1)


def test_the_worker_tidies_lists_and_files(committed: None) -> None:
    one(make_cast(), "UPLOADED")
    SheetBatch.objects.update(made_at=in_days(-91))
    stray = uuid4()
    store.write(stray, b"x")
    old = in_days(-2).timestamp()
    os.utime(store.path_of(stray), (old, old))
    call_command("worker", "--once")
    assert (SheetBatch.objects.count(), store.path_of(stray).exists()) == (0, False)


@pytest.mark.parametrize("n", [1, 3])
def test_looking_for_old_lists_is_one_query_however_many_there_are(
    cast: Cast, n: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _i in range(n):
        one(cast, "UPLOADED")
    with django_assert_num_queries(1):
        forget_old_sheets(in_days(1))

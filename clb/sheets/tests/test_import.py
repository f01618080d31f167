"""A list goes all the way: sent, mapped, tried, imported, undone."""

from __future__ import annotations

import json
import uuid
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile

from bench.lists import make_list
from clb.access.models import User
from clb.kernel.commands import Outcome, run
from clb.members.models import Membership, Person
from clb.members.services import end_membership, roll_months_forward
from clb.sheets.commands import IMPORT_SHEET, MAP_SHEET, UNDO_SHEET, UPLOAD_SHEET
from clb.sheets.models import SheetBatch
from clb.sheets.services import work_off
from conftest import Cast, make_member

TODAY = date(2026, 11, 1)


def send(by: User, content: bytes, name: str = "danh-sach.xlsx", kind: str = "MEMBERS", place: str = "C1") -> Outcome:
    return run(
        UPLOAD_SHEET, by=by, data={"kind": kind, "place": place}, files={"file": SimpleUploadedFile(name, content)}
    )


def checked(by: User, content: bytes, **more: Any) -> SheetBatch:
    extra = {key: more.pop(key) for key in ("club", "from_on") if key in more}
    outcome = send(by, content, **more)
    assert outcome.status == "done", outcome.errors
    return tried(by, outcome.result, **extra)


def tried(by: User, batch: SheetBatch, **extra: Any) -> SheetBatch:
    batch.refresh_from_db()
    data = {"batch": str(batch.pk), "columns": json.dumps(batch.options["columns"]), **extra}
    outcome = run(MAP_SHEET, by=by, data=data)
    assert outcome.status == "done", outcome.errors
    return work_off(outcome.result)


def imported(by: User, batch: SheetBatch, mode: str = "RIGHT", confirmed: list[str] | None = None) -> SheetBatch:
    data = {"batch": str(batch.pk), "mode": mode, "confirmed": confirmed or []}
    outcome = run(IMPORT_SHEET, by=by, data=data)
    assert outcome.status == "done", outcome.errors
    return work_off(outcome.result)


def undone(by: User, batch: SheetBatch) -> SheetBatch:
    outcome = run(UNDO_SHEET, by=by, data={"batch": str(batch.pk)})
    assert outcome.status == "done", outcome.errors
    return work_off(outcome.result)


def csv(*rows: str) -> bytes:
    return "\n".join(rows).encode()


def counts() -> dict[str, int]:
    ours = [m for m in apps.get_models() if m.__module__.startswith("clb.")]
    return {m.__name__: m._base_manager.count() for m in ours if m.__name__ != "Act" and "Sheet" not in m.__name__}


def found(batch: SheetBatch) -> list[tuple[int, str, str]]:
    rows = batch.faults.order_by("sheet", "row", "column")
    return [(f.row, f.title, f.reason) for f in rows]


def test_every_planted_fault_is_named_and_none_else_then_imported_and_undone(cast: Cast) -> None:
    roll_months_forward(date(2026, 10, 31))
    before = counts()
    content, plants = make_list(["CLB Một"], rows=600, faults=40)
    batch = checked(cast.xuan, content)
    assert counts() == before
    named = found(batch)
    told = {(row, title) for row, title, _reason in named}
    wanted = {(p.row, p.title) for p in plants}
    assert (told - wanted, wanted - told, len(named)) == (set(), set(), 40)
    assert [(p, reason) for p, (_r, _t, reason) in zip(plants, named, strict=True) if p.reason not in reason] == []
    assert {k: batch.result[k] for k in ("rows", "right", "fault", "ask", "exists")} == {
        "rows": 600,
        "right": 560,
        "fault": 40,
        "ask": 0,
        "exists": 0,
    }
    batch = imported(cast.xuan, batch)
    assert (batch.state, len(batch.done_rows), Membership.objects.count()) == ("IMPORTED", 560, 560)
    batch = undone(cast.xuan, batch)
    assert (batch.state, batch.result.get("note"), counts()) == ("UNDONE", None, before)


def test_all_or_nothing_imports_nothing_while_one_row_is_wrong(cast: Cast) -> None:
    content = csv("Họ và tên,Giới tính,Năm sinh", "Nguyễn Thị Một,Nữ,1950", "Trần Văn Hai,Nam,xyz")
    batch = imported(cast.xuan, checked(cast.xuan, content, name="a.csv", club=str(cast.club.pk)), "ALL")
    assert (batch.state, Person.objects.count()) == ("CHECKED", 0)
    assert "Chưa nhập dòng nào" in batch.result["note"]


def test_the_same_import_twice_changes_nothing(cast: Cast) -> None:
    content = csv("Họ và tên,Giới tính,Ngày sinh", "Nguyễn Thị Một,Nữ,01/02/1950")
    batch = imported(cast.xuan, checked(cast.xuan, content, name="a.csv", club=str(cast.club.pk)))
    SheetBatch.objects.filter(pk=batch.pk).update(state="IMPORT_WAITING")  # as if the last word had been lost
    assert work_off(batch).result["right"] == 1
    assert Person.objects.count() == 1
    again = checked(cast.xuan, content, name="a.csv", club=str(cast.club.pk))
    assert (again.result["right"], again.result["exists"]) == (0, 1)


def test_someone_who_may_be_known_is_asked_about_and_imported_when_confirmed(cast: Cast) -> None:
    make_member(cast.club, "Nguyễn Thị Một", birth_on=date(1950, 1, 1))
    Person.objects.update(is_birth_year_only=True)
    content = csv("Họ và tên,Giới tính,Năm sinh", "Nguyen Thi Mot,Nữ,1950", "Trần Văn Hai,Nam,1951")
    batch = checked(cast.xuan, content, name="a.csv", club=str(cast.club.pk))
    assert (batch.result["right"], batch.result["ask"]) == (1, 1)
    batch = imported(cast.xuan, batch, confirmed=["0:2"])
    assert (batch.result["right"], Person.objects.count()) == (2, 3)


def test_undo_is_refused_when_someone_left_since(cast: Cast) -> None:
    content = csv("Họ và tên,Giới tính,Năm sinh", "Nguyễn Thị Một,Nữ,1950")
    batch = imported(cast.xuan, checked(cast.xuan, content, name="a.csv", club=str(cast.club.pk)))
    member = Membership.objects.get()
    end_membership(by=cast.xuan, membership=member, until_on=date(2025, 1, 1), leaving_reason="MOVED")
    batch = undone(cast.xuan, batch)
    assert (batch.state, Person.objects.count()) == ("IMPORTED", 1)
    assert "Nguyễn Thị Một" in batch.result["note"]


def test_clubs_are_founded_and_taken_back(cast: Cast) -> None:
    before = counts()
    content = csv("Tên CLB;Ngày thành lập;Số quyết định", "CLB Ba;15/03/2021;12/QĐ-UBND", "CLB Bốn;3/4/2090;")
    batch = checked(cast.xuan, content, name="clb.csv", kind="CLUBS")
    assert found(batch) == [(3, "Ngày thành lập", "Ngày thành lập không được ở tương lai.")]
    batch = imported(cast.xuan, batch)
    assert counts()["Club"] == before["Club"] + 1
    assert (undone(cast.xuan, batch).state, counts()) == ("UNDONE", before)


def test_a_mapping_is_remembered_for_the_unit(cast: Cast) -> None:
    content = csv("Ông bà,Phái,Tuổi trời,Ghi chú", "Nguyễn Thị Một,Nữ,1950,x")
    batch = send(
        cast.xuan,
        content.replace(b"Ph\xc3\xa1i", "Giới tính".encode()).replace("Tuổi trời".encode(), "Năm sinh".encode()),
        name="a.csv",
    ).result
    batch.refresh_from_db()
    assert batch.options["columns"] == {"gioi tinh": "sex", "nam sinh": "birth"}
    batch.options["columns"]["ong ba"] = "full_name"
    batch.save()
    assert tried(cast.xuan, batch, club=str(cast.club.pk)).result["right"] == 1
    again = send(
        cast.xuan,
        content.replace(b"Ph\xc3\xa1i", "Giới tính".encode()).replace("Tuổi trời".encode(), "Năm sinh".encode()),
        name="b.csv",
    ).result
    assert again.options["columns"]["ong ba"] == "full_name"


@pytest.mark.parametrize("name", ["hoa", "khach"])
def test_strangers_reach_no_list(cast: Cast, client: Any, name: str) -> None:
    batch = send(cast.xuan, csv("Họ và tên,Giới tính", "A B,Nữ"), name="a.csv").result
    client.force_login(getattr(cast, name))
    assert client.get(f"/nhap-excel/{batch.pk}/").status_code == 404
    assert (
        run(IMPORT_SHEET, by=getattr(cast, name), data={"batch": str(batch.pk)}, id=uuid.uuid4()).status == "rejected"
    )

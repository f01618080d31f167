"""What an officer sees, what a stranger does not, and the files that go out."""

from __future__ import annotations

import io
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client
from python_calamine import CalamineWorkbook

from clb.kernel.batches import Row, run_rows
from clb.kernel.models import Act
from clb.members.commands import ADD_MEMBER
from clb.members.models import Membership, Person
from clb.sheets.models import SheetBatch, SheetFile
from clb.sheets.services import work, work_off
from conftest import Cast, make_member

from .test_import import checked, counts, csv, imported, send

PEOPLE = csv("Họ và tên,Giới tính,Năm sinh,SĐT", "Nguyễn Thị Một,Nữ,1950,", "=1+1,Nam,xyz,+84912345678")


def person(name: str, cast: Cast, **more: str) -> dict[str, str]:
    base = {"club": str(cast.club.pk), "full_name": name, "sex": "MALE", "birth": "1950", "from_on": "01/01/2020"}
    return base | more


def test_pages_of_a_list_open_for_the_officer(cast: Cast, client: Client) -> None:
    batch = checked(cast.xuan, PEOPLE, name="a.csv", club=str(cast.club.pk))
    client.force_login(cast.xuan)
    for path in ("", "gui/", f"{batch.pk}/", f"{batch.pk}/cot/", f"{batch.pk}/nhap/", f"{batch.pk}/bo/"):
        assert client.get(f"/nhap-excel/{path}").status_code == 200, path
    assert client.get(f"/nhap-excel/{batch.pk}/tien-do/")["HX-Redirect"] == f"/nhap-excel/{batch.pk}/"


@pytest.mark.parametrize(("name", "status"), [("tai", 403), ("khach", 403)])
def test_who_may_not_send_lists_gets_403(cast: Cast, client: Client, name: str, status: int) -> None:
    client.force_login(getattr(cast, name))
    assert [client.get(f"/nhap-excel/{path}").status_code for path in ("", "gui/")] == [status, status]


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_of_lists_asks_as_much_for_three_as_for_one(
    cast: Cast, client: Client, n: int, django_assert_num_queries: Any
) -> None:
    for i in range(n):
        send(cast.xuan, PEOPLE, name=f"{i}.csv")
    client.force_login(cast.xuan)
    client.get("/nhap-excel/")
    with django_assert_num_queries(LISTED):
        client.get("/nhap-excel/")


LISTED = 11


def test_a_refused_mapping_keeps_what_was_chosen(cast: Cast, client: Client) -> None:
    batch = send(cast.xuan, PEOPLE, name="a.csv").result
    client.force_login(cast.xuan)
    sent = {"batch": str(batch.pk), "title": ["ho va ten", "gioi tinh"], "c0": "known_as", "c1": "sex"}
    page = client.post(f"/nhap-excel/{batch.pk}/cot/", sent)
    assert page.status_code == 422
    assert 'value="known_as" selected' in page.content.decode()
    assert "Chưa chọn cột nào là: Họ và tên" in page.content.decode()


def test_an_unreadable_file_gets_its_sentence_beside_the_field(cast: Cast) -> None:
    outcome = send(cast.xuan, b"\xd0\xcf\x11\xe0" + b"x" * 600, name="cu.xls")
    assert list(outcome.errors) == ["file"]
    assert "kiểu cũ (.xls)" in outcome.errors["file"][0]


def test_the_report_names_each_cell_and_wakes_no_formula(cast: Cast, client: Client) -> None:
    batch = checked(cast.xuan, PEOPLE, name="a.csv", club=str(cast.club.pk))
    client.force_login(cast.xuan)
    content = client.get(f"/nhap-excel/{batch.pk}/bao-loi.xlsx").content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[0] == ["Họ và tên", "Giới tính", "Năm sinh", "SĐT", "Cần sửa"]
    assert rows[2][:4] == ["=1+1", "Nam", "xyz", "+84912345678"]
    assert "Ngày sinh chưa đúng" in rows[2][4]
    assert b"<f>" not in _sheet_xml(content)


def _sheet_xml(content: bytes) -> bytes:
    import zipfile  # noqa: PLC0415 -- slow import

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("xl/worksheets/sheet1.xml")


def test_the_template_comes_back_in_as_it_went_out(cast: Cast, client: Client) -> None:
    client.force_login(cast.xuan)
    for kind in ("thanh-vien", "cau-lac-bo"):
        content = client.get(f"/nhap-excel/mau/{kind}.xlsx").content
        names = CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names
        assert names == ["Danh sách", "Hướng dẫn", "Chọn"]
    batch = checked(cast.xuan, client.get("/nhap-excel/mau/thanh-vien.xlsx").content)
    assert (batch.result["rows"], batch.result["fault"]) == (0, 0)  # the example is passed over, and said so
    assert [why for why, _n, _w in batch.result["skipped"]] == ["Dòng ví dụ của tệp mẫu", *_NO_TABLE]


_NO_TABLE = ["Trang tính không có bảng"]


def test_marks_and_births_in_columns_of_each_sex(cast: Cast) -> None:
    rows = csv(
        "Họ và tên,Năm sinh,,Diện hộ,", ",Nam,Nữ,Nghèo,Cận nghèo", "Nguyễn Thị Một,,1950,x,", "Trần Văn Hai,1948,,,X"
    )
    batch = imported(cast.xuan, checked(cast.xuan, rows, name="a.csv", club=str(cast.club.pk)))
    stored = Person.objects.order_by("birth_on").values_list(
        "full_name", "sex", "birth_on", "household_classes__household_class"
    )
    assert (batch.result["right"], list(stored)) == (
        2,
        [
            ("Trần Văn Hai", "MALE", date(1948, 1, 1), "NEAR_POOR"),
            ("Nguyễn Thị Một", "FEMALE", date(1950, 1, 1), "POOR"),
        ],
    )


def test_a_row_of_the_next_commune_is_refused_alone(cast: Cast) -> None:
    rows = csv("CLB,Họ và tên,Giới tính,Năm sinh", "CLB Một,Lê Thị A,Nữ,1950", "CLB Hai,Lê Thị B,Nữ,1951")
    batch = checked(cast.xuan, rows, name="a.csv")
    assert [(f.row, f.title) for f in batch.faults.all()] == [(3, "CLB")]
    assert batch.result["right"] == 1


def test_a_worker_that_dies_leaves_nothing_and_the_next_finishes(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = checked(cast.xuan, PEOPLE, name="a.csv", club=str(cast.club.pk))
    before = counts()

    def die(*_args: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(work, "_settle", die)
        with pytest.raises(KeyboardInterrupt):
            imported(cast.xuan, batch)
    batch.refresh_from_db()
    assert (batch.state, batch.attempts, counts()) == ("IMPORT_WAITING", 1, before)
    assert (work_off(batch).state, Membership.objects.count()) == ("IMPORTED", 1)


def test_a_list_that_kills_its_worker_three_times_is_given_up(cast: Cast) -> None:
    batch = checked(cast.xuan, PEOPLE, name="a.csv", club=str(cast.club.pk))
    SheetBatch.objects.filter(pk=batch.pk).update(state="IMPORT_WAITING", attempts=3)
    assert work_off(batch).state == "FAILED"


def test_the_command_line_checks_and_leaves_nothing(cast: Cast, tmp_path: Any) -> None:
    path, out = tmp_path / "a.csv", io.StringIO()
    path.write_bytes(PEOPLE)
    call_command("sheet", "check", str(path), "--as", "xuan", "--club", str(cast.club.pk), stdout=out)
    assert "2 dòng: 1 đúng, 1 cần sửa" in out.getvalue()
    assert (Person.objects.count(), SheetBatch.objects.count(), SheetFile.objects.count()) == (0, 0, 0)
    call_command("sheet", "import", str(path), "--as", "xuan", "--club", str(cast.club.pk), stdout=out)
    assert Person.objects.count() == 1


# --- Many rows through a command's own steps ---------------------------------------------------------------------


def test_rows_are_done_once_and_journalled_each(cast: Cast) -> None:
    rows = [Row(uuid4(), person("Lê Văn A", cast)), Row(uuid4(), person("Lê Văn B", cast, sex="X"))]
    first = [o.status for o in run_rows(ADD_MEMBER, by=cast.lan, rows=rows, channel="sheet")]
    again = [o.status for o in run_rows(ADD_MEMBER, by=cast.lan, rows=rows, channel="sheet")]
    assert (first, again) == (["done", "rejected"], ["already", "rejected"])
    act = Act.objects.get()
    assert (act.pk, act.command, act.channel) == (rows[0].id, "members.add_member", "sheet")
    assert "Lê Văn A" not in str(act.data)


def test_rows_see_those_before_them(cast: Cast) -> None:
    rows = [Row(uuid4(), person("Lê Văn A", cast, birth="01/02/1950")) for _n in range(2)]
    assert [o.status for o in run_rows(ADD_MEMBER, by=cast.lan, rows=rows, channel="sheet")] == ["done", "rejected"]


def test_rows_of_a_club_out_of_reach_are_refused(cast: Cast) -> None:
    make_member(cast.other_club)
    rows = [Row(uuid4(), person("Lê Văn A", cast))]
    assert [o.status for o in run_rows(ADD_MEMBER, by=cast.hoa, rows=rows, channel="sheet")] == ["rejected"]
    rows = [Row(uuid4(), person("Lê Văn A", cast))]
    assert Person.objects.count() == 1

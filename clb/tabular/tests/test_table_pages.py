"""Pages of tables: the desk of a form, one filled, roll-up and series, large tables; for strangers nothing."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from clb.access.models import User
from clb.kernel.commands import run
from clb.tabular import commands as verbs
from clb.tabular.models import FormVersion, TableForm, TableRun
from clb.tabular.queries.stored import design_of, newest
from clb.tabular.services import work_off
from clb.tabular.views import asking

from .conftest import DAY, TwoMaps


def entered(client: Client, user: User) -> Client:
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_form_is_built_on_its_desk_without_a_script(maps: TwoMaps, client: Client) -> None:
    cast = maps.cast
    entered(client, cast.xuan)
    told = {"unit_key": "C1", "name": "Biểu của xã", "rows": "BELOW", "period": "YEAR", "like": "", "title": ""}
    assert client.post(reverse("tabular:make_form"), told).status_code == 302
    form = TableForm.objects.get()
    column = {"form": form.pk, "of": "members.total", "show": "NUMERATOR", "scale": "ONE", "width": 10, "total": "ADD"}
    add = reverse("tabular:add_column", args=[form.pk])
    refused = client.post(add, column | {"show": "SHARE"})
    assert refused.status_code == 422 and "không cộng được" in refused.content.decode()
    for code in ("members.total", "clubs.total"):
        assert client.post(add, column | {"of": code}).status_code == 302
    client.post(reverse("tabular:move_column", args=[form.pk, "c2"]), {"steps": "-1"})
    assert [c.key for c in design_of(newest(form)).columns] == ["c2", "c1"]
    desk = client.get(reverse("tabular:build", args=[form.pk])).content.decode()
    assert "CLB Một" in desk and "Xem thử với số liệu thật" in desk
    client.post(reverse("tabular:remove_column", args=[form.pk, "c2"]), {"form": form.pk, "key": "c2"})
    client.post(reverse("tabular:issue_form", args=[form.pk]), {"form": form.pk, "issued_on": "01/01/2026"})
    page = client.get(reverse("tabular:table", args=[form.pk]), {"ngay": "31/12/2025"}).content.decode()
    assert "lần 1" in page and "/chi-so/members.total/ban-ghi/?noi=" in page
    assert entered(client, cast.hoa).get(reverse("tabular:table", args=[form.pk])).status_code == 200
    assert client.get(reverse("tabular:build", args=[form.pk])).status_code == 403
    assert entered(client, cast.khach).get(reverse("tabular:table", args=[form.pk])).status_code == 404


def test_from_the_nation_to_the_club_on_either_map(maps: TwoMaps, client: Client) -> None:
    entered(client, maps.cast.dung)
    roll_up = reverse("tabular:roll_up")
    old = client.get(roll_up, {"noi": "P3", "ngay": "30/06/2025"}).content.decode()
    assert "Huyện Cũ" in old and "<svg" in old
    new = client.get(roll_up, {"noi": "P1", "ngay": "01/07/2025", "chi-so": "members.total"}).content.decode()
    assert "Xã Mới 1" in new and "chờ gán về đơn vị mới" in new and "?noi=N1" in new
    clubs = client.get(roll_up, {"noi": "N1", "ngay": "31/12/2025"}).content.decode()
    assert "CLB Mới" in clubs and reverse("clubs:club", args=[maps.later.pk]) in clubs
    assert "chưa có trên bản đồ" in client.get(roll_up, {"noi": "N1", "ngay": "01/01/2025"}).content.decode()
    many = client.get(roll_up, {"noi": "P1", "tim": "xã", "ngay": "31/12/2025"}).content.decode()
    assert "Nhiều đơn vị có tên ấy" in many and "?noi=C2" in many
    series = client.get(reverse("tabular:series"), {"noi": "N1", "ngay": "31/12/2025", "ky": "QUARTER"})
    assert "Quý IV/2025" in series.content.decode()
    strange = entered(client, maps.cast.hoa).get(roll_up, {"noi": "C1", "ngay": "31/12/2025"})
    assert strange.status_code == 404


def test_units_with_nothing_wait_until_they_are_asked_for(
    maps: TwoMaps, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "LEAST_BARE", 1)
    entered(client, maps.cast.dung)
    asked = {"noi": "vn", "ngay": "30/06/2025", "ban-do": "30/06/2025", "chi-so": "members.total"}
    short = client.get(reverse("tabular:roll_up"), asked).content.decode()
    whole = client.get(reverse("tabular:roll_up"), asked | {"du": "1"}).content.decode()
    assert "Không hiện 1 đơn vị" in short and "du=1" in short and ">Tỉnh Bên</a></th>" not in short
    assert "Không hiện" not in whole and ">Tỉnh Bên</a></th>" in whole
    text = client.get(reverse("tabular:roll_up_file", args=["csv"]), asked).content.decode()
    assert "Tỉnh Bên,0" in text


def test_a_form_over_an_indicator_that_went_says_so(maps: TwoMaps, client: Client) -> None:
    form = TableForm.objects.create(unit=maps.cast.xa, name="Biểu cũ")
    design = {"title": "Biểu cũ", "columns": [{"key": "a", "of": "gone.figure"}]}
    FormVersion.objects.create(form=form, number=1, design=design, issued_on=DAY, by=maps.cast.xuan)
    entered(client, maps.cast.xuan)
    page = client.get(reverse("tabular:table", args=[form.pk]))
    assert page.status_code == 200 and "hãy sửa mẫu: Cột 1: không có chỉ số" in page.content.decode()
    assert client.get(reverse("tabular:table_file", args=[form.pk, "xlsx"])).status_code == 422


def test_files_hold_the_same_figures(maps: TwoMaps, client: Client) -> None:
    entered(client, maps.cast.dung)
    asked = {"noi": "P1", "ngay": "01/07/2025"}
    address = reverse("tabular:proposed_file", args=["tinh-hinh-clb", "csv"])
    text = client.get(address, asked).content.decode("utf-8-sig")
    assert text.splitlines()[0].startswith("Mã,Loại dòng,Đơn vị,Câu lạc bộ: Tổng số")
    assert text.splitlines()[-1].startswith(",TOTAL,Tỉnh Mẫu,6,0,4,4,33,")
    book = client.get(address.replace(".csv", ".xlsx"), asked).content
    sheet = ZipFile(BytesIO(book)).read("xl/worksheets/sheet1.xml").decode()
    assert "<v>33</v>" in sheet and "<mergeCell" in sheet
    word = client.get(reverse("tabular:roll_up_file", args=["docx"]), asked).content
    names = ZipFile(BytesIO(word)).namelist()
    assert any(name.startswith("word/media/") for name in names)


def test_a_large_table_shows_how_far_it_is(maps: TwoMaps, client: Client) -> None:
    entered(client, maps.cast.dung)
    order = reverse("tabular:order_table")
    assert client.get(order, {"mau": "danh-sach-clb", "noi": "P1"}).status_code == 200
    told = {"place_key": "P1", "proposed": "danh-sach-clb", "on": "31/12/2025", "form": "", "rows": ""}
    assert client.post(order, told).status_code == 302
    table = TableRun.objects.get()
    page = reverse("tabular:run", args=[table.pk])
    assert "Hủy lập biểu" in client.get(page).content.decode()
    assert "Đang lập" in client.get(reverse("tabular:progress", args=[table.pk])).content.decode()
    work_off(table)
    assert client.get(reverse("tabular:progress", args=[table.pk])).headers["HX-Redirect"] == page
    assert "CLB Mới" in client.get(page).content.decode()
    assert client.get(reverse("tabular:run_file", args=[table.pk, "xlsx"])).content.startswith(b"PK")
    assert entered(client, maps.cast.hoa).get(page).status_code == 404
    assert run(verbs.CANCEL_TABLE, by=maps.cast.hoa, data={"run": table.pk}).status == "rejected"


@pytest.mark.parametrize("name", ["index", "roll_up", "series", "runs"])
def test_who_holds_no_office_is_refused(maps: TwoMaps, client: Client, name: str) -> None:
    assert entered(client, maps.cast.khach).get(reverse(f"tabular:{name}")).status_code == 403

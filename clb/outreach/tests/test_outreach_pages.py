"""Pages of outreach: what each shows, who gets in, how many queries a list takes, the workbook and the paper."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from clb.access.models import User
from clb.files.tests.samples import picture, sent
from clb.outreach import commands as verbs
from clb.outreach.models import Broadcast, PlannedOutreach
from clb.outreach.tests.test_outreach import go, here, mp3, plan, stored, tell, user  # noqa: F401 -- fixtures
from conftest import Cast
from tests.test_rights import signed_in

pytestmark = pytest.mark.usefixtures("here")


def page(client: Client, name: str, *args: Any, **query: Any) -> str:
    response = client.get(reverse(f"outreach:{name}", args=args), query)
    assert response.status_code == 200, (name, response.status_code)
    return response.content.decode()


def filled() -> tuple[User, PlannedOutreach, Broadcast]:
    by = user("vanhoa")
    line = plan(by, "CULTURE:P1", campaign="Tháng hành động")
    told = {"minutes": 15, "reach": 900, "reach_how": "đếm hộ", "cost_vnd": "1,5 triệu", "proof": sent(picture())}
    row = tell(by, "CULTURE:P1", carries_out=line.pk, **told).result
    assert go(verbs.ATTACH_PROOF, by, broadcast=row.pk, file=sent(mp3(), "a.mp3")).status == "done"
    return by, line, row


def test_pages_show_what_was_planned_and_told() -> None:
    by, line, row = filled()
    client, year = signed_in(by), {"nam": "2026"}
    assert "1 trên 2" in page(client, "index", **year)
    board = page(client, "index", **year, quy="1")
    assert "Truyền thanh huyện" in board and "1.500.000" in board and "Tỉnh Mẫu" in board
    lines = page(client, "lines", **year)
    assert "Tháng hành động" in lines and f"?muc={line.pk}" in lines and "Quá hạn" in lines
    assert f'value="{line.pk}" selected' in page(client, "record_broadcast", muc=line.pk)
    one = page(client, "broadcast", row.pk)
    assert "<audio controls" in one and "đếm hộ" in one and "/sua/" in one
    assert "/sua/" not in page(signed_in(user("phunu")), "broadcast", row.pk)
    proof = client.get(reverse("outreach:proof", args=[row.proofs.last().pk]))
    assert (proof.status_code, proof.headers["Content-Type"]) == (200, "audio/mpeg")
    assert page(client, "library", cho=row.pk).count("Chọn tài liệu đã dùng") == 1


def test_strangers_and_those_beside_get_nothing(here: Cast) -> None:  # noqa: F811
    _by, _line, row = filled()
    at = reverse("outreach:broadcast", args=[row.pk])
    assert [signed_in(who).get(at).status_code for who in (here.xuan, here.tai, here.lan)] == [404, 200, 404]
    assert Client().get(at).status_code == 302
    assert signed_in(here.xuan).get(reverse("outreach:index"), {"noi": "P1"}).status_code == 404
    assert signed_in(here.khach).get(reverse("outreach:index")).status_code == 403


def test_a_refused_form_keeps_what_was_typed() -> None:
    by = user("vanhoa")
    typed = {"office": "CULTURE:P1", "channel": "NEWS", "topic": "Tin về CLB", "told_on": "31/02/2026", "times": "1"}
    response = signed_in(by).post(reverse("outreach:record_broadcast"), {**typed, "minutes": "7"})
    assert response.status_code == 422
    text = response.content.decode()
    assert "Tin về CLB" in text and 'value="31/02/2026"' in text and "Ngày chưa đúng" in text


def test_workbook_and_paper_hold_the_same_sums() -> None:
    filled()
    client = signed_in(user("vanhoa"))
    book = CalamineWorkbook.from_filelike(BytesIO(client.get(reverse("outreach:workbook"), {"nam": "2026"}).content))
    assert book.sheet_names == ["Theo cơ quan", "Theo kênh", "Theo nơi", "Mục kế hoạch", "Đã làm"]
    assert book.get_sheet_by_name("Theo cơ quan").to_python()[-1] == ["Cộng", 2, 1, 0, 1, 0, 15, 1_500_000]
    assert book.get_sheet_by_name("Đã làm").to_python()[-1][4:8] == ["Mô hình CLB", 1, 15, 900]
    for ending in ("pdf", "docx"):
        response = client.get(reverse("outreach:paper", args=[ending]), {"nam": "2026", "quy": "1"})
        assert response.status_code == 200 and len(response.content) > 5000


@pytest.mark.parametrize("name", ["index", "lines", "told", "library"])
def test_lists_ask_no_more_for_more_rows(name: str, django_assert_max_num_queries: Any) -> None:
    client = signed_in(user("vanhoa"))
    filled()
    for month in (4, 5, 6):
        plan(user("vanhoa"), "CULTURE:P1", quarter=2, topic=f"Chủ đề {month}")
        tell(user("vanhoa"), "CULTURE:P1", told_on=date(2026, month, 2))
    with django_assert_max_num_queries(40 if name == "index" else 26):
        page(client, name, **{"nam": "2026"})

"""What pages show of reports: to writers, receivers, strangers; papers made of the frozen content."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from pdfminer.high_level import extract_text
from python_calamine import CalamineWorkbook

from clb.access.models import User
from clb.members.services.summaries import refresh_months
from clb.reports import commands as verbs
from clb.reports.models import Report, ReportType
from conftest import Cast, make_cast, make_member

from .sample import accepted, do, drafted, line


@pytest.fixture
def world(db: None, world_of_the_module: Any) -> Any:
    return world_of_the_module


@pytest.fixture(scope="module")
def world_of_the_module(stored_once: Any) -> tuple[Cast, ReportType, Report]:
    cast = make_cast()
    make_member(cast.club, "Bà Kín")
    refresh_months([cast.club, cast.other_club], cast.club.founded_on)
    type = line(cast)
    report = drafted(cast, type)
    do(verbs.EDIT_PASSAGE, cast.xuan, report=report.pk, section="members", text="Lời của xã.\n- Ý một")
    do(verbs.SUBMIT_REPORT, cast.xuan, report=report.pk)
    do(verbs.ACCEPT_REPORT, cast.dung, report=report.pk)
    return cast, type, report


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page(user: User, name: str, *args: Any, query: str = "") -> tuple[int, str]:
    answer = signed_in(user).get(reverse(f"reports:{name}", args=args) + query)
    return answer.status_code, answer.content.decode()


def test_pages_open_to_whoever_may_and_to_nobody_else(world: Any) -> None:
    cast, type, report = world
    owed = (type.pk, "C1", "2025-01-01")
    for name, args in (("report", (report.pk,)), ("edition", (report.pk, 1)), ("obligation", owed)):
        answers = {u.username: page(u, name, *args)[0] for u in (cast.xuan, cast.dung, cast.hoa, cast.khach)}
        assert answers == {"xuan": 200, "dung": 200, "hoa": 404, "khach": 404}, name
    assert page(cast.khach, "index")[0] == 403
    assert [page(cast.dung, name, type.pk, query="?nam=2025")[0] for name in ("report_type", "rates")] == [200, 200]
    assert page(cast.xuan, "obligation", type.pk, "C1", "2025-13-01")[0] == 404
    assert page(cast.xuan, "edition", report.pk, 9)[0] == 404


def test_buttons_are_those_that_one_may_use(world: Any) -> None:
    cast, _type, report = world
    names = ("reopen_report", "recheck_report", "submit_report")
    seen = {}
    for user in (cast.xuan, cast.dung):
        content = page(user, "report", report.pk)[1]
        seen[user.username] = [reverse(f"reports:{name}", args=[report.pk]) in content for name in names]
    assert seen == {"xuan": [False, True, False], "dung": [True, True, False]}


def test_the_flag_and_the_list_are_on_the_page(world: Any) -> None:
    cast, _type, report = world
    assert "Đã đổi sau khi duyệt" not in page(cast.dung, "report", report.pk)[1]
    make_member(cast.club, "Bà Thêm")
    refresh_months([cast.club], cast.club.founded_on)
    do(verbs.RECHECK_REPORT, cast.dung, report=report.pk)
    content = page(cast.dung, "report", report.pk)[1]
    assert "Đã đổi sau khi duyệt" in content
    assert re.search(r"Số thành viên</th>.*?1 người</td>.*?2 người</td>", content, re.DOTALL)
    assert "Đã đổi sau khi duyệt" in page(cast.dung, "index", query="?loc=da-doi")[1]


def test_every_paper_says_the_same(world: Any) -> None:
    cast, _type, report = world
    client, name = signed_in(cast.dung), "reports:edition_paper"
    files = {f: client.get(reverse(name, args=[report.pk, 1, f])).content for f in ("pdf", "docx", "xlsx")}
    words = {"pdf": re.sub(r"\s+", " ", extract_text(io.BytesIO(files["pdf"])))}
    document = Document(io.BytesIO(files["docx"]))
    words["docx"] = " ".join(p.text for p in document.paragraphs)
    for text in words.values():
        assert "Năm của xã: Xã Một, năm 2025" in text and "Lời của xã." in text and "KIẾN NGHỊ, ĐỀ XUẤT" in text
    book = CalamineWorkbook.from_filelike(io.BytesIO(files["xlsx"]))
    names = book.sheet_names
    assert names[0] == "Số liệu" and {"So sánh các câu lạc bộ", "Lời báo cáo", "Nguồn gốc"} <= set(names)
    digest = report.snapshots.get().digest
    assert digest in [cell for row in book.get_sheet_by_name("Nguồn gốc").to_python() for cell in row]
    assert client.get(reverse(name, args=[report.pk, 1, "exe"])).status_code == 404


def test_a_draft_is_shown_as_one_and_only_to_its_writers(world: Any) -> None:
    cast, type, _report = world
    draft = drafted(cast, type, period_from=date(2024, 1, 1))
    client = signed_in(cast.xuan)
    pdf = client.get(reverse("reports:paper", args=[draft.pk, "pdf"])).content
    assert "BẢN ĐANG SOẠN" in extract_text(io.BytesIO(pdf))
    assert page(cast.tai, "report", draft.pk)[0] == 404
    told = {"report": str(draft.pk), "section": "clubs", "text": "x" * 8001}
    answer = client.post(reverse("reports:edit_passage", args=[draft.pk, "clubs"]), told)
    assert answer.status_code == 422 and "x" * 8001 in answer.content.decode()


@pytest.mark.parametrize("more", [0, 3])
def test_the_list_asks_the_same_whatever_its_length(world: Any, more: int, django_assert_max_num_queries: Any) -> None:
    cast, type, _report = world
    for year in range(2021, 2021 + more):
        accepted(cast, type, period_from=date(year, 1, 1))
    client = signed_in(cast.dung)
    with django_assert_max_num_queries(34):
        client.get(reverse("reports:index"))


def test_the_first_page_says_what_waits(world: Any) -> None:
    cast, type, _report = world
    row = drafted(cast, type, period_from=date(2024, 1, 1))
    do(verbs.SUBMIT_REPORT, cast.xuan, report=row.pk)
    told = {u.username: signed_in(u).get("/").content.decode() for u in (cast.dung, cast.tai)}
    assert ["1 báo cáo chờ bạn nhận." in told[name] for name in ("dung", "tai")] == [True, False]

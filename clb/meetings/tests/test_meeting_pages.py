"""A meeting's pages: steps, the whole sheet, minutes and blank papers; strangers meet nothing."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from clb.health.models import HealthCheck
from clb.kernel.rows import was
from clb.meetings.models import Attendance, Meeting, MeetingNote, MoneyLine
from clb.meetings.papers import minutes_paper
from clb.meetings.views.steps import STEPS
from conftest import Cast

from .sample import DAY, Table, set_table

pytestmark = pytest.mark.django_db
Enter = Callable[..., Client]


@pytest.fixture
def table(cast: Cast) -> Table:
    return set_table(cast.club, cast.lan, members=4)


@pytest.fixture
def enter(client: Client) -> Enter:
    def sign_in(user: Any) -> Client:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


def opened(table: Table) -> Meeting:
    table.send(held_on=f"{DAY:%d/%m/%Y}")
    return Meeting.objects.get()


def post(client: Client, meeting: Meeting, step: str, **data: Any) -> Any:
    told = {"id": str(uuid.uuid4()), "meeting": str(meeting.pk), "seen": str(meeting.version), **data}
    return client.post(reverse("meetings:step", args=[meeting.pk, step]), told)


def words(paper: bytes) -> str:
    document = Document(io.BytesIO(paper))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_every_step_opens_and_leads_to_the_next(table: Table, enter: Enter, cast: Cast) -> None:
    meeting, client = opened(table), enter(cast.lan)
    for step in STEPS:
        assert client.get(reverse("meetings:step", args=[meeting.pk, step.slug])).status_code == 200, step.slug
    answer = post(client, meeting, "diem-danh", attendance_rest="PRESENT")
    assert answer.headers["Location"] == reverse("meetings:step", args=[meeting.pk, "thu-tien"])
    assert Attendance.objects.count() == 4


def test_a_page_changes_only_what_was_touched(table: Table, enter: Enter, cast: Cast) -> None:
    meeting, client = opened(table), enter(cast.lan)
    first, second = (str(m.pk) for m in table.members[:2])
    table.send(meeting.pk, attendance=[{"membership": first, "mark": "PRESENT"}], seen=1)
    stale = {f"attendance:{first}:was": "", f"attendance:{second}:was": "", f"attendance:{second}:mark": "ABSENT"}
    assert post(client, meeting, "diem-danh", **stale).status_code == 302
    assert dict(Attendance.objects.values_list("membership", "mark")) == {
        table.members[0].pk: "PRESENT",
        table.members[1].pk: "ABSENT",
    }


def test_a_refused_row_comes_back_with_what_was_typed(table: Table, enter: Enter, cast: Cast) -> None:
    meeting, client, key = opened(table), enter(cast.lan), str(table.members[0].pk)
    answer = post(client, meeting, "thu-tien", **{f"fees:{key}:amount_vnd": "mười", f"fees:{key}:was": was("", "")})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="mười"' in page and "Số tiền là một số đồng nguyên" in page


def test_the_whole_sheet_is_typed_on_one_screen(table: Table, enter: Enter, cast: Cast) -> None:
    meeting, client = opened(table), enter(cast.lan)
    address = reverse("meetings:sheet", args=[meeting.pk])
    assert client.get(address).status_code == 200
    data: dict[str, Any] = {"id": str(uuid.uuid4()), "meeting": str(meeting.pk), "seen": "1"}
    for member in table.members:
        key = str(member.pk)
        data |= {f"attendance:{key}:mark": "PRESENT", f"attendance:{key}:was": ""}
        data |= {f"fees:{key}:amount_vnd": "10.000", f"fees:{key}:was": was("", "")}
        data |= {f"readings:{key}:systolic_mmhg": "120", f"readings:{key}:diastolic_mmhg": "80"}
        data |= {f"readings:{key}:weight_g": "50", f"readings:{key}:was": was("", "", "")}
    data |= {"notes:TOPIC:text": "Phòng bệnh", "notes:TOPIC:was": ""}
    loan = str(table.loans[0].pk)
    data |= {f"repayments:{loan}:amount_vnd": "100.000", f"repayments:{loan}:interest_vnd": ""}
    data |= {"counts:OPERATING:counted_vnd": "40.000", "counts:OPERATING:reason": ""}
    answer = client.post(address, data)
    assert answer.headers["Location"] == reverse("meetings:step", args=[meeting.pk, "ket-thuc"])
    kinds = list(MoneyLine.objects.values_list("kind", flat=True))
    assert (Attendance.objects.count(), kinds.count("FEE"), kinds.count("REPAYMENT")) == (4, 4, 1)
    assert HealthCheck.objects.count() == 4 and MeetingNote.objects.count() == 1


def test_the_minutes_say_what_the_records_hold_and_stay_so(table: Table, enter: Enter, cast: Cast) -> None:
    pk = uuid.uuid4()
    table.send(pk, **table.everything(), close_now=True)
    address = reverse("meetings:minutes", args=[pk, "docx"])
    paper = words(enter(cast.lan).get(address).content)
    for said in (
        "Tổng số thành viên 4; có mặt 4",
        "4 người đóng hội phí, tổng số 40.000 đồng",
        "Trạm y tế (mẫu) ủng hộ Quỹ hoạt động: 500.000 đồng",
        "540.000 đồng (Năm trăm bốn mươi nghìn đồng)",
        "Bà Mẫu 003 xin vay 1.000.000 đồng trong 12 tháng",
        "Đo huyết áp, cân nặng cho 4 thành viên",
        "Phòng bệnh mùa mưa",
    ):
        assert said in paper, said
    assert "DỰ THẢO" not in paper
    table.members[0].person.full_name = "Bà Đổi Tên"
    table.members[0].person.save()
    assert "Bà Đổi Tên" not in words(enter(cast.lan).get(address).content)


def test_a_draft_says_so(table: Table) -> None:
    meeting = opened(table)
    assert minutes_paper(meeting).mark == "DỰ THẢO"
    table.send(meeting.pk, attendance_rest="PRESENT", close_now=True, seen=1)
    assert minutes_paper(Meeting.objects.get()).mark == ""


def test_blank_papers_follow_the_screens(table: Table, enter: Enter, cast: Cast) -> None:
    client = enter(cast.lan)
    sheet = words(client.get(reverse("meetings:blank_sheet", args=[cast.club.pk, "docx"])).content)
    assert all(m.person.full_name in sheet for m in table.members)
    places = [
        sheet.index(word) for word in ("1. Điểm danh", "2. Ủng hộ", "3. Trả nợ", "4. Xét cho vay", "11. Kiểm quỹ")
    ]
    assert places == sorted(places)
    books = words(client.get(reverse("meetings:blank_books", args=[cast.club.pk, "docx"])).content)
    assert "Còn lại (đồng)" in books and "gợi ý, chưa có văn bản" in books


def test_whoever_sits_at_one_table_comes_to_it(table: Table, enter: Enter, cast: Cast) -> None:
    assert enter(cast.lan).get("/sinh-hoat/").headers["Location"] == reverse("meetings:club", args=[cast.club.pk])
    assert enter(cast.dung).get("/sinh-hoat/").headers["Location"] == reverse("meetings:place_calendar")


def test_strangers_meet_nothing(table: Table, enter: Enter, cast: Cast) -> None:
    meeting, client = opened(table), enter(cast.hoa)
    for name in ("meeting", "sheet", "reopen", "drop"):
        assert client.get(reverse(f"meetings:{name}", args=[meeting.pk])).status_code == 404, name
    assert client.get(reverse("meetings:minutes", args=[meeting.pk, "pdf"])).status_code == 404
    assert client.get(reverse("meetings:blank_sheet", args=[cast.club.pk, "pdf"])).status_code == 404
    assert post(client, meeting, "diem-danh", attendance_rest="PRESENT").status_code == 404


def test_who_only_reads_does_not_write(table: Table, enter: Enter, cast: Cast) -> None:
    meeting, client = opened(table), enter(cast.hoi)
    assert client.get(reverse("meetings:meeting", args=[meeting.pk])).status_code == 200
    assert client.get(reverse("meetings:step", args=[meeting.pk, "diem-danh"])).status_code == 403


@pytest.mark.parametrize("members", [1, 3])
def test_rows_may_grow_queries_may_not(cast: Cast, enter: Enter, members: int, django_assert_num_queries: Any) -> None:
    table = set_table(cast.club, cast.lan, members=members, loans=members)
    meeting, client = opened(table), enter(cast.lan)
    for name, queries in (("meetings:sheet", 42), ("meetings:meeting", 17)):
        with django_assert_num_queries(queries):
            client.get(reverse(name, args=[meeting.pk]))

"""The report on a plan: figures equal to the page's, rights equal to the page's."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document
from pdfminer.high_level import extract_text

from clb.access.models import User
from clb.kernel.commands import run
from clb.members.services.summaries import refresh_months
from clb.papers.blocks import Table
from clb.plans.commands import IMPORT_PLAN, REPORT_TASK
from clb.plans.models import Plan
from clb.plans.queries.duties import duty_board
from clb.plans.queries.targets import named_for, target_board
from clb.plans.services.duties import answers_for
from clb.reports.issuer import Issuer, issuer_of
from clb.reports.progress import progress_paper
from conftest import Cast, make_member, make_user

TEXT = (Path(__file__).parents[2] / "plans" / "tests" / "reading" / "texts" / "phuong-mau.txt").read_bytes()
ON = date(2026, 6, 30)


@pytest.fixture
def plan(cast: Cast) -> Plan:
    files = {"file": SimpleUploadedFile("a.txt", TEXT)}
    found: Plan = run(IMPORT_PLAN, by=cast.dung, data={"place": "P1"}, files=files).result
    found.status, found.is_period_known = Plan.Status.CONFIRMED, True
    found.from_on, found.until_on = date(2025, 1, 1), date(2027, 12, 31)
    found.save()
    for i in range(3):
        make_member(cast.club, f"Bà Mẫu {i}")
    refresh_months([cast.club, cast.other_club], cast.club.founded_on)
    return found


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(plan: Plan, file_format: str = "docx") -> str:
    return reverse("reports:progress", args=[plan.pk, file_format]) + "?ngay=30/06/2026"


def tables(paper: object) -> list[Table]:
    return [block for block in paper.body if isinstance(block, Table)]  # type: ignore[attr-defined]


def test_figures_are_those_of_the_boards(cast: Cast, plan: Plan) -> None:
    rows, desks = target_board(plan, plan.place, ON), duty_board(plan, ON)
    targets, agencies = tables(progress_paper(plan, ON, Issuer("UBND", "Mẫu"), cast.dung))
    assert [(r[1], r[2], r[3], r[5]) for r in targets.rows] == [  # type: ignore[index]
        (row.target.text, row.wanted, row.reached, row.judgement.reason) for row in rows
    ]
    tallies = [(len(d.duties), d.tally["OVERDUE"], d.tally["DUE"], d.tally["LATER"], d.tally["DONE"]) for d in desks]
    assert [r[2:] for r in agencies.rows[:-1]] == tallies  # type: ignore[index]
    assert agencies.rows[-1].cells[2:] == tuple(sum(column) for column in zip(*tallies, strict=True))  # type: ignore[union-attr]


def test_page_and_docx_show_the_same_figures(cast: Cast, plan: Plan) -> None:
    client = signed_in(cast.dung)
    page = client.get(reverse("plans:plan", args=[plan.pk]) + "?ngay=30/06/2026").content.decode()
    on_page = re.findall(r'<td class="num" data-label="Đã đạt">(.*?)</td>', page, re.DOTALL)
    document = Document(io.BytesIO(client.get(address(plan)).content))
    (table,) = (t for t in document.tables if t.rows[0].cells[1].text == "Chỉ tiêu")
    assert [row.cells[3].text for row in list(table.rows)[1:]] == [cell.strip() for cell in on_page]
    assert len(on_page) == plan.targets.count()


def test_reported_duty_moves_to_done(cast: Cast, plan: Plan) -> None:
    before = tables(progress_paper(plan, ON, Issuer("", ""), cast.dung))[1].rows[-1]
    single = [d for desk in duty_board(plan, ON) for d in desk.duties if len(d.dues) == 1]
    users = (cast.xuan, cast.dung, cast.hoi, cast.tai)
    by, duty = next((user, d) for d in single for user in users if answers_for(user, d.task))
    data = {"task": duty.task.pk, "due_on": duty.dues[0].on, "done_on": ON, "evidence": "Biên bản"}
    outcome = run(REPORT_TASK, by=by, data=data)
    assert outcome.status == "done", outcome.errors
    after = tables(progress_paper(plan, ON, Issuer("", ""), cast.dung))[1].rows[-1]
    assert after.cells[-1] == before.cells[-1] + 1  # type: ignore[union-attr,operator]


def test_pdf_opens_and_docx_is_saved(cast: Cast, plan: Plan) -> None:
    client = signed_in(cast.dung)
    pdf, docx = client.get(address(plan, "pdf")), client.get(address(plan, "docx"))
    assert [pdf.status_code, docx.status_code] == [200, 200]
    words = re.sub(r"\s+", " ", extract_text(io.BytesIO(pdf.content)))
    assert "BÁO CÁO Tiến độ thực hiện" in words
    assert "(số liệu tính đến ngày 30 tháng 6 năm 2026)" in words
    assert "NHIỆM VỤ CỦA CÁC CƠ QUAN TÍNH ĐẾN NGÀY 30 THÁNG 6 NĂM 2026" in words
    assert docx["Content-Disposition"].startswith('attachment; filename="bao-cao-tien-do-')
    assert docx["Content-Disposition"].endswith('2026-06-30.docx"')


def test_whoever_sees_the_figures_gets_the_report_and_nobody_else(cast: Cast, plan: Plan) -> None:
    answers = {
        u.username: signed_in(u).get(address(plan)).status_code
        for u in (cast.lan, cast.binh, cast.hoa, cast.xuan, cast.dung, cast.hoi, cast.tai)
    }
    assert answers == dict.fromkeys(answers, 200)
    assert signed_in(cast.khach).get(address(plan)).status_code == 404
    assert Client().get(address(plan)).status_code == 302


def test_who_reads_the_plan_but_no_figures_has_no_button_and_is_refused(cast: Cast, plan: Plan) -> None:
    stranger = signed_in(make_user("ben", "GOVERNMENT", cast.beside))
    page = stranger.get(reverse("plans:plan", args=[plan.pk]))
    assert page.status_code == 200
    assert reverse("reports:progress", args=[plan.pk, "pdf"]) not in page.content.decode()
    assert stranger.get(address(plan)).status_code == 403


def test_clubs_that_miss_a_target_are_named_only_to_whoever_may_see_them(cast: Cast, plan: Plan) -> None:
    row = plan.targets.first()
    assert row is not None
    row.scope, row.indicator, row.minimum = row.Scope.EACH_CLUB, "club.size", 50
    row.save()
    told = {
        user.username: next(r.misses for r in named_for(user, target_board(plan, plan.place, ON)) if r.misses_total)
        for user in (cast.lan, cast.hoa, cast.dung)
    }
    assert {name: sorted(miss.club for miss in misses) for name, misses in told.items()} == {
        "lan": ["CLB Một"],
        "hoa": ["CLB Hai"],
        "dung": ["CLB Hai", "CLB Một"],
    }
    page = signed_in(cast.hoa).get(reverse("plans:plan", args=[plan.pk]) + "?ngay=30/06/2026").content.decode()
    assert ["CLB Một" in page, "CLB Hai" in page, "và 1 câu lạc bộ khác" in page] == [False, True, True]
    paper = Document(io.BytesIO(signed_in(cast.hoa).get(address(plan)).content))
    words = " ".join(p.text for p in paper.paragraphs)
    assert ["CLB Một" in words, "2 câu lạc bộ, gồm CLB Hai, thiếu" in words] == [False, True]


def test_draft_has_no_report(cast: Cast, plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(status=Plan.Status.DRAFT)
    assert signed_in(cast.dung).get(address(plan)).status_code == 404
    page = signed_in(cast.dung).get(reverse("plans:plan", args=[plan.pk])).content.decode()
    assert reverse("reports:progress", args=[plan.pk, "pdf"]) not in page


def test_unknown_format_is_not_found(cast: Cast, plan: Plan) -> None:
    assert signed_in(cast.dung).get(f"/bao-cao/ke-hoach/{plan.pk}/tien-do.exe").status_code == 404


def test_buttons_carry_the_day_of_the_page(cast: Cast, plan: Plan) -> None:
    for name in ("plans:plan", "plans:board"):
        page = signed_in(cast.dung).get(reverse(name, args=[plan.pk]) + "?ngay=30/06/2026").content.decode()
        assert [address(plan, f) in page for f in ("pdf", "docx")] == [True, True]


def test_issuer_is_the_office_of_who_asks(cast: Cast) -> None:
    users = (cast.xuan, cast.dung, cast.hoi, cast.lan, cast.khach)
    assert [issuer_of(user, ON) for user in users] == [
        Issuer("Ủy ban nhân dân\nXã Một", "Một"),
        Issuer("Ủy ban nhân dân\nTỉnh Mẫu", "Mẫu"),
        Issuer("Hội Người cao tuổi\nTỉnh Mẫu", "Mẫu"),
        Issuer("CLB Một", "Một"),
        Issuer("", ""),
    ]

"""Registers of papers that go out: works · refused · twice · another body · no gap · two at once · frozen."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from docx import Document
from pdfminer.high_level import extract_text

from clb.access.models import User
from clb.access.roles import Role
from clb.dispatch import commands as verbs
from clb.dispatch.checks import numbers_run_without_a_gap
from clb.dispatch.models import Draft, IssuingBody, OutgoingPaper
from clb.dispatch.queries import bodies_for, register_of
from clb.dispatch.services import register_paper
from clb.files.store import path_of
from clb.files.tests.samples import picture, sent
from clb.founding import commands as founding_verbs
from clb.kernel.commands import Command, run
from clb.papers.blocks import Header, Paper, Paragraph, Signature
from conftest import Cast, make_cast, make_user

HEAD = {"name": "Ủy ban nhân dân\nxã Một", "superior": "", "place": "Xã Một", "letters": "UBND"}


@pytest.fixture(scope="module")
def stored(stored_once: Path) -> Iterator[Cast]:
    cast = make_cast()
    make_user("hoixa", Role.ASSOCIATION, cast.xa)
    yield cast


@pytest.fixture
def here(stored: Cast, stored_once: Path, db: None) -> Cast:
    settings.MEDIA_ROOT = stored_once
    return stored


def go(command: Command, by: User, **data: Any) -> Any:
    files = {k: data.pop(k) for k in list(data) if isinstance(data[k], SimpleUploadedFile)}
    return run(command, by=by, data=data, files=files, id=data.pop("act", None))


def done(command: Command, by: User, **data: Any) -> Any:
    outcome = go(command, by, **data)
    assert outcome.status == "done", outcome.errors
    return outcome.result


def body_of(cast: Cast, counting: str = "LETTERS_APART") -> IssuingBody:
    made: IssuingBody = done(verbs.SET_UP_BODY, cast.xuan, office="COMMUNE:C1", counting=counting, **HEAD)
    return made


def draft_of(cast: Cast, body: IssuingBody, **more: Any) -> Draft:
    told = {
        "kind": "PLAN",
        "subject": "Duy trì câu lạc bộ",
        "text": "I. MỤC ĐÍCH\n- Một\n- Hai",
        "signer_title": "Chủ tịch",
    }
    made: Draft = done(verbs.BEGIN_DRAFT, cast.xuan, body=body.pk, **{**told, **more})
    return made


def reserve(cast: Cast, body: IssuingBody, kind: str = "PLAN", **more: Any) -> Any:
    told = {"body": body.pk, "kind": kind, "subject": "Giữ số", "dated_on": timezone.localdate()}
    return go(verbs.RESERVE_NUMBER, cast.xuan, **{**told, **more})


@pytest.mark.parametrize(
    ("counting", "shown"),
    [
        ("EACH_KIND", ["01/KH-UBND", "01/QĐ-UBND", "01/UBND-VX", "02/KH-UBND"]),
        ("LETTERS_APART", ["01/KH-UBND", "02/QĐ-UBND", "01/UBND-VX", "03/KH-UBND"]),
        ("TOGETHER", ["01/KH-UBND", "02/QĐ-UBND", "03/UBND-VX", "04/KH-UBND"]),
    ],
)
def test_numbers_run_as_the_body_chose(here: Cast, counting: str, shown: list[str]) -> None:
    body = body_of(here, counting)
    kinds = ("PLAN", "DECISION", "LETTER", "PLAN")
    assert [reserve(here, body, kind, drafter="VX").result.shown for kind in kinds] == shown
    assert list(numbers_run_without_a_gap()) == []
    other = {"body": body.pk, **HEAD, "counting": "EACH_KIND" if counting != "EACH_KIND" else "TOGETHER"}
    assert list(go(verbs.CORRECT_BODY, here.xuan, **other).errors) == ["counting"]
    OutgoingPaper.objects.filter(body=body, number=1).first().delete()  # type: ignore[union-attr]
    assert len(list(numbers_run_without_a_gap())) == 1


def test_a_number_is_given_once_and_never_taken_back(here: Cast) -> None:
    body, today, act = body_of(here), timezone.localdate(), uuid4()
    done(verbs.OPEN_SERIES, here.xuan, body=body.pk, year=today.year, kind="PLAN", begins_after=295)
    first = reserve(here, body, act=act)
    assert (first.result.shown, reserve(here, body, act=act).status) == ("296/KH-UBND", "already")
    assert list(reserve(here, body, dated_on=today + timedelta(days=1)).errors) == ["dated_on"]
    assert list(reserve(here, body, dated_on=today - timedelta(days=1)).errors) == ["dated_on"]
    later = {"body": body.pk, "year": today.year, "kind": "PLAN", "begins_after": 400}
    assert list(go(verbs.OPEN_SERIES, here.xuan, **later).errors) == ["begins_after"]
    paper = first.result
    assert list(go(verbs.CANCEL_NUMBER, here.xuan, paper=paper.pk, reason=" ").errors) == ["reason"]
    assert go(verbs.ATTACH_SIGNED, here.xuan, paper=paper.pk, file=sent(picture())).status == "rejected"
    done(verbs.CANCEL_NUMBER, here.xuan, paper=paper.pk, reason="Ghi nhầm")
    assert go(verbs.CANCEL_NUMBER, here.xuan, paper=paper.pk, reason="Lần nữa").status == "rejected"
    assert reserve(here, body).result.shown == "297/KH-UBND"
    assert [(p.shown, p.status) for p in register_of(body, today.year)] == [
        ("297/KH-UBND", "RESERVED"),
        ("296/KH-UBND", "CANCELLED"),
    ]
    assert list(numbers_run_without_a_gap()) == []


def test_a_draft_goes_out_frozen(here: Cast) -> None:
    body, today = body_of(here), timezone.localdate()
    lists = done(verbs.SAVE_RECIPIENT_LIST, here.xuan, body=body.pk, name="Thường", lines="- Như trên;\n\n- Lưu: VT.")
    signing = {"collective": "Ủy ban nhân dân", "sign_form": "KT.", "signer_title": "Phó Chủ tịch"}
    refused = go(verbs.BEGIN_DRAFT, here.xuan, body=body.pk, kind="PLAN", subject="X", text="Y", **signing)
    assert list(refused.errors) == ["head_title"]
    signing |= {"head_title": "Chủ tịch", "signer_name": "Huỳnh Văn Mẫu", "co_signers": "Thư ký: Lê Mẫu"}
    draft = draft_of(here, body, urgency="EXPRESS", recipient_list=lists.pk, **signing)
    table = {"title": "Tiến độ", "text": "TT\tViệc\tSố\n1\tKhám\t1.200", "is_landscape": True}
    done(verbs.ADD_ANNEX, here.xuan, draft=draft.pk, **table)
    kept = reserve(here, body).result
    paper = done(verbs.ISSUE_DRAFT, here.xuan, draft=draft.pk, dated_on=today, reserved=kept.pk)
    assert (paper.pk, paper.shown, paper.status, paper.recipients) == (
        kept.pk,
        "01/KH-UBND",
        "ISSUED",
        ["Như trên", "Lưu: VT"],
    )
    assert paper.signer == "Phó Chủ tịch Huỳnh Văn Mẫu"
    for stored in (paper.pdf, paper.docx):
        assert hashlib.sha256(path_of(stored.pk).read_bytes()).hexdigest() == stored.sha256
    text = " ".join(extract_text(BytesIO(path_of(paper.pdf.pk).read_bytes())).split())
    for words in (
        "Số: 01/KH-UBND",
        "HỎA TỐC",
        "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
        "THƯ KÝ",
        f"Kèm theo Kế hoạch số 01/KH-UBND ngày {today:%d/%m/%Y}",
        "1.200",
    ):
        assert words in text, words
    assert "DỰ THẢO" not in text
    word = Document(BytesIO(path_of(paper.docx.pk).read_bytes()))
    assert any("MỤC ĐÍCH" in p.text for p in word.paragraphs)
    for command, data in (
        (verbs.CORRECT_DRAFT, {"subject": "Khác", "text": "Khác", "signer_title": "X"}),
        (verbs.ADD_ANNEX, table),
        (verbs.ISSUE_DRAFT, {"dated_on": today}),
        (verbs.DROP_DRAFT, {}),
    ):
        assert go(command, here.xuan, draft=draft.pk, **data).status == "rejected"
    done(verbs.ATTACH_SIGNED, here.xuan, paper=paper.pk, file=sent(picture()))


def test_what_cannot_be_is_refused_beside_its_field(here: Cast) -> None:
    body = body_of(here)
    base = {"body": body.pk, "kind": "PLAN", "subject": "X", "text": "Y", "signer_title": "Z"}
    for data, field in (
        ({"text": " \n "}, "text"),
        ({"subject": ""}, "subject"),
        ({"kind": "ODE"}, "kind"),
        ({"signer_title": ""}, "signer_title"),
        ({"urgency": "SLOW"}, "urgency"),
        ({"body": 10**6}, "body"),
    ):
        assert list(go(verbs.BEGIN_DRAFT, here.xuan, **{**base, **data}).errors) == [field], data
    again = go(verbs.SET_UP_BODY, here.xuan, office="COMMUNE:C1", counting="TOGETHER", **HEAD)
    assert list(again.errors) == ["office"]
    other = reserve(here, body, "DECISION").result
    draft = draft_of(here, body)
    bad = go(verbs.ISSUE_DRAFT, here.xuan, draft=draft.pk, dated_on=timezone.localdate(), reserved=other.pk)
    assert list(bad.errors) == ["reserved"]


def test_another_body_may_not_and_names_are_for_those_who_read_them(here: Cast) -> None:
    body, hoixa = body_of(here), User.objects.get(username="hoixa")
    draft = draft_of(here, body)
    told = go(verbs.DROP_DRAFT, hoixa, draft=draft.pk).errors
    assert told == {"__all__": ["Chỉ Ủy ban nhân dân xã Một mới ghi được vào sổ này."]}
    assert list(
        go(verbs.RESERVE_NUMBER, hoixa, body=body.pk, kind="PLAN", subject="X", dated_on="1/1/2026").errors
    ) == ["body"]
    assert [list(bodies_for(who)) for who in (here.xuan, hoixa, here.dung)] == [[body], [], []]
    named = draft_of(here, body, names_members=True)
    seen = {who.username: named in Draft.objects.visible_to(who) for who in (here.xuan, hoixa, here.hoi, here.dung)}
    assert seen == {"xuan": True, "hoixa": True, "hoi": True, "dung": False}
    assert draft in Draft.objects.visible_to(here.dung) and draft not in Draft.objects.visible_to(here.tai)


def test_a_paper_of_another_app_takes_one_number(here: Cast) -> None:
    body, today = body_of(here), timezone.localdate()
    paper = Paper(
        Header("Ủy ban nhân dân"),
        (Paragraph("Lời"),),
        "Báo cáo",
        "Năm 2026",
        signatures=(Signature(("Chủ tịch",), "A"),),
    )
    told: dict[str, Any] = {"by": here.xuan, "body": body, "kind": "REPORT", "on": today, "paper": paper}
    first = register_paper(**told, source="reports", source_key="7", made_from="Báo cáo năm, bản đã chốt")
    assert (first.shown, first.subject, first.signer, first.status) == (
        "01/BC-UBND",
        "Năm 2026",
        "Chủ tịch A",
        "ISSUED",
    )
    assert register_paper(**told, source="reports", source_key="7") == first
    assert register_paper(**told).number == 2
    with pytest.raises(ValidationError):
        register_paper(**{**told, "by": here.dung})
    days = {"started_on": today - timedelta(days=90), "launch_by": today}
    founding = done(founding_verbs.START_FOUNDING, here.xuan, place="C1", name="CLB Mới", need="Mẫu", **days)
    ask = {"body": body.pk, "source": "founding.decision", "key": str(founding.pk), "dated_on": today}
    numbered = done(verbs.NUMBER_PAPER, here.xuan, **ask)
    assert (numbered.shown, numbered.names_members) == ("03/QĐ-UBND", True)
    assert done(verbs.NUMBER_PAPER, here.xuan, **ask) == numbered
    assert go(verbs.NUMBER_PAPER, here.xuan, **{**ask, "key": str(uuid4())}).status == "rejected"
    assert go(verbs.NUMBER_PAPER, here.xuan, **{**ask, "source": "khong.co"}).status == "rejected"
    assert list(numbers_run_without_a_gap()) == []


def test_a_refusal_afterwards_gives_the_number_back(here: Cast) -> None:
    body = body_of(here)
    reserve(here, body)
    assert list(reserve(here, body, dated_on=date(2015, 1, 1)).errors) == []  # a year of its own begins with 01
    assert list(reserve(here, body, symbol="X" * 41).errors) == ["symbol"]
    assert reserve(here, body).result.number == 2

"""Pages of registers and drafts: what each shows, who gets in, and what a refused form keeps."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from clb.dispatch import commands as verbs
from clb.dispatch.tests.test_dispatch import body_of, done, draft_of, here, reserve, stored  # noqa: F401 -- fixtures
from conftest import Cast
from tests.test_rights import signed_in

TYPED = {"kind": "LETTER", "subject": "Mời họp", "text": "Đoạn một.\nĐoạn hai.", "signer_title": "Chủ tịch"}


def page(client: Client, name: str, *args: Any, **query: Any) -> str:
    response = client.get(reverse(f"dispatch:{name}", args=args), query)
    assert response.status_code == 200, (name, response.status_code)
    return response.content.decode()


def test_from_typing_to_the_register(here: Cast, django_assert_max_num_queries: Any) -> None:  # noqa: F811
    body, client, today = body_of(here), signed_in(here.xuan), timezone.localdate()
    assert "Chưa có sổ nào" not in page(client, "index")
    response = client.post(reverse("dispatch:begin_draft"), {**TYPED, "body": body.pk, "sign_form": "KT."})
    assert response.status_code == 422
    kept = response.content.decode()
    assert "Đoạn một.\nĐoạn hai." in kept and "Ký thay, thừa lệnh" in kept and "Mời họp" in kept
    draft = draft_of(here, body)
    assert "MỤC ĐÍCH" in page(client, "draft", draft.pk) and "/ban-hanh/" in page(client, "draft", draft.pk)
    paper = done(verbs.ISSUE_DRAFT, here.xuan, draft=draft.pk, dated_on=today)
    told = page(client, "paper", paper.pk)
    assert paper.docx.sha256[:32] in told and "/huy/" in told
    for ending, kind in (("pdf", "application/pdf"), ("docx", "application/vnd.openxmlformats")):
        file = client.get(reverse("dispatch:paper_file", args=[paper.pk, ending]))
        assert file.headers["Content-Type"].startswith(kind)
        assert f'filename="ke-hoach-01-kh-ubnd.{ending}"' in file.headers["Content-Disposition"]
    reserve(here, body, "DECISION", subject="Giữ cho quyết định")
    assert "Giữ cho quyết định" in page(client, "register", body.pk, q="quyết định")
    assert "01/KH-UBND" not in page(client, "register", body.pk, q="02")
    with django_assert_max_num_queries(22):
        page(client, "register", body.pk)
    book = CalamineWorkbook.from_filelike(BytesIO(client.get(reverse("dispatch:workbook", args=[body.pk])).content))
    assert [row[0] for row in book.get_sheet_by_index(0).to_python()[-2:]] == ["01/KH-UBND", "02/QĐ-UBND"]


def test_strangers_and_those_beside_get_nothing(here: Cast) -> None:  # noqa: F811
    body = body_of(here)
    draft = draft_of(here, body, names_members=True)
    at = reverse("dispatch:draft", args=[draft.pk])
    assert [signed_in(who).get(at).status_code for who in (here.hoi, here.dung, here.tai, here.lan)] == [
        200,
        404,
        404,
        404,
    ]
    assert "/sua/" not in page(signed_in(here.hoi), "draft", draft.pk)
    assert Client().get(at).status_code == 302
    assert signed_in(here.tai).get(reverse("dispatch:index")).status_code == 403


@pytest.mark.parametrize("name", ["begin_draft", "reserve_number", "set_up_body", "index"])
def test_forms_open_for_who_may(here: Cast, name: str) -> None:  # noqa: F811
    body_of(here)
    assert signed_in(here.xuan).get(reverse(f"dispatch:{name}")).status_code == 200

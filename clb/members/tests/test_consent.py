"""Consent: never assumed, proven, taken back without losing what was said."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from clb.kernel.commands import run
from clb.kernel.models import Act
from clb.members.commands import RECORD_CONSENT, WITHDRAW_CONSENT
from clb.members.models import Consent
from conftest import Cast, make_member

SAID = {"purpose": "PHOTO", "answer": "AGREED", "given_on": "01/02/2026", "proof": "PAPER", "proof_note": "Cặp số 3"}


def test_an_answer_is_recorded_answered_anew_and_taken_back(cast: Cast) -> None:
    member = make_member(cast.club)
    data = {"person": member.person_id, **SAID}
    assert run(RECORD_CONSENT, by=cast.lan, data=data).status == "done"
    assert Act.objects.get().data == {
        "person": str(member.person_id),
        "purpose": "PHOTO",
        "given_on": "2026-02-01",
        "proof": "PAPER",
    }
    again = {**data, "answer": "REFUSED", "given_on": "05/02/2026"}
    assert run(RECORD_CONSENT, by=cast.lan, data=again).status == "done"
    rows = Consent.objects.order_by("given_on").values_list("answer", "withdrawn_on")
    assert list(rows) == [("AGREED", date(2026, 2, 5)), ("REFUSED", None)]
    back = {"consent": Consent.objects.get(answer="REFUSED").pk, "withdrawn_on": "06/02/2026"}
    assert [run(WITHDRAW_CONSENT, by=cast.lan, data=back).status for _i in range(2)] == ["done", "rejected"]


@pytest.mark.parametrize("field", ["purpose", "answer", "given_on", "proof"])
def test_nothing_is_answered_beforehand(cast: Cast, field: str) -> None:
    member = make_member(cast.club)
    data = {"person": member.person_id, **SAID, field: ""}
    assert list(run(RECORD_CONSENT, by=cast.lan, data=data).errors) == [field]
    client = Client()
    client.force_login(cast.lan)
    page = client.get(f"/thanh-vien/nguoi/{member.person_id}/dong-y/").content.decode()
    assert "checked" not in page
    assert "Chưa hỏi, nên chưa có sự đồng ý" in client.get(f"/thanh-vien/nguoi/{member.person_id}/").content.decode()


def test_who_may_not(cast: Cast) -> None:
    data = {"person": make_member(cast.club).person_id, **SAID}
    assert list(run(RECORD_CONSENT, by=cast.hoa, data=data).errors) == ["person"]
    with pytest.raises(PermissionDenied):
        run(RECORD_CONSENT, by=cast.hoi, data=data)

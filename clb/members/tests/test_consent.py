"""Consent: never assumed, proven, taken back without losing what was said."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from clb.health.models import HealthCheck
from clb.kernel.commands import run
from clb.kernel.models import Act
from clb.members.commands import RECORD_CONSENT, WITHDRAW_CONSENT
from clb.members.models import Circumstance, Consent
from clb.members.queries.rights import records_on
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


def test_what_is_not_agreed_any_more_is_read_by_nobody(cast: Cast) -> None:
    member = make_member(cast.club)
    person = member.person
    Circumstance.objects.create(person=person, kind="DISABLED", from_on=date(2020, 1, 1))
    Circumstance.objects.create(person=person, kind="LIVES_ALONE", from_on=date(2020, 1, 1))
    HealthCheck.objects.create(
        person=person, club=cast.club, measured_on=date(2026, 1, 5), place="CLUB", systolic_mmhg=130, diastolic_mmhg=80
    )

    def seen() -> tuple[int, int, set[str]]:
        shown = Circumstance.objects.visible_to(cast.binh).filter(person=person)
        return (
            HealthCheck.objects.visible_to(cast.binh).count(),
            shown.count(),
            records_on([person.pk], date(2026, 2, 1)).get(person.pk, set()),
        )

    def answer(purpose: str, answer: str, day: str) -> None:
        data = {"person": person.pk, **SAID, "purpose": purpose, "answer": answer, "given_on": day}
        assert run(RECORD_CONSENT, by=cast.binh, data=data).status == "done"

    def take_back(purpose: str) -> None:
        stands = Consent.objects.get(purpose=purpose, withdrawn_on__isnull=True)
        data = {"consent": stands.pk, "withdrawn_on": "07/02/2026"}
        assert run(WITHDRAW_CONSENT, by=cast.binh, data=data).status == "done"

    assert seen() == (1, 2, {"DISABLED", "LIVES_ALONE"})  # recorded before anyone was asked
    answer("HEALTH", "AGREED", "01/02/2026")
    answer("SENSITIVE", "AGREED", "01/02/2026")
    assert {c.told_version for c in Consent.objects.all()} == {"2026-1"}
    take_back("HEALTH")
    assert seen() == (0, 2, {"DISABLED", "LIVES_ALONE"})
    take_back("SENSITIVE")
    assert seen() == (0, 1, {"LIVES_ALONE"})
    answer("HEALTH", "AGREED", "08/02/2026")
    assert seen() == (1, 1, {"LIVES_ALONE"})
    answer("HEALTH", "REFUSED", "09/02/2026")
    assert seen()[0] == 0 and HealthCheck.objects.count() == 1

"""The API: narrow tokens, one POST a command, lists by page, no stranger's data."""

import uuid
from base64 import b64encode
from datetime import timedelta
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from clb.access.commands import MAKE_TOKEN
from clb.access.models import ApiToken, User
from clb.api.writes import read_data
from clb.clubs.models import Club
from clb.files.tests.samples import picture
from clb.kernel.commands import commands, run
from clb.kernel.rows import RowsField
from clb.members.commands import MERGE_PEOPLE
from clb.members.models import Consent, NextOfKin, PersonPhoto
from conftest import Cast, make_member

API = "/api/v1"


def token(user: User, *rights: str) -> dict[str, str]:
    until = (timezone.localdate() + timedelta(days=9)).isoformat()
    made = run(MAKE_TOKEN, by=user, data={"name": "thử", "rights": list(rights), "expires_on": until})
    assert made.status == "done", made.errors
    return {"HTTP_AUTHORIZATION": f"Bearer {made.result.secret}"}


def send(
    name: str, data: dict[str, object], act: uuid.UUID | None = None, **headers: str
) -> tuple[int, dict[str, object]]:
    body = {"id": str(act or uuid.uuid4()), "data": data}
    answer = Client().post(f"{API}/commands/{name}", body, content_type="application/json", **headers)
    return answer.status_code, answer.json()


def test_nobody_enters_without_signing_in(cast: Cast) -> None:
    for path in ("/clubs", "/units", "/plans", "/indicators"):
        assert Client().get(API + path).status_code == 401
    assert {send(name, {})[0] for name in commands()} == {401}


def test_every_command_is_offered_and_described(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.dung)
    paths = client.get(f"{API}/openapi.json").json()["paths"]
    offered = {path.rsplit("/", 1)[1] for path in paths if "/commands/" in path}
    assert offered == set(commands())


def test_an_act_is_done_once_and_the_second_answer_is_the_first(cast: Cast) -> None:
    headers, act = token(cast.dung, "clubs.correct_club", "clubs.read"), uuid.uuid4()
    data = {"club": str(cast.club.pk), "name": "CLB Đổi"}
    first = send("clubs.correct_club", data, act, **headers)
    again = send("clubs.correct_club", data, act, **headers)
    assert (first[0], first[1]["status"]) == (200, "done")
    assert again == (200, {**first[1], "status": "already"})
    assert Club.objects.get(pk=cast.club.pk).name == "CLB Đổi"


def test_a_token_does_no_more_than_it_was_given(cast: Cast) -> None:
    headers = token(cast.dung, "clubs.read")
    assert Client().get(f"{API}/clubs", **headers).json()["count"] == 2
    assert send("clubs.correct_club", {"club": str(cast.club.pk), "name": "x"}, **headers)[0] == 403
    ApiToken.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert Client().get(f"{API}/clubs", **headers).status_code == 401


def test_a_bad_field_is_named_and_a_misspelt_one_too(cast: Cast) -> None:
    headers = token(cast.dung, "clubs.correct_club", "clubs.read")
    code, body = send("clubs.correct_club", {"club": str(cast.club.pk), "name": ""}, **headers)
    assert (code, body["status"], list(body["errors"])) == (422, "rejected", ["name"])
    code, body = send("clubs.correct_club", {"clubb": "x"}, **headers)
    assert (code, body["errors"]) == (422, {"clubb": ["Lệnh này không có trường ấy."]})


def test_lists_come_by_page_and_hold_nothing_of_strangers(cast: Cast) -> None:
    make_member(cast.other_club, "Bà Hàng Xóm")
    client = Client()
    client.force_login(cast.lan)
    body = client.get(f"{API}/clubs?limit=1").json()
    assert ([c["name"] for c in body["items"]], body["count"]) == (["CLB Một"], 1)
    assert client.get(f"{API}/clubs/{cast.other_club.pk}").status_code == 404
    assert client.get(f"{API}/clubs/{cast.other_club.pk}/members").status_code == 404
    assert client.get(f"{API}/clubs?limit=0").status_code == 400
    assert client.get(f"{API}/clubs?limit=201").status_code == 400


def test_a_merged_person_comes_once_and_nothing_private_comes_along(cast: Cast) -> None:
    kept, twin = (make_member(cast.club, "Bà Hai Hồ Sơ").person for _i in range(2))
    NextOfKin.objects.create(person=kept, name="Con Gái Kín", relation="con", phone="0912345678")
    client = Client()
    client.force_login(cast.lan)
    url = f"{API}/clubs/{cast.club.pk}/members"
    assert client.get(url).json()["count"] == 2
    assert run(MERGE_PEOPLE, by=cast.lan, data={"kept": kept.pk, "twin": twin.pk}).status == "done"
    answer = client.get(url)
    assert [row["person_id"] for row in answer.json()["items"]] == [str(kept.pk)]
    assert not {"Con Gái Kín", "0912345678"} & {str(v) for row in answer.json()["items"] for v in row.values()}


def test_a_photo_is_sent_beside_the_data(cast: Cast) -> None:
    person = make_member(cast.club).person
    Consent.objects.create(
        person=person, purpose="PHOTO", answer="AGREED", given_on=timezone.localdate(), proof="PAPER"
    )
    headers = token(cast.lan, "members.set_photo", "members.read")
    for content, told in ((b"<svg/>", 422), (picture(), 200)):
        sent = {"photo": {"name": "a.jpg", "base64": b64encode(content).decode()}}
        body = {"id": str(uuid.uuid4()), "data": {"person": str(person.pk)}, "files": sent}
        url = f"{API}/commands/members.set_photo"
        assert Client().post(url, body, content_type="application/json", **headers).status_code == told
    assert PersonPhoto.objects.get().file.is_picture


@pytest.mark.parametrize("n", [1, 3])
def test_members_take_as_many_queries_for_three_as_for_one(cast: Cast, n: int, django_assert_num_queries: Any) -> None:
    for i in range(n):
        make_member(cast.club, f"Bà {i}")
    client = Client()
    client.force_login(cast.lan)
    with django_assert_num_queries(10):
        assert client.get(f"{API}/clubs/{cast.club.pk}/members").json()["count"] == n


@pytest.mark.parametrize("path", ["/clubs/x", "/plans/0/targets", "/indicators/khong-co/value?unit=vn", "/khong-co"])
def test_what_is_not_there_is_never_a_fault(cast: Cast, path: str) -> None:
    client = Client()
    client.force_login(cast.dung)
    assert client.get(API + path).status_code in {400, 404}


@pytest.mark.parametrize("odd", ["\ud800", "Một\udfffhai", "\x00"])
def test_text_that_no_database_takes_is_refused_beside_its_field(odd: str) -> None:
    """JSON can carry half of a pair of surrogates; it is told as any other mistake, in a cell of a table too."""
    read, errors = read_data(commands()["reports.edit_passage"], {"text": odd, "section": "next"})
    assert (list(errors), read) == (["text"], {"section": "next"})
    with pytest.raises(ValidationError):
        RowsField({"name": forms.CharField()}, key="name", deciding=["name"]).clean([{"name": odd}])

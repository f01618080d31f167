"""Giving offices and tokens, and what is refused."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clb.access.commands import END_ASSIGNMENT, MAKE_TOKEN, REVOKE_TOKEN
from clb.access.models import ApiToken, Assignment
from clb.access.services import TOKEN_PREFIX, hash_secret
from clb.kernel.commands import run
from clb.kernel.models import Act
from conftest import Cast

TODAY = timezone.localdate


def _token(days: int = 30, **changes: object) -> dict[str, object]:
    day = TODAY() + timedelta(days=days)
    return {"name": "bảng tính", "rights": ["clubs.read"], "expires_on": day.isoformat(), **changes}


def test_a_token_keeps_only_a_hash_and_the_secret_is_shown_once(cast: Cast) -> None:
    act = uuid.uuid4()
    outcome = run(MAKE_TOKEN, by=cast.xuan, data=_token(), id=act)
    secret = outcome.result.secret
    assert secret.startswith(TOKEN_PREFIX)
    stored = ApiToken.objects.get()
    assert (stored.secret_hash, stored.secret) == (hash_secret(secret), None)
    again = run(MAKE_TOKEN, by=cast.xuan, data=_token(), id=act)
    assert (again.status, again.result, again.ref) == ("already", None, outcome.ref)
    assert secret not in str(Act.objects.get().data) + str(Act.objects.get().result)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"rights": ["members.erase_all"]}, "rights"), ({"rights": []}, "rights"), ({"name": ""}, "name")],
)
def test_a_bad_token_is_refused_beside_its_field(cast: Cast, changes: dict[str, object], field: str) -> None:
    assert list(run(MAKE_TOKEN, by=cast.xuan, data=_token(**changes)).errors) == [field]


@pytest.mark.parametrize("days", [-1, 367])
def test_a_token_lives_at_most_a_year(cast: Cast, days: int) -> None:
    assert list(run(MAKE_TOKEN, by=cast.xuan, data=_token(days)).errors) == ["expires_on"]


def test_a_token_makes_no_token(cast: Cast) -> None:
    cast.xuan.narrowed_to = frozenset({"access.make_token", "clubs.read"})
    with pytest.raises(PermissionDenied):
        run(MAKE_TOKEN, by=cast.xuan, data=_token())


def test_nobody_revokes_another_persons_token(cast: Cast) -> None:
    token = run(MAKE_TOKEN, by=cast.xuan, data=_token()).result
    assert list(run(REVOKE_TOKEN, by=cast.hoa, data={"token": token.pk}).errors) == ["token"]
    assert run(REVOKE_TOKEN, by=cast.xuan, data={"token": token.pk}).status == "done"
    assert list(run(REVOKE_TOKEN, by=cast.xuan, data={"token": token.pk}).errors) == ["token"]


def test_without_an_office_there_is_nothing_to_hand_on(cast: Cast) -> None:
    assert "__all__" in run(MAKE_TOKEN, by=cast.khach, data=_token()).errors


def test_an_office_ends_and_the_right_with_it(cast: Cast) -> None:
    office = Assignment.objects.get(user=cast.lan)
    day = TODAY() - timedelta(days=1)
    assert (
        run(END_ASSIGNMENT, by=cast.xuan, data={"assignment": office.pk, "until_on": day.isoformat()}).status == "done"
    )
    assert not cast.lan.may("clubs.read", cast.club.unit)


def test_nobody_ends_the_own_office(cast: Cast) -> None:
    own, below = Assignment.objects.get(user=cast.xuan), Assignment.objects.get(user=cast.lan)
    told = run(END_ASSIGNMENT, by=cast.xuan, data={"assignment": own.pk, "until_on": TODAY().isoformat()})
    assert told.errors == {"assignment": ["Không tự thôi vai trò của mình. Hãy nhờ cấp trên."]}
    client = Client()
    client.force_login(cast.xuan)
    for office, status in ((own, 404), (below, 200)):
        url = reverse("access_end_assignment", args=[office.pk])
        assert client.get(url).status_code == status
        page = client.get(reverse("signin:person", args=[office.pk])).content.decode()
        assert (url in page) == (status == 200)


def test_a_stranger_ends_nobodys_office(cast: Cast) -> None:
    office = Assignment.objects.get(user=cast.lan)
    data = {"assignment": office.pk, "until_on": "2026-01-01"}
    assert list(run(END_ASSIGNMENT, by=cast.hoi, data={**data, "assignment": 10**9}).errors) == ["assignment"]
    assert "assignment" in run(END_ASSIGNMENT, by=cast.hoa, data=data).errors

"""Trainings, talks and visits: recorded, put right, followed up; seen by who held them and by the clubs that came."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from clb.access.models import User
from clb.exchanges import commands as verbs
from clb.exchanges.models import Exchange, FollowUp
from clb.kernel.commands import Outcome, run
from conftest import Cast

pytestmark = pytest.mark.django_db


def record(by: User, **told: Any) -> Outcome:
    data = {"unit_key": "C1", "kind": "VISIT", "title": "Thăm CLB Hai", "held_on": "10/05/2026", "people": 12}
    return run(verbs.RECORD_EXCHANGE, by=by, data=data | told)


def entered(client: Client, user: User) -> Client:
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_visit_is_recorded_with_its_clubs_and_put_right(cast: Cast) -> None:
    row = record(cast.xuan, clubs=[cast.club.pk], is_outside="on", lessons="Nuôi gà\nBán trứng").result
    assert (row.unit, row.is_outside, row.clubs.get().club) == (cast.xa, True, cast.club)
    told = {"kind": "TRAINING", "title": "Tập huấn", "held_on": "11/05/2026", "people": 20}
    assert run(verbs.CORRECT_EXCHANGE, by=cast.xuan, data={"exchange": row.pk, **told}).status == "done"
    row.refresh_from_db()
    assert (row.kind, row.people, row.held_on, row.clubs.count()) == ("TRAINING", 20, date(2026, 5, 11), 0)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"held_on": "01/01/2099"}, "held_on"),
        ({"people": 0}, "people"),
        ({"title": "  "}, "title"),
        ({"unit_key": "C2"}, "unit_key"),
        ({"kind": "PARTY"}, "kind"),
    ],
)
def test_bad_input_is_told_beside_its_field(cast: Cast, told: dict[str, Any], field: str) -> None:
    outcome = record(cast.xuan, **told)
    assert outcome.status == "rejected" and list(outcome.errors) == [field]
    assert not Exchange.objects.exists()


def test_a_club_takes_no_part_before_its_founding(cast: Cast) -> None:
    assert list(record(cast.xuan, held_on="01/02/2018", clubs=[cast.club.pk]).errors) == ["clubs"]


def test_what_follows_is_done_once(cast: Cast) -> None:
    row = record(cast.xuan).result
    early = {"exchange": row.pk, "text": "Mở lớp", "owner": "Bà Lan", "due_on": "01/05/2026"}
    assert list(run(verbs.PLAN_FOLLOW_UP, by=cast.xuan, data=early).errors) == ["due_on"]
    assert run(verbs.PLAN_FOLLOW_UP, by=cast.xuan, data=early | {"due_on": "01/06/2026"}).status == "done"
    done = {"follow_up": FollowUp.objects.get().pk, "done_on": "30/05/2026", "evidence": "Ảnh"}
    assert run(verbs.FINISH_FOLLOW_UP, by=cast.xuan, data=done).status == "done"
    assert run(verbs.FINISH_FOLLOW_UP, by=cast.xuan, data=done).status == "rejected"


def test_the_club_that_came_reads_it_and_the_next_does_not(cast: Cast, client: Client) -> None:
    row = record(cast.xuan, clubs=[cast.club.pk]).result
    address = reverse("exchanges:exchange", args=[row.pk])
    assert entered(client, cast.lan).get(address).status_code == 200
    assert entered(client, cast.lan).get(reverse("exchanges:correct_exchange", args=[row.pk])).status_code == 403
    assert entered(client, cast.hoa).get(address).status_code == 404
    assert "Thăm CLB Hai" not in client.get(reverse("exchanges:index")).content.decode()


def test_nobody_without_an_office_sees_the_list(cast: Cast, client: Client) -> None:
    assert entered(client, cast.khach).get(reverse("exchanges:index")).status_code == 403


def test_one_recorded_by_mistake_goes(cast: Cast) -> None:
    row = record(cast.xuan, clubs=[cast.club.pk]).result
    assert run(verbs.DROP_EXCHANGE, by=cast.xuan, data={"exchange": row.pk}).status == "done"
    assert not Exchange.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_whatever_its_length(
    cast: Cast, client: Client, rows: int, django_assert_num_queries: Any
) -> None:
    for n in range(rows):
        record(cast.xuan, title=f"Buổi {n}", clubs=[cast.club.pk])
    entered(client, cast.xuan)
    with django_assert_num_queries(12):
        client.get(reverse("exchanges:index"))

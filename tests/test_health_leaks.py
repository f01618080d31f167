"""Values that could leak are looked for everywhere: every page and read of the API, for each who may not see them."""

import logging
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest
from django.db.models import F
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from clb.access.models import User
from clb.access.roles import GRANTS, Role
from clb.health.models import CheckUp, EmergencyAccess, HealthCheck, Referral
from clb.kernel.commands import commands
from clb.kernel.models import Act, Event
from clb.kernel.tests.told import told_of
from clb.web import errors
from conftest import make_user
from tests.test_rights import ADDRESSES, API, PUBLIC, bearer, reads, signed_in, words_of
from tests.world import World

# As the pages would write them, and as a file or the database would; all are of the world's «Bà Kín Đáo».
VALUES = ("187/117", "187", "93 cm", "Uống Thuốc Kín", "Ngất Xỉu Kín", "Theo dõi, đo đều")
VALUES += ("Nên đi khám ở trạm y tế.", "Cần đi khám ngay")
# Apps that lie below or beside health and cannot know of it (the import contracts say so), and those of plans alone.
STRANGERS = {"access", "account", "board", "exchanges", "founding", "fund", "lending", "places", "plans"}
READERS = {role for role in Role if "health.read" in GRANTS[role]}


EVERYTHING_ELSE = "ALL_BUT_HEALTH"


@pytest.fixture
def outsider(world: World) -> Iterator[User]:
    """Someone at the club with every right of every role that may not read health: more rights open more pages, so
    what this one cannot see none of these roles can."""
    EmergencyAccess.objects.update(until_at=F("opened_at"))  # else the officer of the commune may look for an hour
    GRANTS[EVERYTHING_ELSE] = set().union(*(GRANTS[role] for role in set(Role) - READERS))
    try:
        yield make_user("khong-xem-suc-khoe", EVERYTHING_ELSE, world.cast.club.unit)
    finally:
        del GRANTS[EVERYTHING_ELSE]


@pytest.fixture
def short_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    """A refusal answers with what it says and not with the menu around it, which every page that opens has too."""
    monkeypatch.setattr(errors, "_page", lambda _request, status, *told: HttpResponse(" ".join(told), status=status))


def seen_by(client: Client, world: World) -> Iterator[tuple[str, str]]:
    """Every page as text; a paper as the words of its docx, which are those of its PDF; forms of health sent too."""
    walked = [
        a for a in ADDRESSES if a.name not in PUBLIC and a.name.partition(":")[0].partition("_")[0] not in STRANGERS
    ]
    for address in walked:
        for url, _private in islice(address.urls(world), 2):
            if url.endswith(".pdf") or (url.endswith(".docx") and not address.name.startswith("health:")):
                continue
            yield url, words_of(client.get(url))
            if address.name.startswith("health:"):
                yield f"POST {url}", words_of(client.post(url, {"systolic_mmhg": "111"}))


def leaks(text: str) -> list[str]:
    return told_of(text, VALUES)


def test_no_page_tells_a_value_to_who_may_not_read_it(
    world: World, outsider: User, short_errors: None, caplog: pytest.LogCaptureFixture
) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(outsider)
    with caplog.at_level(logging.DEBUG):
        found = {url: told for url, text in seen_by(client, world) if (told := leaks(text))}
    assert found == {}
    assert leaks(caplog.text) == []


def test_the_values_are_there_for_who_may_read_them(world: World) -> None:
    client = signed_in(world.cast.binh)
    lady = world.cast.club.memberships.get(person__referrals__isnull=False).person
    pages = [reverse("health:person", args=[lady.pk]), reverse("health:referral", args=[lady.referrals.get().pk])]
    pages += [reverse("health:see_emergency", args=[EmergencyAccess.objects.get().pk])]
    found = {v for url in pages for v in leaks(client.get(url).content.decode())}
    assert found == set(VALUES)


def test_the_journal_the_events_and_the_api_hold_none(world: World) -> None:
    kept = " ".join(f"{act.data} {act.result}" for act in Act.objects.filter(command__startswith="health."))
    kept += " ".join(str(event.data) for event in Event.objects.all())
    assert leaks(kept) == []
    assert "REFERRAL" not in kept and "PRESSURE" not in kept
    for user in (world.cast.lan, world.cast.xuan):
        headers = bearer(user, sorted(set().union(*(GRANTS[a.role] for a in user.assignments.all()))))
        told = {
            url: found for url, _p in reads(world) if (found := leaks(Client().get(url, **headers).content.decode()))
        }
        assert told == {}


def test_no_command_of_health_is_done_by_who_lacks_it(world: World) -> None:
    """Through the API, with ids that exist: refused or not found, and nothing of the person comes back."""
    rows = {"check": HealthCheck.objects.first(), "referral": Referral.objects.first()}
    rows |= {"check_up": CheckUp.objects.first(), "access": EmergencyAccess.objects.first()}
    ids: dict[str, Any] = {name: str(row.pk) for name, row in rows.items() if row}
    before = (HealthCheck.objects.count(), Referral.objects.count(), CheckUp.objects.count())
    for user in (world.cast.lan, world.cast.xuan, world.cast.hoi, world.cast.tai, world.cast.hoa, world.cast.khach):
        mine = set().union(*(GRANTS[a.role] for a in user.assignments.all()))
        if not mine:
            continue
        headers = bearer(user, sorted(mine))
        for name in commands():
            if not name.startswith("health.") or name in mine:
                continue
            body = {"id": "6b1f6a0e-0000-4000-8000-000000000009", "data": ids}
            answer = Client().post(f"{API}/commands/{name}", body, content_type="application/json", **headers)
            assert answer.status_code in {403, 422}, (user.username, name, answer.status_code)
            assert leaks(answer.content.decode()) == [], (user.username, name)
    assert (HealthCheck.objects.count(), Referral.objects.count(), CheckUp.objects.count()) == before

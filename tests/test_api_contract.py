"""The API held against its own description: made-up calls, right and wrong, get what the description promises."""

from __future__ import annotations

import itertools
import json
import re
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks as openapi_checks

from clb.access.commands import MAKE_TOKEN
from clb.access.models import User
from clb.access.queries import rights_of
from clb.access.roles import GRANTS, READS, Role
from clb.access.services import note_use
from clb.config.wsgi import application
from clb.kernel.commands import commands, run
from clb.kernel.models import Act
from tests.world import World

API = "/api/v1"
VIETNAMESE = re.compile(r"[à-ỹĐđ]")
# Few and always the same: this runs with every test. Right and wrong calls alike.
BOUNDED = settings(
    max_examples=2,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    # A real request ends its connection; here it is the test's own, which Django's client too leaves open.
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


def bearer(user: User) -> dict[str, str]:
    today = timezone.localdate()
    data = {"name": "thử", "rights": rights_of(user, today), "expires_on": today + timedelta(days=9)}
    token = run(MAKE_TOKEN, by=user, data=data).result
    note_use(token, today)  # else each call whose doings are undone would be the token's first of the day
    return {"Authorization": f"Bearer {token.secret}"}


def refusal_is_told(code: int, body: dict[str, Any]) -> bool:
    """A refusal has one Vietnamese sentence, or one for each field."""
    told = [s for reasons in body.get("errors", {}).values() for s in reasons] if code == 422 else [body["detail"]]
    told += [fault["what"] for fault in body.get("faults", [])]
    return bool(told) and all(VIETNAMESE.search(sentence) for sentence in told)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_the_api_does_what_its_description_says(world: World, mode: GenerationMode) -> None:
    schema = schemathesis.openapi.from_wsgi(f"{API}/openapi.json", application)
    # A made-up token would never be sent, ours goes in its place: half of the wrong calls were wrong in nothing else.
    schema.config.generation.update(with_security_parameters=False)
    headers = bearer(world.cast.dung)
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) > len(commands())
    takes_nothing = [one for one in operations if not (one.body or one.query or one.path_parameters)]
    assert len(takes_nothing) < 5
    for operation in operations:
        if mode is GenerationMode.NEGATIVE and operation in takes_nothing:
            continue  # there is no wrong way to call it

        @BOUNDED
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            if mode is GenerationMode.POSITIVE:
                for name in case.path_parameters or {}:
                    case.path_parameters[name] = str(world.samples(name, case.path)[0].value)
            with transaction.atomic():
                answer = case.call(headers=headers)
                transaction.set_rollback(True)
            case.validate_response(answer, checks=CHECKS)
            if answer.status_code >= 400:
                assert refusal_is_told(answer.status_code, answer.json()), (case.path, answer.text)

        ask()


CHECKS = [
    not_a_server_error,
    openapi_checks.status_code_conformance,
    openapi_checks.content_type_conformance,
    openapi_checks.response_schema_conformance,
]

JUNK: list[Any] = ["", "x" * 5000, "\x00", "-1", 10**30, "31/02/2025", "💥", 1.5, True, None, [], ["x"], {}]


@pytest.fixture
def may_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may not do a thing at all is refused before anyone looks at the fields."""
    monkeypatch.setitem(GRANTS, Role.GOVERNMENT, {*commands(), *READS})


def test_every_command_says_by_field_what_it_misses(world: World, may_all: None) -> None:
    headers = bearer(world.cast.dung)
    for name, command in commands().items():
        code, body = post(name, {}, headers)
        needed = {f for f, field in command.form.base_fields.items() if field.required}
        assert (name, code) == (name, 422) if needed else code in {200, 403, 422}
        assert needed <= set(body.get("errors", {})), name
        assert code == 200 or refusal_is_told(code, body), (name, body)


def test_every_command_refuses_junk_by_field(world: World, may_all: None) -> None:
    headers = bearer(world.cast.dung)
    done = Act.objects.count()
    for name, command in ((n, c) for n, c in commands().items() if c.form.base_fields):
        for start in range(0, len(JUNK), 5):  # every field meets a few kinds of junk, every kind many fields
            junk = itertools.cycle(JUNK[start:] + JUNK[:start])
            sent = {field: next(junk) for field in command.form.base_fields}
            code, body = post(name, sent, headers)
            assert code in {403, 422}, (name, sent, code, body)
            assert refusal_is_told(code, body), (name, sent, body)
    assert Act.objects.count() == done


def post(name: str, data: dict[str, Any], headers: dict[str, str]) -> tuple[int, dict[str, Any]]:
    act = {"id": str(uuid.uuid4()), "data": data}
    url = f"{API}/commands/{name}"
    answer = Client().post(url, json.dumps(act), content_type="application/json", headers=headers)
    return answer.status_code, answer.json()


@pytest.mark.parametrize(
    ("method", "path", "body", "code"),
    [
        ("get", "/khong-co", None, 404),
        ("delete", "/clubs", None, 405),
        ("get", "/commands/fund.receive_start_fund", None, 405),
        ("post", "/commands/fund.receive_start_fund", b"{", 400),
        ("post", "/commands/fund.receive_start_fund", b"[]", 400),
        ("post", "/commands/fund.receive_start_fund", b'{"id": "x", "data": []}', 400),
        ("post", "/commands/khong.co", b"{}", 404),
        ("get", "/clubs?limit=x&on=hom-qua", None, 400),
    ],
)
def test_a_wrong_call_gets_a_sentence_as_json(world: World, method: str, path: str, body: Any, code: int) -> None:
    headers = bearer(world.cast.dung)
    answer = Client().generic(method.upper(), API + path, body or b"", content_type="application/json", headers=headers)
    assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (code, "application/json")
    assert refusal_is_told(code, answer.json()), answer.json()


def test_a_signed_in_browser_writes_only_with_the_pages_token(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(pk=world.cast.dung.pk))
    answer = client.post(f"{API}/commands/clubs.correct_club", {"id": "x"}, content_type="application/json")
    assert answer.status_code == 403
    assert refusal_is_told(403, answer.json())

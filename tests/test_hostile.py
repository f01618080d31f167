"""What people with bad intent, or a cat on the keyboard, send: every form, every list, ids that are not theirs."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import get_resolver, reverse

from clb.access.doors import doors
from clb.access.roles import GRANTS
from clb.kernel.commands import commands
from clb.kernel.journal import Kind
from clb.kernel.models import Event
from tests.doors import EVERYTHING, Prober, blank_pages, rights
from tests.test_rights import ADDRESSES, GUARDED, signed_in
from tests.world import World

JUNK = (
    "dài" * 700,
    "\x00\x01\x7f\x1b[31m",
    "\u202eإختبار\u200f",
    "💥👵🏽\u0301\u0301",
    "'; DROP TABLE members_person; --",
    "<script>alert(1)</script>",
    "=cmd|'/C calc'!A0",
    "-1",
    "NaN",
    "9" * 60,
    "1e999",
    "31/02/2025",
    "../../etc/passwd",
    "{{ 7*7 }}%s%(x)s{0}",
    "１２３",
    "",
)
BOMBS = (
    b"GIF89a\x01\x00<script>",
    b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    b"PK\x03\x04" + b"\x00" * 60,
    b"\x89PNG\r\n\x1a\n" + b"\xff" * 40,
    b"%PDF-1.7 /JavaScript %%EOF",
    b"",
)
ASKED = ("clb", "dem", "dieu", "dong", "ky", "loc", "mang", "nam", "noi", "phan", "q", "quy", "tang", "thang", "trang")
ASKED += ("truoc", "viec", "ngay", "on", "tu", "den", "id")


@pytest.fixture
def prober(world: World) -> Iterator[Prober]:
    c = world.cast
    GRANTS[EVERYTHING] = set(rights())
    try:
        with blank_pages():
            yield Prober.at([c.nation])
    finally:
        del GRANTS[EVERYTHING]


def rows() -> dict[str, int]:
    """How many rows each of our tables holds, but for the journal of events, which grows by refusals."""
    others = ("django_", "sqlite_", "axes_", "kernel_event", "kernel_strand")
    ours = [t for t in connection.introspection.table_names() if not t.startswith(others)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in ours))
        return dict(zip(ours, cursor.fetchone(), strict=True))


def test_no_form_breaks_and_what_is_refused_leaves_nothing(prober: Prober, world: World) -> None:
    nation, before = world.cast.nation, rows()
    tables = list(before)
    asked = "SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in tables)

    def count() -> tuple[int, ...]:
        with connection.cursor() as cursor:
            cursor.execute(asked)
            found: tuple[int, ...] = cursor.fetchone()
            return found

    prober.watch = count
    left, refused, seen = [], 0, 0
    for address in ADDRESSES:
        if not commands().keys() & {right for group in doors()[address.name].rights for right in group}:
            continue
        shown = ((u, prober.form(u, nation, rights())) for u, _p in address.urls(world))
        url, form = next(((u, form) for u, form in shown if form is not None), ("", None))
        if form is None:
            continue
        seen += 1
        for turn in range(2):
            status = prober.knock(url, nation, rights(), "post", _junk(form, turn * 7 + seen))
            if status == 422:
                refused += 1
                if prober.kept != tuple(before.values()):
                    grown = [t for t, was, now in zip(tables, before.values(), prober.kept, strict=True) if was != now]
                    left.append((address.name, grown))
            assert status in {200, 302, 403, 404, 422}, (url, status)
    assert left == []
    assert seen > 150 and refused > 200, (seen, refused)


def _junk(form: forms.Form, start: int) -> dict[str, Any]:
    """What was shown in hidden fields stays, so that the rest is judged; each other field gets some kind of junk."""
    kinds, bombs = islice(cycle(JUNK), start, None), islice(cycle(BOMBS), start, None)
    sent: dict[str, Any] = {"id": ""}
    for name, field in form.fields.items():
        if isinstance(field, forms.FileField):
            sent[name] = SimpleUploadedFile("../../x.png", next(bombs), content_type="image/png")
        elif isinstance(field.widget, forms.HiddenInput) and form.initial.get(name):
            value = form.initial[name]
            sent[name] = str(getattr(value, "pk", value))
        else:
            sent[name] = next(kinds)
    return sent


def test_no_list_breaks_by_what_is_asked_of_it(prober: Prober, world: World) -> None:
    nation = world.cast.nation
    broken = []
    for turn, address in enumerate(ADDRESSES):
        if doors()[address.name].place in {"open", "mine"}:
            continue
        url = next(iter(address.urls(world)))[0]
        told = dict(zip(ASKED, islice(cycle(JUNK), turn, None), strict=False))
        if (status := prober.knock(url, nation, rights(), "get", told)) >= 500:
            broken.append((url, status))
    assert broken == []


def test_fifty_ids_that_are_not_ones_own_are_refused_and_noted(world: World, plain_errors: None) -> None:
    private = [(a.name, url) for a in GUARDED for url, is_private in a.urls(world) if is_private]
    chosen = random.Random(50).sample(private, 50)
    client = signed_in(world.cast.hoa)
    silent = []
    for name, url in chosen:
        for answer in (client.get, client.post):
            before = Event.objects.count()
            assert answer(url).status_code in {403, 404}, url
            noted = Event.objects.order_by("-done_at")[: Event.objects.count() - before]
            if [e.kind for e in noted] not in ([Kind.OUT_OF_REACH], [Kind.REFUSED]) or noted[0].by != world.cast.hoa:
                silent.append((name, [e.kind for e in noted]))
    assert silent == []


def test_no_form_offers_what_belongs_to_the_next_club(world: World) -> None:
    # By page and API alike: what a form may name is what its choices hold.
    mine, shared = (
        world.cast.lan,
        {"Unit", "Task", "Plan", "Target", "Document", "Agency", "AgencyBody", "TaskReport", "TextLine"}
        | {"DutyExtension", "Scorecard", "Criterion", "ReportType", "TableForm"},
    )
    reaching = []
    for name, command in commands().items():
        for field_name, field in command.form.base_fields.items():
            if not isinstance(field, forms.ModelChoiceField):
                continue
            told = {"club": str(world.cast.club.pk)}
            ours = command.form(told, by=mine).fields[field_name].queryset
            if ours.model.__name__ in shared:
                continue
            theirs = command.form(told, by=world.cast.hoa).fields[field_name].queryset
            both = set(ours.values_list("pk", flat=True)) & set(theirs.values_list("pk", flat=True))
            if both:
                reaching.append((name, field_name, ours.model.__name__, len(both)))
    assert reaching == []


def test_nothing_is_sent_from_elsewhere(world: World) -> None:
    exempt = [name for name, view in _views() if getattr(view, "csrf_exempt", False)]
    assert exempt == []
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.cast.lan, backend="allauth.account.auth_backends.AuthenticationBackend")
    urls = [reverse("access_make_token"), reverse("fund:spend_money", args=[world.cast.club.pk])]
    urls.append(reverse("members:add_member", args=[world.cast.club.pk]))
    for url in urls:
        before = Event.objects.filter(kind=Kind.CSRF_REFUSED).count()
        assert client.post(url, {"name": "x"}, headers={"origin": "https://xau.example"}).status_code == 403
        assert Event.objects.filter(kind=Kind.CSRF_REFUSED).count() == before + 1


def test_a_cookie_opens_nothing_that_a_phone_sends(world: World) -> None:
    client = Client()
    client.force_login(world.cast.lan, backend="allauth.account.auth_backends.AuthenticationBackend")
    for name in ("push", "settle", "photo", "seen", "bye"):
        answer = client.post(reverse(f"phone_api:{name}"), {"rows": []}, content_type="application/json")
        assert (answer.status_code, answer.json()["code"]) == (401, "UNKNOWN"), name
    assert client.get(reverse("phone_api:pack")).status_code == 401


def _views() -> Iterator[tuple[str, Any]]:
    def walk(patterns: Any) -> Iterator[tuple[str, Any]]:
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                # Those of the API ask for the token themselves (tests/test_api_contract.py); a phone's take a key and
                # no cookie, see below.
                if pattern.namespace not in {"api", "phone_api"}:
                    yield from walk(pattern.url_patterns)
            else:
                yield str(pattern.name), pattern.callback

    return walk(get_resolver().url_patterns)


@pytest.mark.parametrize("next_url", ["https://xau.example/", "//xau.example", "/\\xau.example", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site(world: World, next_url: str) -> None:
    lan = world.cast.lan
    client = Client()
    answers = [client.post(f"{reverse('account_login')}?next={next_url}", {"login": "lan", "password": "mat-khau-mau"})]
    client.force_login(lan, backend="allauth.account.auth_backends.AuthenticationBackend")
    answers.append(client.get(reverse("account_login"), {"next": next_url}))
    answers.append(client.post(reverse("set_language"), {"language": "en", "next": next_url}))
    answers.append(client.post(reverse("account_logout"), {"next": next_url}))
    for answer in answers:
        assert "xau.example" not in answer.get("Location", "") and "alert" not in answer.get("Location", "")
    assert Event.objects.filter(kind=Kind.REDIRECT_REFUSED).count() == len(answers)

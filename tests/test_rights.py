"""Who may: the table of rights, and every address held against strangers, neighbours and people without an office.

Pages and API routes are found by themselves; see tests/world.py for the samples their arguments are given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import clb
from clb.access.commands import MAKE_TOKEN
from clb.access.doors import doors
from clb.access.models import Assignment, User
from clb.access.queries import rights_of
from clb.access.roles import APPOINTS, GRANTS, READS, Role
from clb.kernel.commands import commands, run
from clb.places.models import Unit
from conftest import BEGIN, make_cast, make_user
from tests.world import SECRETS, World, addresses

API = "/api/v1"
# Open to everyone in the world, and why.
PUBLIC = {
    "account_login": "the door itself",
    "account_logout": "a stranger has nothing to sign out of, and goes to the first page",
    "api_unknown": "says in JSON that there is no such address",
    "giving:public_book": "a golden-heart book that its keeper made public; it names nobody who did not agree",
    "healthz": "asked by the machine that watches",
    "phone_api:bye": "the same",
    "phone_api:pack": "a phone's key opens it, no session does; 401 to everyone else",
    "phone_api:photo": "the same",
    "phone_api:push": "the same",
    "phone_api:seen": "the same",
    "phone_api:settle": "the same",
    "phone:app": "the phone's page, the same for everyone: it holds nobody's data and asks for a PIN itself",
    "phone:manifest": "what a phone needs to put the app among its others",
    "phone:words": "the texts of the phone's screens",
    "phone:worker": "the phone's service worker, fetched by the browser itself",
    "readyz": "asked by the machine that watches",
    "set_language": "the language of the sign-in page",
    "signin:by_card": "whoever holds a card of invitation comes in by it",
    "signin:by_link": "the same, by its QR code",
    "signin:by_pin": "the people of a device, known from its cookie; 404 on any other",
    "statements_check:check": "whoever holds a receipt may ask whether it is true; it names nobody",
}
# Open to everyone who is signed in, with an office or without; all else asks for one.
OWN = {
    "home:home": "tells a person without an office what to do",
    "account_change_password": "one's own",
    "access_tokens": "one's own",
    "access_deputies": "one's own",
    "account_set_password": "one's own",
    "mfa_activate_totp": "one's own",
    "mfa_add_webauthn": "one's own",
    "mfa_authenticate": "one's own, between the password and the door",
    "mfa_deactivate_totp": "one's own",
    "mfa_generate_recovery_codes": "one's own",
    "mfa_index": "one's own",
    "mfa_list_webauthn": "one's own",
    "mfa_remove_webauthn": "one's own",
    "mfa_view_recovery_codes": "one's own",
    "signin:own": "one's own",
    "indicators:index": "definitions only, no figures",
}
ADDRESSES = sorted(addresses(), key=lambda a: a.name)
GUARDED = [a for a in ADDRESSES if a.name not in PUBLIC]


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


# --- The table ---------------------------------------------------------------------------------------------------


def test_every_command_is_granted_to_someone_and_every_granted_name_exists() -> None:
    granted = set().union(*GRANTS.values())
    assert set(commands()) - granted == set(), "granted to nobody: add a word in access/roles.py"
    assert granted - set(commands()) - set(READS) == set(), "no command and no right to read (READS in roles.py)"
    assert set(READS) - granted == set()


def test_every_right_to_read_is_asked_for_somewhere() -> None:
    code = [p for p in Path(clb.__file__).parent.rglob("*.py") if p.name != "roles.py" and "tests" not in p.parts]
    asked = set(re.findall(r'"([a-z]+\.read\w*)"', "\n".join(p.read_text("utf8") for p in code)))
    assert asked == set(READS)


def test_nobody_appoints_above_themselves() -> None:
    assert {role for role in APPOINTS if Role.SYSTEM in APPOINTS[role]} == {Role.SYSTEM}
    assert {r for r in APPOINTS if "signin.invite_person" not in GRANTS[r]} == set()


def test_every_role_may_what_the_table_says_at_its_unit_and_below_and_nothing_beside_or_above(db: None) -> None:
    cast = make_cast()
    everything = [*commands(), *READS]
    where: dict[str, Unit] = {"own": cast.xa, "below": cast.club.unit, "beside": cast.xb, "above": cast.province}
    found, wanted = {}, {}
    for role in Role:
        user = make_user(f"vai-{role}", role, cast.xa)
        held = {place: user.rights_at(unit) for place, unit in where.items()}
        for name in everything:
            found[role, name] = {place for place in where if name in held[place]}
            wanted[role, name] = {"own", "below"} if name in GRANTS[role] else set()
        asked = min(GRANTS[role])
        assert [user.may(asked, unit) for unit in where.values()] == [asked in held[place] for place in where]
    assert found == wanted


# --- Pages -------------------------------------------------------------------------------------------------------


def test_the_lists_of_open_addresses_name_what_exists() -> None:
    names = {a.name for a in ADDRESSES}
    assert (set(PUBLIC) - names, set(OWN) - names) == (set(), set())


def test_every_address_has_its_line_in_the_table_of_doors() -> None:
    # A line looks like `fund:spend_money: club fund.read fund.spend_money`; tests/test_doors.py proposes it.
    assert {a.name for a in ADDRESSES} - set(doors()) == set(), "write its line into clb/access/doors.yaml"


def test_every_page_sends_a_stranger_to_the_door(world: World) -> None:
    told = {}
    for address in GUARDED:
        url, _private = next(iter(address.urls(world)))
        for answer in (Client().get(url), Client().post(url, {})):
            if answer.status_code != 302 or not answer["Location"].startswith(reverse("account_login")):
                told[url] = answer.status_code
    assert told == {}


def test_a_person_without_an_office_gets_nothing(world: World, plain_errors: None) -> None:
    client = signed_in(world.cast.khach)
    urls = [next(iter(a.urls(world)))[0] for a in GUARDED if a.name not in OWN]
    assert opened(client, urls) == {}


def test_the_next_club_sees_nothing_of_this_one(world: World, plain_errors: None) -> None:
    client = signed_in(world.cast.hoa)
    urls = [(url, is_private) for a in GUARDED for url, is_private in a.urls(world)]
    private = [url for url, is_private in urls if is_private]
    assert len(private) >= 4
    assert opened(client, private) == {}
    shared = [url for url, is_private in urls if not is_private and not url.endswith(".pdf")]
    shown = {url: words_of(client.get(url)) for url in shared}
    assert [(url, word) for url, page in shown.items() for word in SECRETS if word in page] == []


def test_side_agencies_see_figures_and_no_names(world: World, plain_errors: None) -> None:
    # All that any of them may see, in one person: plans, clubs, money; and every page of it is looked at.
    side = make_user("benngoai", Role.FINANCE, world.cast.province)
    for role in (Role.GOVERNMENT, Role.WOMEN):
        Assignment.objects.create(user=side, role=role, unit=world.cast.province, from_on=BEGIN)
    client, seen = signed_in(side), {}
    for address in GUARDED:
        # Of a paper the Word file: its words can be read, and are those of the PDF.
        urls = [url for url, _private in address.urls(world)]
        url = next((url for url in urls if not url.endswith(".pdf")), urls[0])
        answer = client.get(url) if address.name != "account_change_password" else HttpResponse(status=204)
        if answer.status_code == 200:
            seen[url] = words_of(answer)
    assert len(seen) > 60
    names = [word for word in SECRETS if not word.startswith("CLB")]
    assert [(url, word) for url, page in seen.items() for word in names if word in page] == []


def words_of(answer: Any) -> str:
    """What a page says, or a file of Word or Excel."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body.startswith(b"PK"):
        with ZipFile(BytesIO(body)) as box:
            body = b" ".join(box.read(name) for name in box.namelist() if name.endswith(".xml"))
    return str(body.decode(errors="ignore"))


def opened(client: Client, urls: list[str]) -> dict[str, Any]:
    """What answered other than 403 or 404 (or 405: this page is not made for that verb)."""
    found = {}
    for url in urls:
        codes = (client.get(url).status_code, client.post(url, {}).status_code)
        if not set(codes) <= {403, 404, 405} or codes == (405, 405):
            found[url] = codes
    return found


def test_secrets_are_shown_to_those_who_may(world: World) -> None:
    url = reverse("indicators:records", args=["members.total"]) + f"?noi={world.cast.club.unit.key}"
    assert "Bà Kín Đáo" in signed_in(world.cast.lan).get(url).content.decode()
    assert signed_in(world.cast.hoa).get(url).status_code == 404


# --- API ---------------------------------------------------------------------------------------------------------


@cache
def paths() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = Client().get(f"{API}/openapi.json").json()["paths"]
    return found


def reads(world: World) -> Iterator[tuple[str, bool]]:
    """Every GET of the API with samples, and whether it is about club 1."""
    query = {"on": "2019-01-31", "period_from": "2019-01-01", "period_until": "2019-01-31"}
    query["unit"] = world.cast.club.unit.key
    for path, verbs in paths().items():
        if "get" not in verbs:
            continue
        asked = {p["name"] for p in verbs["get"].get("parameters", []) if p["in"] == "query" and p["required"]}
        assert asked <= set(query), f"{path}: add a sample for {asked - set(query)} to reads() of tests/test_rights.py"
        tail = "?" + "&".join(f"{name}={query[name]}" for name in sorted(asked)) if asked else ""
        chosen = {name: world.samples(name, path)[0] for name in re.findall(r"{(\w+)}", path)}
        url = path.format(**{name: sample.value for name, sample in chosen.items()})
        yield url + tail, any(sample.is_private for sample in chosen.values()) or "unit" in asked


def test_the_api_has_reads_and_a_write_for_every_command(db: None) -> None:
    assert {p.rsplit("/", 1)[1] for p in paths() if "/commands/" in p} == set(commands())
    assert len([p for p in paths() if "get" in paths()[p]]) >= 10


def test_every_route_of_the_api_answers_401_to_a_stranger(world: World) -> None:
    told = {url: Client().get(url).status_code for url, _private in reads(world)}
    body = {"id": "6b1f6a0e-0000-4000-8000-000000000001", "data": {}}
    for name in commands():
        told[name] = Client().post(f"{API}/commands/{name}", body, content_type="application/json").status_code
    assert set(told.values()) == {401}


def bearer(user: User, rights: list[str]) -> dict[str, str]:
    until = timezone.localdate() + timedelta(days=9)
    made = run(MAKE_TOKEN, by=user, data={"name": "thử", "rights": rights, "expires_on": until})
    assert made.status == "done", made.errors
    return {"HTTP_AUTHORIZATION": f"Bearer {made.result.secret}"}


def test_a_token_without_the_right_gets_no_private_thing(world: World) -> None:
    narrow = bearer(world.cast.lan, ["access.revoke_token"])
    # Care at home is read by the chair, not by whoever keeps the books.
    full = [bearer(user, rights_of(user, timezone.localdate())) for user in (world.cast.lan, world.cast.binh)]
    shown = {}
    for url, is_private in reads(world):
        answer = Client().get(url, **narrow)
        if is_private:
            assert 200 in [Client().get(url, **one).status_code for one in full], url
            shown[url] = answer.status_code
        assert not [word for word in SECRETS if word in answer.content.decode()], url
    assert set(shown.values()) <= {403, 404}


def test_the_next_clubs_token_gets_no_private_thing(world: World) -> None:
    headers = bearer(world.cast.hoa, rights_of(world.cast.hoa, timezone.localdate()))
    for url, is_private in reads(world):
        answer = Client().get(url, **headers)
        assert not is_private or answer.status_code in {403, 404}, (url, answer.status_code)
        assert not [word for word in SECRETS if word in answer.content.decode()], url


def test_a_token_without_the_right_does_nothing(world: World) -> None:
    narrow = bearer(world.cast.lan, ["clubs.read"])
    body = {"id": "6b1f6a0e-0000-4000-8000-000000000002", "data": {}}
    told = {}
    for name in commands():
        answer = Client().post(f"{API}/commands/{name}", body, content_type="application/json", **narrow)
        told[name] = answer.status_code
    # 422: an empty command is refused for its fields before anyone asks for the right; nothing is done either way.
    assert set(told.values()) <= {403, 422}

"""Every address × every role × (own place, below, beside, above, signed out), looking and sending.

An address is tried with exactly the rights that its line in clb/access/doors.yaml names, at the place and from above
it, and must open; then with every right there is but one of these, from beside and from below with every right there
is, and must stay shut. More rights never shut a door, so that this settles each cell of the matrix: a role gets in
where it holds the rights named, and nowhere else; that its holder has exactly these rights at the place and below it,
tests/test_rights.py shows for each role.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from clb.access.doors import Door, doors
from clb.access.roles import GRANTS
from clb.kernel.commands import commands
from clb.places.models import Unit
from tests.doors import EVERYTHING, Prober, blank_pages, rights
from tests.test_rights import API, OWN, PUBLIC, paths, reads, signed_in
from tests.world import Address, World, addresses

ADDRESSES = {a.name: a for a in addresses()}
Grounds = dict[str, tuple[Unit, Unit, Unit, Unit | None]]


@pytest.fixture
def prober(world: World) -> Iterator[Prober]:
    c = world.cast
    GRANTS[EVERYTHING] = set(rights())
    try:
        with blank_pages():
            yield Prober.at([c.club.unit, c.other_club.unit, c.xa, c.xb, c.province, c.beside, c.nation])
    finally:
        del GRANTS[EVERYTHING]


def grounds(world: World) -> Grounds:
    """Of each place: itself, one above it, one beside it, one below it."""
    c = world.cast
    return {
        "club": (c.club.unit, c.xa, c.other_club.unit, None),
        "commune": (c.xa, c.province, c.xb, c.club.unit),
        "province": (c.province, c.nation, c.beside, c.xa),
    }


def routes(world: World) -> dict[str, str]:
    """Every address and every GET of the API, each with one url."""
    told = zip(read_paths(), reads(world), strict=True)
    found = {"GET " + path.removeprefix(API): url for path, (url, _private) in told}
    for name, address in ADDRESSES.items():
        found[name] = next(iter(address.urls(world)))[0]
    return found


def read_paths() -> list[str]:
    return [path for path, verbs in paths().items() if "get" in verbs]


def line_for(prober: Prober, world: World, address: Address | None, url: str) -> str:
    """What the table should say, as the site behaves now: to be judged before it is believed."""
    urls = [url] if address is None else [u for u, _private in address.urls(world)]
    if address is not None and (address.name in PUBLIC or address.name in OWN):
        return "open" if address.name in PUBLIC else "mine"
    for place, (own, _above, beside, _below) in grounds(world).items():
        for one in urls:
            needed = prober.needs(one, own)
            if needed is not None:
                found = " ".join(needed)
                return f"anywhere {found}" if prober.opens(one, beside, needed) else f"{place} {found}"
    return "?"


def test_every_route_has_its_line_and_every_line_its_route(prober: Prober, world: World) -> None:
    there = routes(world)
    new = {n: line_for(prober, world, ADDRESSES.get(n), u) for n, u in there.items() if n not in doors()}
    told = "\n".join(f"{name}: {line}" for name, line in new.items())
    assert not new, f"write into clb/access/doors.yaml, if this is what it should be:\n{told}"
    assert set(doors()) - set(there) == set()
    assert {r for door in doors().values() for group in door.rights for r in group} <= rights()


def test_each_cell_of_the_matrix_is_as_the_table_says(prober: Prober, world: World) -> None:
    wrong = []
    for name, url in routes(world).items():
        door = doors()[name]
        if door.place in {"open", "mine"}:
            continue  # open to whoever is signed in, or to the world; see the tests of one's own things below
        urls = [u for u, _p in ADDRESSES[name].urls(world)] if name in ADDRESSES else [url]
        wrong += [f"{name} {told}" for told in _wrong(prober, urls, door, grounds(world))]
    assert wrong == []


def _wrong(prober: Prober, urls: list[str], door: Door, all_grounds: Grounds) -> Iterator[str]:
    """Every way in which the address does not behave as its line says."""
    own, above, beside, below = all_grounds["club" if door.place == "anywhere" else door.place]
    methods = ("get",) if urls[0].startswith(f"{API}/") else ("get", "post")
    needed, everything = {group[0] for group in door.rights}, rights()
    url = next((one for one in urls if prober.opens(one, own, needed)), None)
    if url is None:
        yield "is shut to whoever holds its rights there"
        return
    # With every right there is, so that no right more shuts a door: the proof rests on that.
    if not prober.opens(url, above, everything, methods[-1]):
        yield "is shut to whoever holds all rights above"
    for group in door.rights:
        for other in group[1:]:
            if not prober.opens(url, own, needed - {group[0]} | {other}):
                yield f"is shut to whoever holds {other} instead of {group[0]}"
        for method in methods:
            if prober.opens(url, own, everything - {*group}, method):
                yield f"opens without {group} ({method})"
    if door.place == "anywhere":
        return
    for method in methods:
        if prober.opens(url, beside, everything, method):
            yield f"opens from beside ({method})"
        if below is not None and prober.opens(url, below, everything, method):
            yield f"opens from below ({method})"


def test_each_write_of_the_api_asks_for_the_right_of_its_name(prober: Prober, world: World) -> None:
    own = world.cast.club.unit
    wrong = []
    for name in commands():
        url = f"{API}/commands/{name}"
        if prober.knock(url, own, rights() - {name}, "post") != 403:
            wrong.append(f"{name} is done without its right")
        if prober.knock(url, own, {name}, "post") not in {200, 422}:
            wrong.append(f"{name} is refused to its holder")
    assert wrong == []


def test_what_is_ones_own_is_no_one_elses(world: World) -> None:
    token = world.cast.lan.tokens.get()
    for other in (world.cast.binh, world.cast.xuan, world.cast.dung):
        client = signed_in(other)
        url = f"/tai-khoan/ma-truy-cap/{token.pk}/thu-hoi/"
        assert (client.get(url).status_code, client.post(url, {"token": token.pk}).status_code) == (404, 404)
    token.refresh_from_db()
    assert token.revoked_at is None

"""A server of words, for tests of the phone's shell: it answers what it is told to, and remembers what it was asked."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Route

CLUB = "6b1f6a0e-0000-4000-8000-00000000c1b0"
NAMES = ("Nguyễn Thị Gieo", "Trần Văn Trồng", "Lê Thị Hẹn")  # planted: none of them may be found on the phone
AT = "2026-11-26T07:00:00+07:00"


def person(n: int = 1, name: str = "Phạm Thị Thử", role: str = "TREASURER", label: str = "Thủ quỹ") -> dict[str, Any]:
    """Somebody as /dien-thoai/khoa/ names them."""
    return {"id": str(n), "name": name, "initial": name.split()[-1][0], "role": role, "label": label}


def rows(who: dict[str, Any], rights: tuple[str, ...] = ("fund.read",)) -> dict[str, Any]:
    """A small pack."""
    me = {**who, "called": who["name"], "rights": list(rights), "roles": [{**who, "unit": "CLB Thử"}]}
    made: dict[str, Any] = {"me:me": me, f"club:{CLUB}": {"club": CLUB, "name": "CLB Thử", "rights": list(rights)}}
    for n, name in enumerate(NAMES):
        made[f"member:m{n}"] = {"club": CLUB, "name": name, "sex": "FEMALE", "year": 1950 + n, "phone": "0912345678"}
    made[f"balance:{CLUB}.REVOLVING"] = {
        "club": CLUB,
        "fund": "REVOLVING",
        "label": "Quỹ quay vòng",
        "amount_vnd": 12_340_000,
        "on": "2026-11-26",
    }
    told = {"at": AT, "text": "Bà Gieo đã thu 500.000 đ ngày 12/11.", "seen": False}
    made["told:t1"] = told
    return made


@dataclass
class Fake:
    """Stands in for /dien-thoai/khoa/ and /api/phone/."""

    who: dict[str, Any] = field(default_factory=person)
    replies: dict[str, dict[str, Any]] = field(default_factory=dict)  # by command; "done" where nothing is said
    refuse: tuple[int, dict[str, Any]] | None = None  # what every call of /api/phone/ is answered with
    most: int = 200  # rows of a push; where there are more, it is too much at once
    is_down: bool = False
    holds_packs: bool = False
    held: list[tuple[Route, dict[str, Any]]] = field(default_factory=list)
    calls: list[tuple[str, Any]] = field(default_factory=list)
    lanes: dict[str, int] = field(default_factory=dict)
    parked: list[dict[str, Any]] = field(default_factory=list)  # of whoever is set up

    def stand_in(self, context: BrowserContext) -> None:
        """From now on the context's calls of the phone come here."""
        context.route("**/dien-thoai/khoa/", self._grant)
        context.route("**/api/phone/*", self._api)

    def asked(self, path: str) -> list[Any]:
        """The bodies of the calls of a path."""
        return [body for called, body in self.calls if called == path]

    def let_go(self) -> None:
        """Answer the calls for a pack that were held."""
        self.holds_packs = False
        for route, whole in self.held:
            _say(route, 200, whole)
        self.held.clear()

    def _grant(self, route: Route) -> None:
        if self.is_down:
            return route.abort()
        if route.request.method == "GET":
            return _say(route, 200, {"csrf": "x", "person": self.who, "lasts_days": 90})
        self.calls.append(("khoa", route.request.post_data_json))
        key = {"key": "clb_fake", "key_id": "k", "until": "2027-02-24", "person": self.who}
        return _say(route, 201, {**key, "lanes": self.lanes, "parked": self.parked})

    def _api(self, route: Route) -> None:
        if self.is_down:
            return route.abort()
        path = urlsplit(route.request.url).path.rsplit("/", 1)[-1]
        is_json = "json" in route.request.headers.get("content-type", "")
        body = route.request.post_data_json if is_json else None
        self.calls.append((path, body))
        if self.refuse:
            return _say(route, *self.refuse)
        if path == "push" and len(body["rows"]) > self.most:
            return _say(route, 413, {"code": "TOO_BIG", "why": ""})
        if path == "push":
            return _say(route, 200, {"replies": [self._reply(row) for row in body["rows"]], "at": AT, "newest": ""})
        if path == "pack":
            whole = {"etag": "e1", "at": AT, "base": None, "rows": rows(self.who), "gone": []}
            if self.holds_packs:
                return self.held.append((route, whole))
            if route.request.headers.get("if-none-match") == '"e1"':
                return route.fulfill(status=304)
            return _say(route, 200, whole)
        return _say(route, 200, {})

    def _reply(self, row: dict[str, Any]) -> dict[str, Any]:
        told = {"status": "done", "errors": {}, "why": "", "result": None}
        if not row["sure"]:
            told |= self.replies.get(row["command"], {})
        return {"id": row["id"], **told}


def _say(route: Route, status: int, body: dict[str, Any]) -> None:
    route.fulfill(status=status, content_type="application/json", body=json.dumps(body))

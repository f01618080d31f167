"""Trying an address as somebody who holds exactly these rights at exactly this unit.

A view is called by itself, its templates and papers blank, so that an answer costs what the view asks and not what a
page looks like. Whoever is not signed in is turned away before any view: tests/test_rights.py asks that of the site.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import BaseForm
from django.http import Http404
from django.template import engines
from django.test import RequestFactory
from django.urls import resolve

from clb.access.models import Assignment, User
from clb.access.roles import GRANTS, READS
from clb.kernel.commands import commands
from clb.papers import files
from clb.places.models import Unit
from conftest import BEGIN
from tests.world import Address, World

EVERYTHING = "TẤT CẢ"  # a made-up role with every right there is, for the time of a test
AN_ACT = {"id": "6b1f6a0e-0000-4000-8000-000000000003", "data": {}}


class _Blank:
    """A template that says nothing."""

    origin = None
    told: dict[str, Any] = {}  # what the last page was to be made of

    def render(self, context: Any = None, request: Any = None) -> str:
        _Blank.told = dict(context or {})
        return ""


@contextmanager
def blank_pages() -> Iterator[None]:
    """Views answer with empty pages."""
    engine = engines["django"]
    engine.get_template = lambda name: _Blank()  # type: ignore[method-assign]
    writers = files._pdf_writers
    files._pdf_writers = lambda: (lambda paper: b"", lambda html, base: b"")
    try:
        yield
    finally:
        del engine.get_template  # type: ignore[attr-defined]
        files._pdf_writers = writers


@cache
def rights() -> frozenset[str]:
    """Every right there is."""
    return frozenset((*commands(), *READS))


@dataclass
class Prober:
    """Whoever knocks: one person for each unit, with all rights there, narrowed to those wanted for a knock."""

    people: dict[int, User]
    watch: Callable[[], Any] = lambda: None  # asked after each knock, before what it did is undone
    kept: Any = None
    answer: Any = None  # the last one

    @classmethod
    def at(cls, units: Collection[Unit]) -> Prober:
        """Store the people. `GRANTS` must know the role for the time of the test."""
        assert EVERYTHING in GRANTS
        people = {}
        for unit in units:
            people[unit.pk] = User.objects.create_user(f"go-cua-{unit.pk}")
            Assignment.objects.create(user=people[unit.pk], role=EVERYTHING, unit=unit, from_on=BEGIN)
        return cls(people)

    def form(self, url: str, unit: Unit, held: Collection[str]) -> Any:
        """The form that a page shows, or None."""
        _Blank.told = {}
        form = _Blank.told.get("form") if self.knock(url, unit, held) == 200 else None
        return form if isinstance(form, BaseForm) else None  # a form of tables is a row, not a form of the web

    def knock(self, url: str, unit: Unit, held: Collection[str], method: str = "get", data: Any = None) -> int:
        """The status of an answer to somebody with exactly the rights `held` at `unit`; nothing is kept of it."""
        match = resolve(url.partition("?")[0])
        body = {"data": AN_ACT, "content_type": "application/json"} if url.startswith("/api/") else {"data": data}
        request: Any = getattr(RequestFactory(), method)(url, **(body if method == "post" else {}))
        user = self.people[unit.pk]
        user.narrowed_to = frozenset(held)
        request.user, request.session, request.htmx, request.resolver_match = user, {}, False, match
        request.COOKIES["sessionid"] = "x"  # what the API's door looks for before it looks at `user`
        request._messages = FallbackStorage(request)
        request._dont_enforce_csrf_checks = True
        try:
            with transaction.atomic():
                self.answer = match.func(request, *match.args, **match.kwargs)
                self.kept = self.watch()
                transaction.set_rollback(True)
        except Http404:
            return 404
        except PermissionDenied:
            return 403
        status: int = self.answer.status_code
        return status

    def opens(self, url: str, unit: Unit, held: Collection[str], method: str = "get") -> bool:
        """Did anybody answer?"""
        return self.knock(url, unit, held, method) not in {401, 403, 404}

    def needs(self, url: str, unit: Unit) -> list[str] | None:
        """A smallest set of rights that opens `url` at `unit`; None where not even all of them do."""
        if not self.opens(url, unit, rights()):
            return None
        needed = sorted(rights())
        size = len(needed) // 2
        while size:
            start = 0
            while start < len(needed):
                fewer = needed[:start] + needed[start + size :]
                if self.opens(url, unit, fewer):
                    needed = fewer
                else:
                    start += size
            size //= 2
        return needed


def first_url(address: Address, world: World) -> str:
    """The address with the first of the world's samples."""
    return next(iter(address.urls(world)))[0]

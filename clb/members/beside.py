"""What the apps above show of one membership on a person's page: a passbook, later more.

Members know nothing of those apps; they add their links in a `member_links.py` of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.module_loading import autodiscover_modules

from .models import Membership


@dataclass(frozen=True)
class MemberLink:
    """A button beside a membership, shown to whoever holds `right` at the club; `url_name` takes the ids of club and
    person."""

    title: Any
    url_name: str
    right: str


_LINKS: dict[str, MemberLink] = {}


@cache
def _discover() -> None:
    autodiscover_modules("member_links")  # once a process: it looks into every app


def register_member_link(link: MemberLink) -> None:
    """Add a button; call from an app's `member_links.py`."""
    _LINKS[link.url_name] = link


def member_links(held: frozenset[str], membership: Membership) -> list[tuple[Any, str]]:
    """Words and address of each button that whoever holds these rights at the club sees."""
    _discover()
    ids = [membership.club_id, membership.person_id]
    return [(link.title, reverse(link.url_name, args=ids)) for link in _LINKS.values() if link.right in held]

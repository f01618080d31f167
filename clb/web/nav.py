"""The items of the main menu, put there by the apps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class NavItem:
    """A menu entry, shown to whoever holds `right` anywhere; to everyone who is signed in where it is empty."""

    title: Any
    url_name: str
    right: str
    icon: str
    order: int


@dataclass(frozen=True)
class Shown:
    """A menu entry as one person sees it."""

    title: Any
    url: str
    icon: str
    is_here: bool


_ITEMS: dict[str, NavItem] = {}


def register_nav(*items: NavItem) -> None:
    """Add menu entries; call from an app's `ready()`."""
    _ITEMS.update({item.url_name: item for item in items})


def nav_for(user: Any, path: str) -> list[Shown]:
    """The entries that `user` may open, the one that holds `path` marked."""
    rights = user.rights_anywhere()
    shown = []
    for item in sorted(_ITEMS.values(), key=lambda i: i.order):
        try:
            url = reverse(item.url_name)
        except NoReverseMatch:
            continue
        if not item.right or item.right in rights:
            is_here = path == url if url == "/" else path.startswith(url)
            shown.append(Shown(item.title, url, item.icon, is_here))
    return shown

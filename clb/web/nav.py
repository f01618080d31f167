"""The items of the main menu, put there by the apps, in few groups."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import TextChoices
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

# Whoever has so few entries sees them all beside one another, without groups to open.
FEW = 7


class NavGroup(TextChoices):
    """The groups of the menu, in the order in which they stand."""

    TODAY = "TODAY", _("Việc hôm nay")
    CLUBS = "CLUBS", _("Câu lạc bộ")
    MONEY = "MONEY", _("Tiền")
    CARE = "CARE", _("Sức khỏe, chăm sóc")
    PLANS = "PLANS", _("Kế hoạch, báo cáo")
    OFFICE = "OFFICE", _("Quản lý")


_ORDER = {group: at for at, group in enumerate(NavGroup)}
_ICONS = {
    NavGroup.TODAY: "home",
    NavGroup.CLUBS: "users-group",
    NavGroup.MONEY: "coins",
    NavGroup.CARE: "heart-handshake",
    NavGroup.PLANS: "target",
    NavGroup.OFFICE: "building",
}


@dataclass(frozen=True)
class NavItem:
    """A menu entry, shown to whoever holds `right` anywhere; to everyone who is signed in where it is empty."""

    title: Any
    url_name: str
    right: str
    icon: str
    order: int
    group: NavGroup = NavGroup.PLANS


@dataclass(frozen=True)
class Shown:
    """A menu entry as one person sees it."""

    title: Any
    url: str
    icon: str
    is_here: bool


@dataclass(frozen=True)
class ShownGroup:
    """Entries that stand together; `is_flat` where none needs a group to be opened first."""

    title: Any
    icon: str
    items: tuple[Shown, ...]
    is_flat: bool

    @property
    def is_here(self) -> bool:
        """Does it hold the page that is open?"""
        return any(item.is_here for item in self.items)


_ITEMS: dict[str, NavItem] = {}


def register_nav(*items: NavItem) -> None:
    """Add menu entries; call from an app's `ready()`."""
    _ITEMS.update({item.url_name: item for item in items})


def nav_for(user: Any, path: str) -> list[ShownGroup]:
    """The entries that `user` may open, by group, the one that holds `path` marked."""
    rights = user.rights_anywhere()
    offered = [(item, url) for item in _ITEMS.values() if not item.right or item.right in rights for url in _url(item)]
    offered.sort(key=lambda pair: (_ORDER[pair[0].group], pair[0].order))
    here = max((url for _item, url in offered if _holds(url, path)), key=len, default="")
    groups = []
    for group, pairs in groupby(offered, key=lambda pair: pair[0].group):
        items = tuple(Shown(item.title, url, item.icon, url == here) for item, url in pairs)
        is_flat = len(offered) <= FEW or len(items) == 1 or group == NavGroup.TODAY
        groups.append(ShownGroup(group.label, _ICONS[group], items, is_flat))
    return groups


def _url(item: NavItem) -> list[str]:
    try:
        return [reverse(item.url_name)]
    except NoReverseMatch:
        return []


def _holds(url: str, path: str) -> bool:
    return path == url if url == "/" else path.startswith(url)

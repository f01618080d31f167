"""Rows of phones that wait for a person, and phones: what their pages show."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clb.access.models import Assignment, User
from clb.access.roles import GRANTS
from clb.kernel.commands import commands
from clb.kernel.dates import on_day
from clb.phone.models import ParkedRow, PhoneKey, ToldMessage, offline_commands
from clb.phone.rules import TOLD_DAYS
from clb.signin.models import Card, DeviceUser

from .typed import Line, lines_of, may_read

KEPT_DAYS = 90  # a key that was taken back is listed for so long


class KeyState(StrEnum):
    """How a person on a phone stands with the server."""

    OPEN = "OPEN"
    EXPIRED = "EXPIRED"
    NEW_CARD = "NEW_CARD"
    TO_WIPE = "TO_WIPE"
    WIPED = "WIPED"

    @property
    def label(self) -> str:
        """In words."""
        return str(_STATES[self][2])

    @property
    def colour(self) -> str:
        """As `badge` wants it."""
        return _STATES[self][0]

    @property
    def icon(self) -> str:
        """As `badge` wants it."""
        return _STATES[self][1]


_STATES = {
    KeyState.OPEN: ("success", "circle-check", gettext_lazy("Đang dùng")),
    KeyState.EXPIRED: ("warning", "clock", gettext_lazy("Hết hạn, chờ đăng nhập lại")),
    KeyState.NEW_CARD: ("warning", "key", gettext_lazy("Đã cấp thẻ mới, chờ đăng nhập lại")),
    KeyState.TO_WIPE: ("danger", "alert-triangle", gettext_lazy("Đã thu hồi, máy chưa biết")),
    KeyState.WIPED: ("secondary", "x", gettext_lazy("Máy đã được lệnh xóa")),
}


@dataclass(frozen=True)
class KeyRow:
    """A person on a phone, with how it stands, and whether it is the reader's own."""

    key: PhoneKey
    state: KeyState
    is_mine: bool
    parked: int = 0


def keys_shown(user: User) -> QuerySet[PhoneKey]:
    """Keys that the person may see: what is open, and for some months what was taken back; the latest first."""
    since = timezone.now() - timedelta(days=KEPT_DAYS)
    card = Card.objects.filter(user=OuterRef("user"), issued_at__gt=OuterRef("made_at"))
    rows = PhoneKey.objects.visible_to(user).filter(Q(revoked_at__isnull=True) | Q(revoked_at__gte=since))
    rows = rows.select_related("user", "phone__device", "revoked_by").annotate(has_new_card=Exists(card))
    return rows.order_by(F("revoked_at").desc(nulls_last=True), "user__first_name", "user__username", "-made_at")


def key_rows(keys: Iterable[Any], user: User) -> list[KeyRow]:
    """Each of these keys of `keys_shown` with its state."""
    return [KeyRow(key, state_of(key), key.user_id == user.pk) for key in keys]


def state_of(key: Any) -> KeyState:
    """The state of a key of `keys_shown`."""
    device = key.phone.device
    is_lost = device is not None and device.lost_at is not None
    if key.revoked_at or key.wiped_at or not key.user.is_active or is_lost:
        return KeyState.WIPED if key.wiped_at else KeyState.TO_WIPE
    if key.has_new_card:
        return KeyState.NEW_CARD
    return KeyState.EXPIRED if key.expires_on < timezone.localdate() else KeyState.OPEN


def seat_at(key: PhoneKey, user: User) -> DeviceUser | None:
    """The reader's own sign-in by PIN on the same machine, where the doors know it: there it is reported lost."""
    return DeviceUser.objects.filter(device=key.phone.device_id, user=user).first() if key.phone.device_id else None


# --- Rows that wait ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class WaitingRow:
    """A row that waits: of what it is, and whether it has waited for very long."""

    row: ParkedRow
    title: str
    is_mine: bool
    is_old: bool


@dataclass(frozen=True)
class WaitingPage:
    """One row as its page shows it. `lines` is None where the reader may not know what was typed; `why` is then ''.

    `for_whom`: who, besides the one who typed it, can settle it; `others`: the other people of a collision.
    """

    shown: WaitingRow
    lines: list[Line] | None
    why: str
    others: list[str]
    writers: list[str]
    may_write: bool
    may_drop: bool


def waiting_rows(user: User) -> QuerySet[ParkedRow]:
    """The open rows that the person may see, the oldest first."""
    rows = ParkedRow.objects.open().visible_to(user).select_related("key__user", "key__phone", "club__unit")
    return rows.order_by("parked_at", "pk")


def in_titles(rows: Iterable[ParkedRow], user: User, now: datetime) -> list[WaitingRow]:
    """These rows with what each is called."""
    long_ago = now - timedelta(days=TOLD_DAYS)
    titles = {name: str(command.title) for name, command in commands().items()}
    unknown = _("Việc không rõ")
    return [
        WaitingRow(row, titles.get(row.command, unknown), row.key.user_id == user.pk, row.parked_at < long_ago)
        for row in rows
    ]


def waiting_page(row: ParkedRow, user: User, now: datetime) -> WaitingPage:
    """One row that waits, as `user` may read it."""
    (shown,) = in_titles([row], user, now)
    is_open = may_read(row, user)
    data = json.loads(str(row.typed) or "{}").get("data") or {}
    rights = user.rights_at(row.club.unit) if row.club is not None else user.rights_anywhere()
    can_write = row.reason != ParkedRow.Reason.UNREADABLE and row.command in offline_commands()
    return WaitingPage(
        shown=shown,
        lines=lines_of(row, data, user) if is_open else None,
        why=str(json.loads(str(row.told) or "{}").get("why") or "") if is_open else "",
        others=_others(row),
        writers=_writers(row, now) if can_write else [],
        may_write=is_open and can_write and row.command in rights,
        may_drop="phone.settle_row" in rights,
    )


def _others(row: ParkedRow) -> list[str]:
    told = ToldMessage.objects.filter(about=row.pk, kind=ToldMessage.Kind.CLASH).select_related("user")
    return [one.user.called for one in told]


def _writers(row: ParkedRow, now: datetime) -> list[str]:
    """Who at the club itself could write it, by office and name."""
    if row.club is None:
        return []
    roles = [role for role, names in GRANTS.items() if row.command in names and "members.read" in names]
    held = Assignment.objects.filter(on_day(timezone.localdate(now)), unit=row.club.unit_id, role__in=roles)
    return [f"{one.shown} {one.user.called}" for one in held.select_related("user", "stands_in_for__user")]

"""The records of processing, made from the table of held data, the table of rights and the norms of keeping."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from clb.access.roles import GRANTS, Role
from clb.law.norms import SUGGESTED, norm
from clb.members.held import Erase, Group, all_held

# Which right opens each kind of data, and which norms say how long it is kept.
SEEN_BY: dict[Group, tuple[str, ...]] = {
    Group.BASIC: ("members.read",),
    Group.CONTACT: ("members.read",),
    Group.SENSITIVE: ("members.read_sensitive",),
    Group.HEALTH: ("health.read", "care.read"),
    Group.MONEY: ("fund.read", "lending.read"),
    Group.ACTIVITY: ("meetings.read",),
    Group.ACCOUNT: ("access.read",),
}
KEPT_BY: dict[Group, tuple[str, ...]] = {
    Group.BASIC: ("privacy.keep_request_months",),
    Group.CONTACT: ("privacy.keep_contact_months",),
    Group.SENSITIVE: ("privacy.keep_withheld_days", "privacy.keep_sensitive_months"),
    Group.HEALTH: ("privacy.keep_withheld_days", "privacy.keep_left_health_months", "privacy.keep_health_months"),
}


@dataclass(frozen=True)
class Processing:
    """One kind of data: what of it is held, what for, who sees it, how long it stays, what erasing leaves and why."""

    group: Group
    words: str
    what: tuple[str, ...]
    why: tuple[str, ...]
    seen_by: tuple[str, ...]
    kept: tuple[str, ...]
    left: tuple[str, ...]


def processing_on(day: date) -> list[Processing]:
    """The records as they stand on a day."""
    return [_of(group, day) for group in Group]


def _of(group: Group, day: date) -> Processing:
    lines = [line for line in all_held() if line.group == group]
    roles = [role for role in Role if GRANTS.get(role, set()) & set(SEEN_BY[group])]
    stays = [line for line in lines if line.on_erasure == Erase.KEEP and line.kept_because]
    return Processing(
        group=group,
        words=str(group.label),
        what=_once(line.what for line in lines),
        why=_once(str(line.why) for line in lines),
        seen_by=tuple(str(role.label) for role in roles),
        kept=tuple(_told(norm_id, day) for norm_id in KEPT_BY.get(group, ())) or (_("theo thời hạn của sổ sách"),),
        left=_once(str(line.kept_because) for line in stays),
    )


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _told(norm_id: str, day: date) -> str:
    found = norm(norm_id, on=day)
    mark = _(" (gợi ý, chưa có văn bản)") if found.source.trust == SUGGESTED else f" ({found.source.doc})"
    return f"{found.what}: {found.max} {found.unit}{mark}"

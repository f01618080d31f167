"""Who might care for whom: an order that says why. A person chooses. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from clb.care.models import Days, Volunteer


@dataclass(frozen=True)
class Wish:
    """What a client asks for: where the home is (a unit's id or None), the sex wished for, days and kinds planned."""

    place_id: int | None
    sex: str
    weekdays: int
    kinds: frozenset[str]
    household_id: UUID | None = None


@dataclass(frozen=True)
class Offer:
    """A volunteer with what decides: the home's place, how many clients there are already."""

    volunteer: Volunteer
    place_id: int | None
    sex: str
    load: int
    household_id: UUID | None = None


@dataclass(frozen=True)
class Match:
    """One line of the suggestion: what speaks for it, what against."""

    offer: Offer
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    rank: tuple[int, ...]


def matches(wish: Wish, offers: Iterable[Offer]) -> list[Match]:
    """Every offer, the most fitting first: wished sex, then hamlet, free days, kinds, then whoever has fewest."""
    found = [_match(wish, offer) for offer in offers]
    return sorted(found, key=lambda match: (match.rank, match.offer.volunteer.person.sort_key))


def _match(wish: Wish, offer: Offer) -> Match:
    pro: list[str] = []
    con: list[str] = []
    is_sex = not wish.sex or offer.sex == wish.sex
    if wish.sex:
        (pro if is_sex else con).append(_("đúng ý: nam hay nữ") if is_sex else _("trái ý: nam hay nữ"))
    is_near = wish.place_id is not None and offer.place_id == wish.place_id
    if wish.place_id is not None and offer.place_id is not None:
        (pro if is_near else con).append(_("cùng ấp") if is_near else _("khác ấp"))
    elif wish.place_id is not None:
        con.append(_("chưa ghi nơi ở"))
    missing = wish.weekdays & ~offer.volunteer.weekdays
    if wish.weekdays:
        if missing:
            con.append(_("không rảnh: %s") % Days.shown(missing))
        else:
            pro.append(_("rảnh mọi ngày hẹn"))
    lacking = wish.kinds - set(offer.volunteer.kinds)
    if wish.kinds:
        (con if lacking else pro).append(_("chưa nhận hết các việc") if lacking else _("nhận các việc này"))
    if offer.household_id is not None and offer.household_id == wish.household_id:
        con.append(_("người cùng nhà"))
    if offer.load:
        con.append(_("đang chăm sóc %s người") % offer.load)
    else:
        pro.append(_("chưa chăm sóc ai"))
    is_kin = int(offer.household_id is not None and offer.household_id == wish.household_id)
    rank = (is_kin, int(not is_sex), int(not is_near), missing.bit_count(), len(lacking), offer.load)
    return Match(offer, tuple(pro), tuple(con), rank)

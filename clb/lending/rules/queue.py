"""Who comes first when the fund can't lend to everybody: the club's own order, each place explained. Pure."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clb.clubs.models import CharterRule
from clb.clubs.rules.composition import USUAL_AGE
from clb.members.models import Circumstance, HouseholdClass

P = CharterRule.Priority
# What counts as hardship beside the household's class, as far as it was recorded of the person.
HARDSHIPS = {
    Circumstance.Kind.LIVES_ALONE: gettext_lazy("Sống một mình"),
    Circumstance.Kind.DISABLED: gettext_lazy("Khuyết tật"),
}
WORDS = {
    P.POOR: gettext_lazy("Hộ nghèo"),
    P.NEAR_POOR: gettext_lazy("Hộ cận nghèo"),
    P.HARDSHIP: gettext_lazy("Hoàn cảnh khó khăn"),
    P.WOMAN: gettext_lazy("Phụ nữ"),
    P.OLDER: gettext_lazy("Người cao tuổi"),
    P.NEVER_BORROWED: gettext_lazy("Chưa vay lần nào"),
}


@dataclass(frozen=True)
class Asking:
    """A request and what its place follows from, as it was on the day of the queue.

    `household_class` and `circumstances` are codes of members; `loans_before` counts loans of this club that stand.
    """

    key: Hashable
    asked_on: date
    household_class: str
    circumstances: Collection[str]
    is_woman: bool
    age: int
    loans_before: int


@dataclass(frozen=True)
class Reason:
    """One thing that moved a request forward. `is_sensitive`: only for whoever may read such things of members."""

    code: str
    words: str
    is_sensitive: bool = False


@dataclass(frozen=True)
class Place:
    """A place in the queue, from 1 on, with what gave it, in the club's order."""

    key: Any
    number: int
    asked_on: date
    reasons: tuple[Reason, ...]


def queue(askings: Collection[Asking], order: Sequence[str]) -> list[Place]:
    """The requests in the order in which the club means to grant them.

    `order` holds CharterRule.Priority codes: whoever the first one holds of comes before everybody of whom it does
    not, among those the second decides, and so on; at last the day of asking, the earlier first. Two of whom all is
    equal keep the order given. A code that is not in `order` counts for nothing.
    """
    reasons = {asking.key: _reasons(asking, order) for asking in askings}

    def rank(asking: Asking) -> tuple[list[bool], date]:
        held = {reason.code for reason in reasons[asking.key]}
        return [code not in held for code in order], asking.asked_on

    ordered = sorted(askings, key=rank)
    return [Place(a.key, i, a.asked_on, tuple(reasons[a.key])) for i, a in enumerate(ordered, 1)]


def _reasons(asking: Asking, order: Sequence[str]) -> list[Reason]:
    found = (_reason(asking, code) for code in order)
    return [reason for reason in found if reason]


def _reason(asking: Asking, code: str) -> Reason | None:
    if code == P.HARDSHIP:
        return _hardship(asking)
    held = {
        P.POOR: asking.household_class == HouseholdClass.Class.POOR,
        P.NEAR_POOR: asking.household_class == HouseholdClass.Class.NEAR_POOR,
        P.WOMAN: asking.is_woman,
        P.OLDER: asking.age >= USUAL_AGE,
        P.NEVER_BORROWED: not asking.loans_before,
    }
    return Reason(code, str(WORDS[P(code)])) if held.get(P(code)) else None


def _hardship(asking: Asking) -> Reason | None:
    """By the household's class, else by a circumstance that anybody may know, else by a sensitive one."""
    if asking.household_class == HouseholdClass.Class.HARDSHIP:
        return Reason(P.HARDSHIP, str(WORDS[P.HARDSHIP]))
    kinds = [kind for kind in HARDSHIPS if kind in asking.circumstances]
    kinds.sort(key=lambda kind: kind not in Circumstance.ORDINARY)
    if not kinds:
        return None
    return Reason(P.HARDSHIP, str(HARDSHIPS[kinds[0]]), is_sensitive=kinds[0] not in Circumstance.ORDINARY)


def sentence(place: Place, *, may_read_sensitive: bool) -> str:
    """'Hộ nghèo; phụ nữ; chưa vay lần nào; xin từ 05/06/2026': why this place, in one plain line.

    Who may not read sensitive things of members learns that there is a further reason, not which.
    """
    hidden = _("Lý do riêng theo quy chế")
    told = [hidden if reason.is_sensitive and not may_read_sensitive else reason.words for reason in place.reasons]
    told.append(_("Xin từ %s") % f"{place.asked_on:%d/%m/%Y}")
    return "; ".join([told[0], *(words[:1].lower() + words[1:] for words in told[1:])])

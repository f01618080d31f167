"""Periodic check-ups: which campaigns there are, who is due, called, seen, missed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.health.models import CheckUp, CheckUpCampaign
from clb.kernel.dates import on_day
from clb.kernel.text import plain
from clb.members.models import Membership, Person
from clb.members.queries import members_on
from clb.places.models import Unit
from clb.places.queries import commune_of, within

from .consents import agreed_among
from .coverage import is_checked

State = CheckUp.State


def places_for(user: User) -> QuerySet[Unit]:
    """Communes and clubs for which `user` may plan a check-up, by key."""
    mine = user.reach("health.plan_campaign").values("below")
    levels = (Unit.Level.COMMUNE, Unit.Level.CLUB)
    return Unit.objects.filter(pk__in=mine, level__in=levels).order_by("level", "key")


def campaigns_for(club: Club) -> QuerySet[CheckUpCampaign]:
    """Campaigns of the club itself and of the ground on which it lies, newest first."""
    around = Unit.objects.filter(links_down__below=club.unit_id).values("pk")
    found = CheckUpCampaign.objects.filter(Q(unit=club.unit_id) | Q(unit__in=around, unit__level=Unit.Level.COMMUNE))
    return found.select_related("unit").order_by("-held_on", "pk")


def on_ground(place: Unit, day: date) -> Q:
    """Campaigns held for a place, for a unit under it, or for the commune on which it lies."""
    commune = commune_of(place, day)
    return Q(unit__in=within(place, day)) | Q(unit=commune)


def clubs_of(campaign: CheckUpCampaign, among: QuerySet[Club]) -> QuerySet[Club]:
    """Of `among`, the clubs that a campaign is for, by name."""
    living = Club.objects.under(within(campaign.unit, campaign.held_on)).alive_on(campaign.held_on)
    return among.filter(pk__in=living.order_by().values("pk")).order_by("search_key", "pk")


@dataclass(frozen=True)
class CampaignCounts:
    """How many were called, seen and missed; who was called and has no result is `open`."""

    called: int
    seen: int
    missed: int

    @property
    def open(self) -> int:
        """Called, and nothing said since."""
        return self.called - self.seen - self.missed


def campaign_counts(
    campaigns: Iterable[CheckUpCampaign], clubs: QuerySet[Club] | None = None
) -> dict[Any, CampaignCounts]:
    """The counts of each campaign by id, at `clubs` where they are given; in one query."""
    rows = CheckUp.objects.filter(campaign__in=list(campaigns))
    if clubs is not None:
        rows = rows.filter(club__in=clubs.order_by().values("pk"))
    came = {"seen": Count("pk", filter=Q(state=State.SEEN)), "missed": Count("pk", filter=Q(state=State.MISSED))}
    counted = rows.order_by().values_list("campaign").annotate(called=Count("pk"), **came)
    found = {pk: CampaignCounts(called, seen, missed) for pk, called, seen, missed in counted}
    return {c.pk: found.get(c.pk, CampaignCounts(0, 0, 0)) for c in campaigns}


@dataclass(frozen=True)
class CallLine:
    """A member at a campaign: agreed to records of health or not, checked this year already, and what is recorded."""

    membership: Membership
    has_agreed: bool
    is_checked: bool
    check_up: CheckUp | None

    @property
    def is_due(self) -> bool:
        """Not checked this year, and not called yet."""
        return not self.is_checked and self.check_up is None


def call_lines(campaign: CheckUpCampaign, club: Club, on: date) -> list[CallLine]:
    """Every member of `club` at a campaign, by given name, in four queries; `on`: checked this year by which day."""
    day = max(campaign.held_on, club.founded_on)
    members = list(members_on(Club.objects.filter(pk=club.pk), day))
    checked = set(
        Membership.objects.filter(pk__in=[m.pk for m in members]).filter(is_checked(on)).values_list("pk", flat=True)
    )
    agreed = agreed_among([m.person_id for m in members], day)
    stored = {row.person_id: row for row in campaign.check_ups.filter(club=club)}
    return [CallLine(m, m.person_id in agreed, m.pk in checked, stored.get(m.person_id)) for m in members]


def find_member(club: Club, full_name: str, birth: tuple[date, bool], on: date) -> Person:
    """The one member of `club` on a day who bears this name and was born then. Raises LookupError with a sentence.

    Where only a year is known, of the list or of the member, the year must be the same, else the day.
    """
    born, is_year = birth
    members = Membership.objects.filter(on_day(on), club=club, person__search_key=plain(full_name))
    people: set[Person] = {m.person for m in members.select_related("person")}
    same_year = {p for p in people if p.birth_on.year == born.year}
    found = {p for p in same_year if is_year or p.is_birth_year_only or p.birth_on == born}
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise LookupError(_("Có nhiều thành viên cùng tên, cùng năm sinh. Hãy ghi đủ ngày sinh."))
    if same_year:
        raise LookupError(_("Có thành viên cùng tên, cùng năm sinh nhưng khác ngày sinh. Hãy xem lại ngày sinh."))
    if people:
        raise LookupError(_("Có thành viên tên này nhưng khác năm sinh. Hãy xem lại năm sinh."))
    raise LookupError(_("Vào ngày khám câu lạc bộ không có thành viên tên này."))


def unchecked_members(clubs: QuerySet[Club], on: date) -> QuerySet[Membership]:
    """Members of `clubs` on a day who were not at a periodic check-up this year."""
    return members_on(clubs, on).exclude(is_checked(on))

"""What needs a person today: their duties, what waits for them, the plan in force on their ground."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from clb.access.models import User
from clb.access.queries import offices
from clb.care.queries.today import CareOfMine, care_of_mine
from clb.clubs.models import Club, ConsolidationStep
from clb.clubs.queries.consolidation import overdue_consolidation
from clb.founding.queries import StepRow, steps_waiting_for
from clb.health.models import EmergencyAccess
from clb.health.queries import ReferralCounts, referral_counts
from clb.meetings.queries.warnings import MOST_CLUBS, ClubWarning, warnings_of, watched_clubs
from clb.places.models import Unit, UnitVersion
from clb.places.queries import awaiting_assignment
from clb.plans.models import Plan
from clb.plans.queries.duties import Duty, duty_board
from clb.plans.queries.raised import Raised, raised_to
from clb.plans.queries.work import communes_of_mine
from clb.plans.rules.duties import DutyState
from clb.privacy.queries.requests import UrgentRequests, urgent_requests
from clb.reports.queries.owed import ReportsOfMine, reports_of_mine

CLUBS_SHOWN = 5
DUTIES_SHOWN = 10
WARNINGS_SHOWN = 5


@dataclass(frozen=True)
class Today:
    """A person's first screen: `plan` is the running plan nearest to their ground, `ended` the one that ran out.

    `looked`: how many looked at health in an emergency without the person having said that they know.
    """

    clubs: list[Club]
    clubs_total: int
    plan: Plan | None
    ended: Plan | None
    duties: list[Duty]
    duties_total: int
    raised: list[Raised]
    raised_total: int
    drafts: list[Plan]
    waiting: int
    founding_steps: list[StepRow]
    late_consolidation: list[ConsolidationStep]
    warnings: list[ClubWarning]
    warnings_total: int
    referred: ReferralCounts
    looked: int
    care: CareOfMine
    asked: UrgentRequests
    reports: ReportsOfMine

    @property
    def plans(self) -> list[Plan]:
        """The running plan, then the one that ran out."""
        return [plan for plan in (self.plan, self.ended) if plan]


def today_for(user: User, today: date) -> Today:
    """What `user` should look at on a day, as far as each may see it."""
    clubs = Club.objects.visible_to(user).alive_on(today).order_by("search_key", "pk")
    plan, ended = _plans_around(user, today)
    roles = {held.role for held in offices(user, today)}
    duties = [duty for each in (plan, ended) if each for duty in _duties_of(user, roles, each, today)]
    raised = raised_to(user, today)
    warned = _warnings(user, today)
    drafts = Plan.objects.visible_to(user).filter(status=Plan.Status.DRAFT) if user.may_anywhere("plans.read") else []
    return Today(
        clubs=list(clubs[:CLUBS_SHOWN]),
        clubs_total=clubs.count(),
        plan=plan,
        ended=ended,
        duties=duties[:DUTIES_SHOWN],
        duties_total=len(duties),
        raised=raised[:DUTIES_SHOWN],
        raised_total=len(raised),
        drafts=list(drafts),
        waiting=_waiting(user).count(),
        founding_steps=steps_waiting_for(user, today),
        late_consolidation=list(overdue_consolidation(user, today)[:DUTIES_SHOWN]),
        warnings=warned[:WARNINGS_SHOWN],
        warnings_total=len(warned),
        referred=referral_counts(_health_clubs(user), today),
        looked=EmergencyAccess.objects.visible_to(user).filter(seen_at__isnull=True).count(),
        care=care_of_mine(user, today),
        asked=urgent_requests(user, today),
        reports=reports_of_mine(user, today),
    )


def _health_clubs(user: User) -> QuerySet[Club]:
    """Clubs whose health the person reads."""
    return Club.objects.filter(unit__in=user.reach("health.read").values("below"))


def _warnings(user: User, today: date) -> list[ClubWarning]:
    """Of the clubs that the person looks after; whoever looks after very many sees them by place."""
    watched = watched_clubs(user)
    return warnings_of(watched, today) if 0 < watched.count() <= MOST_CLUBS else []


def _waiting(user: User) -> QuerySet[UnitVersion]:
    return awaiting_assignment(user.reach("places.assign_unit").values_list("below", flat=True))


def _plans_around(user: User, today: date) -> tuple[Plan | None, Plan | None]:
    """Of the lowest unit at or above where the person holds an office: the plan that runs, and the one that ran out."""
    held = offices(user, today).values("unit")
    confirmed = Plan.objects.visible_to(user).filter(status=Plan.Status.CONFIRMED, from_on__lte=today)
    around = list(confirmed.filter(place__links_down__below__in=held).select_related("place").distinct())
    return _nearest(p for p in around if p.until_on >= today), _nearest(p for p in around if p.until_on < today)


def _nearest(plans: Iterable[Plan]) -> Plan | None:
    ranks = {level: rank for rank, level in enumerate(Unit.Level.values)}
    return max(plans, key=lambda p: (ranks[p.place.level], p.until_on), default=None)


def _duties_of(user: User, roles: set[str], plan: Plan, today: date) -> list[Duty]:
    """Duties due or overdue of the bodies for which offices of these roles act; of a commune, its own part."""
    desks = duty_board(plan, today, communes_of_mine(user, plan, today))
    mine = [d for d in desks if d.roles & roles]
    wanted = {DutyState.OVERDUE, DutyState.DUE}
    duties = [duty for desk in mine for duty in desk.duties if duty.now.state in wanted]
    return sorted(duties, key=lambda duty: duty.now.on)

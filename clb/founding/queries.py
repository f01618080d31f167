"""How foundings stand on a day, and which of their steps wait for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from clb.access.models import User
from clb.access.queries import offices
from clb.board.queries import ORDER, board_on
from clb.clubs.models import Club
from clb.clubs.rules import Composition, advised
from clb.fund.models import FundSource
from clb.fund.queries import start_funds_vnd
from clb.fund.rules import start_fund_finding
from clb.kernel.dates import years_before
from clb.law.norms import Finding
from clb.members.queries import counts_on, members_on
from clb.members.queries.counts import OLDER_AGE
from clb.places.queries import name_on, path_keys
from clb.plans.rules.duties import SOON

from .models import Founding, FoundingCondition, FoundingStep, Pledge, Recruit
from .rules import step_state

KIND_ORDER = {kind: i for i, kind in enumerate(FoundingStep.Kind.values)}


@dataclass(frozen=True)
class StepRow:
    """A step with its state on the day: DONE, OVERDUE, DUE or LATER."""

    step: FoundingStep
    state: str


@dataclass(frozen=True)
class FoundingCard:
    """A founding on a day. Money in whole đồng; `findings` pair a yardstick with the nearest way to meet it."""

    founding: Founding
    place: str
    steps: list[StepRow]
    conditions: list[tuple[FoundingCondition, str]]
    recruits: list[Recruit]
    pledges: list[tuple[Pledge, str]]
    pledged_vnd: int
    collected_vnd: int
    findings: list[tuple[Finding, str]]

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(row.state == "DONE" for row in self.steps)

    @property
    def asked(self) -> int:
        """How many conditions are asked for, those dropped left out."""
        return sum(condition.dropped_on is None for condition, _state in self.conditions)

    @property
    def met(self) -> int:
        """How many of them are met."""
        return sum(state == "DONE" for _condition, state in self.conditions)


def step_rows(founding: Founding, day: date) -> list[StepRow]:
    """The steps in their usual order with their state on `day`; a founding given up waits for nothing."""
    steps = sorted(founding.steps.all(), key=lambda step: KIND_ORDER[step.kind])
    return [StepRow(step, step_state(step.due_on, step.done_on, day)) for step in steps]


def next_step(founding: Founding, day: date) -> StepRow | None:
    """The first step in their usual order that is not done on `day`; None when all are."""
    return next((row for row in step_rows(founding, day) if row.state != "DONE"), None)


def founding_card(founding: Founding, day: date) -> FoundingCard:
    """Everything that the page of a founding shows."""
    recruits = list(founding.recruits.order_by("sort_key", "pk"))
    pledges = list(founding.pledges.order_by("pledged_on", "pk"))
    collected = sum(p.amount_vnd for p in pledges if p.collected_on)
    conditions = founding.conditions.order_by("due_on", "pk")
    return FoundingCard(
        founding=founding,
        place=name_on(founding.place, day),
        steps=step_rows(founding, day),
        conditions=[(c, "" if c.dropped_on else step_state(c.due_on, c.met_on, day)) for c in conditions],
        recruits=recruits,
        pledges=[(p, str(FundSource(p.source).label)) for p in pledges],
        pledged_vnd=sum(p.amount_vnd for p in pledges),
        collected_vnd=collected,
        findings=_findings(founding, recruits, collected, day) if founding.is_under_way else [],
    )


def _findings(founding: Founding, recruits: list[Recruit], collected: int, day: date) -> list[tuple[Finding, str]]:
    """The yardsticks of the day held against the list and the money so far; they refuse nothing."""
    path = path_keys(founding.place, day)
    found = advised(_composition(recruits, day), on=day, path=path)
    fund = start_fund_finding(collected, founded_on=day, path=path)
    return [*found, (fund, "")] if fund else found


def _composition(recruits: list[Recruit], day: date) -> Composition:
    women = sum(r.sex == "FEMALE" for r in recruits)
    return Composition(len(recruits), women, sum(r.birth_on <= years_before(day, OLDER_AGE) for r in recruits))


def steps_waiting_for(user: User, day: date) -> list[StepRow]:
    """Steps of foundings under way, overdue or due within thirty days, that an office of `user` answers for."""
    held = list(offices(user, day).values_list("unit", "role"))
    mine = Q(pk__in=[])
    for unit, role in held:
        mine |= Q(owner_role=role, founding__place__links_up__above=unit)
    under_way = Founding.objects.visible_to(user).under_way().values("pk")
    steps = FoundingStep.objects.filter(mine, founding__in=under_way, done_on__isnull=True, due_on__lte=day + SOON)
    rows = steps.select_related("founding").distinct().order_by("due_on", "founding__name", "pk")
    return [StepRow(step, step_state(step.due_on, step.done_on, day)) for step in rows]


@dataclass(frozen=True)
class Standing:
    """Whom and what the decision and the minutes name: before the launch the list, after it the club itself.

    `board` pairs sex, name and post, chair first; money in whole đồng, as collected by the decision.
    """

    members: int
    women: int
    board: list[tuple[str, str, str]]
    start_fund_vnd: int


def standing_of(founding: Founding) -> Standing:
    """The people and the money of a founding as its papers name them."""
    if founding.club is None:
        recruits = list(founding.recruits.order_by("sort_key", "pk"))
        on_board = sorted((r for r in recruits if r.post), key=lambda r: (ORDER[r.post], r.title, r.sort_key))
        collected = founding.pledges.filter(collected_on__isnull=False).values_list("amount_vnd", flat=True)
        women = sum(r.sex == "FEMALE" for r in recruits)
        return Standing(len(recruits), women, [(r.sex, r.full_name, r.post_shown) for r in on_board], sum(collected))
    club, day = Club.objects.filter(pk=founding.club.pk), founding.club.founded_on
    counts = counts_on(club, day)
    assert founding.launched_on is not None
    posts = board_on(founding.club, founding.launched_on)
    board = [(p.person.sex, p.person.full_name, p.shown) for p in posts]
    return Standing(counts.members, counts.women, board, start_funds_vnd(club).get(founding.club.pk, 0))


def member_names(founding: Founding) -> list[tuple[str, str, str, str]]:
    """Name, sex, birth as shown and post of everyone in the list or the club, by given name."""
    if founding.club is None:
        rows: Any = founding.recruits.order_by("sort_key", "pk")
        return [(r.full_name, r.get_sex_display(), r.birth_shown, r.post_shown) for r in rows]
    posts = {p.person_id: p.shown for p in board_on(founding.club, founding.launched_on or founding.club.founded_on)}
    members = members_on(Club.objects.filter(pk=founding.club.pk), founding.club.founded_on)
    return [
        (m.person.full_name, m.person.get_sex_display(), m.person.birth_shown, posts.get(m.person_id, ""))
        for m in members
    ]


def foundings_listed(foundings: QuerySet[Founding]) -> QuerySet[Founding]:
    """Those under way first, the newest first."""
    ordered = foundings.select_related("place", "club").prefetch_related("steps")
    return ordered.order_by("launched_on", "dropped_on", "-started_on", "pk")

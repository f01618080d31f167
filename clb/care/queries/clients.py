"""People cared for: the list of a club, one person's page, the history by pages. What is shown hangs on consent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from clb.access.models import User
from clb.care.models import CareAssignment, CareClient, CarePlan, CareVisit, NeedsAssessment, RosterChange, Volunteer
from clb.clubs.models import Club
from clb.health.queries import agreed_among
from clb.law.scales import Band, Scale, scale_version
from clb.members.models import NextOfKin
from clb.places.queries import names_on

from .roster import last_visits

PER_PAGE = 20


@dataclass(frozen=True)
class ClientLine:
    """A client in a list: home, what was agreed, who comes, when somebody came last; no words about health."""

    client: CareClient
    hamlet: str
    plan: CarePlan | None
    volunteers: tuple[Volunteer, ...]
    last_on: date | None
    has_agreed: bool

    @property
    def names(self) -> str:
        """Who comes, by name."""
        return ", ".join(volunteer.person.full_name for volunteer in self.volunteers)


def client_lines(clients: QuerySet[CareClient], on: date) -> list[ClientLine]:
    """`clients` as of a day by given name, in six queries."""
    rows = list(clients.select_related("person__household", "club").order_by("person__sort_key", "pk"))
    plans = {p.client_id: p for p in CarePlan.objects.on(on).filter(client__in=[c.pk for c in rows])}
    who, last = volunteers_by_client([c.pk for c in rows], on), last_visits(clients, on)
    agreed = agreed_among([c.person_id for c in rows], on)
    homes = names_on({home.unit_id for c in rows if (home := c.person.household) and home.unit_id}, on)
    return [
        ClientLine(
            client=c,
            hamlet=homes.get(c.person.household.unit_id or 0, "") if c.person.household else "",
            plan=plans.get(c.pk),
            volunteers=tuple(who.get(c.pk, ())),
            last_on=last.get(c.pk),
            has_agreed=c.person_id in agreed,
        )
        for c in rows
    ]


def volunteers_by_client(clients: Collection[UUID], on: date) -> dict[UUID, list[Volunteer]]:
    """Who cares for each client on a day, the longest first."""
    rows = CareAssignment.objects.on(on).filter(client__in=clients).select_related("volunteer__person")
    found: dict[UUID, list[Volunteer]] = defaultdict(list)
    for row in rows.order_by("from_on", "pk"):
        found[row.client_id].append(row.volunteer)
    return dict(found)


def clients_on(club: Club, on: date) -> QuerySet[CareClient]:
    """Whom a club cares for on a day."""
    return CareClient.objects.on(on).filter(club=club)


def clients_within(club: Club, first: date, last: date) -> QuerySet[CareClient]:
    """Whom a club cared for on any of these days."""
    return CareClient.objects.filter(club=club, from_on__lte=last).exclude(until_on__lt=first)


def own_clients(user: User, on: date) -> QuerySet[CareClient]:
    """Whom the person who signs in as `user` cares for on a day as a volunteer, or stands in for."""
    here = user.reach("care.read_own").values("below")
    oneself = Volunteer.objects.on(on).filter(person__signs_in__user=user, club__unit__in=here).values("pk")
    held = CareAssignment.objects.on(on).filter(volunteer__in=oneself).values("client")
    stood_in = RosterChange.objects.filter(volunteer__in=oneself, planned_on=on).values("client")
    return CareClient.objects.on(on).filter(Q(pk__in=held) | Q(pk__in=stood_in))


@dataclass(frozen=True)
class Assessed:
    """An assessment with the scale as it stood then and what its score hints at."""

    assessment: NeedsAssessment
    scale: Scale
    band: Band

    @property
    def answers(self) -> list[tuple[str, str]]:
        """Each question with the answer in words."""
        return [(item.text, item.words(self.assessment.answers[item.code])) for item in self.scale.items]


def assessments_of(client: CareClient) -> list[Assessed]:
    """Every assessment of a client, the newest first."""
    rows = client.assessments.select_related("assessor", "recorded_by").order_by("-assessed_on", "scale")
    found = []
    for row in rows:
        version = scale_version(row.scale, row.version)
        found.append(Assessed(row, version, version.band_of(row.score)))
    return found


def latest_by_scale(assessed: list[Assessed]) -> list[Assessed]:
    """Of these, newest first, the newest by each scale."""
    newest: dict[str, Assessed] = {}
    for one in assessed:
        newest.setdefault(one.assessment.scale, one)
    return [newest[scale] for scale in NeedsAssessment.Scale.values if scale in newest]


@dataclass(frozen=True)
class ClientCard:
    """One client's page: `assessed` and `visits` are empty where the person does not agree any more."""

    line: ClientLine
    plans: tuple[CarePlan, ...]
    assignments: tuple[CareAssignment, ...]
    kin: tuple[NextOfKin, ...]
    assessed: tuple[Assessed, ...]
    on: date

    @property
    def client(self) -> CareClient:
        """Who it is."""
        return self.line.client


def client_card(client: CareClient, on: date) -> ClientCard:
    """Everything about a client but the visits, as far as the person agrees on that day."""
    (line,) = client_lines(CareClient.objects.filter(pk=client.pk), on)
    held = client.assignments.filter(Q(until_on=None) | Q(until_on__gte=on)).select_related("volunteer__person")
    return ClientCard(
        line=line,
        plans=tuple(client.plans.order_by("-from_on")[:10]),
        assignments=tuple(held.order_by("from_on", "pk")),
        kin=tuple(client.person.next_of_kin.order_by("pk")),
        assessed=tuple(assessments_of(client)) if line.has_agreed else (),
        on=on,
    )


@dataclass(frozen=True)
class History:
    """Some visits of a client, newest first; `older` is the mark to ask for those before, None where none are."""

    visits: tuple[CareVisit, ...]
    older: str | None


def history_of(client: CareClient, before: str = "", size: int = PER_PAGE) -> History:
    """One page of visits, by the mark of the last one seen; a mark that can't be read asks for the newest.

    The first is found by the index, so the thousandth page is as quick as the first.
    """
    rows = CareVisit.objects.filter(client=client).order_by("-visited_on", "-id")
    rows = rows.select_related("volunteer__person", "companion__person", "alert")
    if (mark := _read(before)) is not None:
        rows = rows.filter(Q(visited_on__lt=mark[0]) | Q(visited_on=mark[0], id__lt=mark[1]))
    found = list(rows[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return History(tuple(found[:size]), f"{last.visited_on:%Y-%m-%d}_{last.pk}" if last else None)


def _read(mark: str) -> tuple[date, UUID] | None:
    day, _sep, pk = mark.partition("_")
    try:
        return date.fromisoformat(day), UUID(pk)
    except ValueError:
        return None

"""The demo's care at home: volunteers, whom they care for, six weeks of visits. Nobody here is real."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from clb.access.models import User
from clb.care import commands as verbs
from clb.care.models import CareClient, Volunteer
from clb.care.rules.roster import monday
from clb.clubs.models import Club
from clb.health.queries import agreed_among
from clb.members.commands import RECORD_CONSENT
from clb.members.models import Membership
from clb.members.queries.counts import belonging

from .build import act

WEEKS = 6
DAYS = (["0", "3"], ["1", "4"], ["2"], ["5"])
DONE = (["TALK", "WASH", "MEDICINE"], ["MEAL", "HOUSE"], ["WALK", "TALK", "PRESSURE"], ["SHOP", "MEDICINE"])
ADL = {"bath": 0, "dress": 1, "toilet": 1, "move": 0, "hold": 1, "eat": 1}
SIGNS_IN = "chamsoc"


def build_care(by: User, clubs: Sequence[Club], today: date) -> None:
    """The first club cares for four people with six volunteers, the second for two with three, without visits yet."""
    first = monday(today) - timedelta(days=7 * WEEKS)
    for number, (club, helpers, people) in enumerate(((clubs[0], 6, 4), (clubs[1], 3, 2))):
        volunteers, clients = _volunteers(by, club, helpers, first), _clients(by, club, people, first)
        for i, client in enumerate(clients):
            _arrange(by, client, volunteers[i % len(volunteers)], i, first)
        if number == 0:
            user = User.objects.get(username=SIGNS_IN)
            act(verbs.LINK_VOLUNTEER, by, volunteer=volunteers[0].pk, user=user.pk)
            act(verbs.RECORD_TRAINING, by, volunteer=volunteers[0].pk, held_on=first, topic="Chăm sóc tại nhà (mẫu)")
            _visits(by, clients, volunteers, first, today)


def _volunteers(by: User, club: Club, many: int, first: date) -> list[Volunteer]:
    rows = belonging(first).filter(club=club, person__sex="FEMALE").order_by("-person__birth_on", "pk")[:many]
    told = {"from_on": first, "pledged_on": first, "kinds": ["SOCIAL", "PERSONAL", "OTHER"]}
    return [
        act(
            verbs.ADD_VOLUNTEER,
            by,
            club=club.pk,
            membership=member.pk,
            weekdays=list("0123456") if n % 2 == 0 else list("024"),
            **told,
        ).result
        for n, member in enumerate(rows)
    ]


def _clients(by: User, club: Club, many: int, first: date) -> list[CareClient]:
    members: list[Membership] = list(
        belonging(first).filter(club=club).select_related("person").order_by("person__birth_on", "pk")[:many]
    )
    agreed = agreed_among([m.person_id for m in members], first)
    for member in members:
        if member.person_id not in agreed:
            said = {"purpose": "HEALTH", "answer": "AGREED", "given_on": first, "proof": "PAPER"}
            act(RECORD_CONSENT, by, person=member.person_id, **said)
    return [act(verbs.ADD_CLIENT, by, club=club.pk, membership=m.pk, from_on=first).result for m in members]


def _arrange(by: User, client: CareClient, volunteer: Volunteer, i: int, first: date) -> None:
    days = {"until_on": first + timedelta(days=300), "review_on": first + timedelta(days=70 if i == 0 else 180)}
    told = {"weekdays": DAYS[i % len(DAYS)], "every_weeks": 1, "kinds": ["PERSONAL", "SOCIAL"], **days}
    act(verbs.PLAN_CARE, by, client=client.pk, from_on=first, aims="Tự ra sân được, uống thuốc đủ (mẫu)", **told)
    act(verbs.ASSIGN_VOLUNTEER, by, client=client.pk, volunteer=volunteer.pk, from_on=first)
    if i < 2:
        answers = {f"adl_{code}": score for code, score in ADL.items()}
        act(verbs.ASSESS_NEEDS, by, client=client.pk, assessed_on=first, **answers)


def _visits(by: User, clients: list[CareClient], volunteers: list[Volunteer], first: date, today: date) -> None:
    """Most planned visits are made, the last client's not for three weeks; the first one fell last week."""
    for i, client in enumerate(clients):
        until = today - timedelta(days=1 if i < 3 else 21)
        days = [first + timedelta(days=n) for n in range((until - first).days + 1)]
        planned = [day for day in days if str(day.weekday()) in DAYS[i]]
        made = [day for n, day in enumerate(planned, 1) if n % 7]
        for n, day in enumerate(made):
            _visit(by, client, volunteers[i], day, n + i, has_fallen=i == 0 and day == made[-1])


def _visit(by: User, client: CareClient, volunteer: Volunteer, day: date, n: int, *, has_fallen: bool) -> None:
    act(
        verbs.RECORD_VISIT,
        by,
        client=client.pk,
        visited_on=day,
        volunteer=volunteer.pk,
        tasks=DONE[n % len(DONE)],
        minutes=45 + 15 * (n % 2),
        how_is="WORSE" if has_fallen else "SAME",
        dangers=["FALL"] if has_fallen else ["NONE"],
        note="Ngã nhẹ ngoài sân, đau hông (mẫu)" if has_fallen else "",
    )

"""Builds the demo through the same commands that people use."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import UploadedFile

from clb.access.models import Assignment, User
from clb.access.roles import Role
from clb.clubs.commands import FOUND_CLUB, SET_STATUS
from clb.clubs.models import Club
from clb.fund.commands import RECEIVE_START_FUND
from clb.kernel.batches import Row, run_rows
from clb.kernel.commands import Command, Outcome, run
from clb.members.commands import ADD_MEMBER, END_MEMBERSHIP
from clb.members.models import Membership
from clb.places.models import Unit
from clb.places.queries import find_by_code, nation
from clb.plans.commands import REPORT_TASK
from clb.plans.models import Plan, Task
from clb.plans.rules.duties import due_days_of

from .clubs import CLUBS, FAMILY_NAMES, MEN, WOMEN, DemoClub
from .people import OFFICES

SEED = 1336
BEFORE_THE_SPLIT = date(2025, 6, 30)
SINCE = date(2021, 1, 1)


def act(command: Command, by: User, **data: Any) -> Outcome:
    """One command of the demo; it must succeed."""
    files = {name: data.pop(name) for name in list(data) if isinstance(data[name], UploadedFile)}
    outcome = run(command, by=by, data=data, files=files, channel="demo")
    assert outcome.status == "done", (command.name, data, outcome.errors)
    return outcome


def acts(command: Command, by: User, rows: Iterable[dict[str, Any]]) -> list[Outcome]:
    """Many of one command, as a spreadsheet brings them; each must succeed."""
    typed = [Row(uuid4(), data) for data in rows]
    outcomes = run_rows(command, by=by, rows=typed, channel="demo")
    wrong = [(row.data, one.errors) for row, one in zip(typed, outcomes, strict=True) if one.status != "done"]
    assert not wrong, (command.name, wrong)
    return outcomes


def build_clubs(by: User) -> list[Club]:
    """Found every demo club with its members, status and start fund."""
    chance = random.Random(SEED)
    return [_build_club(by, club, chance) for club in CLUBS]


def _build_club(by: User, demo: DemoClub, chance: random.Random) -> Club:
    commune = find_by_code(demo.commune_code, demo.founded_on)
    assert commune is not None, demo.commune_code
    club: Club = act(
        FOUND_CLUB,
        by,
        name=demo.name,
        parent=commune.key,
        founded_on=demo.founded_on,
        founding_decision="(mẫu)",
    ).result
    for day, status, reason in demo.later_status:
        act(SET_STATUS, by, club=club.pk, status=status, from_on=day, reason=reason)
    act(
        RECEIVE_START_FUND,
        by,
        club=club.pk,
        amount_vnd=demo.start_fund_vnd,
        source=demo.start_fund_source,
        received_on=demo.founded_on,
    )
    rows = [{"club": club.pk, "from_on": demo.founded_on, **person} for person in _people(demo, chance)]
    acts(ADD_MEMBER, by, rows)
    _some_leave(by, club, demo, chance)
    return club


def _people(demo: DemoClub, chance: random.Random) -> Iterator[dict[str, Any]]:
    """As many people as the club has, of the sexes, ages and household classes that it has."""
    kinds = [(i < demo.women, i % demo.members * 7 % demo.members < demo.older) for i in range(demo.members)]
    chance.shuffle(kinds)
    for i, (is_woman, is_older) in enumerate(kinds):
        year = chance.randint(1936, 1958) if is_older else chance.randint(1970, 1998)
        day = date(year, chance.randint(1, 12), chance.randint(1, 28))
        yield {
            "full_name": f"{chance.choice(FAMILY_NAMES)} {chance.choice(WOMEN if is_woman else MEN)} {_letter(i)}",
            "sex": "FEMALE" if is_woman else "MALE",
            "birth": str(year) if is_older and i % 4 == 0 else day.strftime("%d/%m/%Y"),
            "household_class": "POOR" if i < demo.poor else "NEAR_POOR" if i < demo.poor + 4 else "",
        }


def _letter(i: int) -> str:
    """Keeps the made-up names of one club apart, and plainly made up."""
    return f"(M{i + 1:02})"


def _some_leave(by: User, club: Club, demo: DemoClub, chance: random.Random) -> None:
    """Two of a club leave after two years, for the history to show; two others come in their place."""
    day = demo.founded_on + timedelta(days=730)
    leaving = list(Membership.objects.filter(club=club).order_by("person__sort_key")[:2])
    for membership, reason in zip(leaving, ("MOVED", "ASKED"), strict=True):
        act(END_MEMBERSHIP, by, membership=membership.pk, until_on=day, leaving_reason=reason)
        person = membership.person
        act(
            ADD_MEMBER,
            by,
            club=club.pk,
            from_on=day + timedelta(days=1),
            full_name=f"{chance.choice(FAMILY_NAMES)} {chance.choice(WOMEN)} (thay)",
            sex=person.sex,
            birth=person.birth_on.strftime("%d/%m/%Y"),
        )


def build_sign_ins(clubs: list[Club]) -> None:
    """The demo's users, each with one office."""
    places = {
        "nation": nation(),
        "province": _unit("82", date(2025, 7, 1)),
        "district": _unit("870", BEFORE_THE_SPLIT),
        "commune": _unit("29992", date(2025, 7, 1)),
    }
    password = make_password(settings.DEMO_PASSWORD)  # one for all and no secret: slow to make, so made once
    for username, what in settings.DEMO_LOGINS:
        role, at = OFFICES[username]
        unit = clubs[int(at.removeprefix("club:"))].unit if at.startswith("club:") else places[at]
        user = User.objects.create(username=username, password=password, first_name=str(what))
        Assignment.objects.create(user=user, role=role, unit=unit, from_on=SINCE)


def _unit(code: str, day: date) -> Unit:
    found = find_by_code(code, day)
    assert found is not None, code
    return found


def builder() -> User:
    """The user in whose name the demo is made: the government at the nation, without a password."""
    user = User.objects.create_user("trinhdien", first_name="Người dựng dữ liệu trình diễn")
    Assignment.objects.create(user=user, role=Role.GOVERNMENT, unit=nation(), from_on=date(2016, 1, 1))
    Assignment.objects.create(user=user, role=Role.COMMUNE, unit=nation(), from_on=date(2016, 1, 1))
    Assignment.objects.create(user=user, role=Role.TREASURER, unit=nation(), from_on=date(2016, 1, 1))
    Assignment.objects.create(user=user, role=Role.CHAIR, unit=nation(), from_on=date(2016, 1, 1))
    return user


def build_reports(plan: Plan) -> None:
    """Some duties of the district plan are reported done: every yearly review but the last, two years of meetings."""
    lead = User.objects.get(username="hoi")
    for task in Task.objects.filter(plan=plan, rhythm=Task.Rhythm.YEARLY).select_related("plan"):
        for day in due_days_of(task)[:-1]:
            _report(lead, task, day)
    for task in Task.objects.filter(plan=plan, rhythm=Task.Rhythm.MONTHLY).select_related("plan"):
        for day in due_days_of(task)[:24]:
            _report(lead, task, day)
    finance = Task.objects.filter(plan=plan, rhythm=Task.Rhythm.UNTIL_END).select_related("plan").get()
    _report(User.objects.get(username="taichinh"), finance, due_days_of(finance)[0])


def _report(by: User, task: Task, day: date) -> None:
    act(REPORT_TASK, by, task=task.pk, due_on=day, done_on=day, evidence="Báo cáo mẫu, dữ liệu trình diễn")

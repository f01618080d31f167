"""Care at home in a generated nation; and the page of someone with a thousand visits, timed.

python -m bench.care [--sqlite]
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from time import perf_counter, process_time
from typing import Any

VISITS, RUNS = 1_000, 60
LIMIT_MS, LIMIT_BYTES = 150, 30_000


def generate_care(first: date, last: date, seed: int = 7) -> None:
    """Volunteers, clients, plans, changes and visits for every club of the nation that `bench.nation` made.

    Some stop, some are closed, some plans change on the way, some weeks are missed, some visits come on another day.
    """
    from clb.care.models import CareAssignment, CareClient, CarePlan, CareVisit, RosterChange, Volunteer  # noqa: PLC0415 -- app ready
    from clb.care.services.months import refresh_care_months  # noqa: PLC0415 -- app ready
    from clb.clubs.models import Club  # noqa: PLC0415 -- app ready
    from clb.members.models import Membership  # noqa: PLC0415 -- app ready

    chance, made = random.Random(seed), _Made()
    people: dict[Any, list[Any]] = {}
    rows = Membership.objects.filter(until_on__isnull=True).order_by("club", "pk").values_list("club", "person")
    for club, person in rows:
        people.setdefault(club, []).append(person)
    clubs = dict(Club.objects.values_list("pk", "founded_on"))
    for n, (club, members) in enumerate(people.items()):
        _club(made, chance, n, club, members, max(first, clubs[club]), last)
    for model, found in (
        (Volunteer, made.volunteers),
        (CareClient, made.clients),
        (CarePlan, made.plans),
        (CareAssignment, made.assignments),
        (RosterChange, made.changes),
        (CareVisit, made.visits),
    ):
        model.objects.bulk_create(found, batch_size=2_000)
    refresh_care_months(Club.objects.all(), first, last + timedelta(days=366))


class _Made:
    def __init__(self) -> None:
        self.volunteers: list[Any] = []
        self.clients: list[Any] = []
        self.plans: list[Any] = []
        self.assignments: list[Any] = []
        self.changes: list[Any] = []
        self.visits: list[Any] = []


def _club(made: _Made, chance: random.Random, n: int, club: Any, people: list[Any], first: date, last: date) -> None:
    from clb.care.models import CareAssignment, CareClient, Volunteer  # noqa: PLC0415 -- app ready

    span, many = (last - first).days, n % 7
    volunteers = [
        Volunteer(
            club_id=club,
            person_id=people[i % len(people)],
            from_on=first + timedelta(days=chance.randrange(span // 2)),
            until_on=last - timedelta(days=chance.randrange(span // 3)) if chance.random() < 0.2 or i >= 5 else None,
        )
        for i in range(many)
    ]
    made.volunteers += volunteers
    for i in range(1 + (n % 3 == 0) if volunteers else 0):
        begun = first + timedelta(days=chance.randrange(span // 3))
        until = last - timedelta(days=chance.randrange(span // 4)) if chance.random() < 0.3 else None
        client = CareClient(club_id=club, person_id=people[-1 - i % len(people)], from_on=begun, until_on=until)
        if until:
            client.end_reason = "BETTER"
        made.clients.append(client)
        made.assignments.append(CareAssignment(client=client, volunteer=volunteers[0], from_on=begun))
        _course(made, chance, client, volunteers, last)


def _course(made: _Made, chance: random.Random, client: Any, volunteers: list[Any], last: date) -> None:
    from clb.care.models import CarePlan, CareVisit, RosterChange  # noqa: PLC0415 -- app ready
    from clb.care.rules.roster import Rule, monday  # noqa: PLC0415 -- app ready

    for begun, until in _pieces(client.from_on, client.until_on or last + timedelta(days=90)):
        weekdays, every = chance.choice((0b1, 0b1001, 0b100, 0b1000001)), chance.choice((1, 2, 2, 4))
        plan = CarePlan(client=client, from_on=begun, until_on=until, weekdays=weekdays, every_weeks=every)
        plan.kinds, plan.review_on = ["SOCIAL"], until
        made.plans.append(plan)
        for day in Rule(client.pk, begun, min(until, last), weekdays, every).days(begun, min(until, last)):
            luck = chance.random()
            if luck < 0.04:
                made.changes.append(RosterChange(client=client, planned_on=day, reason="AWAY"))
            if luck < 0.2:
                continue
            came = day if luck < 0.8 else monday(day) + timedelta(days=chance.randrange(7))
            if came <= last:
                told = {"minutes": 45, "tasks": ["TALK"], "how_is": "SAME", "visited_on": came}
                made.visits.append(CareVisit(client=client, volunteer=chance.choice(volunteers), **told))


def _pieces(first: date, last: date) -> Iterator[tuple[date, date]]:
    """Plans of two hundred days, one after the other; now and then some weeks lie between."""
    begun = first
    while begun <= last:
        until = min(begun + timedelta(days=200), last)
        yield begun, until
        begun = until + timedelta(days=1 + 30 * (begun.day % 3 == 0))


def main() -> int:
    """Make somebody with a thousand visits, then time the page, and each page of the history, as a browser asks."""
    if "--sqlite" not in sys.argv and "CLB_DATABASE_URL" not in os.environ:
        print("Hãy chạy bằng `make bench`, hoặc thêm --sqlite.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="clb-bench-") as folder:
        os.environ["CLB_DATA"] = folder
        if "--sqlite" in sys.argv:
            os.environ.pop("CLB_DATABASE_URL", None)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clb.config.settings")
        import django  # noqa: PLC0415 -- app ready

        django.setup()
        from django.conf import settings  # noqa: PLC0415 -- app ready
        from django.core.management import call_command  # noqa: PLC0415 -- app ready
        from django.db import connection  # noqa: PLC0415 -- app ready

        settings.ALLOWED_HOSTS.append("testserver")

        settings.SECOND_FACTOR = "0"  # pages are measured, not the door
        call_command("migrate", verbosity=0)
        from .measure import Times, table  # noqa: PLC0415 -- app ready

        rows = []
        for what, times, cpu, size in _times():
            found, own = Times(tuple(times)), Times(tuple(cpu))
            told = (found.median, found.p95, own.median, own.p95)
            rows.append((what, *(f"{ms:.0f}" for ms in told), f"{size / 1000:.1f}"))
        print(f"\nNgười có {VISITS} lần chăm sóc; {RUNS} lượt mở mỗi trang, trên {connection.display_name}.\n")
        head = (
            f"Mức cần đạt: p95 dưới {LIMIT_MS} ms, {LIMIT_BYTES // 1000} kB",
            "giữa, ms",
            "p95, ms",
            "CPU giữa",
            "CPU p95",
            "kB",
        )
        print(table(head, rows), flush=True)
    return 0


def _times() -> Iterator[tuple[str, list[float], list[float], int]]:
    from django.test import Client  # noqa: PLC0415 -- app ready
    from django.urls import reverse  # noqa: PLC0415 -- app ready

    from clb.care.models import CareVisit  # noqa: PLC0415 -- app ready  # noqa: PLC0415 -- app ready
    from clb.care.queries.clients import history_of  # noqa: PLC0415 -- app ready  # noqa: PLC0415 -- app ready
    from clb.care.tests.sample import make_home  # noqa: PLC0415 -- app ready  # noqa: PLC0415 -- app ready
    from conftest import make_cast  # noqa: PLC0415 -- app ready

    home = make_home(make_cast())
    client, last = home.client, date(2026, 11, 20)
    type(client).objects.filter(pk=client.pk).update(from_on=last - timedelta(days=VISITS + 5))
    CareVisit.objects.bulk_create(
        CareVisit(
            client=client,
            volunteer=home.tinh,
            visited_on=last - timedelta(days=n),
            minutes=45,
            tasks=["TALK", "WASH", "MEDICINE"],
            how_is="SAME",
            note="Bà nói chuyện vui, ăn hết bát cháo." if n % 3 == 0 else "",
        )
        for n in range(VISITS)
    )
    url, mark = reverse("care:client", args=[client.pk]), ""
    for _page in range(VISITS // 20 - 2):
        mark = history_of(client, mark).older or ""
    for who, user in (("chủ nhiệm", home.chair), ("tình nguyện viên", home.user)):
        browser = Client()
        browser.force_login(user)
        for what, address in (("Trang đầu", url), ("Trang cuối cùng của lịch sử", f"{url}?truoc={mark}")):
            yield f"{what}, {who}", *_asked(browser, address)


def _asked(browser: Any, address: str) -> tuple[list[float], list[float], int]:
    """What it took by the clock and of this process alone (a busy machine shows in the first), and the page's bytes."""
    browser.get(address)
    times, cpu = [], []
    for _run in range(RUNS):
        begun, used = perf_counter(), process_time()
        answer = browser.get(address)
        times.append(1000 * (perf_counter() - begun))
        cpu.append(1000 * (process_time() - used))
        assert answer.status_code == 200
    return times, cpu, len(answer.content)


if __name__ == "__main__":
    sys.exit(main())

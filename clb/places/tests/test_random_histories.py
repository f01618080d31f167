"""Random histories of a small nation: links always follow from the versions, and nobody is ever lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clb.kernel.selfcheck import run_checks
from clb.places.models import Unit, UnitLink, UnitVersion
from clb.places.queries import awaiting_assignment, choices_for, within
from clb.places.queries.cards import clubs_since
from clb.places.services import Step, apply_event, assign_unit, found_unit, move_unit, rename_unit

BEGIN = date(2020, 1, 1)
FAR = date(2040, 1, 1)
Pick = Callable[[list[Unit]], Unit]


class World:
    """A nation of two provinces, one with a district, that changes by random events on days that go forward."""

    def __init__(self, draw: st.DataObject) -> None:
        self.draw, self.today, self.made = draw, BEGIN, 0
        self.days: set[date] = set()
        nation = found_unit(key="vn", level="NATION", name="Việt Nam", parent=None, from_on=BEGIN)
        provinces = [self.found("PROVINCE", nation) for _ in range(2)]
        above = [self.found("DISTRICT", provinces[0]), provinces[0], provinces[1], provinces[1]]
        communes = [self.found("COMMUNE", parent) for parent in above]
        self.found("HAMLET", communes[0])
        for commune in self.standing("COMMUNE"):
            self.found("CLUB", commune)

    def found(self, level: str, parent: Unit, on: date | None = None) -> Unit:
        self.made += 1
        key = f"{level[:2].lower()}{self.made}"
        return found_unit(key=key, level=level, name=f"Nơi {key}", parent=parent, from_on=on or self.today)

    def standing(self, *levels: str) -> list[Unit]:
        return list(Unit.objects.on(self.today).filter(level__in=levels, until_on__isnull=True).order_by("pk"))

    def pick(self, units: list[Unit]) -> Unit:
        return self.draw.draw(st.sampled_from(units))

    def parent_of(self, unit: Unit) -> Unit:
        version = UnitVersion.objects.select_related("parent").get(unit=unit, until_on__isnull=True)
        assert version.parent is not None
        return version.parent

    def step(self) -> None:
        self.today += timedelta(days=self.draw.draw(st.sampled_from([0, 1, 1, 40])))
        self.days |= {self.today - timedelta(days=1), self.today}
        verb = self.draw.draw(st.sampled_from(VERBS))
        try:
            with transaction.atomic():
                verb(self)
        except ValidationError:
            pass  # the impossible is refused, and must leave no trace

    def event(self, kind: str, steps: list[Step], note: str = "") -> None:
        self.made += 1
        apply_event(
            key=f"e{self.made}", kind=kind, on=self.today, legal_doc="NQ mẫu", trust="G", steps=steps, note=note
        )


def found_club(world: World) -> None:
    world.found("CLUB", world.pick(world.standing("COMMUNE", "HAMLET", "DISTRICT")))


def found_club_late(world: World) -> None:
    ended = list(Unit.objects.filter(level__in=["COMMUNE", "HAMLET"], until_on__isnull=False).order_by("pk"))
    if ended:
        parent = world.pick(ended)
        world.found("CLUB", parent, parent.from_on)


def merge(world: World) -> None:
    level = world.draw.draw(st.sampled_from(["COMMUNE", "COMMUNE", "PROVINCE", "HAMLET"]))
    units = world.standing(level)
    if len(units) < 2:
        return
    before = {world.pick(units) for _ in range(2)}
    into_new = world.draw.draw(st.booleans())
    after = world.found(level, world.parent_of(min(before, key=lambda u: u.pk))) if into_new else world.pick(units)
    world.event("MERGE", [Step(unit, after) for unit in sorted(before, key=lambda u: u.pk)])


def split(world: World) -> None:
    level = world.draw.draw(st.sampled_from(["COMMUNE", "COMMUNE", "PROVINCE"]))
    unit = world.pick(world.standing(level))
    one = world.found(level, world.parent_of(unit))
    other = world.pick([u for u in world.standing(level) if u != one])
    world.event("SPLIT", [Step(unit, one, True), Step(unit, other, True)])


def abolish(world: World) -> None:
    world.event("ABOLISH", [Step(world.pick(world.standing("HAMLET", "COMMUNE")), None)], note="mẫu")


def abolish_level(world: World) -> None:
    districts = world.standing("DISTRICT")
    communes = [u for u in world.standing("COMMUNE") if world.parent_of(u) in districts]
    if communes:
        world.event("ABOLISH_LEVEL", [Step(world.parent_of(u), u, True) for u in communes])


def move(world: World) -> None:
    unit = world.pick(world.standing("CLUB", "HAMLET", "COMMUNE"))
    move_unit(unit, world.pick(world.standing("PROVINCE", "DISTRICT", "COMMUNE")), on=world.today)


def rename(world: World) -> None:
    world.made += 1
    rename_unit(world.pick(world.standing("CLUB", "COMMUNE")), name=f"Tên {world.made}", on=world.today)


def assign(world: World) -> None:
    waiting = list(awaiting_assignment())
    if waiting:
        version = world.draw.draw(st.sampled_from(waiting))
        assign_unit(by=None, waiting=version.unit, parent=world.pick(choices_for(version)))


VERBS = (found_club, found_club_late, merge, merge, split, split, abolish, abolish_level, move, rename, assign, assign)


def climbed(day: date) -> dict[int, set[int]]:
    """Who lies above whom on a day, found by climbing from parent to parent."""
    up = dict(UnitVersion.objects.on(day).values_list("unit", "parent"))
    found = {}
    for unit in up:
        above, at = {unit}, up[unit]
        while at is not None:
            above.add(at)
            at = up[at]
        found[unit] = above
    return found


def check(world: World) -> None:
    assert {name: found for name, found in run_checks().items() if name.startswith("places.") and found} == {}
    for day in sorted({*world.days, FAR}):
        links: dict[int, list[int]] = {}
        heirs: dict[int, set[int]] = {}
        for above, below, is_heir in (
            UnitLink.objects.filter(from_on__lte=day).exclude(until_on__lt=day).values_list("above", "below", "is_heir")
        ):
            if is_heir:
                heirs.setdefault(below, set()).add(above)
            else:
                links.setdefault(below, []).append(above)
        tree = climbed(day)
        assert {below: sorted(above) for below, above in tree.items()} == {b: sorted(a) for b, a in links.items()}
        _check_rights(day, tree, heirs)
        _check_totals(day)


def _check_rights(day: date, tree: dict[int, set[int]], heirs: dict[int, set[int]]) -> None:
    """Whoever took over, heir after heir, and all above, hold the rights over what has ended."""
    wanted = {}
    for unit in Unit.objects.filter(until_on__lt=day):
        holder = unit
        while holder.until_on is not None and holder.until_on < day:
            assert holder.heir is not None
            holder = holder.heir
        wanted[unit.pk] = tree[holder.pk]
    assert heirs == wanted


def _check_totals(day: date) -> None:
    """Every club is under the nation once, and what came of an ended unit adds up."""
    clubs = set(Unit.objects.on(day).filter(level="CLUB").values_list("pk", flat=True))
    nation = Unit.objects.get(key="vn")
    counted = [pk for pk in within(nation, day) if pk in clubs]
    assert sorted(counted) == sorted(clubs)
    for unit in Unit.objects.filter(until_on__lt=day).exclude(level="CLUB"):
        before = clubs & set(within(unit, unit.seen_on(day)))
        origins = clubs_since(unit, day, Unit.objects.values("pk"))
        assert origins.total == len(before) == sum(len(group.clubs) for group in origins.groups)
        assert before <= set(within(unit, day))


@pytest.mark.django_db
@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(draw=st.data(), steps=st.integers(1, 14))
def test_links_follow_from_versions_and_nobody_is_lost(draw: st.DataObject, steps: int) -> None:
    with transaction.atomic():
        world = World(draw)
        for _ in range(steps):
            world.step()
        check(world)
        transaction.set_rollback(True)

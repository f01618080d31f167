"""What came of units: successors, heirs, and who waits between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from clb.places.models import Succession, Unit, UnitEvent, UnitVersion

from .tree import ancestors


@dataclass(frozen=True)
class Heir:
    """A unit that took over ground of another, or the other way round; the event says when and by which paper."""

    unit: Unit
    is_partial: bool
    event: UnitEvent


def took_ground(steps: QuerySet[Succession]) -> QuerySet[Succession]:
    """Those of `steps` where ground went from one unit to another: no foundings, renamings, plain abolitions."""
    return steps.filter(before__isnull=False, after__isnull=False).exclude(before=F("after"))


def ground_taken(unit: Unit) -> list[Succession]:
    """Who took the ground of `unit` when it ended."""
    return list(took_ground(unit.successors.all()).select_related("after", "event").order_by("pk"))


def successors(unit: Unit, day: date) -> list[Heir]:
    """The units, standing on `day`, that hold the ground of `unit`; partial where any step was partial."""
    found: dict[int, Heir] = {}
    for step in ground_taken(unit):
        if step.event.happened_on > day or step.after is None:
            continue
        if step.after.until_on is None or step.after.until_on >= day:
            found[step.after.pk] = Heir(step.after, step.is_partial, step.event)
            continue
        for heir in successors(step.after, day):
            found[heir.unit.pk] = Heir(heir.unit, heir.is_partial or step.is_partial, heir.event)
    return list(found.values())


def predecessors(unit: Unit, day: date) -> list[Heir]:
    """The units whose ground, or part of it, `unit` took over until `day`."""
    steps = took_ground(unit.predecessors.filter(event__happened_on__lte=day)).select_related("before", "event")
    return [Heir(s.before, s.is_partial, s.event) for s in steps.order_by("event__happened_on", "pk") if s.before]


def higher_common_ancestor(units: Sequence[Unit], day: date) -> Unit:
    """The lowest unit standing on `day` above all of `units`; one of several may itself be above the rest."""
    paths = [[*ancestors(unit, day), *([unit] if len(units) > 1 else [])] for unit in units]
    shared = [level[0] for level in zip(*paths, strict=False) if len({u.pk for u in level}) == 1]
    standing: list[Unit] = [u for u in shared if u.until_on is None or u.until_on >= day]
    return standing[-1]


def waiting_run(unit: Unit) -> list[UnitVersion]:
    """The last versions of `unit`, oldest first, all through which it waits for a place; empty where it does not."""
    run: list[UnitVersion] = []
    for version in unit.versions.select_related("parent").order_by("-from_on"):
        if not version.awaits_assignment:
            break
        run.insert(0, version)
    return run


def choices_for(waiting: UnitVersion) -> list[Unit]:
    """The units among which a waiting unit is to be placed: those that took the ground of what it belonged to."""
    run = waiting_run(waiting.unit)
    if not run:
        return []
    before = waiting.unit.versions.filter(until_on__lt=run[0].from_on).select_related("parent").order_by("-from_on")
    last = before.first()
    return [s.after for s in ground_taken(last.parent) if s.after] if last and last.parent else []


def place_of_change(changed: Sequence[Unit], receiving: Sequence[Unit], day: date) -> Unit | None:
    """The lowest unit above everything that changes: what befalls a unit is the affair of the level above it."""
    paths = [ancestors(unit, day) for unit in changed] + [[*ancestors(unit, day), unit] for unit in receiving]
    shared = [level[0] for level in zip(*paths, strict=False) if len({u.pk for u in level}) == 1]
    return shared[-1] if shared else None

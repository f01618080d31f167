"""Reading the journal: who did and looked at what at a place, with what the reader may know of whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clb.access.models import User
from clb.access.queries import in_whose_stead
from clb.clubs.models import Club
from clb.kernel.models import Act, Event, Kind
from clb.members.models import Membership, Person
from clb.places.models import Unit, UnitLink
from clb.places.queries import names_on

from .words import WAYS, Change, Fact, Ref, changes_in, facts_of, refs_in, title_of

READ, READ_SECURITY = "journal.read", "journal.read_security"
# Whose health or care an act is about, only those are told who may read it there: by app, and by kind of event.
PRIVATE = {"health": "health.read", "care": "care.read"}
PRIVATE_LOOKS = {Kind.EMERGENCY_ACCESS: PRIVATE["health"], Kind.LOOKED_AT_HEALTH: PRIVATE["health"]}
PRIVATE_LOOKS |= {Kind.LOOKED_AT_CARE: PRIVATE["care"]}
PER_PAGE = 30
FEW = 200  # units
LOOKS = [Kind.EMERGENCY_ACCESS, Kind.LOOKED_AT_PERSON, Kind.LOOKED_AT_SENSITIVE, Kind.LOOKED_AT_HEALTH]
LOOKS += [Kind.LOOKED_AT_CARE, Kind.TOOK_LIST, Kind.TOOK_PERSON]
ACTS, SEEN, REFUSALS = "viec", "xem", "tu-choi"
GROUPS = {
    ACTS: gettext_lazy("Việc đã làm"),
    SEEN: gettext_lazy("Lần mở xem, tải về"),
    REFUSALS: gettext_lazy("Lần bị từ chối"),
}
Row = TypeVar("Row", Act, Event)


@dataclass(frozen=True)
class Wanted:
    """What of a journal is asked for. `who` is a part of a name, `group` one of GROUPS or a Kind; `older_than` is
    where the page before ended (see `Page.older`). Days count whole, in Vietnam's time."""

    who: str = ""
    group: str = ""
    from_on: date | None = None
    until_on: date | None = None
    older_than: str = ""


@dataclass(frozen=True)
class Line:
    """One act or event, in words. `who` is '' where nobody was signed in; `place` '' where it befell nowhere."""

    id: UUID
    at: datetime
    who: str
    what: str
    is_act: bool
    kind: str
    way: str
    address: str
    device: str
    place: str
    facts: tuple[Fact, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Page:
    """Lines, the newest first, and what to ask for to see those before; '' where there are none."""

    lines: tuple[Line, ...]
    older: str


def readable_units(user: User) -> QuerySet[Unit]:
    """Units whose journal `user` may read today."""
    return Unit.objects.filter(pk__in=user.reach(READ).values("below"))


def own_units(user: User) -> QuerySet[Unit]:
    """Units where `user` holds an office that reads the journal: where to begin."""
    held = user.reach(READ).values("above")
    return Unit.objects.filter(pk__in=held, assignments__user=user).distinct().order_by("pk")


def unit_journal(user: User, unit: Unit, wanted: Wanted) -> Page:
    """What was done and looked at at `unit` and below it, as far as `user` may read; the newest first."""
    below = UnitLink.objects.filter(above=unit, below__in=readable_units(user)).values_list("below", flat=True)
    # A few are told by their ids, else the database may look for a commune's rows among the nation's newest.
    few = list(below[: FEW + 1])
    return _page(user, Q(unit_id__in=few if len(few) <= FEW else below), wanted)


def person_journal(user: User, club: Club, person: Person, wanted: Wanted) -> Page:
    """What was done at `club` about `person`, and who looked at the person's records; the newest first.

    The caller has seen to it that `user` may read this journal and see this person.
    """
    memberships = Membership.objects.filter(club=club, person=person).values_list("pk", flat=True)
    ids = [str(pk) for pk in (person.pk, *memberships)]
    closed = frozenset(right for right in PRIVATE.values() if not user.may(right, club.unit))
    return _page(user, Q(unit_id=club.unit_id), wanted, ids=ids, closed=closed)


def security_journal(user: User, wanted: Wanted) -> Page:
    """Every sign-in and refusal, wherever it befell, for those who look after the installation."""
    return _page(user, ~Q(kind__in=LOOKS), wanted, acts=False)


def _page(
    user: User,
    where: Q,
    wanted: Wanted,
    *,
    ids: Sequence[str] = (),
    closed: frozenset[str] = frozenset(),
    acts: bool = True,
) -> Page:
    events = _narrowed(Event.objects.filter(where), wanted).exclude(_looks_closed(closed) & ~Q(by=user))
    if wanted.group in (SEEN, REFUSALS):
        looks = Q(kind__in=LOOKS)
        events = events.filter(looks if wanted.group == SEEN else ~looks)
    elif wanted.group in Kind.values:
        events = events.filter(kind=wanted.group)
    found: list[Act | Event] = []
    if acts and wanted.group in ("", ACTS):
        done = _narrowed(Act.objects.filter(where), wanted).exclude(_acts_closed(closed) & ~Q(by=user))
        found += _newest(_telling(done, ids, "data", "result", "changes"))
    if wanted.group != ACTS:
        found += _newest(_telling(events, ids, "data"))
    found.sort(key=lambda row: (row.done_at, row.pk), reverse=True)
    shown = found[:PER_PAGE]
    older = f"{shown[-1].done_at.astimezone(UTC).isoformat()}~{shown[-1].pk}" if len(found) > PER_PAGE else ""
    return Page(tuple(_lines(user, shown)), older)


def _acts_closed(rights: frozenset[str]) -> Q:
    """Acts that are told only to holders of `rights`; none where there are no such rights."""
    apps = [app for app, right in PRIVATE.items() if right in rights]
    return Q(*(("command__startswith", f"{app}.") for app in apps), _connector=Q.OR) if apps else Q(pk__in=[])


def _looks_closed(rights: frozenset[str]) -> Q:
    kinds = [kind for kind, right in PRIVATE_LOOKS.items() if right in rights]
    return Q(kind__in=kinds)


def _untold(user: User, rows: Sequence[Act | Event]) -> set[UUID]:
    """Rows about someone's health or care at places where `user` may not read it; one's own acts are none."""
    asked = [(row, right) for row in rows if (right := _right_over(row)) and row.by_id != user.pk]
    units = {right: {row.unit_id for row, its in asked if its == right} - {None} for _row, right in asked}
    readable = {right: user.held_among(right, ids) for right, ids in units.items()}  # type: ignore[arg-type]
    return {row.pk for row, right in asked if row.unit_id not in readable[right]}


def _right_over(row: Act | Event) -> str:
    if isinstance(row, Event) and row.kind in PRIVATE_LOOKS:
        return PRIVATE_LOOKS[Kind(row.kind)]
    command = row.command if isinstance(row, Act) else str(row.data.get("command", ""))
    return PRIVATE.get(command.partition(".")[0], "")


def _telling(rows: QuerySet[Row], ids: Sequence[str], *columns: str) -> QuerySet[Row]:
    """Those whose `columns` hold one of `ids` somewhere; all of them where nothing is looked for."""
    if not ids:
        return rows
    texts = {f"{name}_text": Cast(name, TextField()) for name in columns}
    asked = Q(*((f"{name}__contains", pk) for name in texts for pk in ids), _connector=Q.OR)
    return rows.annotate(**texts).filter(asked)


def _narrowed(rows: QuerySet[Row], wanted: Wanted) -> QuerySet[Row]:
    if wanted.who:
        words = Q(username__iexact=wanted.who) | Q(first_name__icontains=wanted.who)
        rows = rows.filter(by__in=User.objects.filter(words))
    if wanted.from_on:
        rows = rows.filter(done_at__gte=_midnight(wanted.from_on))
    if wanted.until_on:
        rows = rows.filter(done_at__lt=_midnight(wanted.until_on + timedelta(days=1)))
    if end := _read_end(wanted.older_than):
        at, pk = end
        rows = rows.filter(Q(done_at__lt=at) | Q(done_at=at, pk__lt=pk))
    return rows


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _read_end(text: str) -> tuple[datetime, UUID] | None:
    at, _sep, pk = text.partition("~")
    try:
        found = datetime.fromisoformat(at)
        return (found.astimezone(UTC), UUID(pk)) if found.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _newest(rows: QuerySet[Row]) -> list[Row]:
    return list(rows.select_related("by").order_by("-done_at", "-pk")[: PER_PAGE + 1])


def _lines(user: User, rows: Sequence[Act | Event]) -> Iterable[Line]:
    untold = _untold(user, rows)
    refs = {ref for row in rows if row.pk not in untold for ref in _refs(row).values()}
    named = _named(user, refs)
    places = names_on({row.unit_id for row in rows if row.unit_id is not None}, timezone.localdate())
    stead = in_whose_stead(row.by_id for row in rows if row.by_id is not None)
    for row in rows:
        line = Line(
            id=row.pk,
            at=row.done_at,
            who=_who(row, stead),
            what=_what(row),
            is_act=isinstance(row, Act),
            kind=row.command if isinstance(row, Act) else row.kind,
            way=str(WAYS.get(row.channel, row.channel)),
            address=row.address,
            device=row.device,
            place=places.get(row.unit_id, "") if row.unit_id is not None else "",
            facts=(),
            changes=(),
        )
        if row.pk in untold:
            yield line
        elif isinstance(row, Act):
            facts = facts_of(row.command, row.data, named, _told_otherwise(row))
            yield replace(line, facts=tuple(facts), changes=tuple(changes_in(row.changes)))
        else:
            yield replace(line, facts=tuple(_facts_of_event(row, named)))


def _who(row: Act | Event, stead: Callable[[int, str, date], str]) -> str:
    if row.by is None:
        return ""
    name = row.by.first_name or row.by.username
    holder = stead(row.by.pk, row.command, timezone.localdate(row.done_at)) if isinstance(row, Act) else ""
    return _("%(who)s, thay mặt %(holder)s") % {"who": name, "holder": holder} if holder else name


def _told_otherwise(act: Act) -> set[str]:
    """Fields that stand in the line already: the club, as its place, and what is told as before and after."""
    changed = {name for records in act.changes.values() for fields in records.values() for name in fields}
    return changed | {"club"}


def _what(row: Act | Event) -> str:
    if isinstance(row, Act):
        return title_of(row.command)
    return str(Kind(row.kind).label) if row.kind in Kind.values else row.kind


def _refs(row: Act | Event) -> dict[str, Ref]:
    if isinstance(row, Act):
        return refs_in(row.command, row.data)
    models: dict[str, type[Model]] = {"person": Person, "user": User}
    told = {name: row.data.get(name) for name in models}
    return {name: Ref(models[name]._meta.label_lower, str(pk)) for name, pk in told.items() if pk}


def _facts_of_event(event: Event, named: dict[Ref, str]) -> list[Fact]:
    labels = {"person": _("Người"), "user": _("Tài khoản")}
    told = [Fact(labels[name], named[ref]) for name, ref in _refs(event).items() if named.get(ref)]
    if command := event.data.get("command"):
        told.append(Fact(_("Việc"), title_of(str(command))))
    return told


def _named(user: User, refs: Iterable[Ref]) -> dict[Ref, str]:
    """Names of records, one query a model; of people only those whom `user` may see."""
    by_label: dict[str, set[Ref]] = {}
    for ref in refs:
        by_label.setdefault(ref.label, set()).add(ref)
    held: dict[Ref, Model] = {}
    for label, some in by_label.items():
        held |= _held(label, some)
    people: set[Any] = {getattr(row, "person_id", None) for row in held.values()}
    people |= {row.pk for row in held.values() if isinstance(row, Person)}
    seen = dict(Person.objects.visible_to(user).filter(pk__in=people - {None}).values_list("pk", "full_name"))
    units = names_on([row.pk for row in held.values() if isinstance(row, Unit)], timezone.localdate())
    return {ref: words for ref, row in held.items() if (words := _name(row, seen, units))}


def _held(label: str, refs: Iterable[Ref]) -> dict[Ref, Model]:
    model: Any = apps.get_model(label)
    ids: dict[Any, Ref] = {}
    for ref in refs:
        try:
            ids[model._meta.pk.to_python(ref.pk)] = ref
        except ValidationError:
            continue
    return {ids[row.pk]: row for row in model._base_manager.filter(pk__in=list(ids))}


def _name(row: Model, people: dict[Any, str], units: dict[int, str]) -> str:
    if isinstance(row, Unit):
        return units.get(row.pk, "")
    if isinstance(row, Person):
        return people.get(row.pk, _("một người mà bạn không xem được"))
    if isinstance(row, (Club, User)):
        return str(row.name if isinstance(row, Club) else row.first_name or row.username)
    return people.get(getattr(row, "person_id", None), "")

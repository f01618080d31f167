"""All that is held about one person, through the table of held data: for a paper and for a machine alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import BooleanField, DateField, Field, Model
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.files.models import StoredFile
from clb.kernel.commands import commands
from clb.kernel.journal import Kind
from clb.kernel.models import Act, Event
from clb.members.held import Group, Held, all_held
from clb.members.models import Person
from clb.members.services.people import clubs_of
from clb.privacy.rules import scrubbed

from .people import marks_of, one_person

TECHNICAL = frozenset({"id", "pk", "search_key", "sort_key", "key", "version", "secret_hash", "password"})
MOST_LOOKS = 500
UUID_IN_WORDS = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Section:
    """What one table holds about the person: `columns` as words and as names, each row as words and as plain values."""

    table: str
    group: Group
    what: str
    why: str
    columns: tuple[str, ...]
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    values: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class Mention:
    """Words elsewhere that name the person: where, in which field, of which day (None where the row has none).

    Not the words themselves: they may be about others as well.
    """

    what: str
    field: str
    day: date | None


@dataclass(frozen=True)
class Look:
    """Somebody read or changed something of the person."""

    at: datetime
    who: str
    what: str


@dataclass(frozen=True)
class Export:
    """Everything, made at a moment."""

    person: Person
    made_at: datetime
    sections: tuple[Section, ...]
    mentions: tuple[Mention, ...]
    looks: tuple[Look, ...]
    files: tuple[StoredFile, ...]


def export_of(person: Person) -> Export:
    """All that is held about a person and the records that were linked as the same person.

    Another's data stay out: of a row that is about two, only the fields that its line names are given.
    """
    people = one_person(person)
    sections = [_section(line, people) for line in all_held() if line.paths]
    files = [file for line in all_held() if line.paths for file in _files(line, people)]
    return Export(
        person=person,
        made_at=timezone.now(),
        sections=tuple(section for section in sections if section.rows),
        mentions=tuple(_mentions(person)),
        looks=tuple(_looks(people)),
        files=tuple(files),
    )


def _files(line: Held, people: list[Person]) -> Iterator[StoredFile]:
    for name in line.files:
        pks = line.rows(*people).exclude(**{name: None}).values_list(name, flat=True)
        yield from StoredFile.objects.filter(pk__in=list(pks))


def _section(line: Held, people: list[Person]) -> Section:
    told = list(_told(line))
    rows = list(line.rows(*people).order_by("pk"))
    cells = [[_cell(row, name) for name, _f in told] for row in rows]
    return Section(
        table=line.model._meta.label,
        group=line.group,
        what=line.what,
        why=str(line.why),
        columns=tuple(_capital(str(f.verbose_name)) for _name, f in told),
        names=tuple(name for name, _f in told),
        rows=tuple(tuple(shown(*cell) for cell in row) for row in cells),
        values=tuple(tuple(_plain(*cell) for cell in row) for row in cells),
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _told(line: Held) -> Iterator[tuple[str, Field[Any, Any]]]:
    """Names and fields of an export: `shown` may look through links (`meeting__held_on`)."""
    if line.shown:
        for name in line.shown:
            model, field = line.model, None
            for part in name.split("__"):
                field = model._meta.get_field(part)
                model = field.related_model  # type: ignore[assignment]
            yield name, field  # type: ignore[misc]
        return
    for f in line.model._meta.concrete_fields:
        if f.name not in TECHNICAL and f.related_model not in (Person, StoredFile) and not f.primary_key:
            yield f.name, f


def _cell(row: Model, name: str) -> tuple[Model | None, str]:
    """The row that holds the field, and the field's own name."""
    *way, last = name.split("__")
    found: Model | None = row
    for part in way:
        found = getattr(found, part) if found is not None else None
    return found, last


def shown(row: Model | None, name: str) -> str:
    """A field of a row in words, without the ids by which rows are called."""
    value = getattr(row, name, None)
    if row is None or value is None or value == "":
        return ""
    f = row._meta.get_field(name)
    if getattr(f, "choices", None):
        return str(getattr(row, f"get_{name}_display")())
    if isinstance(f, BooleanField):
        return _("có") if value else _("không")
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%d/%m/%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, int) and name.endswith("_vnd"):
        return f"{value:,}".replace(",", ".") + " đ"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", ",")
    return UUID_IN_WORDS.sub("", str(value)).strip()


def _plain(row: Model | None, name: str) -> Any:
    if row is None:
        return None
    value = getattr(row, row._meta.get_field(name).attname)  # type: ignore[union-attr]
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if value is None or isinstance(value, (bool, int, list, dict)):
        return value
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _mentions(person: Person) -> Iterator[Mention]:
    """Where words of the person's clubs name the person, each place and day once."""
    marks, _unsure = marks_of(person)
    clubs = [club.pk for club in clubs_of(*one_person(person))]
    for line in all_held():
        if not (line.words and line.clubs) or line.paths:
            continue
        rows = line.model._base_manager.filter(**{f"{line.clubs}__in": clubs})
        dated, found = _dated(line.model), set[Mention]()
        for row in rows.values(*line.words, *dated).distinct().iterator(500):
            day = next((_day(row[name]) for name in dated if row[name]), None)
            for name in line.words:
                if scrubbed(row[name], marks) != row[name]:
                    found.add(Mention(line.what, _capital(_label(line.model, name)), day))
        yield from sorted(found, key=lambda mention: (mention.day or date.min, mention.field))


def _label(model: type[Model], name: str) -> str:
    return next(str(f.verbose_name) for f in model._meta.concrete_fields if f.name == name)


def _dated(model: type[Model]) -> list[str]:
    """The fields that may tell the day of a row, the first one first."""
    return [f.name for f in model._meta.concrete_fields if isinstance(f, DateField)]


def _day(value: date | datetime) -> date:
    return timezone.localdate(value) if isinstance(value, datetime) else value


def _looks(people: list[Person]) -> list[Look]:
    """Acts and looks of the journal that name the person by id, the newest first, MOST_LOOKS at most."""
    ids = [str(p.pk) for p in people]
    units = [club.unit_id for club in clubs_of(*people)]
    titles = commands()
    acts = Act.objects.filter(unit_id__in=units, data__person__in=ids).select_related("by").order_by("-done_at")
    events = Event.objects.filter(unit_id__in=units, data__person__in=ids).select_related("by").order_by("-done_at")
    found = [
        Look(act.done_at, str(act.by), str(titles[act.command].title if act.command in titles else act.command))
        for act in acts[:MOST_LOOKS]
    ]
    found += [
        Look(
            event.done_at, str(event.by or ""), str(Kind(event.kind).label) if event.kind in Kind.values else event.kind
        )
        for event in events[:MOST_LOOKS]
    ]
    return sorted(found, key=lambda look: look.at, reverse=True)[:MOST_LOOKS]

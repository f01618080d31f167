"""Finding units by key, code or name, with or without diacritics."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from clb.kernel.dates import on_day
from clb.kernel.text import plain
from clb.places.models import RANK, Unit, UnitVersion

_RANK_OF = Case(
    *(When(unit__level=level, then=Value(rank)) for level, rank in RANK.items()), output_field=IntegerField()
)


def find_units(text: str, day: date) -> QuerySet[UnitVersion]:
    """Units other than clubs that on `day` bear a name with every word of `text`, or `text` as their code."""
    return _matching(UnitVersion.objects.filter(on_day(day)), text)


def former_units(text: str, day: date) -> QuerySet[UnitVersion]:
    """The same among units that had ended before `day`, as they were on their last day."""
    return _matching(UnitVersion.objects.filter(unit__until_on__lt=day, until_on=F("unit__until_on")), text)


def _matching(versions: QuerySet[UnitVersion], text: str) -> QuerySet[UnitVersion]:
    found = versions.exclude(unit__level=Unit.Level.CLUB)
    if words := plain(text).split():
        name = Q()
        for word in words:
            name &= Q(search_key__contains=word)
        found = found.filter(name | Q(code=text.strip()))
    return found.select_related("unit", "parent").order_by(_RANK_OF, "search_key", "pk")


def units_called(word: str, day: date, *, is_day_given: bool = True) -> list[UnitVersion]:
    """The units that `word` may mean: by key, by code on `day`, by whole name, else by part of a name.

    Units that had ended count where none stands on `day`, or where nobody said which day is meant.
    """
    by_key = Unit.objects.filter(key=word).first()
    if by_key:
        version = by_key.versions.filter(on_day(by_key.seen_on(day))).first() or by_key.versions.first()
        return [version] if version else []
    standing, former = find_units(word, day), former_units(word, day)
    for wanted in (Q(code=word), _bears(word), Q()):
        found = list(standing.filter(wanted)[:20])
        if not found or (not is_day_given and not any(v.code == word for v in found)):
            found += former.filter(wanted)[:20]
        if found:
            return found
    return []


def _bears(word: str) -> Q:
    """The whole name, or the name without the word for its kind."""
    name = plain(word)
    kinds = ("tinh", "thanh pho", "huyen", "quan", "thi xa", "xa", "phuong", "thi tran", "dac khu", "ap", "khom")
    return Q(search_key__in=[name, *(f"{kind} {name}" for kind in kinds)])

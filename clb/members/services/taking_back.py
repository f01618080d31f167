"""Taking back people and clubs that a list brought in by mistake, as if they had never been written down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club, ClubStatus
from clb.kernel.batches import in_parts
from clb.members.models import ClubMonth, Household, HouseholdClass, Membership, Person
from clb.places.models import Unit, UnitLink, UnitVersion

from .people import forget_names
from .summaries import lock_clubs, refresh_since_joined


def take_back_members(*, by: User, memberships: Sequence[Membership]) -> None:
    """Delete these memberships with their people, classes and households.

    Raises ValidationError naming who left, joined elsewhere, or is pointed to by anything else.
    """
    clubs = {m.club for m in memberships}
    lock_clubs(clubs)
    if gone := [str(m.person) for m in memberships if m.until_on is not None]:
        raise ValidationError(_("Đã có người thôi sau khi nhập: %s.") % _some(gone))
    people, mine = [m.person for m in memberships], {m.pk for m in memberships}
    _refuse_others(Person, people, {Membership: mine, HouseholdClass: None})
    _refuse_others(Membership, memberships, {})
    homes = [p.household_id for p in people if p.household_id]
    for part in in_parts([p.pk for p in people]):
        Membership.objects.filter(person__in=part).delete()
        HouseholdClass.objects.filter(person__in=part).delete()
        Person.objects.filter(pk__in=part).delete()
    forget_names(p.search_key for p in people)
    for part in in_parts(homes):
        Household.objects.filter(pk__in=part, people__isnull=True).delete()
    refresh_since_joined(memberships)


def take_back_clubs(*, by: User, clubs: Sequence[Club]) -> None:
    """Delete these clubs with their leaves of the tree, first status and months.

    Raises ValidationError where one has members, money, offices or a second status.
    """
    lock_clubs(clubs)
    for club in clubs:
        if ClubStatus.objects.filter(club=club).count() > 1:
            raise ValidationError(_("%s đã đổi tình trạng sau khi nhập.") % club)
    _refuse_others(Club, clubs, {ClubStatus: None, ClubMonth: None})
    _refuse_others(Unit, [c.unit for c in clubs], {Club: {c.pk for c in clubs}, UnitVersion: None, UnitLink: None})
    for club in clubs:
        ClubMonth.objects.filter(club=club).delete()
        ClubStatus.objects.filter(club=club).delete()
        unit = club.unit
        club.delete()
        UnitLink.objects.filter(below=unit).delete()
        UnitVersion.objects.filter(unit=unit).delete()
        unit.delete()


def _refuse_others(model: type[Model], rows: Sequence[Any], allowed: dict[Any, set[Any] | None]) -> None:
    """Raises ValidationError where a row of another table points to one of `rows`; `allowed` names tables that may,
    all of their rows (None) or those of these ids."""
    names = {row.pk: str(getattr(row, "person", row)) for row in rows}
    for relation in model._meta.related_objects:
        other: Any = relation.related_model
        expected = allowed.get(other, set())
        if expected is None:
            continue
        for part in in_parts(list(names)):
            found = other._base_manager.filter(**{f"{relation.field.name}__in": part})
            for pk, target in found.values_list("pk", relation.field.attname):
                if pk not in expected:
                    told = {"name": names[target], "what": other._meta.verbose_name}
                    raise ValidationError(_("%(name)s đã có %(what)s ghi sau khi nhập.") % told)


def _some(names: Iterable[str]) -> str:
    listed = list(names)
    return ", ".join(listed[:10]) + (", …" if len(listed) > 10 else "")

"""Two records of one person are linked, parted again, or told apart. Nothing else is ever moved."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.members.models import Person, ToldApart, Twin
from clb.members.queries import facts_of
from clb.members.queries.twins import in_order
from clb.members.rules import compared, weights

from .people import clubs_of
from .summaries import lock_clubs, refresh_months


def merge_people(*, by: User, kept: Person, twin: Person) -> Twin:
    """`twin` is the same person as `kept`: in a club to which both belong the person counts once, on every day.

    Raises ValidationError for a record with itself, one already linked, and a main record made another's twin.
    """
    clubs = clubs_of(kept, twin)
    lock_clubs(clubs)
    if kept == twin:
        raise ValidationError({"twin": _("Một hồ sơ không thể trùng với chính nó.")})
    if Twin.objects.filter(twin__in=[kept, twin]).exists():
        raise ValidationError({"twin": _("Một trong hai hồ sơ đã được gộp vào hồ sơ khác. Hãy tách trước.")})
    if Twin.objects.filter(kept=twin).exists():
        raise ValidationError({"twin": _("Hồ sơ này là hồ sơ chính của hồ sơ khác. Hãy chọn nó làm hồ sơ chính.")})
    link = Twin.objects.create(kept=kept, twin=twin)
    refresh_months(clubs, date.min)
    return link


def unmerge_people(*, by: User, link: Twin) -> Person:
    """The two records are parted; every count is again what it was. Returns the main record's person."""
    kept, twin = link.kept, link.twin
    clubs = clubs_of(kept, twin)
    lock_clubs(clubs)
    link.delete()
    refresh_months(clubs, date.min)
    return kept


def tell_apart(*, by: User, one: Person, other: Person) -> ToldApart:
    """The two are two people: not shown again unless more speaks for one person later than does now.

    Raises ValidationError for a record with itself, and where the two are linked.
    """
    if one == other:
        raise ValidationError({"other": _("Hãy chọn hai hồ sơ khác nhau.")})
    if Twin.objects.filter(kept__in=[one, other], twin__in=[one, other]).exists():
        raise ValidationError({"other": _("Hai hồ sơ đang được gộp. Hãy tách trước.")})
    facts = facts_of(Person.objects.filter(pk__in=[one.pk, other.pk]))
    first, second = in_order(one.pk, other.pk)
    points = compared(facts[0], facts[1], weights()).points
    row, _is_new = ToldApart.objects.update_or_create(one_id=first, other_id=second, defaults={"points": points})
    return row

"""Who is known already by a name, a sex and a birth: so that nobody is written down a second time."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from clb.access.models import User
from clb.care.models import CareClient
from clb.clubs.models import Club
from clb.kernel.text import plain
from clb.members.models import Membership, Person


def known_alike(by: User, club: Club, full_name: str, sex: str, birth: tuple[date, bool]) -> list[Person]:
    """People of this name, sex and birth who are or were members or cared for, here or where `by` may see; the oldest
    record first.

    `birth` is the day and whether only its year is known: then, as where only a year was written down, years agree.
    """
    members = Membership.objects.filter(Q(club=club) | Q(pk__in=Membership.objects.visible_to(by).values("pk")))
    clients = CareClient.objects.filter(Q(club=club) | Q(pk__in=CareClient.objects.visible_to(by).values("pk")))
    same = Q(birth_on=birth[0]) | Q(is_birth_year_only=True, birth_on__year=birth[0].year)
    if birth[1]:
        same = Q(birth_on__year=birth[0].year)
    rows = Person.objects.filter(same, search_key=plain(full_name), sex=sex)
    here = Q(pk__in=members.values("person")) | Q(pk__in=clients.values("person"))
    return list(rows.filter(here).order_by("pk"))

"""A person who is erased also stands, by name and birth, in the list from which the club was founded."""

from __future__ import annotations

from clb.founding.models import Founding, Recruit
from clb.members.models import Person


def forget_recruit(person: Person) -> None:
    """Delete the lines of this name and birth in the lists from which clubs of the person were founded."""
    clubs = person.memberships.values("club")
    lists = Founding.objects.filter(club__in=clubs)
    Recruit.objects.filter(founding__in=lists, full_name=person.full_name, birth_on=person.birth_on).delete()

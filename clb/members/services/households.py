"""Where people live and with whom, and the class of a whole household by the commune's list."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.kernel.text import tidy
from clb.members.models import Household, Person
from clb.places.models import Unit

from .people import clubs_of, write_class
from .summaries import lock_clubs, refresh_months


def place_household(
    *, by: User, person: Person, household: Household | None = None, place: Unit | None = None, address: str = ""
) -> Person:
    """The person lives in `household`, or in a new one at `place` and `address`. A household left empty is dropped.

    Raises ValidationError where both a household and another place are given, and where nothing is.
    """
    address, before = tidy(address), person.household
    if household and (place or address):
        told = _("Đã chọn ở cùng hộ thì để trống nơi ở; muốn ghi nơi ở khác, hãy chọn «Hộ mới».")
        raise ValidationError({"household": told})
    if not (household or place or address):
        raise ValidationError({"household": _("Hãy chọn hộ ở cùng, hoặc ghi nơi ở.")})
    person.household = household or Household.objects.create(unit=place, address=address)
    person.save(update_fields=["household"])
    if before and before != person.household:
        _leave(before, person)
    return person


def _leave(household: Household, person: Person) -> None:
    if not household.people.exists():
        household.delete()
    elif household.head_id == person.pk:
        household.head = None
        household.save(update_fields=["head"])


def correct_household(
    *, by: User, household: Household, place: Unit | None = None, address: str = "", head: Person | None = None
) -> Household:
    """Put right where the household lives and who heads it. Raises ValidationError for a head who lives elsewhere."""
    if head and head.household_id != household.pk:
        raise ValidationError({"head": _("Người này không ở trong hộ.")})
    household.unit, household.address, household.head = place, tidy(address), head
    household.save()
    return household


def class_household(*, by: User, household: Household, household_class: str = "", from_on: date) -> Household:
    """By the commune's list, everyone in the household whom `by` may see is of this class, or of none, from a day on.

    The class is kept person by person, so that each count has one definition; see docs/decisions/0020.
    Raises ValidationError as `set_household_class`, and then changes nobody.
    """
    people = list(Person.objects.visible_to(by).filter(household=household).order_by("pk"))
    clubs = clubs_of(*people)
    lock_clubs(clubs)
    for person in people:
        write_class(person, household_class, from_on)
    refresh_months(clubs, from_on)
    return household

"""Who someone is: the names and births that were written down, and the household class through time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.kernel.batches import CHUNK, in_parts
from clb.kernel.dates import make_way
from clb.kernel.text import given_name_first, plain, tidy
from clb.members.models import HouseholdClass, NameWord, Person

from .summaries import lock_clubs, refresh_months

Birth = tuple[date, bool]  # the day, and whether only the year is known


def correct_person(*, by: User, person: Person, full_name: str, sex: str, birth: Birth) -> Person:
    """Put right a name, a sex or a birth that was written down wrong; every month counted with it is counted again.

    Raises ValidationError for a birth after the first joining.
    """
    clubs = clubs_of(person)
    lock_clubs(clubs)
    first = person.memberships.order_by("from_on").first()
    if first and birth[0] > first.from_on:
        raise ValidationError({"birth": _("Ngày sinh không được sau ngày vào câu lạc bộ.")})
    write_person(person, full_name, sex, birth)
    refresh_months(clubs, date.min)
    return person


def set_household_class(*, by: User, person: Person, household_class: str = "", from_on: date) -> Person:
    """By the commune's list, the household is of this class (or of none) from `from_on`; earlier days stay.

    Raises ValidationError for a day to come and where a class is written down for a later day.
    """
    clubs = clubs_of(person)
    lock_clubs(clubs)
    write_class(person, household_class, from_on)
    refresh_months(clubs, from_on)
    return person


def write_class(person: Person, household_class: str, from_on: date) -> None:
    """Store one person's class from a day on. Raises ValidationError as `set_household_class` says."""
    if from_on > timezone.localdate():
        raise ValidationError({"from_on": _("Ngày không được ở tương lai.")})
    rows = HouseholdClass.objects.filter(person=person)
    if rows.filter(from_on__gt=from_on).exists():
        raise ValidationError({"from_on": _("Đã có diện hộ ghi cho ngày sau ngày này.")})
    if from_on < person.birth_on:
        raise ValidationError({"from_on": _("Ngày không được trước ngày sinh.")})
    make_way(rows, from_on)
    if household_class:
        HouseholdClass.objects.create(person=person, household_class=household_class, from_on=from_on)


def write_person(person: Person, full_name: str, sex: str, birth: Birth) -> None:
    """Store who someone is. Raises ValidationError for a name without letters."""
    describe_person(person, full_name, sex, birth)
    person.save()
    index_names([person.search_key])


def describe_person(person: Person, full_name: str, sex: str, birth: Birth) -> None:
    """Who someone is, with the keys by which lists search and sort, not stored yet.

    Raises ValidationError for a name without letters.
    """
    person.full_name = checked_name(full_name)
    person.search_key, person.sort_key = plain(full_name), given_name_first(full_name)
    person.sex, person.birth_on, person.is_birth_year_only = sex, birth[0], birth[1]


def checked_name(full_name: str) -> str:
    """A name as it is kept. Raises ValidationError for one without letters."""
    if not any(c.isalpha() for c in full_name):
        raise ValidationError({"full_name": _("Hãy ghi họ và tên.")})
    return tidy(full_name)


def index_names(search_keys: Iterable[str]) -> None:
    """Let names be found by their words; a second time changes nothing."""
    words = [NameWord(word=word, search_key=key) for key in sorted(set(search_keys)) for word in set(key.split())]
    NameWord.objects.bulk_create(words, batch_size=CHUNK, ignore_conflicts=True)


def forget_names(search_keys: Iterable[str]) -> None:
    """Take names that nobody bears any more out of the index."""
    for part in in_parts(sorted(set(search_keys))):
        borne = Person.objects.filter(search_key__in=part).values_list("search_key", flat=True)
        NameWord.objects.filter(search_key__in=set(part) - set(borne)).delete()


def clubs_of(*people: Person) -> list[Club]:
    """The clubs where any of `people` is or was a member."""
    return list(Club.objects.filter(memberships__person__in=people).distinct().order_by("pk"))

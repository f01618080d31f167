"""People not known yet join a club: one from a page, or ten thousand from a spreadsheet, by the same code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club, ClubStatus
from clb.kernel.batches import CHUNK, in_parts
from clb.kernel.text import plain, tidy
from clb.members.models import Household, HouseholdClass, Membership, Person
from clb.places.models import Unit, UnitVersion
from clb.places.queries import version_on

from .people import Birth, describe_person, index_names
from .summaries import lock_clubs, refresh_since_joined


@dataclass(frozen=True)
class _Known:
    """Someone who may be the one meant: in which club, born when, and whether still there."""

    club: Club
    birth: Birth
    is_member: bool
    is_seen: bool

    def may_be(self, birth: Birth) -> bool:
        """The same day, or the same year where a day is unknown (as `queries.alike`)."""
        same_day = self.birth[0] == birth[0] or self.birth[1] or birth[1]
        return self.birth[0].year == birth[0].year and same_day


def add_member(
    *,
    by: User,
    club: Club,
    full_name: str,
    sex: str,
    birth: Birth,
    from_on: date,
    household_class: str = "",
    known_as: str = "",
    phone: str = "",
    id_number: str = "",
    address: str = "",
    same_person_confirmed: bool = False,
    key: UUID | None = None,
) -> Membership:
    """Someone not known yet joins a club. Raises ValidationError for impossible days and a double entry.

    The same name and the same day of birth in the same club is always a double entry; where only years of birth
    agree, or where it is another club that `by` may see, `same_person_confirmed` lets it pass. An address makes a
    household of one, at the club's own hamlet or commune. `key`: the id of the membership, where the sender chose one
    that nobody has, so that what is recorded next can name it.
    """
    told = {k: v for k, v in locals().items() if k != "by"}
    (result,) = add_members(by=by, rows=[told])
    if isinstance(result, ValidationError):
        raise result
    return result


def add_members(*, by: User, rows: Sequence[Mapping[str, Any]]) -> list[Membership | ValidationError]:
    """The same for many rows, each as `add_member` takes it: who joined, or why not, in order.

    Every row sees those before it, so a person twice among the rows is found as if the first had been stored. Rows are
    stored together at the end and each club's months are counted again once.
    """
    clubs = {row["club"].pk: row["club"] for row in rows}
    lock_clubs(clubs.values())
    ended, known = _ends(clubs), _known(by, clubs, rows)
    results: list[Membership | ValidationError] = []
    accepted: list[tuple[Membership, Mapping[str, Any]]] = []
    for row in rows:
        try:
            membership = _newcomer(row, ended.get(row["club"].pk), known)
        except ValidationError as error:
            results.append(error)
            continue
        results.append(membership)
        accepted.append((membership, row))
    _store(accepted)
    return results


def _newcomer(row: Mapping[str, Any], end: date | None, known: dict[str, list[_Known]]) -> Membership:
    club, birth, key = row["club"], row["birth"], plain(row["full_name"])
    check_joining(club, birth[0], row["from_on"], end)
    namesakes = [k for k in known.get(key, ()) if k.may_be(birth)]
    _check_not_twice(club, birth, namesakes, is_confirmed=row.get("same_person_confirmed", False))
    person = Person(
        known_as=tidy(row.get("known_as", "")), phone=row.get("phone", ""), id_number=row.get("id_number", "")
    )
    describe_person(person, row["full_name"], row["sex"], birth)
    known.setdefault(key, []).append(_Known(club, birth, is_member=True, is_seen=True))
    named = {"pk": row["key"]} if row.get("key") else {}
    return Membership(person=person, club=club, from_on=row["from_on"], **named)


def _store(accepted: Sequence[tuple[Membership, Mapping[str, Any]]]) -> None:
    homes, classes, places = [], [], dict[Any, UnitVersion | None]()
    for membership, row in accepted:
        if address := tidy(row.get("address", "")):
            home = Household(unit=_home(membership, places), address=address)
            membership.person.household = home
            homes.append(home)
        if held := row.get("household_class"):
            classes.append(HouseholdClass(person=membership.person, household_class=held, from_on=membership.from_on))
    Household.objects.bulk_create(homes, batch_size=CHUNK)
    Person.objects.bulk_create([membership.person for membership, _row in accepted], batch_size=CHUNK)
    index_names(membership.person.search_key for membership, _row in accepted)
    HouseholdClass.objects.bulk_create(classes, batch_size=CHUNK)
    memberships = [membership for membership, _row in accepted]
    Membership.objects.bulk_create(memberships, batch_size=CHUNK)
    refresh_since_joined(memberships)


def _home(membership: Membership, places: dict[Any, UnitVersion | None]) -> Unit | None:
    """As `queries.home_of`, a club's version looked up again only where it does not hold on the day."""
    club, day = membership.club, membership.from_on
    kept = places.get(club.pk)
    if kept is None or day < kept.from_on or (kept.until_on is not None and day > kept.until_on):
        kept = places[club.pk] = version_on(club.unit, day)
    return kept.parent if kept and not kept.awaits_assignment else None


def check_joining(club: Club, birth_on: date, from_on: date, end: date | None) -> None:
    """Raises ValidationError where nobody can have joined on that day; `end` is the day from which the club is not."""
    if from_on > timezone.localdate():
        raise ValidationError({"from_on": _("Ngày vào câu lạc bộ không được ở tương lai.")})
    if from_on < club.founded_on:
        founded = club.founded_on.strftime("%d/%m/%Y")
        raise ValidationError({"from_on": _("Câu lạc bộ thành lập ngày %s, không thể vào trước ngày đó.") % founded})
    if end:  # whoever belonged left with the club, so nobody can be added to its past alone
        raise ValidationError({"from_on": _("Câu lạc bộ không còn hoạt động từ ngày %s.") % end.strftime("%d/%m/%Y")})
    if birth_on > from_on:
        raise ValidationError({"birth": _("Ngày sinh không được sau ngày vào câu lạc bộ.")})


def _ends(clubs: Iterable[Any]) -> dict[Any, date]:
    ended = ClubStatus.objects.filter(club__in=list(clubs), status__in=ClubStatus.ENDED)
    return dict(ended.order_by().values("club").annotate(day=Min("from_on")).values_list("club", "day"))


def _known(by: User, clubs: Iterable[Any], rows: Sequence[Mapping[str, Any]]) -> dict[str, list[_Known]]:
    """By name without diacritics, who belongs to these clubs, or belongs or belonged where `by` may see."""
    here, found = set(clubs), dict[str, list[_Known]]()
    names = sorted({plain(row["full_name"]) for row in rows})
    seen = Q(club__unit__in=by.reach("members.read").values("below"))
    for part in in_parts(names):
        mine = Membership.objects.filter(person__search_key__in=part)
        visible = set(mine.filter(seen).values_list("pk", flat=True))
        for m in mine.filter(Q(club__in=here) | Q(pk__in=visible)).select_related("person", "club").order_by("from_on"):
            birth = (m.person.birth_on, m.person.is_birth_year_only)
            row = _Known(m.club, birth, is_member=m.until_on is None, is_seen=m.pk in visible)
            found.setdefault(m.person.search_key, []).append(row)
    return found


def _check_not_twice(club: Club, birth: Birth, known: Sequence[_Known], *, is_confirmed: bool) -> None:
    here = [k for k in known if k.club.pk == club.pk and k.is_member]
    if not birth[1] and any(k.birth == (birth[0], False) for k in here):
        told = _("Câu lạc bộ đang có thành viên cùng tên, cùng ngày sinh.")
        raise ValidationError({"full_name": ValidationError(told, code="double_entry")})
    if is_confirmed:
        return
    seen = [k for k in known if k.is_seen]
    before = [k for k in seen if k.club.pk == club.pk]
    found = next(iter([*here, *(k for k in seen if k.is_member), *before]), None)
    if found is None:
        return
    if found.club.pk != club.pk:
        told = _("Người cùng tên, cùng năm sinh đang ở %s.") % found.club
    elif found.is_member:
        told = _("Câu lạc bộ đang có thành viên cùng tên, cùng năm sinh.")
    else:
        told = _("Câu lạc bộ từng có thành viên cùng tên, cùng năm sinh, đã thôi.")
    todo = _(
        "Nếu là hai người khác nhau, hãy xác nhận như vậy rồi ghi lại. "
        "Nếu là một người, hãy mở trang của người đó và chọn «Vào lại, vào câu lạc bộ khác»."
    )
    raise ValidationError({"full_name": ValidationError(f"{told} {todo}", code="maybe_the_same")})

"""Joining, leaving, household class, and the correction of what was written down wrong."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club, ClubStatus
from clb.clubs.queries import ended_on
from clb.clubs.services import change_status
from clb.kernel.dates import on_day
from clb.kernel.text import given_name_first, plain, tidy
from clb.members.models import HouseholdClass, Membership, Person

from .summaries import refresh_months

Birth = tuple[date, bool]  # the day, and whether only the year is known


def add_member(
    *,
    by: User,
    club: Club,
    full_name: str,
    sex: str,
    birth: Birth,
    from_on: date,
    household_class: str = "",
    same_person_confirmed: bool = False,
) -> Membership:
    """Someone joins a club. Raises ValidationError for impossible days and for a likely double entry."""
    _check_joining(club, birth[0], from_on)
    _check_not_twice(by, club, full_name, birth, same_person_confirmed)
    person = Person(sex=sex, birth_on=birth[0], is_birth_year_only=birth[1])
    _name(person, full_name)
    person.save()
    if household_class:
        HouseholdClass.objects.create(person=person, household_class=household_class, from_on=from_on)
    membership = Membership.objects.create(person=person, club=club, from_on=from_on)
    refresh_months([club], from_on)
    return membership


def _check_joining(club: Club, birth_on: date, from_on: date) -> None:
    if from_on > timezone.localdate():
        raise ValidationError({"from_on": _("Ngày vào câu lạc bộ không được ở tương lai.")})
    if from_on < club.founded_on:
        founded = club.founded_on.strftime("%d/%m/%Y")
        raise ValidationError({"from_on": _("Câu lạc bộ thành lập ngày %s, không thể vào trước ngày đó.") % founded})
    end = ended_on(club)
    if end and from_on >= end:
        raise ValidationError({"from_on": _("Câu lạc bộ không còn hoạt động từ ngày %s.") % end.strftime("%d/%m/%Y")})
    if birth_on > from_on:
        raise ValidationError({"birth": _("Ngày sinh không được sau ngày vào câu lạc bộ.")})


def _check_not_twice(by: User, club: Club, full_name: str, birth: Birth, confirmed: bool) -> None:
    alike = Person.objects.filter(search_key=plain(full_name), birth_on__year=birth[0].year)
    if not birth[1]:
        alike = alike.filter(birth_on=birth[0]) | alike.filter(is_birth_year_only=True)
    if confirmed:
        return
    if Membership.objects.filter(club=club, until_on__isnull=True, person__in=alike).exists():
        raise ValidationError(
            {
                "full_name": _(
                    "Câu lạc bộ đang có thành viên cùng tên, cùng năm sinh. Nếu là hai người, hãy đánh dấu xác nhận."
                )
            }
        )
    elsewhere = Membership.objects.visible_to(by).filter(until_on__isnull=True, person__in=alike).select_related("club")
    if found := elsewhere.first():
        raise ValidationError(
            {
                "full_name": _("Người cùng tên, cùng năm sinh đang ở %s. Nếu vẫn ghi thêm, hãy đánh dấu xác nhận.")
                % found.club
            }
        )


def correct_person(*, by: User, person: Person, full_name: str, sex: str, birth: Birth) -> Person:
    """Put right a name, a sex or a birth that was written down wrong; every month counted with it is counted again."""
    first = person.memberships.order_by("from_on").first()
    if first and birth[0] > first.from_on:
        raise ValidationError({"birth": _("Ngày sinh không được sau ngày vào câu lạc bộ.")})
    _name(person, full_name)
    person.sex, person.birth_on, person.is_birth_year_only = sex, birth[0], birth[1]
    person.save()
    _refresh_person(person, date.min)
    return person


def end_membership(*, by: User, membership: Membership, until_on: date, leaving_reason: str) -> Membership:
    """The member belongs until the end of `until_on`. Raises ValidationError where the membership has ended before."""
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if membership.until_on is not None:
        raise ValidationError({"membership": _("Người này đã thôi từ trước. Hãy dùng «Sửa ngày thôi».")})
    return _leave(membership, until_on, leaving_reason)


def correct_leaving(
    *, by: User, membership: Membership, until_on: date | None = None, leaving_reason: str = ""
) -> Membership:
    """Put right the day or reason of leaving; without a day the person never left."""
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if membership.until_on is None:
        raise ValidationError({"membership": _("Người này đang là thành viên.")})
    earlier = membership.until_on
    if until_on is None:
        later = Membership.objects.filter(
            person=membership.person, club=membership.club, from_on__gt=membership.from_on
        )
        if later.exists():
            raise ValidationError(
                {"until_on": _("Người này đã vào lại câu lạc bộ sau đó, nên không bỏ được ngày thôi.")}
            )
        membership.until_on, membership.leaving_reason = None, ""
        membership.save(update_fields=["until_on", "leaving_reason"])
        refresh_months([membership.club], earlier)
        return membership
    return _leave(membership, until_on, leaving_reason, min(earlier, until_on))


def _leave(membership: Membership, until_on: date, reason: str, changed_from: date | None = None) -> Membership:
    if until_on < membership.from_on:
        raise ValidationError({"until_on": _("Ngày thôi không được trước ngày vào.")})
    if until_on > timezone.localdate():
        raise ValidationError({"until_on": _("Ngày thôi không được ở tương lai.")})
    if not reason:
        raise ValidationError({"leaving_reason": _("Hãy chọn lý do thôi.")})
    membership.until_on, membership.leaving_reason = until_on, reason
    membership.save(update_fields=["until_on", "leaving_reason"])
    refresh_months([membership.club], changed_from or until_on)
    return membership


def close_club(*, by: User, club: Club, status: str, from_on: date, reason: str, document: str = "") -> ClubStatus:
    """The club is dissolved or merged away from a day; whoever belonged until then leaves with it.

    Raises ValidationError as `clubs.set_status`, and where someone joined or left on that day or later.
    """
    here = Membership.objects.filter(club=club)
    if here.filter(Q(from_on__gte=from_on) | Q(until_on__gte=from_on)).exists():
        raise ValidationError({"from_on": _("Có người vào hoặc thôi từ ngày này trở đi. Hãy chọn ngày sau đó.")})
    row = change_status(club, status, from_on, reason, document)
    here.filter(until_on__isnull=True).update(
        until_on=from_on - timedelta(days=1), leaving_reason=Membership.LeavingReason.CLUB_ENDED
    )
    refresh_months([club], from_on)
    return row


def set_household_class(*, by: User, person: Person, household_class: str = "", from_on: date) -> Person:
    """By the commune's list, the household is of this class (or of none) from `from_on`; earlier days stay."""
    if from_on > timezone.localdate():
        raise ValidationError({"from_on": _("Ngày không được ở tương lai.")})
    rows = HouseholdClass.objects.filter(person=person)
    if rows.filter(from_on__gt=from_on).exists():
        raise ValidationError({"from_on": _("Đã có diện hộ ghi cho ngày sau ngày này.")})
    rows.filter(from_on=from_on).delete()
    rows.filter(on_day(from_on)).update(until_on=from_on - timedelta(days=1))
    if household_class:
        HouseholdClass.objects.create(person=person, household_class=household_class, from_on=from_on)
    _refresh_person(person, from_on)
    return person


def _name(person: Person, full_name: str) -> None:
    person.full_name = tidy(full_name)
    person.search_key, person.sort_key = plain(full_name), given_name_first(full_name)


def _refresh_person(person: Person, first_day: date) -> None:
    clubs = Club.objects.filter(memberships__person=person).distinct()
    refresh_months(clubs, first_day)

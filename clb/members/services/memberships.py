"""Joining and leaving a club, the correction of a leaving, and what a club's own days mean for its members."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club, ClubStatus
from clb.clubs.queries import ended_on
from clb.clubs.services import change_status, move_founding_day
from clb.kernel.dates import on_day
from clb.kernel.text import tidy
from clb.members.models import Household, HouseholdClass, Membership, Person
from clb.members.queries import alike, home_of

from .people import Birth, write_person
from .summaries import lock_clubs, refresh_months


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
) -> Membership:
    """Someone not known yet joins a club. Raises ValidationError for impossible days and a double entry.

    The same name and the same day of birth in the same club is always a double entry; where only years of birth
    agree, or where it is another club that `by` may see, `same_person_confirmed` lets it pass. An address makes a
    household of one, at the club's own hamlet or commune.
    """
    lock_clubs([club])
    _check_joining(club, birth[0], from_on)
    _check_not_twice(by, club, full_name, birth, same_person_confirmed)
    person = Person(known_as=tidy(known_as), phone=phone, id_number=id_number)
    if tidy(address):
        person.household = Household.objects.create(unit=home_of(club, from_on), address=tidy(address))
    write_person(person, full_name, sex, birth)
    if household_class:
        HouseholdClass.objects.create(person=person, household_class=household_class, from_on=from_on)
    return _join(club, person, from_on)


def join_again(*, by: User, person: Person, club: Club, from_on: date) -> Membership:
    """Someone known already comes back, or joins another club. Raises ValidationError for impossible days."""
    lock_clubs([club])
    _check_joining(club, person.birth_on, from_on)
    here = Membership.objects.filter(person=person, club=club)
    if here.filter(until_on__isnull=True).exists():
        raise ValidationError({"club": _("Người này đang là thành viên của câu lạc bộ.")})
    if here.filter(until_on__gte=from_on).exists():
        raise ValidationError({"from_on": _("Ngày vào lại phải sau ngày đã thôi lần trước.")})
    if person.memberships.filter(leaving_reason=Membership.LeavingReason.DIED).exists():
        raise ValidationError({"person": _("Người này đã ghi là qua đời.")})
    return _join(club, person, from_on)


def _join(club: Club, person: Person, from_on: date) -> Membership:
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
    if end:  # whoever belonged left with the club, so nobody can be added to its past alone
        raise ValidationError({"from_on": _("Câu lạc bộ không còn hoạt động từ ngày %s.") % end.strftime("%d/%m/%Y")})
    if birth_on > from_on:
        raise ValidationError({"birth": _("Ngày sinh không được sau ngày vào câu lạc bộ.")})


def _check_not_twice(by: User, club: Club, full_name: str, birth: Birth, confirmed: bool) -> None:
    alike_people = alike(full_name, *birth)
    here = Membership.objects.filter(club=club, until_on__isnull=True, person__in=alike_people)
    if not birth[1] and here.filter(person__birth_on=birth[0], person__is_birth_year_only=False).exists():
        told = _("Câu lạc bộ đang có thành viên cùng tên, cùng ngày sinh.")
        raise ValidationError({"full_name": ValidationError(told, code="double_entry")})
    if confirmed:
        return
    seen = Membership.objects.visible_to(by).filter(person__in=alike_people).select_related("club")
    found = here.first() or seen.filter(until_on__isnull=True).first() or seen.filter(club=club).first()
    if found is None:
        return
    if found.club_id != club.pk:
        told = _("Người cùng tên, cùng năm sinh đang ở %s.") % found.club
    elif found.until_on is None:
        told = _("Câu lạc bộ đang có thành viên cùng tên, cùng năm sinh.")
    else:
        told = _("Câu lạc bộ từng có thành viên cùng tên, cùng năm sinh, đã thôi.")
    todo = _(
        "Nếu là hai người khác nhau, hãy xác nhận như vậy rồi ghi lại. "
        "Nếu là một người, hãy mở trang của người đó và chọn «Vào lại, vào câu lạc bộ khác»."
    )
    raise ValidationError({"full_name": ValidationError(f"{told} {todo}", code="maybe_the_same")})


def end_membership(*, by: User, membership: Membership, until_on: date, leaving_reason: str) -> Membership:
    """The member belongs until the end of `until_on`. Raises ValidationError where the membership has ended before."""
    membership = _locked(membership)
    if membership.until_on is not None:
        raise ValidationError({"membership": _("Người này đã thôi từ trước. Hãy dùng «Sửa ngày thôi».")})
    return _leave(membership, until_on, leaving_reason)


def correct_leaving(
    *, by: User, membership: Membership, until_on: date | None = None, leaving_reason: str = ""
) -> Membership:
    """Put right the day or reason of leaving; without a day the person never left.

    Raises ValidationError where the person has not left, came back since, or left because the club ended.
    """
    membership = _locked(membership)
    earlier = membership.until_on
    if earlier is None:
        raise ValidationError({"membership": _("Người này đang là thành viên.")})
    if membership.leaving_reason == Membership.LeavingReason.CLUB_ENDED and ended_on(membership.club):
        raise ValidationError({"membership": _("Người này thôi vì câu lạc bộ kết thúc.")})
    back = Membership.objects.filter(person=membership.person, club=membership.club, from_on__gt=membership.from_on)
    again = back.order_by("from_on").first()
    if again and (until_on is None or until_on >= again.from_on):
        raise ValidationError({"until_on": _("Người này đã vào lại câu lạc bộ sau đó; ngày thôi phải trước ngày ấy.")})
    if until_on is not None:
        return _leave(membership, until_on, leaving_reason, min(earlier, until_on))
    if ended_on(membership.club):
        raise ValidationError({"until_on": _("Câu lạc bộ đã kết thúc, nên phải có ngày thôi.")})
    membership.until_on, membership.leaving_reason = None, ""
    membership.save(update_fields=["until_on", "leaving_reason"])
    refresh_months([membership.club], earlier)
    return membership


def _locked(membership: Membership) -> Membership:
    lock_clubs([membership.club])
    fresh: Membership = Membership.objects.select_related("club", "person").get(pk=membership.pk)
    return fresh


def _leave(membership: Membership, until_on: date, reason: str, changed_from: date | None = None) -> Membership:
    if until_on < membership.from_on:
        raise ValidationError({"until_on": _("Ngày thôi không được trước ngày vào.")})
    if until_on > timezone.localdate():
        raise ValidationError({"until_on": _("Ngày thôi không được ở tương lai.")})
    end = ended_on(membership.club)
    if end and until_on >= end:
        raise ValidationError({"until_on": _("Câu lạc bộ không còn từ ngày %s.") % end.strftime("%d/%m/%Y")})
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
    lock_clubs([club])
    here = Membership.objects.filter(club=club)
    if here.filter(Q(from_on__gte=from_on) | Q(until_on__gte=from_on)).exists():
        raise ValidationError({"from_on": _("Có người vào hoặc thôi từ ngày này trở đi. Hãy chọn ngày sau đó.")})
    row = change_status(club, status, from_on, reason, document)
    here.filter(on_day(from_on)).update(
        until_on=from_on - timedelta(days=1), leaving_reason=Membership.LeavingReason.CLUB_ENDED
    )
    refresh_months([club], from_on)
    return row


def correct_founding_day(*, by: User, club: Club, founded_on: date) -> Club:
    """Put right the founding day; the club's place and first status begin on it, months are counted anew.

    Raises ValidationError for a day to come, a day after the first member joined or after a change of status or of
    place, and a day on which the unit it was founded under did not stand.
    """
    lock_clubs([club])
    first = club.memberships.order_by("from_on").first()
    if first and first.from_on < founded_on:
        day = first.from_on.strftime("%d/%m/%Y")
        raise ValidationError({"founded_on": _("Đã có thành viên vào từ ngày %s.") % day})
    move_founding_day(club, founded_on)
    refresh_months([club], founded_on)
    return club

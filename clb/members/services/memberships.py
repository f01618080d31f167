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
from clb.members.models import Membership, Person

from .newcomers import check_joining
from .people import clubs_of
from .summaries import lock_clubs, refresh_months


def join_again(*, by: User, person: Person, club: Club, from_on: date) -> Membership:
    """Someone known already comes back, or joins another club. Raises ValidationError for impossible days."""
    lock_clubs([club])
    check_joining(club, person.birth_on, from_on, ended_on(club))
    here = Membership.objects.filter(person=person, club=club)
    if here.filter(until_on__isnull=True).exists():
        raise ValidationError({"club": _("Người này đang là thành viên của câu lạc bộ.")})
    if here.filter(until_on__gte=from_on).exists():
        raise ValidationError({"from_on": _("Ngày vào lại phải sau ngày đã thôi lần trước.")})
    if person.died_on or person.memberships.filter(leaving_reason=Membership.LeavingReason.DIED).exists():
        raise ValidationError({"person": _("Người này đã ghi là qua đời.")})
    return _join(club, person, from_on)


def _join(club: Club, person: Person, from_on: date) -> Membership:
    membership = Membership.objects.create(person=person, club=club, from_on=from_on)
    refresh_months([club], from_on)
    return membership


def transfer_member(*, by: User, membership: Membership, club: Club, from_on: date) -> Membership:
    """The member belongs to another club from `from_on`, and to the present one until the day before.

    Raises ValidationError as leaving and joining do, and where it is the same club.
    """
    lock_clubs([membership.club, club])
    old: Membership = Membership.objects.select_related("club", "person").get(pk=membership.pk)
    if club.pk == old.club_id:
        raise ValidationError({"club": _("Người này đang ở câu lạc bộ ấy.")})
    if old.until_on is not None:
        raise ValidationError({"membership": _("Người này đã thôi từ trước. Hãy dùng «Vào lại».")})
    if from_on <= old.from_on:
        raise ValidationError({"from_on": _("Ngày chuyển phải sau ngày vào câu lạc bộ cũ.")})
    new = join_again(by=by, person=old.person, club=club, from_on=from_on)
    _leave(old, from_on - timedelta(days=1), Membership.LeavingReason.TRANSFERRED)
    membership.until_on, membership.leaving_reason = old.until_on, old.leaving_reason  # what the journal compares
    return new


def end_membership(*, by: User, membership: Membership, until_on: date, leaving_reason: str) -> Membership:
    """The member belongs until the end of `until_on`. Raises ValidationError where the membership has ended before.

    A death ends every membership of the person, in whatever club; see `record_death`.
    """
    if leaving_reason == Membership.LeavingReason.DIED and membership.until_on is None:
        _die(membership.person, until_on, "until_on")
        return _locked(membership)
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
    if membership.person.died_on and membership.leaving_reason == Membership.LeavingReason.DIED:
        take_back_death(by=by, person=membership.person)
        fresh = _locked(membership)
        if until_on is None:
            return fresh
        return end_membership(by=by, membership=fresh, until_on=until_on, leaving_reason=leaving_reason)
    back = Membership.objects.filter(person=membership.person, club=membership.club, from_on__gt=membership.from_on)
    again = back.order_by("from_on").first()
    if again and (until_on is None or until_on >= again.from_on):
        raise ValidationError({"until_on": _("Người này đã vào lại câu lạc bộ sau đó; ngày thôi phải trước ngày ấy.")})
    if until_on is not None and leaving_reason == Membership.LeavingReason.DIED:
        _reopen(membership)
        return end_membership(by=by, membership=membership, until_on=until_on, leaving_reason=leaving_reason)
    if until_on is not None:
        return _leave(membership, until_on, leaving_reason, min(earlier, until_on))
    if ended_on(membership.club):
        raise ValidationError({"until_on": _("Câu lạc bộ đã kết thúc, nên phải có ngày thôi.")})
    return _reopen(membership)


def _reopen(membership: Membership) -> Membership:
    """The member belongs again, as if there had been no leaving."""
    earlier = membership.until_on
    assert earlier is not None
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


def record_death(*, by: User, person: Person, died_on: date) -> Person:
    """The person died on a day; every membership ends on it.

    Raises ValidationError for a day to come, before birth or before a joining, and where a death is recorded.
    """
    return _die(person, died_on, "died_on")


def _die(person: Person, died_on: date, beside: str) -> Person:
    """End every membership; what is refused is said beside the field `beside`."""
    lock_clubs(clubs_of(person))
    person.refresh_from_db()
    if person.died_on:
        raise ValidationError({"person": _("Người này đã ghi là qua đời.")})
    if not person.birth_on <= died_on <= timezone.localdate():
        raise ValidationError({beside: _("Ngày mất phải từ ngày sinh đến hôm nay.")})
    still = list(person.memberships.select_related("club").filter(Q(until_on__isnull=True) | Q(until_on__gt=died_on)))
    if any(m.until_on for m in still):
        raise ValidationError({beside: _("Người này còn là thành viên sau ngày ấy; hãy sửa ngày thôi trước.")})
    try:
        for membership in still:
            _leave(membership, died_on, Membership.LeavingReason.DIED)
    except ValidationError as error:
        raise ValidationError({beside: error.messages}) from error
    person.died_on = died_on
    person.save(update_fields=["died_on"])
    return person


def take_back_death(*, by: User, person: Person) -> Person:
    """The death was written down wrong: the person lives, and belongs again wherever the death had ended it.

    Raises ValidationError where no death is recorded, and where a club has ended since.
    """
    lock_clubs(clubs_of(person))
    person.refresh_from_db()
    if person.died_on is None:
        raise ValidationError({"person": _("Người này không ghi là qua đời.")})
    ended = person.memberships.filter(until_on=person.died_on, leaving_reason=Membership.LeavingReason.DIED)
    person.died_on = None
    person.save(update_fields=["died_on"])
    for membership in ended.select_related("club"):
        if ended_on(membership.club):
            raise ValidationError({"person": _("%s đã kết thúc, không ghi lại được.") % membership.club})
        _reopen(membership)
    return person


def close_club(
    *,
    by: User,
    club: Club,
    status: str,
    from_on: date,
    reason: str,
    document: str = "",
    merged_into: Club | None = None,
) -> ClubStatus:
    """The club is dissolved, or merged into another, from a day; whoever belonged until then leaves with it.

    Raises ValidationError as `clubs.set_status`, where someone joined or left on that day or later, and for a merger
    without another club that lives on that day.
    """
    lock_clubs([club])
    _check_merger(club, status, from_on, merged_into)
    here = Membership.objects.filter(club=club)
    if here.filter(Q(from_on__gte=from_on) | Q(until_on__gte=from_on)).exists():
        raise ValidationError({"from_on": _("Có người vào hoặc thôi từ ngày này trở đi. Hãy chọn ngày sau đó.")})
    row = change_status(club, status, from_on, reason, document, merged_into)
    here.filter(on_day(from_on)).update(
        until_on=from_on - timedelta(days=1), leaving_reason=Membership.LeavingReason.CLUB_ENDED
    )
    refresh_months([club], from_on)
    return row


def _check_merger(club: Club, status: str, from_on: date, merged_into: Club | None) -> None:
    if status != ClubStatus.Status.MERGED:
        if merged_into is not None:
            raise ValidationError({"merged_into": _("Chỉ chọn khi câu lạc bộ nhập vào câu lạc bộ khác.")})
        return
    if merged_into is None:
        raise ValidationError({"merged_into": _("Hãy chọn câu lạc bộ nhận.")})
    if merged_into == club or not Club.objects.alive_on(from_on).filter(pk=merged_into.pk).exists():
        raise ValidationError({"merged_into": _("Câu lạc bộ nhận phải là câu lạc bộ khác, còn vào ngày ấy.")})


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

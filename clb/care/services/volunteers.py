"""Volunteers of a club: taken in, trained, stopped with their clients handed over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.board.models import SignInPerson
from clb.care.models import CareAssignment, Days, RosterChange, Volunteer, VolunteerTraining
from clb.care.queries.volunteers import left_alone_without
from clb.clubs.models import Club
from clb.clubs.queries import ended_on
from clb.health.services import hand_over_referrals
from clb.kernel.text import plain, tidy
from clb.members.models import Membership
from clb.members.services.summaries import lock_clubs

from .clients import end_assignments


def add_volunteer(
    *,
    by: User,
    club: Club,
    membership: Membership,
    from_on: date,
    weekdays: Sequence[str],
    kinds: Sequence[str],
    pledged_on: date | None = None,
) -> Volunteer:
    """A member of the club cares for people at home from a day on.

    Raises ValidationError for another club's member, a day out of place, and who does so already.
    """
    lock_clubs([club])
    if ended_on(club):
        raise ValidationError({"club": _("Câu lạc bộ đã kết thúc.")})
    if membership.club_id != club.pk:
        raise ValidationError({"membership": _("Người này không phải thành viên của câu lạc bộ.")})
    if not club.founded_on <= from_on <= timezone.localdate():
        raise ValidationError({"from_on": _("Ngày phải từ ngày thành lập câu lạc bộ đến hôm nay.")})
    if Volunteer.objects.filter(club=club, person=membership.person, until_on__isnull=True).exists():
        raise ValidationError({"membership": _("Người này đang là tình nguyện viên của câu lạc bộ.")})
    _check_pledge(pledged_on)
    told = {"weekdays": Days.of(weekdays), "kinds": sorted(kinds), "pledged_on": pledged_on}
    return Volunteer.objects.create(club=club, person=membership.person, from_on=from_on, **told)


def _check_pledge(pledged_on: date | None) -> None:
    if pledged_on and pledged_on > timezone.localdate():
        raise ValidationError({"pledged_on": _("Ngày không được ở tương lai.")})


def correct_volunteer(
    *,
    by: User,
    volunteer: Volunteer,
    weekdays: Sequence[str],
    kinds: Sequence[str],
    pledged_on: date | None = None,
) -> Volunteer:
    """Other free days, other kinds of care, the pledge signed. Raises ValidationError for a day to come."""
    _check_pledge(pledged_on)
    volunteer.weekdays, volunteer.kinds, volunteer.pledged_on = Days.of(weekdays), sorted(kinds), pledged_on
    volunteer.save(update_fields=["weekdays", "kinds", "pledged_on"])
    return volunteer


def record_training(*, by: User, volunteer: Volunteer, held_on: date, topic: str) -> VolunteerTraining:
    """The volunteer was trained. Raises ValidationError for a day to come, no topic, and the same twice."""
    if held_on > timezone.localdate():
        raise ValidationError({"held_on": _("Ngày không được ở tương lai.")})
    if not plain(topic):
        raise ValidationError({"topic": _("Hãy ghi tập huấn về việc gì.")})
    told = {"held_on": held_on, "topic": tidy(topic)}
    if volunteer.trainings.filter(**told).exists():
        raise ValidationError({"topic": _("Lần tập huấn này đã được ghi.")})
    return VolunteerTraining.objects.create(volunteer=volunteer, **told)


def drop_training(*, by: User, training: VolunteerTraining) -> str:
    """One written down wrong goes."""
    pk = str(training.pk)
    training.delete()
    return pk


def link_volunteer(*, by: User, volunteer: Volunteer, user: User | None = None) -> Volunteer:
    """The volunteer signs in as `user`, or does not. Raises ValidationError where the sign-in is another person's."""
    other = SignInPerson.objects.filter(user=user).exclude(person=volunteer.person).select_related("person").first()
    if user is not None and other is not None:
        raise ValidationError({"user": _("Tên đăng nhập này là của %s.") % other.person.full_name})
    SignInPerson.objects.filter(person=volunteer.person).delete()
    if user is not None:
        SignInPerson.objects.create(user=user, person=volunteer.person)
    return volunteer


def stop_volunteer(
    *,
    by: User,
    volunteer: Volunteer,
    until_on: date,
    stop_reason: str,
    successor: Volunteer | None = None,
    leaves_alone: bool = False,
) -> Volunteer:
    """The volunteer stops after `until_on`; `successor` takes over whoever has no other volunteer from the next day.

    Open referrals in the volunteer's charge go to the successor at once, without one to the chair.
    Without one, `leaves_alone` says that it is known who is left without anybody. Raises ValidationError where neither
    is said though somebody is, for a day out of place, a visit after it, and another club's successor.
    """
    lock_clubs([volunteer.club])
    row: Volunteer = Volunteer.objects.select_for_update(no_key=True).get(pk=volunteer.pk)
    if row.until_on is not None:
        raise ValidationError({"volunteer": _("Người này đã thôi từ trước.")})
    if not row.from_on <= until_on <= timezone.localdate():
        raise ValidationError({"until_on": _("Ngày phải từ ngày nhận việc đến hôm nay.")})
    if row.visits.filter(visited_on__gt=until_on).exists():
        raise ValidationError({"until_on": _("Đã có lần chăm sóc ghi sau ngày này.")})
    if successor is not None and (successor.pk == row.pk or successor.club_id != row.club_id or successor.until_on):
        raise ValidationError({"successor": _("Hãy chọn một tình nguyện viên khác đang làm của câu lạc bộ.")})
    left = left_alone_without(row)
    if left and successor is None and not leaves_alone:
        names = ", ".join(client.person.full_name for client in left)
        raise ValidationError({"successor": _("Còn người chưa có ai thay: %s.") % names})
    end_assignments(row.assignments.all(), until_on)
    RosterChange.objects.filter(volunteer=row, planned_on__gt=until_on).delete()
    row.until_on, row.stop_reason = until_on, stop_reason
    row.save(update_fields=["until_on", "stop_reason"])
    hand_over_referrals(club=row.club, owner=row.person, successor=successor.person if successor else None)
    if successor is not None:
        begin = max(until_on + timedelta(days=1), successor.from_on)
        CareAssignment.objects.bulk_create(
            CareAssignment(client=client, volunteer=successor, from_on=begin) for client in left
        )
    return row

"""Who comes to whom, and the single days on which the plan was changed."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.care.models import CareAssignment, CareClient, RosterChange, Volunteer, VolunteerAbsence
from clb.care.queries.months import courses
from clb.members.services.summaries import lock_clubs

from .months import refresh_months_of

LONGEST_ABSENCE = timedelta(days=92)


def assign_volunteer(*, by: User, client: CareClient, volunteer: Volunteer, from_on: date) -> CareAssignment:
    """The volunteer cares for the client from a day on, beside whoever does already.

    Raises ValidationError for another club's volunteer, oneself, days out of place, and the same twice.
    """
    lock_clubs([client.club])
    if client.until_on is not None:
        raise ValidationError({"client": _("Việc chăm sóc người này đã thôi.")})
    if volunteer.club_id != client.club_id or volunteer.until_on is not None:
        raise ValidationError({"volunteer": _("Hãy chọn một tình nguyện viên đang làm của câu lạc bộ.")})
    if volunteer.person_id == client.person_id:
        raise ValidationError({"volunteer": _("Không ai là tình nguyện viên của chính mình.")})
    if not max(client.from_on, volunteer.from_on) <= from_on:
        raise ValidationError({"from_on": _("Ngày không được trước ngày bắt đầu chăm sóc và ngày nhận việc.")})
    if client.assignments.filter(volunteer=volunteer, until_on__isnull=True).exists():
        raise ValidationError({"volunteer": _("Tình nguyện viên này đang chăm sóc người ấy.")})
    return CareAssignment.objects.create(client=client, volunteer=volunteer, from_on=from_on)


def end_assignment(*, by: User, assignment: CareAssignment, until_on: date) -> CareAssignment:
    """The volunteer cares for the client until the end of a day. Raises ValidationError for a day out of place."""
    row: CareAssignment = CareAssignment.objects.select_for_update(no_key=True).get(pk=assignment.pk)
    if row.until_on is not None:
        raise ValidationError({"assignment": _("Phân công này đã thôi từ trước.")})
    if not row.from_on <= until_on <= timezone.localdate():
        raise ValidationError({"until_on": _("Ngày phải từ ngày phân công đến hôm nay.")})
    row.until_on = until_on
    row.save(update_fields=["until_on"])
    return row


def call_off_visit(*, by: User, client: CareClient, planned_on: date, reason: str) -> RosterChange:
    """Nobody need come on this planned day, so it is not missed. Raises ValidationError where nobody was expected."""
    lock_clubs([client.club])
    _check_planned(client, planned_on)
    row = RosterChange.objects.update_or_create(
        client=client, planned_on=planned_on, defaults={"reason": reason, "volunteer": None}
    )[0]
    refresh_months_of(client.club, planned_on, planned_on)
    return row


def stand_in(*, by: User, client: CareClient, planned_on: date, volunteer: Volunteer) -> RosterChange:
    """On this planned day another volunteer comes. Raises ValidationError where nobody was expected or it is over."""
    lock_clubs([client.club])
    _check_planned(client, planned_on)
    if planned_on < timezone.localdate():
        raise ValidationError({"planned_on": _("Ngày này đã qua; hãy ghi lần chăm sóc với tên người đã đến.")})
    if volunteer.club_id != client.club_id or volunteer.until_on is not None:
        raise ValidationError({"volunteer": _("Hãy chọn một tình nguyện viên đang làm của câu lạc bộ.")})
    if volunteer.person_id == client.person_id:
        raise ValidationError({"volunteer": _("Không ai là tình nguyện viên của chính mình.")})
    row = RosterChange.objects.update_or_create(
        client=client, planned_on=planned_on, defaults={"reason": "", "volunteer": volunteer}
    )[0]
    refresh_months_of(client.club, planned_on, planned_on)
    return row


def _check_planned(client: CareClient, day: date) -> None:
    course = courses(CareClient.objects.filter(pk=client.pk), day, day).get(client.pk)
    if course is None or day not in course.planned:
        raise ValidationError({"planned_on": _("Ngày này không có hẹn trong kế hoạch chăm sóc.")})


def put_back_visit(*, by: User, roster_change: RosterChange) -> str:
    """The day is again as the plan says."""
    pk, client, day = str(roster_change.pk), roster_change.client, roster_change.planned_on
    lock_clubs([client.club])
    roster_change.delete()
    refresh_months_of(client.club, day, day)
    return pk


def tell_absence(*, by: User, volunteer: Volunteer, from_on: date, until_on: date) -> VolunteerAbsence:
    """The volunteer cannot come on these days; the roster then asks for somebody else.

    Raises ValidationError for days that are over, the wrong way round, or more than three months.
    """
    if not from_on <= until_on <= from_on + LONGEST_ABSENCE:
        raise ValidationError({"until_on": _("Ngày cuối phải từ ngày đầu đến ba tháng sau.")})
    if until_on < timezone.localdate():
        raise ValidationError({"until_on": _("Những ngày này đã qua.")})
    return VolunteerAbsence.objects.create(volunteer=volunteer, from_on=from_on, until_on=until_on)

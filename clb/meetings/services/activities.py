"""What a club did, by area: written down, put right, taken out, proved. The only writer of activities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.board.models import SubGroup
from clb.clubs.models import Club
from clb.clubs.queries import ended_on
from clb.files.services import drop_file, keep_file
from clb.kernel.dates import month_end
from clb.kernel.text import tidy
from clb.meetings.models import Activity, ActivityEvidence, ActivityPerson, HelpedMember, Meeting
from clb.meetings.rules.areas import Credit
from clb.members.models import Membership
from clb.members.services.summaries import lock_clubs

from .months import refresh_activity_months


def record_activity(
    *,
    by: User,
    club: Club,
    area: int,
    happened_on: date,
    what: str,
    place: str = "",
    people: int | None = None,
    participants: Iterable[Membership] = (),
    hours: Decimal | None = None,
    work_days: Decimal | None = None,
    sub_group: SubGroup | None = None,
    helped: Iterable[Membership] = (),
    evidence: UploadedFile[Any] | None = None,
) -> Activity:
    """Write down something that the club did in an area (1-8), with how many people, or who of its members took part,
    and for which of its members it was done.

    Raises ValidationError for a day outside the club's life or to come, where nobody took part, for fewer people than
    are named, for somebody who was no member on the day, for another club's group, and for a file that is no photo or
    paper.
    """
    lock_clubs([club])
    made = Activity(club=club)
    _fill(made, area, happened_on, what, place, people, list(participants), hours, work_days, sub_group)
    _help(made, helped)
    refresh_activity_months(club, [month_end(happened_on)])
    if evidence:
        _prove(made, evidence, "evidence")
    return made


def correct_activity(
    *,
    by: User,
    activity: Activity,
    area: int,
    happened_on: date,
    what: str,
    place: str = "",
    people: int | None = None,
    participants: Iterable[Membership] = (),
    hours: Decimal | None = None,
    work_days: Decimal | None = None,
    sub_group: SubGroup | None = None,
    helped: Iterable[Membership] = (),
) -> Activity:
    """Put an activity right that was written by hand. Raises ValidationError as `record_activity` does, and for one
    that follows from a meeting: that is corrected in the meeting."""
    lock_clubs([activity.club])
    found = _by_hand(activity)
    months = {month_end(found.happened_on), month_end(happened_on)}
    _fill(found, area, happened_on, what, place, people, list(participants), hours, work_days, sub_group)
    _help(found, helped)
    refresh_activity_months(found.club, months)
    return found


def name_helped(*, by: User, activity: Activity, helped: Iterable[Membership] = ()) -> Activity:
    """Say for which of the club's members an activity was done, one of a meeting too; the list replaces the one before.

    Raises ValidationError beside `helped` for somebody who was no member of the club on the day.
    """
    lock_clubs([activity.club])
    _help(activity, helped)
    return activity


def drop_activity(*, by: User, activity: Activity) -> str:
    """An activity written by mistake goes, with its evidence. Raises ValidationError for one of a meeting."""
    lock_clubs([activity.club])
    found = _by_hand(activity)
    pk, club, end = str(found.pk), found.club, month_end(found.happened_on)
    _unprove(found.evidence.select_related("file"))
    found.delete()
    refresh_activity_months(club, [end])
    return pk


def attach_evidence(*, by: User, activity: Activity, file: UploadedFile[Any]) -> ActivityEvidence:
    """A photo or a paper that proves an activity, of a meeting too. Raises ValidationError beside `file`."""
    return _prove(activity, file, "file")


def drop_evidence(*, by: User, evidence: ActivityEvidence) -> str:
    """A photo or a paper sent by mistake goes, its bytes too."""
    pk = str(evidence.activity_id)
    _unprove([evidence])
    return pk


def credit_meeting(meeting: Meeting, credits: Sequence[Credit]) -> None:
    """The activities that follow from a closed meeting, in place of those of its earlier closing.

    What is credited again stays the same activity, so its evidence and its place in the year plan stay with it.
    """
    known = {row.derived_from: row for row in meeting.activities.exclude(derived_from="")}
    fresh = []
    for credit in credits:
        row = known.pop(credit.part, None)
        if row is None:
            row = Activity(club=meeting.club, meeting=meeting, derived_from=credit.part)
            fresh.append(row)
        row.area, row.what, row.people = credit.area, credit.what[:300], credit.people
        row.happened_on, row.place = meeting.held_on, meeting.place
        if row not in fresh:
            row.save()
    Activity.objects.bulk_create(fresh)
    for gone in known.values():
        _unprove(gone.evidence.select_related("file"))
        gone.delete()


def _by_hand(activity: Activity) -> Activity:
    found = Activity.objects.select_related("club", "meeting").filter(pk=activity.pk).first()
    if found is None:
        raise ValidationError(_("Hoạt động này đã được bỏ."))
    if found.derived_from and found.meeting:
        told = _("Hoạt động này có từ buổi họp ngày %s. Hãy mở lại buổi họp ấy và sửa ở đó.")
        raise ValidationError(told % f"{found.meeting.held_on:%d/%m/%Y}")
    return found


def _fill(
    row: Activity,
    area: int,
    happened_on: date,
    what: str,
    place: str,
    people: int | None,
    participants: list[Membership],
    hours: Decimal | None,
    work_days: Decimal | None,
    sub_group: SubGroup | None,
) -> None:
    _check_day(row.club, happened_on)
    if sub_group and sub_group.club_id != row.club_id:
        raise ValidationError({"sub_group": _("Tổ này không phải của câu lạc bộ.")})
    row.sub_group = sub_group
    row.people = _counted(row.club, happened_on, people, participants)
    row.area, row.happened_on, row.hours, row.work_days = area, happened_on, hours, work_days
    row.what, row.place = tidy(what), tidy(place)
    if not row.what:
        raise ValidationError({"what": _("Hãy ghi việc đã làm.")})
    row.save()
    named = {member.person_id for member in participants}
    row.participants.exclude(person__in=named).delete()
    fresh = named - set(row.participants.values_list("person", flat=True))
    ActivityPerson.objects.bulk_create(ActivityPerson(activity=row, person_id=pk) for pk in sorted(fresh))


def _check_day(club: Club, day: date) -> None:
    if not club.founded_on <= day <= timezone.localdate():
        raise ValidationError({"happened_on": _("Ngày phải từ ngày thành lập câu lạc bộ đến hôm nay.")})
    ended = ended_on(club)
    if ended and day >= ended:
        raise ValidationError({"happened_on": _("Câu lạc bộ không còn hoạt động từ ngày %s.") % f"{ended:%d/%m/%Y}"})


def _help(row: Activity, helped: Iterable[Membership]) -> None:
    members = {member.pk: member for member in helped}
    _check_members(row.club, row.happened_on, members.values(), "helped")
    row.helped.exclude(membership__in=members).delete()
    fresh = members.keys() - set(row.helped.values_list("membership", flat=True))
    HelpedMember.objects.bulk_create(HelpedMember(activity=row, membership_id=pk) for pk in sorted(fresh))


def _check_members(club: Club, day: date, members: Iterable[Membership], field: str) -> None:
    for member in members:
        if member.club_id != club.pk or not member.holds(day):
            told = _("%s không phải thành viên của câu lạc bộ vào ngày ấy.") % member.person.full_name
            raise ValidationError({field: told})


def _counted(club: Club, day: date, people: int | None, participants: list[Membership]) -> int:
    """How many took part: as typed, else those named."""
    _check_members(club, day, participants, "participants")
    named = len({member.person_id for member in participants})
    if people is not None and people < named:
        raise ValidationError({"people": _("Ít hơn số người đã chọn tên (%s).") % named})
    found = named if people is None else people
    if not found:
        raise ValidationError({"people": _("Hãy ghi số người tham gia, hoặc chọn tên.")})
    return found


def _prove(activity: Activity, upload: UploadedFile[Any], field: str) -> ActivityEvidence:
    return ActivityEvidence.objects.create(activity=activity, file=keep_file(upload, field=field))


def _unprove(rows: Iterable[Any]) -> None:
    for row in rows:
        row.delete()
        drop_file(row.file)

"""Recording a meeting: whole or part by part, by one person or by two at once. The only writer of meetings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.clubs.queries import ended_on
from clb.meetings.models import Meeting, MeetingEdit
from clb.meetings.queries.naming import meeting_called
from clb.members.services.summaries import lock_clubs

from .attendance import take_in_newcomers, take_marks
from .closing import close
from .loans import take_loans
from .money import take_fees, take_gifts, take_repayments
from .patching import Recording
from .readings import move_readings, take_readings
from .words import take_counts, take_notes

Row = Mapping[str, Any]


def record_meeting(
    *,
    by: User,
    club: Club,
    meeting: UUID | None = None,
    seen: int | None = None,
    held_on: date | None = None,
    head: Mapping[str, Any],
    newcomers: Sequence[Row] = (),
    attendance: Sequence[Row] = (),
    attendance_rest: str = "",
    fees: Sequence[Row] = (),
    fees_rest_vnd: int | None = None,
    gifts: Sequence[Row] = (),
    repayments: Sequence[Row] = (),
    repayments_rest: bool = False,
    loans: Sequence[Row] = (),
    readings: Sequence[Row] = (),
    notes: Sequence[Row] = (),
    counts: Sequence[Row] = (),
    close_now: bool = False,
) -> dict[str, Any]:
    """Write down a meeting of `club` on `held_on`, or some parts of it; `close_now` makes its figures stand.

    `meeting` is its id, chosen by the sender; unknown, it is opened. Every part is rows by a key: those sent are set,
    the others stay. `seen` is the version that the sender saw: a row that somebody else changed since, to something
    else, is refused beside it, and whatever does not collide is taken. Answers {"meeting", "version", "merged"}: the
    parts that others changed since `seen`. Raises ValidationError; a RowError names its row. Nothing is stored then.
    """
    lock_clubs([club])
    found = _found(club, meeting, held_on)
    before = found.version
    rec = Recording(by=by, meeting=found, seen=seen if seen is not None else 0)
    _take_head(rec, held_on, head)
    take_in_newcomers(rec, newcomers)
    take_marks(rec, attendance, attendance_rest)
    take_fees(rec, fees, fees_rest_vnd)
    take_gifts(rec, gifts)
    take_repayments(rec, repayments, pay_suggested=repayments_rest)
    take_loans(rec, loans)
    take_readings(rec, readings)
    take_notes(rec, notes)
    take_counts(rec, counts)
    rec.refuse_if_wrong()
    _check_still_open(rec, close_now)
    merged = rec.parts_of_others() if before > rec.seen else []
    if rec.changed:
        MeetingEdit.objects.create(meeting=found, version=rec.version, by=by, parts=sorted(rec.changed))
        found.version = rec.version
        found.save()
    if close_now and not found.is_closed:
        close(rec, saw_all=before <= rec.seen)
    return {"meeting": str(found.pk), "version": found.version, "merged": merged}


def _found(club: Club, meeting: UUID | None, held_on: date | None) -> Meeting:
    """The meeting meant, not stored yet where it is new."""
    known = meeting_called(meeting, club.pk) if meeting else None
    if known:
        if known.club_id != club.pk:
            raise ValidationError({"meeting": _("Buổi họp này không phải của câu lạc bộ.")})
        return known
    if held_on is None:
        raise ValidationError({"held_on": _("Hãy ghi ngày họp.")})
    new = Meeting(club=club, held_on=held_on, month=held_on.replace(day=1))
    if meeting:
        new.pk = meeting
    return new


def _take_head(rec: Recording, held_on: date | None, head: Mapping[str, Any]) -> None:
    """Day, place, times, who led and who wrote. A new meeting is stored here, so that its parts can hang on it."""
    found = rec.meeting
    is_new = found.version == 0 and found._state.adding
    values = dict(head)
    if held_on is not None and (is_new or held_on != found.held_on):
        _check_day(found, held_on, is_new)
        if not is_new:
            move_readings(rec, held_on)
        values |= {"held_on": held_on, "month": held_on.replace(day=1)}
    changed = {name: value for name, value in values.items() if getattr(found, name) != value}
    if changed and not is_new:
        rec.check_version("head", rec.last_version_of("head"))
    for name, value in changed.items():
        setattr(found, name, value)
    if is_new or changed.keys() & {"held_on", "kind"}:
        _check_alone(found)
    if is_new:
        found.save(force_insert=True)
    if is_new or changed:
        rec.changed.add("head")


def _check_day(found: Meeting, held_on: date, is_new: bool) -> None:
    ended = ended_on(found.club)
    if not found.club.founded_on <= held_on <= timezone.localdate():
        raise ValidationError({"held_on": _("Ngày họp phải từ ngày thành lập câu lạc bộ đến hôm nay.")})
    if ended and held_on >= ended:
        raise ValidationError({"held_on": _("Câu lạc bộ không còn hoạt động từ ngày %s.") % f"{ended:%d/%m/%Y}"})
    if not is_new and found.first_closed_at:
        raise ValidationError({"held_on": _("Buổi họp đã từng kết thúc nên không đổi được ngày họp.")})


def _check_alone(found: Meeting) -> None:
    others = Meeting.objects.filter(club=found.club_id).exclude(pk=found.pk)
    if others.filter(held_on=found.held_on).exists():
        raise ValidationError({"held_on": _("Câu lạc bộ đã có buổi họp ghi cho ngày này.")})
    monthly = others.filter(kind=Meeting.Kind.MONTHLY, month=found.month).first()
    if found.kind == Meeting.Kind.MONTHLY and monthly:
        told = _("Tháng này đã có buổi sinh hoạt ngày %s. Nếu là họp thêm, hãy chọn «Họp thêm».")
        raise ValidationError({"held_on": told % f"{monthly.held_on:%d/%m/%Y}"})


def _check_still_open(rec: Recording, close_now: bool) -> None:
    if rec.meeting.is_closed and rec.changed:
        told = _("Buổi họp đã kết thúc, số liệu đã chốt. Muốn sửa, hãy mở lại buổi họp gần nhất.")
        raise ValidationError(told)

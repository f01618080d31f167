"""Opening the last closed meeting again, telling the board, and dropping a meeting opened by mistake."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.queries import ended_on
from clb.fund.models import ClubBook
from clb.fund.queries.closings import closed_until
from clb.health.services import clear_values
from clb.kernel.text import tidy
from clb.meetings.models import Meeting, MeetingEdit, Reopening
from clb.members.services.summaries import lock_clubs

from .readings import VALUES as READING_VALUES


def reopen_meeting(*, by: User, meeting: Meeting, reason: str) -> Reopening:
    """The club's last closed meeting may be written to again; its money stays in the books until it is closed again.

    Raises ValidationError where it is open, where a later meeting or its month is closed, where no reason is given.
    """
    lock_clubs([meeting.club])
    meeting.refresh_from_db()
    if not meeting.is_closed:
        raise ValidationError(_("Buổi họp này đang mở."))
    later = Meeting.objects.filter(club=meeting.club_id, held_on__gt=meeting.held_on, first_closed_at__isnull=False)
    if later.exists():
        day = f"{later.order_by('-held_on')[0].held_on:%d/%m/%Y}"
        raise ValidationError(_("Chỉ mở lại được buổi họp kết thúc gần nhất (ngày %s).") % day)
    if ended_on(meeting.club):
        raise ValidationError(_("Câu lạc bộ đã kết thúc."))
    for fund, until in closed_until(meeting.club).items():
        if meeting.held_on <= until:
            told = _("%(fund)s đã khóa sổ đến hết ngày %(day)s nên không mở lại được. Hãy nhờ xã, Hội mở lại sổ trước.")
            raise ValidationError(told % {"fund": ClubBook.Fund(fund).label, "day": f"{until:%d/%m/%Y}"})
    if not tidy(reason):
        raise ValidationError({"reason": _("Hãy ghi lý do mở lại.")})
    row = Reopening.objects.create(meeting=meeting, by=by, reason=tidy(reason), version_before=meeting.version)
    row.seen_by.add(by)
    meeting.version += 1
    meeting.is_closed = False
    meeting.save(update_fields=["version", "is_closed"])
    MeetingEdit.objects.create(meeting=meeting, version=meeting.version, by=by, parts=["reopened"])
    return row


def see_reopening(*, by: User, reopening: Reopening) -> Reopening:
    """Someone of the board has read that the meeting was reopened."""
    reopening.seen_by.add(by)
    return reopening


def drop_meeting(*, by: User, meeting: Meeting) -> str:
    """A meeting opened by mistake goes, with all that was typed. Raises ValidationError where it was ever closed."""
    lock_clubs([meeting.club])
    meeting.refresh_from_db()
    if meeting.first_closed_at:
        raise ValidationError(_("Buổi họp đã từng kết thúc nên không bỏ được; hãy mở lại và sửa."))
    pk = str(meeting.pk)
    rows = list(meeting.readings.select_related("check_up__club"))
    meeting.readings.all().delete()
    clear_values(by=by, checks=[row.check_up for row in rows], values=READING_VALUES)
    meeting.activities.update(meeting=None)
    meeting.delete()
    return pk

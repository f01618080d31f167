"""What meetings hold about a person. Minutes are frozen for their figures; a name in them goes when it must."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from clb.members.held import COUNTED, Erase, Group, Held, Purpose, holds, holds_nobody

from .models import (
    Activity,
    ActivityEvidence,
    ActivityMonth,
    ActivityPerson,
    AreaMinimum,
    Attendance,
    BoxCount,
    HelpedMember,
    Meeting,
    MeetingEdit,
    MeetingNote,
    MeetingReading,
    Minutes,
    MoneyLine,
    Reopening,
    YearPlanItem,
    YearPlanLink,
)

MEETING = _("Sinh hoạt hằng tháng, hoạt động tám mảng")
BOOKS = _("Biên bản và sổ quỹ phải khớp từng đồng; tên thay bằng mã")

holds(
    Held(
        Meeting,
        Group.ACTIVITY,
        MEETING,
        ("chair", "secretary"),
        kept_because=_("Buổi họp là của cả câu lạc bộ; tên thay bằng mã"),
        words=("place",),
        clubs="club",
        shown=("held_on", "kind"),
    ),
    Held(
        Attendance,
        Group.ACTIVITY,
        MEETING,
        ("membership__person",),
        kept_because=COUNTED,
        shown=("meeting__held_on", "mark"),
    ),
    Held(
        MoneyLine,
        Group.MONEY,
        MEETING,
        ("person", "loan__person"),
        kept_because=BOOKS,
        blank=("purpose", "reason"),
        words=("giver", "source", "purpose", "reason"),
        clubs="meeting__club",
        shown=("meeting__held_on", "kind", "fund", "amount_vnd", "interest_vnd", "purpose", "decision", "reason"),
    ),
    Held(
        MeetingReading,
        Group.HEALTH,
        MEETING,
        ("check_up__person",),
        Erase.DELETE,
        consent=Purpose.HEALTH,
        shown=("meeting__held_on",),
    ),
    Held(
        ActivityPerson,
        Group.ACTIVITY,
        MEETING,
        ("person",),
        kept_because=COUNTED,
        shown=("activity__happened_on", "activity__what"),
    ),
    Held(
        HelpedMember,
        Group.ACTIVITY,
        MEETING,
        ("membership__person",),
        kept_because=COUNTED,
        shown=("activity__happened_on", "activity__what"),
    ),
    Held(Activity, Group.ACTIVITY, MEETING, words=("what", "place"), clubs="club"),
    Held(MeetingNote, Group.ACTIVITY, MEETING, words=("text",), clubs="meeting__club"),
    Held(Minutes, Group.ACTIVITY, MEETING, words=("data",), clubs="meeting__club"),
    Held(Reopening, Group.ACTIVITY, MEETING, words=("reason", "changes"), clubs="meeting__club"),
    Held(BoxCount, Group.MONEY, MEETING, words=("reason",), clubs="meeting__club"),
    Held(YearPlanItem, Group.ACTIVITY, MEETING, words=("what", "who"), clubs="club"),
)
holds_nobody(_("Chỉ có số đếm"), ActivityMonth)
holds_nobody(_("Chỉ có mã, ngày, phần đã sửa"), MeetingEdit, YearPlanLink, Reopening.seen_by.through)
holds_nobody(_("Định mức của một nơi"), AreaMinimum)
holds_nobody(
    _("Ảnh hoạt động chung: phần mềm không biết ai có trong ảnh, người xử lý yêu cầu xem bằng mắt"), ActivityEvidence
)

"""A meeting and its parts. Every part is rows of their own, each with the version of the meeting that last set it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.members.models import Membership, Person

if TYPE_CHECKING:
    from clb.access.models import User


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Meetings that someone may see."""

    def visible_to(self, user: User) -> Self:
        """Meetings of clubs where `user` may read meetings today."""
        return self.filter(club__unit__in=user.reach("meetings.read").values("below"))


class Meeting(models.Model):
    """A club met on a day. Open while it is being written down, closed when its figures stand."""

    class Kind(models.TextChoices):
        """The meeting of the month, or another one."""

        MONTHLY = "MONTHLY", _("Sinh hoạt hằng tháng")
        EXTRA = "EXTRA", _("Họp thêm")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    club = models.ForeignKey(Club, models.PROTECT, related_name="meetings", verbose_name=_("câu lạc bộ"))
    kind = models.CharField(_("loại buổi họp"), max_length=8, choices=Kind.choices, default=Kind.MONTHLY)
    held_on = models.DateField(_("ngày họp"))
    month = models.DateField(_("ngày đầu của tháng họp"))
    begun_at = models.TimeField(_("bắt đầu lúc"), null=True, blank=True)
    ended_at = models.TimeField(_("kết thúc lúc"), null=True, blank=True)
    place = models.CharField(_("nơi họp"), max_length=200, blank=True)
    chair = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("người chủ trì")
    )
    secretary = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("người ghi biên bản")
    )
    # Goes up by one with every act that changes anything of the meeting.
    version = models.PositiveIntegerField(_("lần ghi"), default=0)
    # When the meeting was closed first, and whether it is closed now: a reopened one was held all the same.
    first_closed_at = models.DateTimeField(_("kết thúc lần đầu lúc"), null=True)
    is_closed = models.BooleanField(_("đã kết thúc"), default=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("buổi sinh hoạt")
        constraints = [
            models.UniqueConstraint(
                fields=["club", "held_on"],
                name="club_meets_once_a_day",
                violation_error_message=_("Câu lạc bộ đã có buổi họp ghi cho ngày này."),
            ),
            models.UniqueConstraint(
                fields=["club", "month"],
                condition=Q(kind="MONTHLY"),
                name="club_has_one_monthly_meeting_a_month",
                violation_error_message=_("Tháng này đã có buổi sinh hoạt hằng tháng."),
            ),
            models.CheckConstraint(
                condition=Q(is_closed=False) | Q(first_closed_at__isnull=False), name="closed_meeting_says_since_when"
            ),
        ]
        indexes = [models.Index(fields=["month", "club"], name="meeting_by_month")]

    def __str__(self) -> str:
        return f"{self.club_id} {self.held_on:%d/%m/%Y}"

    @property
    def record_name(self) -> str:
        """What a list of counted records calls it."""
        return self.club.name

    @property
    def record_detail(self) -> str:
        """What such a list says beside the name."""
        return f"{self.held_on:%d/%m/%Y}"


class MeetingRow(models.Model):
    """A row of a meeting's part; `version` is the meeting's version that last set it."""

    version = models.PositiveIntegerField(_("ghi ở lần"))

    class Meta:
        abstract = True


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    """Lines of attendance that someone may see."""

    def visible_to(self, user: User) -> Self:
        """Of meetings of clubs where `user` may read meetings today."""
        return self.filter(meeting__club__unit__in=user.reach("meetings.read").values("below"))


class Attendance(MeetingRow):
    """Was a member there? No row: nobody has said."""

    class Mark(models.TextChoices):
        """The three answers."""

        PRESENT = "PRESENT", _("Có mặt")
        EXCUSED = "EXCUSED", _("Vắng có phép")
        ABSENT = "ABSENT", _("Vắng")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances", verbose_name=_("buổi họp"))
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="attendances", verbose_name=_("thành viên"))
    mark = models.CharField(_("điểm danh"), max_length=7, choices=Mark.choices)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("điểm danh")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "membership"], name="attendance_once_per_meeting_and_member")
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} {self.mark}"

    @property
    def record_name(self) -> str:
        """What a list of counted records calls it."""
        return self.membership.person.full_name

    @property
    def record_detail(self) -> str:
        """What such a list says beside the name."""
        meeting = self.meeting
        return f"{self.get_mark_display()}, {meeting.held_on:%d/%m/%Y} · {meeting.club.name}"


class MeetingNote(MeetingRow):
    """What was said or done at a meeting, in words, by part."""

    class Part(models.TextChoices):
        """The parts that are words; `area` below says which of the eight areas each serves."""

        TOPIC = "TOPIC", _("Chủ đề truyền thông")
        SELF_HELP = "SELF_HELP", _("Tự giúp nhau, hỗ trợ cộng đồng")
        RIGHTS = "RIGHTS", _("Quyền và lợi ích")
        ARTS = "ARTS", _("Văn nghệ, thể thao")
        NEXT_PLAN = "NEXT_PLAN", _("Kế hoạch tháng sau")
        OTHER = "OTHER", _("Việc khác")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="notes", verbose_name=_("buổi họp"))
    part = models.CharField(_("phần"), max_length=9, choices=Part.choices)
    text = models.TextField(_("nội dung"), max_length=4000)

    class Meta:
        verbose_name = _("nội dung buổi họp")
        constraints = [models.UniqueConstraint(fields=["meeting", "part"], name="meeting_note_once_per_part")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.part}"


class MeetingEdit(models.Model):
    """Who changed which parts of a meeting, and when: so that the next person is told."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="edits", verbose_name=_("buổi họp"))
    version = models.PositiveIntegerField(_("lần ghi"))
    by = models.ForeignKey("access.User", models.PROTECT, related_name="+", verbose_name=_("người ghi"))
    at = models.DateTimeField(_("lúc"), auto_now_add=True)
    parts = models.JSONField(_("các phần"), default=list)

    class Meta:
        verbose_name = _("lần ghi buổi họp")
        constraints = [models.UniqueConstraint(fields=["meeting", "version"], name="meeting_edit_once_per_version")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.version}"


class Reopening(models.Model):
    """A closed meeting was opened again: who, why, and, once it is closed again, what changed."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="reopenings", verbose_name=_("buổi họp"))
    by = models.ForeignKey("access.User", models.PROTECT, related_name="+", verbose_name=_("người mở lại"))
    at = models.DateTimeField(_("lúc"), auto_now_add=True)
    reason = models.CharField(_("lý do"), max_length=300)
    version_before = models.PositiveIntegerField(_("lần ghi lúc mở lại"))
    closed_again_at = models.DateTimeField(_("kết thúc lại lúc"), null=True)
    changes = models.JSONField(_("những gì đã đổi"), default=list)
    seen_by = models.ManyToManyField("access.User", related_name="+", verbose_name=_("đã xem"))

    class Meta:
        verbose_name = _("lần mở lại buổi họp")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(closed_again_at__isnull=True), name="meeting_reopened_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.at:%d/%m/%Y}"


class Minutes(models.Model):
    """What the minutes said when the meeting was closed: figures and lists, frozen. One row for each closing."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="minutes", verbose_name=_("buổi họp"))
    version = models.PositiveIntegerField(_("lần ghi"))
    made_at = models.DateTimeField(_("lập lúc"), auto_now_add=True)
    data = models.JSONField(_("nội dung"))

    class Meta:
        verbose_name = _("biên bản")
        constraints = [models.UniqueConstraint(fields=["meeting", "version"], name="minutes_once_per_closing")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.made_at:%d/%m/%Y}"

"""What a club did, by the eight areas, and each club's month in figures."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clb.board.models import SubGroup
from clb.clubs.models import Club
from clb.members.models import Membership, Person

from .meetings import Meeting

if TYPE_CHECKING:
    from clb.access.models import User


class Area(models.IntegerChoices):
    """The eight areas of activity. Number 7 has two wordings: culture and arts with sport, or spiritual life."""

    INCOME = 1, _("Tăng thu nhập")
    HEALTH = 2, _("Chăm sóc sức khỏe")
    HOME_CARE = 3, _("Tình nguyện viên chăm sóc tại nhà")
    SELF_HELP = 4, _("Tự giúp nhau, hỗ trợ cộng đồng")
    RIGHTS = 5, _("Bảo vệ quyền, lợi ích")
    COMMUNICATION = 6, _("Truyền thông, nâng cao nhận thức")
    CULTURE = 7, _("Thể thao, văn hóa, văn nghệ (đời sống tinh thần)")
    RESOURCES = 8, _("Vận động nguồn lực")


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Activities that someone may see."""

    def visible_to(self, user: User) -> Self:
        """Activities of clubs where `user` may read meetings today."""
        return self.filter(club__unit__in=user.reach("meetings.read").values("below"))


class Activity(models.Model):
    """Something that a club did in one area on a day.

    `derived_from` names the part of a closed meeting that it follows from; such a row is made and unmade with the
    meeting's closing and reopening, never by hand.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    club = models.ForeignKey(Club, models.PROTECT, related_name="activities", verbose_name=_("câu lạc bộ"))
    area = models.PositiveSmallIntegerField(_("mảng"), choices=Area.choices)
    happened_on = models.DateField(_("ngày"))
    what = models.CharField(_("việc đã làm"), max_length=300)
    place = models.CharField(_("nơi"), max_length=200, blank=True)
    people = models.PositiveIntegerField(_("số người tham gia"))
    hours = models.DecimalField(_("số giờ"), max_digits=6, decimal_places=1, null=True)
    work_days = models.DecimalField(_("số ngày công"), max_digits=6, decimal_places=1, null=True)
    meeting = models.ForeignKey(
        Meeting, models.CASCADE, null=True, related_name="activities", verbose_name=_("ở buổi họp")
    )
    # The group of the club that met, where it was one: its sessions are activities like any other.
    sub_group = models.ForeignKey(
        SubGroup, models.SET_NULL, null=True, related_name="sessions", verbose_name=_("buổi của tổ")
    )
    derived_from = models.CharField(_("suy ra từ"), max_length=12, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("hoạt động")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "derived_from"],
                condition=~Q(derived_from=""),
                name="activity_derived_once_per_meeting_part",
            ),
            models.CheckConstraint(
                condition=Q(area__gte=1) & Q(area__lte=8),
                name="activity_in_one_of_eight_areas",
                violation_error_message=_("Mảng hoạt động phải từ 1 đến 8."),
            ),
            models.CheckConstraint(
                condition=Q(derived_from="") | Q(meeting__isnull=False), name="derived_activity_has_its_meeting"
            ),
        ]
        indexes = [models.Index(fields=["club", "happened_on"], name="activity_by_club_and_day")]

    def __str__(self) -> str:
        return f"{self.area} {self.happened_on:%d/%m/%Y}"


class ActivityPerson(models.Model):
    """Who took part, where it is known by name."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="participants", verbose_name=_("hoạt động"))
    person = models.ForeignKey(Person, models.CASCADE, related_name="activities", verbose_name=_("người"))

    class Meta:
        verbose_name = _("người tham gia hoạt động")
        constraints = [models.UniqueConstraint(fields=["activity", "person"], name="in_an_activity_once")]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.person_id}"


class HelpedMember(models.Model):
    """Whom of the club's members something was done for: visited, given rice, a fence mended.

    Of any activity, one that follows from a meeting too; beside who took part, who may be the same people.
    """

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="helped", verbose_name=_("hoạt động"))
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="helped", verbose_name=_("thành viên"))

    class Meta:
        verbose_name = _("thành viên được giúp đỡ")
        constraints = [models.UniqueConstraint(fields=["activity", "membership"], name="helped_by_an_activity_once")]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.membership_id}"


class ActivityMonth(models.Model):
    """A club's month in figures: was its monthly meeting held (closed at least once), attendance, activities by area.

    Kept in the transaction of whatever changes it, and re-derivable at any time; no row: nothing was recorded.
    """

    club = models.ForeignKey(Club, models.CASCADE, related_name="activity_months", verbose_name=_("câu lạc bộ"))
    month_end = models.DateField(_("cuối tháng"))
    met_on = models.DateField(_("ngày họp tháng"), null=True)
    # Of all meetings of the month: members marked present, and members marked at all.
    present = models.PositiveIntegerField(_("lượt có mặt"))
    marked = models.PositiveIntegerField(_("lượt điểm danh"))
    area_1 = models.PositiveIntegerField(_("mảng 1"))
    area_2 = models.PositiveIntegerField(_("mảng 2"))
    area_3 = models.PositiveIntegerField(_("mảng 3"))
    area_4 = models.PositiveIntegerField(_("mảng 4"))
    area_5 = models.PositiveIntegerField(_("mảng 5"))
    area_6 = models.PositiveIntegerField(_("mảng 6"))
    area_7 = models.PositiveIntegerField(_("mảng 7"))
    area_8 = models.PositiveIntegerField(_("mảng 8"))

    class Meta:
        verbose_name = _("số hoạt động tháng của câu lạc bộ")
        constraints = [models.UniqueConstraint(fields=["club", "month_end"], name="one_activity_month_per_club")]
        indexes = [models.Index(fields=["month_end", "club"], name="activity_month_by_month")]

    def __str__(self) -> str:
        return f"{self.club_id} {self.month_end:%m/%Y}"

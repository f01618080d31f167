"""What a club did, by the eight areas, and each club's month in figures."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.members.models import Person

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
    club = models.ForeignKey(Club, models.PROTECT, related_name="activities", verbose_name="câu lạc bộ")
    area = models.PositiveSmallIntegerField("mảng", choices=Area.choices)
    happened_on = models.DateField("ngày")
    what = models.CharField("việc đã làm", max_length=300)
    place = models.CharField("nơi", max_length=200, blank=True)
    people = models.PositiveIntegerField("số người tham gia")
    hours = models.DecimalField("số giờ", max_digits=6, decimal_places=1, null=True)
    work_days = models.DecimalField("số ngày công", max_digits=6, decimal_places=1, null=True)
    meeting = models.ForeignKey(
        Meeting, models.CASCADE, null=True, related_name="activities", verbose_name="ở buổi họp"
    )
    derived_from = models.CharField("suy ra từ", max_length=12, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "hoạt động"
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

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="participants", verbose_name="hoạt động")
    person = models.ForeignKey(Person, models.CASCADE, related_name="activities", verbose_name="người")

    class Meta:
        verbose_name = "người tham gia hoạt động"
        constraints = [models.UniqueConstraint(fields=["activity", "person"], name="in_an_activity_once")]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.person_id}"


class ActivityMonth(models.Model):
    """A club's month in figures: was its monthly meeting held (closed at least once), attendance, activities by area.

    Kept in the transaction of whatever changes it, and re-derivable at any time; no row: nothing was recorded.
    """

    club = models.ForeignKey(Club, models.CASCADE, related_name="activity_months", verbose_name="câu lạc bộ")
    month_end = models.DateField("cuối tháng")
    met_on = models.DateField("ngày họp tháng", null=True)
    # Of all meetings of the month: members marked present, and members marked at all.
    present = models.PositiveIntegerField("lượt có mặt")
    marked = models.PositiveIntegerField("lượt điểm danh")
    area_1 = models.PositiveIntegerField("mảng 1")
    area_2 = models.PositiveIntegerField("mảng 2")
    area_3 = models.PositiveIntegerField("mảng 3")
    area_4 = models.PositiveIntegerField("mảng 4")
    area_5 = models.PositiveIntegerField("mảng 5")
    area_6 = models.PositiveIntegerField("mảng 6")
    area_7 = models.PositiveIntegerField("mảng 7")
    area_8 = models.PositiveIntegerField("mảng 8")

    class Meta:
        verbose_name = "số hoạt động tháng của câu lạc bộ"
        constraints = [models.UniqueConstraint(fields=["club", "month_end"], name="one_activity_month_per_club")]
        indexes = [models.Index(fields=["month_end", "club"], name="activity_month_by_month")]

    def __str__(self) -> str:
        return f"{self.club_id} {self.month_end:%m/%Y}"

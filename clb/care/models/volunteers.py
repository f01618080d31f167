"""Who gives care at home in a club, what they can do, and when they cannot."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.kernel.dates import Period, PeriodQuerySet
from clb.members.models import Person

from .listed import Listed
from .words import CareKind, Days

if TYPE_CHECKING:
    from clb.access.models import User


class VolunteerQuerySet(PeriodQuerySet):
    """Volunteers that someone may see."""

    def visible_to(self, user: User) -> Self:
        """Those of clubs where `user` may read care, and oneself."""
        oneself = Q(person__signs_in__user=user, club__unit__in=user.reach("care.read_own").values("below"))
        return self.filter(Q(club__unit__in=user.reach("care.read").values("below")) | oneself)


class Volunteer(Listed, Period):
    """Someone cares for people at home in the name of a club, from a day until a day."""

    class StopReason(models.TextChoices):
        """Why a volunteer stopped; nothing about health."""

        ASKED = "ASKED", _("Xin thôi")
        MOVED = "MOVED", _("Chuyển nơi ở")
        DIED = "DIED", _("Qua đời")
        CLUB = "CLUB", _("Câu lạc bộ cho thôi")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    club = models.ForeignKey(Club, models.PROTECT, related_name="volunteers", verbose_name=_("câu lạc bộ"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="volunteering", verbose_name=_("người"))
    weekdays = models.PositiveSmallIntegerField(_("ngày rảnh"), default=Days.ALL)
    kinds = models.JSONField(_("nhận việc"), default=list)
    pledged_on = models.DateField(_("ngày ký cam kết"), null=True, blank=True)
    stop_reason = models.CharField(_("lý do thôi"), max_length=5, choices=StopReason.choices, blank=True)

    objects = VolunteerQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = _("tình nguyện viên chăm sóc tại nhà")
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["club", "person"],
                condition=Q(until_on__isnull=True),
                name="volunteer_once_per_club_at_a_time",
                violation_error_message=_("Người này đang là tình nguyện viên của câu lạc bộ."),
            ),
            models.CheckConstraint(
                condition=Q(weekdays__gte=1, weekdays__lte=Days.ALL),
                name="volunteer_is_free_some_day",
                violation_error_message=_("Hãy chọn ít nhất một ngày rảnh."),
            ),
        ]
        indexes = [models.Index(fields=["club", "from_on", "until_on"], name="volunteer_by_club_and_day")]

    def __str__(self) -> str:
        return str(self.person_id)

    @property
    def days_shown(self) -> str:
        """Free days in words."""
        return str(_("Ngày nào cũng được")) if self.weekdays == Days.ALL else Days.shown(self.weekdays)

    @property
    def kinds_shown(self) -> list[str]:
        """Kinds of care that this person gives, in words."""
        return [str(kind.label) for kind in CareKind if kind.value in self.kinds]


class VolunteerTraining(models.Model):
    """A training that a volunteer attended."""

    volunteer = models.ForeignKey(
        Volunteer, models.CASCADE, related_name="trainings", verbose_name=_("tình nguyện viên")
    )
    held_on = models.DateField(_("ngày"))
    topic = models.CharField(_("tập huấn về việc gì"), max_length=120)

    class Meta:
        verbose_name = _("lần tập huấn của tình nguyện viên")
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer", "held_on", "topic"],
                name="volunteer_training_once_a_day_and_topic",
                violation_error_message=_("Lần tập huấn này đã được ghi."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.held_on:%d/%m/%Y} {self.topic}"


class VolunteerAbsence(models.Model):
    """Days on which a volunteer cannot come. Why is nobody's business: it would be about health."""

    volunteer = models.ForeignKey(
        Volunteer, models.CASCADE, related_name="absences", verbose_name=_("tình nguyện viên")
    )
    from_on = models.DateField(_("từ ngày"))
    until_on = models.DateField(_("đến hết ngày"))

    class Meta:
        verbose_name = _("những ngày tình nguyện viên vắng")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=models.F("from_on")),
                name="volunteer_absence_ends_after_it_begins",
                violation_error_message=_("Ngày cuối không được trước ngày đầu."),
            )
        ]
        indexes = [models.Index(fields=["volunteer", "until_on"], name="absence_by_volunteer_and_day")]

    def __str__(self) -> str:
        return f"{self.from_on:%d/%m/%Y}–{self.until_on:%d/%m/%Y}"

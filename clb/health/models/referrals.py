"""A person sent on to a doctor: why, by when, who sees to it, who was told, and what came of it."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.kernel.encrypted import EncryptedTextField
from clb.members.models import Consent, Person, not_withheld

from .readings import HealthCheck

if TYPE_CHECKING:
    from clb.access.models import User


class ReferralQuerySet(models.QuerySet["Referral"]):
    """Referrals that someone may see."""

    def visible_to(self, user: User) -> Self:
        """Those of clubs where `user` may read health today, unless the person took the agreement back."""
        mine = self.filter(club__unit__in=user.reach("health.read").values("below"))
        return mine.filter(not_withheld(Consent.Purpose.HEALTH))

    def open(self) -> Self:
        """Those of which the result is not recorded yet."""
        return self.filter(outcome="")


class Referral(models.Model):
    """Someone was asked to see a doctor. It is a task with a due day until its result is recorded.

    The values that led to it stand with the reading; here is only of what kind they were.
    """

    class Reason(models.TextChoices):
        """Of what kind the reason is."""

        PRESSURE = "PRESSURE", _("Huyết áp")
        GLUCOSE = "GLUCOSE", _("Đường huyết")
        BODY = "BODY", _("Cân nặng, vòng eo")
        CHECK_UP = "CHECK_UP", _("Theo kết quả khám định kỳ")
        OTHER = "OTHER", _("Lý do khác")

    class To(models.TextChoices):
        """Where the person is to go."""

        STATION = "STATION", _("Trạm y tế xã")
        HOSPITAL = "HOSPITAL", _("Trung tâm y tế, bệnh viện")

    class Outcome(models.TextChoices):
        """What came of it, in the doctor's few words or why nobody was seen."""

        FINE = "FINE", _("Đã khám: không cần điều trị")
        WATCH = "WATCH", _("Đã khám: theo dõi, hẹn đo lại")
        TREATED = "TREATED", _("Đã khám: được kê đơn, điều trị tại nhà")
        HOSPITAL = "HOSPITAL", _("Đã khám: chuyển tuyến trên hoặc nhập viện")
        REFUSED = "REFUSED", _("Chưa khám: người này không muốn đi")
        UNABLE = "UNABLE", _("Chưa khám: không đi được")

    SEEN = (Outcome.FINE, Outcome.WATCH, Outcome.TREATED, Outcome.HOSPITAL)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, models.CASCADE, related_name="referrals", verbose_name=_("người"))
    club = models.ForeignKey(Club, models.PROTECT, related_name="referrals", verbose_name=_("câu lạc bộ"))
    check_up = models.ForeignKey(
        HealthCheck, models.SET_NULL, null=True, related_name="referrals", verbose_name=_("lần đo")
    )
    reason = models.CharField(_("lý do"), max_length=8, choices=Reason.choices)
    is_danger = models.BooleanField(_("số đo ở mức nguy hiểm"), default=False)
    opened_on = models.DateField(_("ngày chuyển khám"))
    to = models.CharField(_("đi khám ở"), max_length=8, choices=To.choices)
    due_on = models.DateField(_("hạn đi khám"))
    # Who sees to it that the person goes; none: the chair.
    owner = models.ForeignKey(
        Person, models.SET_NULL, null=True, related_name="+", verbose_name=_("người phụ trách đưa đi khám")
    )
    told_person = models.BooleanField(_("đã báo người này"), default=False)
    told_kin = models.BooleanField(_("đã báo người thân"), default=False)
    outcome = models.CharField(_("kết quả"), max_length=8, choices=Outcome.choices, blank=True)
    seen_on = models.DateField(_("ngày khám"), null=True)
    closed_on = models.DateField(_("ngày ghi kết quả"), null=True)
    next_check_on = models.DateField(_("ngày khám, đo lại"), null=True)
    note = EncryptedTextField(_("ghi chú"), blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = _("chuyển khám")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "club"],
                condition=Q(outcome=""),
                name="referral_open_once_per_person_and_club",
                violation_error_message=_("Người này đang có một lần chuyển khám chưa xong."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opened_on")),
                name="referral_due_after_opened",
                violation_error_message=_("Hạn đi khám không được trước ngày chuyển khám."),
            ),
            models.CheckConstraint(
                condition=Q(outcome="", closed_on__isnull=True) | ~Q(outcome="") & Q(closed_on__isnull=False),
                name="referral_closed_with_its_outcome",
            ),
        ]
        indexes = [models.Index(fields=["club", "outcome", "due_on"], name="referral_by_club_and_state")]

    def __str__(self) -> str:
        return f"{self.opened_on:%d/%m/%Y} {self.get_to_display()}"

    @property
    def is_open(self) -> bool:
        """Is its result not recorded yet?"""
        return not self.outcome

    def state_on(self, day: date) -> str:
        """DONE, OVERDUE or DUE, as the mark on the page takes it."""
        return "DONE" if self.outcome else "OVERDUE" if self.due_on < day else "DUE"

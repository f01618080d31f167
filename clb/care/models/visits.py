"""Visits to people cared for, what alarmed somebody there, and days on which the plan was changed."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clb.health.models import Referral
from clb.kernel.encrypted import EncryptedTextField
from clb.members.models import Consent, not_withheld

from .clients import CareClient, OfVisibleClientQuerySet
from .volunteers import Volunteer
from .words import Danger, HowIs, Task

if TYPE_CHECKING:
    from clb.access.models import User


class CareVisitQuerySet(OfVisibleClientQuerySet["CareVisit"]):
    """Visits that someone may see or put right."""

    def visible_to(self, user: User) -> Self:
        """Of the clients that `user` may see, unless the person took the agreement back."""
        return super().visible_to(user).filter(not_withheld(Consent.Purpose.HEALTH, "client__person"))

    def changeable_by(self, user: User) -> Self:
        """Those where `user` may read all care; to a volunteer, those that this volunteer made, of the own clients."""
        mine = Q(volunteer__person__signs_in__user=user)
        return self.visible_to(user).filter(mine | Q(client__club__unit__in=user.reach("care.read").values("below")))


class CareVisit(models.Model):
    """Somebody came: what was done, how the person seemed, what was a danger. Never in the journal, read by few."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    client = models.ForeignKey(CareClient, models.CASCADE, related_name="visits", verbose_name=_("người được chăm sóc"))
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="visits", verbose_name=_("tình nguyện viên"))
    companion = models.ForeignKey(
        Volunteer, models.PROTECT, null=True, related_name="visits_along", verbose_name=_("người đi cùng")
    )
    visited_on = models.DateField(_("ngày đến"))
    minutes = models.PositiveSmallIntegerField(_("số phút"))
    tasks = models.JSONField(_("đã làm gì"), default=list)
    how_is = models.CharField(_("thấy người ấy"), max_length=6, choices=HowIs.choices)
    dangers = models.JSONField(_("dấu hiệu nguy hiểm"), default=list)
    note = EncryptedTextField(_("ghi thêm"), blank=True, default="")

    objects = CareVisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần chăm sóc tại nhà")
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=5, minutes__lte=720),
                name="care_visit_within_a_day",
                violation_error_message=_("Số phút phải từ 5 đến 720."),
            ),
            models.CheckConstraint(
                condition=Q(companion__isnull=True) | ~Q(companion=models.F("volunteer")),
                name="care_visit_with_somebody_else",
                violation_error_message=_("Người đi cùng phải là người khác."),
            ),
        ]
        indexes = [
            models.Index(fields=["client", "-visited_on", "-id"], name="care_visit_newest_first"),
            models.Index(fields=["volunteer", "visited_on"], name="care_visit_by_volunteer"),
            models.Index(fields=["companion", "visited_on"], name="care_visit_by_companion"),
        ]

    def __str__(self) -> str:
        return f"{self.visited_on:%d/%m/%Y}"

    @property
    def tasks_shown(self) -> list[str]:
        """What was done, in words."""
        return [str(task.label) for task in Task if task.value in self.tasks]

    @property
    def dangers_shown(self) -> list[str]:
        """What was a danger, in words; empty where nothing was."""
        return [str(danger.label) for danger in Danger if danger.value in self.dangers]


class DangerAlert(models.Model):
    """A danger seen at a visit, open until somebody writes down what was done, or the referral it led to is closed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    visit = models.OneToOneField(CareVisit, models.CASCADE, related_name="alert", verbose_name=_("lần chăm sóc"))
    referral = models.ForeignKey(
        Referral, models.SET_NULL, null=True, related_name="care_alerts", verbose_name=_("chuyển khám")
    )
    # The referral was opened by this visit and not joined: then it goes with a danger that was a mistake.
    opened_referral = models.BooleanField(_("lần này mở chuyển khám"), default=False)
    settled_on = models.DateField(_("giải quyết ngày"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("người ghi")
    )
    outcome = EncryptedTextField(_("đã làm gì"), blank=True, default="")

    class Meta:
        verbose_name = _("báo động khi chăm sóc")
        indexes = [models.Index(fields=["settled_on"], name="danger_alert_by_settling")]

    def __str__(self) -> str:
        return str(self.visit_id)


class RosterChange(models.Model):
    """One planned day of a client on which nobody need come, or somebody else comes."""

    class Reason(models.TextChoices):
        """Why nobody need come."""

        AWAY = "AWAY", _("Người được chăm sóc đi vắng, nằm viện")
        HOLIDAY = "HOLIDAY", _("Ngày lễ, Tết")
        WEATHER = "WEATHER", _("Mưa bão, lũ lụt")

    client = models.ForeignKey(
        CareClient, models.CASCADE, related_name="roster_changes", verbose_name=_("người được chăm sóc")
    )
    planned_on = models.DateField(_("ngày"))
    volunteer = models.ForeignKey(
        Volunteer, models.CASCADE, null=True, related_name="stands_in", verbose_name=_("người đi thay")
    )
    reason = models.CharField(_("lý do không cần đến"), max_length=7, choices=Reason.choices, blank=True)

    objects = OfVisibleClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("thay đổi trong lịch chăm sóc")
        constraints = [
            models.UniqueConstraint(
                fields=["client", "planned_on"],
                name="roster_changed_once_a_day",
                violation_error_message=_("Ngày ấy đã có thay đổi trong lịch."),
            ),
            models.CheckConstraint(
                condition=Q(volunteer__isnull=True, reason__in=["AWAY", "HOLIDAY", "WEATHER"])
                | Q(volunteer__isnull=False, reason=""),
                name="roster_change_is_off_or_stood_in",
            ),
        ]
        indexes = [models.Index(fields=["volunteer", "planned_on"], name="roster_change_by_volunteer")]

    def __str__(self) -> str:
        return f"{self.client_id} {self.planned_on:%d/%m/%Y}"

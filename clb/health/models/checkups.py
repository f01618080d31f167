"""Periodic check-ups: the days agreed with a health station, and who was called, seen or missed."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.members.models import Consent, Person, not_withheld
from clb.places.models import Unit

from .readings import HealthCheck

if TYPE_CHECKING:
    from clb.access.models import User


class CheckUpCampaignQuerySet(models.QuerySet["CheckUpCampaign"]):
    """Campaigns that someone may see."""

    def visible_to(self, user: User) -> Self:
        """Those on ground where `user` may see clubs, or to which such a club is invited: they name nobody."""
        mine = user.reach("clubs.read").values("below")
        around = Unit.objects.filter(links_down__below__in=mine).values("pk")
        return self.filter(Q(unit__in=mine) | Q(unit__level=Unit.Level.COMMUNE, unit__in=around))


class CheckUpCampaign(models.Model):
    """A periodic check-up held for a club, or for all clubs of a commune, with the health station."""

    class Kind(models.TextChoices):
        """What is looked at."""

        GENERAL = "GENERAL", _("Khám tổng quát")
        PRESSURE = "PRESSURE", _("Huyết áp, tim mạch")
        BODY = "BODY", _("Cân, đo, BMI")
        GLUCOSE = "GLUCOSE", _("Đường huyết")
        EYES = "EYES", _("Mắt")
        OTHER = "OTHER", _("Khác")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="check_up_campaigns", verbose_name=_("tại"))
    held_on = models.DateField(_("ngày khám"))
    until_on = models.DateField(_("đến hết ngày"))
    venue = models.CharField(_("nơi khám"), max_length=200)
    kinds = models.JSONField(_("khám những gì"), default=list)

    objects = CheckUpCampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("đợt khám sức khỏe định kỳ")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("held_on")),
                name="check_up_campaign_ends_after_it_begins",
                violation_error_message=_("Ngày cuối không được trước ngày đầu."),
            )
        ]
        indexes = [models.Index(fields=["unit", "held_on"], name="campaign_by_unit_and_day")]

    def __str__(self) -> str:
        return f"{self.held_on:%d/%m/%Y}"

    @property
    def kinds_shown(self) -> str:
        """What is looked at, in words."""
        return ", ".join(str(self.Kind(kind).label) for kind in self.kinds if kind in self.Kind.values)


class CheckUpQuerySet(models.QuerySet["CheckUp"]):
    """Check-ups that someone may see."""

    def visible_to(self, user: User) -> Self:
        """Those of clubs where `user` may read health today, unless the person took the agreement back."""
        mine = self.filter(club__unit__in=user.reach("health.read").values("below"))
        return mine.filter(not_withheld(Consent.Purpose.HEALTH))


class CheckUp(models.Model):
    """One person and one campaign (or none, where they went by themselves): called, seen, or missed."""

    class State(models.TextChoices):
        """How far it came."""

        CALLED = "CALLED", _("Đã mời")
        SEEN = "SEEN", _("Đã khám")
        MISSED = "MISSED", _("Không đến")

    class Missed(models.TextChoices):
        """Why somebody did not come."""

        AWAY = "AWAY", _("Đi vắng, bận việc")
        WEAK = "WEAK", _("Yếu, không đi được")
        NOBODY = "NOBODY", _("Không có người đưa đi")
        UNTOLD = "UNTOLD", _("Không biết ngày khám")
        REFUSED = "REFUSED", _("Không muốn khám")
        OTHER = "OTHER", _("Lý do khác")

    class FollowUp(models.TextChoices):
        """What the doctor says comes next."""

        NONE = "NONE", _("Không cần khám thêm")
        WATCH = "WATCH", _("Theo dõi, đo đều")
        REFER = "REFER", _("Cần khám, điều trị thêm")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, models.CASCADE, related_name="check_ups", verbose_name=_("người"))
    club = models.ForeignKey(Club, models.PROTECT, related_name="check_ups", verbose_name=_("câu lạc bộ"))
    campaign = models.ForeignKey(
        CheckUpCampaign, models.PROTECT, null=True, related_name="check_ups", verbose_name=_("đợt khám")
    )
    state = models.CharField(_("tình trạng"), max_length=6, choices=State.choices)
    called_on = models.DateField(_("ngày mời"), null=True)
    seen_on = models.DateField(_("ngày khám"), null=True)
    missed = models.CharField(_("vì sao không đến"), max_length=8, choices=Missed.choices, blank=True)
    # What was measured there, so that both can be taken back together.
    reading = models.OneToOneField(
        HealthCheck, models.SET_NULL, null=True, related_name="+", verbose_name=_("số đo lúc khám")
    )
    follow_up = models.CharField(_("sau khám"), max_length=6, choices=FollowUp.choices, blank=True)

    objects = CheckUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần khám định kỳ")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "person"],
                condition=Q(campaign__isnull=False),
                name="check_up_once_a_campaign",
                violation_error_message=_("Người này đã có trong đợt khám."),
            ),
            models.UniqueConstraint(
                fields=["person", "seen_on"],
                condition=Q(seen_on__isnull=False),
                name="check_up_seen_once_a_day",
                violation_error_message=_("Người này đã có lần khám ghi cho ngày ấy."),
            ),
            models.CheckConstraint(
                condition=Q(state="SEEN", seen_on__isnull=False) | ~Q(state="SEEN") & Q(seen_on__isnull=True),
                name="check_up_seen_on_a_day",
                violation_error_message=_("Đã khám thì phải ghi ngày khám."),
            ),
            models.CheckConstraint(
                condition=Q(missed="") | Q(state="MISSED"), name="check_up_reason_only_of_a_missed_one"
            ),
        ]
        indexes = [models.Index(fields=["club", "seen_on"], name="check_up_by_club_and_day")]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.seen_on:%d/%m/%Y}" if self.seen_on else self.get_state_display()

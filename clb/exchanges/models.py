"""Trainings, talks and visits at which clubs learn from each other: who came, what was learnt, what follows."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.places.models import Unit
from clb.plans.models import Task

if TYPE_CHECKING:
    from clb.access.models import User


class ExchangeQuerySet(models.QuerySet["Exchange"]):
    """Exchanges that someone may see."""

    def visible_to(self, user: User) -> Self:
        """Those held for a unit, or with a club, where `user` may read exchanges today."""
        here = user.reach("exchanges.read").values("below")
        with_club = ExchangeClub.objects.filter(exchange=models.OuterRef("pk"), club__unit__in=here)
        return self.filter(Q(unit__in=here) | models.Exists(with_club))


class Exchange(models.Model):
    """One training, talk or visit, held by a unit or a club, within its ground or elsewhere."""

    class Kind(models.TextChoices):
        """What it was."""

        TRAINING = "TRAINING", _("Tập huấn")
        TALK = "TALK", _("Nói chuyện, truyền thông")
        VISIT = "VISIT", _("Tham quan, giao lưu")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="exchanges", verbose_name=_("nơi tổ chức"))
    kind = models.CharField(_("loại"), max_length=8, choices=Kind.choices)
    title = models.CharField(_("về việc gì"), max_length=200)
    held_on = models.DateField(_("ngày"), db_index=True)
    place = models.CharField(_("địa điểm"), max_length=200, blank=True)
    host = models.CharField(_("bên đón, bên giảng"), max_length=200, blank=True)
    is_outside = models.BooleanField(_("ngoài địa bàn"), default=False)
    people = models.PositiveIntegerField(_("số người dự"))
    lessons = models.TextField(_("điều học được"), max_length=4000, blank=True)
    task = models.ForeignKey(
        Task, models.SET_NULL, null=True, related_name="exchanges", verbose_name=_("phục vụ nhiệm vụ của kế hoạch")
    )

    objects = ExchangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("buổi tập huấn, giao lưu")
        constraints = [
            models.CheckConstraint(
                condition=Q(people__gte=1),
                name="exchange_with_somebody",
                violation_error_message=_("Số người dự phải từ 1."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class ExchangeClub(models.Model):
    """A club that took part, as host or as guest."""

    exchange = models.ForeignKey(Exchange, models.CASCADE, related_name="clubs", verbose_name=_("buổi"))
    club = models.ForeignKey(Club, models.PROTECT, related_name="exchanges", verbose_name=_("câu lạc bộ"))

    class Meta:
        verbose_name = _("câu lạc bộ tham dự")
        constraints = [models.UniqueConstraint(fields=["exchange", "club"], name="club_takes_part_once")]

    def __str__(self) -> str:
        return f"{self.exchange_id} {self.club_id}"


class FollowUp(models.Model):
    """Something to be done after it, by whom and until when."""

    exchange = models.ForeignKey(Exchange, models.CASCADE, related_name="follow_ups", verbose_name=_("buổi"))
    text = models.CharField(_("việc"), max_length=300)
    owner = models.CharField(_("ai làm"), max_length=120)
    due_on = models.DateField(_("hạn"))
    done_on = models.DateField(_("xong ngày"), null=True)
    evidence = models.CharField(_("bằng chứng"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("việc làm tiếp")

    def __str__(self) -> str:
        return self.text

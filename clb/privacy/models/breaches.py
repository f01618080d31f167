"""Breaches of personal data: what happened, since when it is known, whom it touches, who was told."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clb.places.models import Unit

if TYPE_CHECKING:
    from clb.access.models import User


class BreachQuerySet(models.QuerySet["Breach"]):
    """Breaches that someone may see."""

    def visible_to(self, user: User) -> Self:
        """At places where `user` may read them today."""
        return self.filter(unit__in=user.reach("privacy.read").values("below"))


class Breach(models.Model):
    """Data of people were seen, taken, changed or lost by mistake or by force. It names nobody."""

    class Kind(models.TextChoices):
        """What became of the data."""

        DISCLOSED = "DISCLOSED", _("Lộ cho người không được xem")
        STOLEN = "STOLEN", _("Bị lấy trộm (máy, sổ, mật khẩu)")
        LOST = "LOST", _("Mất, hỏng")
        CHANGED = "CHANGED", _("Bị sửa trái phép")
        MISUSED = "MISUSED", _("Dùng sai mục đích")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="breaches", verbose_name=_("nơi xảy ra"))
    kind = models.CharField(_("chuyện gì"), max_length=9, choices=Kind.choices)
    what = models.TextField(_("xảy ra thế nào"), max_length=2000)
    data_kinds = models.CharField(_("dữ liệu nào"), max_length=300)
    people = models.PositiveIntegerField(_("khoảng bao nhiêu người"), null=True)
    happened_on = models.DateField(_("ngày xảy ra"), null=True)
    known_at = models.DateTimeField(_("biết lúc"))
    measures = models.TextField(_("đã làm gì để chặn, khắc phục"), max_length=2000, blank=True)
    closed_on = models.DateField(_("ngày xong"), null=True)

    objects = BreachQuerySet.as_manager()

    class Meta:
        verbose_name = _("vụ lộ, mất dữ liệu")
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | ~Q(measures=""),
                name="closed_breach_says_what_was_done",
                violation_error_message=_("Hãy ghi đã làm gì trước khi ghi xong."),
            ),
        ]
        indexes = [models.Index(F("known_at").desc(), name="breach_by_moment")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.known_at:%d/%m/%Y}"


class BreachNotice(models.Model):
    """Somebody was told of a breach."""

    class To(models.TextChoices):
        """Who is to be told."""

        AUTHORITY = "AUTHORITY", _("Cơ quan chuyên trách bảo vệ dữ liệu cá nhân")
        PEOPLE = "PEOPLE", _("Những người có dữ liệu")
        ABOVE = "ABOVE", _("Cấp trên")

    breach = models.ForeignKey(Breach, models.CASCADE, related_name="notices", verbose_name=_("vụ việc"))
    to = models.CharField(_("báo cho"), max_length=9, choices=To.choices)
    told_at = models.DateTimeField(_("báo lúc"))
    how = models.CharField(_("báo bằng cách nào, số văn bản"), max_length=300)

    class Meta:
        verbose_name = _("lần báo về vụ việc")

    def __str__(self) -> str:
        return f"{self.get_to_display()} {self.told_at:%d/%m/%Y}"

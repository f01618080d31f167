"""Circumstances of a person through time, each recorded by itself; most of them are sensitive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from clb.kernel.dates import Period, PeriodQuerySet

from .people import Membership, Person

if TYPE_CHECKING:
    from clb.access.models import User


class CircumstanceQuerySet(PeriodQuerySet):
    """Circumstances that someone may see."""

    def visible_to(self, user: User) -> Self:
        """Ordinary ones of people whom `user` may see; sensitive ones where `user` may read such things today."""
        clubs = user.reach("members.read_sensitive").values("below")
        private = Membership.objects.filter(person=models.OuterRef("person"), club__unit__in=clubs)
        seen = self.filter(person__in=Person.objects.visible_to(user))
        return seen.filter(Q(kind__in=Circumstance.ORDINARY) | models.Exists(private))


class Circumstance(Period):
    """Something that held of a person from a day until a day. No row means that nobody has said, not that it is not."""

    class Kind(models.TextChoices):
        """What may be recorded. NO_PENSION: asked, and the person receives no pension and no monthly benefit."""

        LIVES_ALONE = "LIVES_ALONE", "Sống một mình"
        DISABLED = "DISABLED", "Khuyết tật"
        ETHNIC_MINORITY = "ETHNIC_MINORITY", "Dân tộc thiểu số"
        NO_PENSION = "NO_PENSION", "Đã hỏi: không có lương hưu, trợ cấp bảo hiểm xã hội hằng tháng"
        PENSION = "PENSION", "Có lương hưu"
        MONTHLY_BENEFIT = "MONTHLY_BENEFIT", "Có trợ cấp bảo hiểm xã hội hằng tháng"
        APPLIED = "APPLIED", "Đã làm đơn xin trợ cấp hưu trí xã hội"
        SOCIAL_PENSION = "SOCIAL_PENSION", "Đang hưởng trợ cấp hưu trí xã hội"

    # Whoever reads members may know this; the rest wants `members.read_sensitive`.
    ORDINARY = (Kind.LIVES_ALONE,)

    person = models.ForeignKey(Person, models.CASCADE, related_name="circumstances", verbose_name="người")
    kind = models.CharField("hoàn cảnh", max_length=15, choices=Kind.choices)

    objects = CircumstanceQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = "hoàn cảnh theo thời gian"
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(until_on__isnull=True),
                name="circumstance_open_once_per_person_and_kind",
                violation_error_message="Hoàn cảnh này đang được ghi.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

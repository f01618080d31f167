"""Visits to borrowers: what the money went into, what help was given, when to come again."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clb.fund.models import Loan
from clb.members.models import Person

if TYPE_CHECKING:
    from clb.access.models import User


class LoanVisitQuerySet(models.QuerySet["LoanVisit"]):
    """Visits that someone may see."""

    def visible_to(self, user: User) -> Self:
        """Visits in clubs where `user` may read requests and visits today."""
        return self.filter(loan__club__unit__in=user.reach("lending.read").values("below"))


class LoanVisit(models.Model):
    """Somebody of the club came to see a borrower. Erasable as a whole, so one written down wrong simply goes."""

    class Use(models.TextChoices):
        """Did the money go where it was meant to?"""

        AS_MEANT = "AS_MEANT", _("Đúng mục đích")
        PARTLY = "PARTLY", _("Đúng một phần")
        OTHERWISE = "OTHERWISE", _("Không đúng mục đích")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    loan = models.ForeignKey(Loan, models.PROTECT, related_name="visits", verbose_name=_("khoản vay"))
    visited_on = models.DateField(_("ngày thăm"))
    visitor = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+", verbose_name=_("người đi thăm"))
    money_use = models.CharField(_("dùng tiền"), max_length=9, choices=Use.choices)
    help_given = models.CharField(_("đã giúp kỹ thuật gì"), max_length=300, blank=True)
    note = models.CharField(_("ghi thêm"), max_length=1000, blank=True)
    next_on = models.DateField(_("hẹn thăm lần sau"), null=True)
    made_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)

    objects = LoanVisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần thăm người vay")
        constraints = [
            models.CheckConstraint(
                condition=Q(next_on__isnull=True) | Q(next_on__gt=F("visited_on")),
                name="next_visit_after_this_one",
                violation_error_message=_("Hẹn lần sau phải sau ngày thăm."),
            )
        ]
        indexes = [models.Index(fields=["loan", "visited_on"], name="loan_visit_by_loan_and_day")]

    def __str__(self) -> str:
        return f"{self.loan_id} {self.visited_on:%d/%m/%Y}"

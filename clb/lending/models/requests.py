"""A member asks for a loan, and may take it back."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.fund.models.loans import MONTHS_AT_MOST
from clb.members.models import Person

if TYPE_CHECKING:
    from clb.access.models import User


class LoanRequestQuerySet(models.QuerySet["LoanRequest"]):
    """Requests that someone may see."""

    def visible_to(self, user: User) -> Self:
        """Requests in clubs where `user` may read them today."""
        return self.filter(club__unit__in=user.reach("lending.read").values("below"))


class LoanRequest(models.Model):
    """A member asked the club for a loan on a day. How it stands follows from the rows that hang on it.

    `purpose` may tell of a person's need, so it stands here alone, where it can be erased, and in no journal.
    `asked_at_meeting` is the id of the meeting at which it was asked and decided at once (none: asked beforehand).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    club = models.ForeignKey(Club, models.PROTECT, related_name="loan_requests", verbose_name=_("câu lạc bộ"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="loan_requests", verbose_name=_("người xin vay"))
    asked_on = models.DateField(_("xin ngày"))
    amount_vnd = models.BigIntegerField(_("số tiền xin vay"))
    months = models.PositiveSmallIntegerField(_("thời hạn xin (tháng)"))
    purpose = models.CharField(_("vay để làm gì"), max_length=200, blank=True)
    is_by_board = models.BooleanField(_("ban chủ nhiệm xin thay"), default=False)
    asked_at_meeting = models.UUIDField(_("xin ở buổi họp"), null=True)
    made_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)

    objects = LoanRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("đơn xin vay")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_vnd__gt=0),
                name="loan_request_of_something",
                violation_error_message=_("Số tiền phải lớn hơn 0."),
            ),
            models.CheckConstraint(
                condition=Q(months__gte=1, months__lte=MONTHS_AT_MOST),
                name="loan_request_for_1_to_600_months",
                violation_error_message=_("Thời hạn vay phải từ 1 đến 600 tháng."),
            ),
        ]
        indexes = [models.Index(fields=["club", "asked_on"], name="loan_request_by_club_and_day")]

    def __str__(self) -> str:
        return f"{self.club_id} {self.asked_on:%d/%m/%Y}"


class RequestWithdrawal(models.Model):
    """The member does not want it any more."""

    request = models.OneToOneField(
        LoanRequest, models.CASCADE, related_name="withdrawal", verbose_name=_("đơn xin vay")
    )
    withdrawn_on = models.DateField(_("rút ngày"))
    reason = models.CharField(_("lý do rút"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("lần rút đơn xin vay")

    def __str__(self) -> str:
        return f"{self.request_id} {self.withdrawn_on:%d/%m/%Y}"

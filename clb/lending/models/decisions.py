"""What the club decided on a request, who decided, and the loan that was paid out on it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clb.fund.models import Loan
from clb.members.models import Person

from .requests import LoanRequest


class LoanDecision(models.Model):
    """What was decided on a request on a day. A later one takes the place of an earlier one.

    `meeting` is the id of the meeting that it was written down at; such a row follows that meeting's closing and
    reopening and is never changed by hand. Who was there and what the charter asked are kept as they were that day.
    `reason` says why it was refused, postponed or cut; `skipping_reason` why others before it in the queue wait on.
    """

    class Outcome(models.TextChoices):
        """What was said."""

        GRANTED = "GRANTED", _("Đồng ý cho vay")
        POSTPONED = "POSTPONED", _("Để lần sau")
        REFUSED = "REFUSED", _("Không đồng ý")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    request = models.ForeignKey(LoanRequest, models.CASCADE, related_name="decisions", verbose_name=_("đơn xin vay"))
    outcome = models.CharField(_("quyết định"), max_length=9, choices=Outcome.choices)
    decided_on = models.DateField(_("ngày quyết định"))
    meeting = models.UUIDField(_("ở buổi họp"), null=True)
    amount_vnd = models.BigIntegerField(_("số tiền được vay"), null=True)
    months = models.PositiveSmallIntegerField(_("thời hạn (tháng)"), null=True)
    rate_percent_year = models.DecimalField(_("lãi suất một năm (%)"), max_digits=5, decimal_places=2, null=True)
    votes_for = models.PositiveSmallIntegerField(_("phiếu đồng ý"), null=True)
    votes_against = models.PositiveSmallIntegerField(_("phiếu không đồng ý"), null=True)
    present = models.PositiveSmallIntegerField(_("thành viên có mặt"), null=True)
    on_roll = models.PositiveSmallIntegerField(_("thành viên của câu lạc bộ"), null=True)
    quorum_percent = models.DecimalField(_("quy chế đòi có mặt (%)"), max_digits=5, decimal_places=2, null=True)
    reason = models.CharField(_("lý do"), max_length=300, blank=True)
    skipping_reason = models.CharField(_("vì sao vượt người trước"), max_length=300, blank=True)
    made_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("quyết định về đơn xin vay")
        constraints = [
            models.UniqueConstraint(
                fields=["request", "meeting"],
                condition=Q(meeting__isnull=False),
                name="loan_request_decided_once_a_meeting",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="GRANTED")
                | Q(amount_vnd__gt=0, months__gte=1, rate_percent_year__gte=0, rate_percent_year__lte=100),
                name="granted_loan_has_its_terms",
                violation_error_message=_("Hãy ghi số tiền, thời hạn và lãi suất được vay."),
            ),
            models.CheckConstraint(
                condition=Q(outcome="GRANTED") | Q(amount_vnd__isnull=True, months__isnull=True),
                name="only_a_granted_loan_has_terms",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.get_outcome_display()}"


class LoanDecider(models.Model):
    """One of those who decided, with the post held in the board that day. Never the borrower nor the household."""

    decision = models.ForeignKey(LoanDecision, models.CASCADE, related_name="deciders", verbose_name=_("quyết định"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("người quyết định"))
    post = models.CharField(_("chức danh"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("người quyết định cho vay")
        constraints = [models.UniqueConstraint(fields=["decision", "person"], name="decides_once_on_a_loan")]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.person_id}"


class Disbursement(models.Model):
    """The loan that was paid out on a decision. It counts as long as the loan's own receipt was not reversed."""

    decision = models.ForeignKey(
        LoanDecision, models.CASCADE, related_name="disbursements", verbose_name=_("quyết định")
    )
    loan = models.OneToOneField(Loan, models.PROTECT, related_name="disbursement", verbose_name=_("khoản vay"))

    class Meta:
        verbose_name = _("lần giải ngân")

    def __str__(self) -> str:
        return f"{self.decision_id} {self.loan_id}"

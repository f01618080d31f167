"""What of a meeting belongs to the books and to health: money, cash counted, measurements."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clb.fund.models import CashCount, ClubBook, FundSource, Loan, Receipt
from clb.health.models import HealthCheck
from clb.members.models import Person

from .meetings import Meeting, MeetingRow


class MoneyLine(MeetingRow):
    """Money that changed hands at a meeting, or a loan that was decided. Posted to the books when the meeting closes.

    `key` names the row within its kind: the payer's id, the loan's, the request's, or one made by whoever typed it.
    """

    class Kind(models.TextChoices):
        """What the money is for."""

        FEE = "FEE", _("Hội phí")
        GIFT = "GIFT", _("Ủng hộ, tặng")
        REPAYMENT = "REPAYMENT", _("Trả nợ vay")
        LOAN = "LOAN", _("Xét vay")

    class Decision(models.TextChoices):
        """What the meeting said to a request for a loan."""

        GRANTED = "GRANTED", _("Đồng ý cho vay")
        LATER = "LATER", _("Đồng ý, giao tiền sau")
        POSTPONED = "POSTPONED", _("Để lần sau")
        REFUSED = "REFUSED", _("Không đồng ý")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="money_lines", verbose_name=_("buổi họp"))
    kind = models.CharField(_("loại"), max_length=9, choices=Kind.choices)
    key = models.UUIDField(_("dòng"))
    fund = models.CharField(_("quỹ"), max_length=10, choices=ClubBook.Fund.choices)
    amount_vnd = models.BigIntegerField(_("số tiền (đồng)"))
    interest_vnd = models.BigIntegerField(_("tiền lãi (đồng)"), default=0)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("người"))
    giver = models.CharField(_("người tặng"), max_length=200, blank=True)
    source = models.CharField(_("nguồn"), max_length=20, choices=FundSource.choices, blank=True)
    loan = models.ForeignKey(Loan, models.PROTECT, null=True, related_name="+", verbose_name=_("khoản vay"))
    months = models.PositiveSmallIntegerField(_("thời hạn (tháng)"), null=True)
    rate_percent_year = models.DecimalField(_("lãi suất (% mỗi năm)"), max_digits=5, decimal_places=2, null=True)
    purpose = models.CharField(_("dùng vào việc"), max_length=200, blank=True)
    decision = models.CharField(_("quyết định"), max_length=9, choices=Decision.choices, blank=True)
    votes_for = models.PositiveSmallIntegerField(_("phiếu đồng ý"), null=True)
    votes_against = models.PositiveSmallIntegerField(_("phiếu không đồng ý"), null=True)
    reason = models.CharField(_("lý do"), max_length=300, blank=True)
    # What the books hold of it. Changed or dropped since: the entry is reversed when the meeting is closed again.
    receipt = models.OneToOneField(Receipt, models.PROTECT, null=True, related_name="+", verbose_name=_("chứng từ"))
    is_stale = models.BooleanField(_("đã đổi sau khi vào sổ"), default=False)
    is_dropped = models.BooleanField(_("đã bỏ"), default=False)

    class Meta:
        verbose_name = _("khoản tiền ở buổi họp")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "kind", "key"], name="money_line_once_per_meeting"),
            models.CheckConstraint(
                condition=Q(amount_vnd__gte=0) & Q(interest_vnd__gte=0),
                name="money_line_not_negative",
                violation_error_message=_("Số tiền không được âm."),
            ),
            models.CheckConstraint(
                condition=Q(amount_vnd__gt=0) | Q(interest_vnd__gt=0),
                name="money_line_not_empty",
                violation_error_message=_("Số tiền phải lớn hơn 0."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.kind} {self.amount_vnd}"


class MeetingReading(MeetingRow):
    """A measurement taken at a meeting; the values are the health app's."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="readings", verbose_name=_("buổi họp"))
    check_up = models.OneToOneField(HealthCheck, models.CASCADE, related_name="+", verbose_name=_("số đo"))

    class Meta:
        verbose_name = _("số đo ở buổi họp")

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.check_up_id}"


class BoxCount(MeetingRow):
    """The cash that was counted at a meeting, by fund; compared with the books when the meeting closes."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="box_counts", verbose_name=_("buổi họp"))
    fund = models.CharField(_("quỹ"), max_length=10, choices=ClubBook.Fund.choices)
    counted_vnd = models.BigIntegerField(_("đếm được (đồng)"))
    reason = models.CharField(_("lý do chênh lệch"), max_length=300, blank=True)
    cash_count = models.OneToOneField(
        CashCount, models.PROTECT, null=True, related_name="+", verbose_name=_("kiểm quỹ")
    )

    class Meta:
        verbose_name = _("kiểm quỹ ở buổi họp")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "fund"], name="box_counted_once_per_meeting_and_fund"),
            models.CheckConstraint(
                condition=Q(counted_vnd__gte=0),
                name="box_count_not_negative",
                violation_error_message=_("Số tiền đếm được không được âm."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.fund} {self.counted_vnd}"

"""When a loan is to be repaid, in versions; and what was decided about it after it was granted."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import CharterRule
from clb.kernel.dates import Period, PeriodQuerySet

from .loans import Loan
from .receipts import Receipt


class LoanSchedule(Period):
    """One version of a loan's schedule, in force from a day until the day before the next version.

    It covers `principal_vnd`, what was owed when it began; `prior_*` is what had been repaid of the loan before.
    """

    loan = models.ForeignKey(Loan, models.PROTECT, related_name="schedules", verbose_name=_("khoản vay"))
    version = models.PositiveSmallIntegerField(_("lần lập"))
    method = models.CharField(_("cách trả nợ"), max_length=20, choices=CharterRule.Method.choices)
    principal_vnd = models.BigIntegerField(_("gốc phải trả"))
    rate_percent_year = models.DecimalField(_("lãi suất một năm (%)"), max_digits=5, decimal_places=2)
    months = models.PositiveSmallIntegerField(_("số kỳ (tháng)"))
    grace_months = models.PositiveSmallIntegerField(_("ân hạn (tháng)"))
    rounding_vnd = models.PositiveIntegerField(_("làm tròn đến (đồng)"))
    carried_interest_vnd = models.BigIntegerField(_("lãi thiếu chuyển sang"), default=0)
    prior_principal_vnd = models.BigIntegerField(_("gốc đã trả trước đó"), default=0)
    prior_interest_vnd = models.BigIntegerField(_("lãi đã trả trước đó"), default=0)

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = _("lịch trả nợ")
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(fields=["loan", "version"], name="loan_schedule_version_once"),
            models.UniqueConstraint(
                fields=["loan"], condition=Q(until_on__isnull=True), name="loan_has_one_schedule_in_force"
            ),
            models.CheckConstraint(
                condition=Q(principal_vnd__gt=0, carried_interest_vnd__gte=0), name="loan_schedule_of_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.loan_id} {self.version}"


class Instalment(models.Model):
    """One row of a schedule. `interest_vnd` as the schedule was made; the last five are derived from the receipts."""

    schedule = models.ForeignKey(
        LoanSchedule, models.CASCADE, related_name="instalments", verbose_name=_("lịch trả nợ")
    )
    number = models.PositiveSmallIntegerField(_("kỳ"))
    due_on = models.DateField(_("đến hạn ngày"))
    principal_vnd = models.BigIntegerField(_("gốc"))
    interest_vnd = models.BigIntegerField(_("lãi theo lịch"))
    asked_vnd = models.BigIntegerField(_("lãi phải trả"))
    principal_by_then_vnd = models.BigIntegerField(_("gốc phải trả đến hết kỳ, từ khi vay"))
    interest_by_then_vnd = models.BigIntegerField(_("lãi phải trả đến hết kỳ, từ khi vay"))
    settled_on = models.DateField(_("trả đủ ngày"), null=True)

    class Meta:
        verbose_name = _("kỳ trả nợ")
        constraints = [
            models.UniqueConstraint(fields=["schedule", "number"], name="instalment_number_once"),
            models.CheckConstraint(
                condition=Q(principal_vnd__gte=0, interest_vnd__gte=0, asked_vnd__gte=0)
                & Q(asked_vnd__lte=F("interest_vnd")),
                name="instalment_asks_no_more_than_scheduled",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="instalment_by_day")]

    def __str__(self) -> str:
        return f"{self.number} {self.due_on:%d/%m/%Y}"


class LoanChange(models.Model):
    """What was decided about a loan after it was granted. Names and reasons stand here: this can be erased."""

    class Kind(models.TextChoices):
        """What can be decided."""

        RESCHEDULE = "RESCHEDULE", _("Lập lại lịch trả nợ")
        WRITE_OFF = "WRITE_OFF", _("Xóa nợ")
        WAIVER = "WAIVER", _("Miễn lãi còn thiếu")
        PAYER = "PAYER", _("Người trả thay")

    loan = models.ForeignKey(Loan, models.PROTECT, related_name="changes", verbose_name=_("khoản vay"))
    kind = models.CharField(_("việc"), max_length=12, choices=Kind.choices)
    decided_on = models.DateField(_("ngày quyết định"))
    decided_by = models.CharField(_("ai quyết định, ở cuộc họp nào"), max_length=200)
    reason = models.CharField(_("lý do"), max_length=300, blank=True)
    payer_name = models.CharField(_("người trả thay"), max_length=120, blank=True)
    amount_vnd = models.BigIntegerField(_("số tiền"), default=0)
    schedule = models.OneToOneField(
        LoanSchedule, models.CASCADE, null=True, related_name="change", verbose_name=_("lịch trả nợ")
    )
    receipt = models.OneToOneField(
        Receipt, models.PROTECT, null=True, related_name="loan_change", verbose_name=_("phiếu")
    )
    made_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)
    taken_back_on = models.DateField(_("rút lại ngày"), null=True)
    taken_back_because = models.CharField(_("rút lại vì"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("việc quyết định về khoản vay")
        constraints = [
            models.CheckConstraint(condition=Q(amount_vnd__gte=0), name="loan_change_of_no_negative_sum"),
            models.CheckConstraint(
                condition=Q(kind="WRITE_OFF", receipt__isnull=False) | ~Q(kind="WRITE_OFF") & Q(receipt__isnull=True),
                name="loan_write_off_has_its_receipt",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.decided_on:%d/%m/%Y}"

    @property
    def can_be_taken_back(self) -> bool:
        """Was nothing written in a book for it, nor a schedule, and does it still count?"""
        return self.kind in (self.Kind.WAIVER, self.Kind.PAYER) and self.taken_back_on is None

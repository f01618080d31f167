"""Loans of a club to its members. What is owed stands in the books: each loan is an account of its own there."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import CharterRule, Club
from clb.ledger.models import Account
from clb.members.models import Person

MONTHS_AT_MOST = 600


class Loan(models.Model):
    """Money lent to one person on one day. Made by a service only; what is still owed is its account's balance.

    `purpose` may hold words about a person, so it stands here and not in the books, which can't be erased.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    club = models.ForeignKey(Club, models.PROTECT, related_name="loans", verbose_name=_("câu lạc bộ"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="loans", verbose_name=_("người vay"))
    account = models.OneToOneField(Account, models.PROTECT, related_name="loan", verbose_name=_("tài khoản"))
    number = models.PositiveIntegerField(_("số khoản vay"))
    principal_vnd = models.BigIntegerField(_("tiền vay"))
    rate_percent_year = models.DecimalField(_("lãi suất một năm (%)"), max_digits=5, decimal_places=2)
    granted_on = models.DateField(_("ngày vay"))
    months = models.PositiveSmallIntegerField(_("thời hạn (tháng)"))
    due_on = models.DateField(_("ngày đến hạn"))
    # Lent on paper before the club's books began here: the day that it was taken over, `principal_vnd` then left.
    carried_on = models.DateField(_("chuyển từ sổ giấy ngày"), null=True)
    purpose = models.CharField(_("vay để làm gì"), max_length=200, blank=True)
    # How it was to be repaid when it was granted; what was changed later stands in its schedules.
    method = models.CharField(
        _("cách trả nợ"), max_length=20, choices=CharterRule.Method.choices, default=CharterRule.Method.BULLET
    )
    grace_months = models.PositiveSmallIntegerField(_("ân hạn (tháng)"), default=0)
    rounding_vnd = models.PositiveIntegerField(_("làm tròn đến (đồng)"), default=1_000)
    # Derived from its receipts (services.schedules.refresh_loans); clb selfcheck derives it again.
    closed_on = models.DateField(_("hết nợ ngày"), null=True)
    paid_principal_vnd = models.BigIntegerField(_("gốc đã trả"), default=0)
    paid_interest_vnd = models.BigIntegerField(_("lãi đã trả"), default=0)
    lost_vnd = models.BigIntegerField(_("gốc đã xóa"), default=0)
    moved_on = models.DateField(_("lần trả, xóa gần nhất"), null=True)

    class Meta:
        verbose_name = _("khoản vay")
        constraints = [
            models.UniqueConstraint(fields=["club", "number"], name="loan_number_once_per_club"),
            models.CheckConstraint(
                condition=Q(principal_vnd__gt=0),
                name="loan_of_something",
                violation_error_message=_("Số tiền phải lớn hơn 0."),
            ),
            models.CheckConstraint(
                condition=Q(rate_percent_year__gte=0, rate_percent_year__lte=100),
                name="loan_rate_from_0_to_100_percent_a_year",
                violation_error_message=_("Lãi suất phải từ 0 đến 100% một năm."),
            ),
            models.CheckConstraint(
                condition=Q(months__gte=1, months__lte=MONTHS_AT_MOST),
                name="loan_for_1_to_600_months",
                violation_error_message=_("Thời hạn vay phải từ 1 đến 600 tháng."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__gt=F("granted_on")),
                name="loan_due_after_it_is_granted",
                violation_error_message=_("Ngày đến hạn phải sau ngày vay."),
            ),
            models.CheckConstraint(
                condition=Q(method="BULLET") | Q(grace_months__lt=F("months")),
                name="loan_principal_falls_due_in_some_month",
                violation_error_message=_("Số tháng ân hạn phải ít hơn thời hạn vay."),
            ),
            models.CheckConstraint(
                condition=Q(rounding_vnd__gte=1),
                name="loan_rounded_to_at_least_1_dong",
                violation_error_message=_("Làm tròn đến ít nhất 1 đồng."),
            ),
        ]
        indexes = [models.Index(fields=["club", "closed_on"], name="loan_by_club_and_closing")]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """'Khoản vay số 7', without the person's name."""
        return _("Khoản vay số %d") % self.number

    @property
    def counts_from(self) -> date:
        """The day from which its interest and its instalments count here: when it was lent, or taken over."""
        return self.carried_on or self.granted_on

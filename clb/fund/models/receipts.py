"""What an entry of a club's books was about, and with whom, which the books don't say."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.ledger.models import Entry
from clb.members.models import Person

from .books import ClubBook
from .debts import ClubDebt
from .loans import Loan


class Receipt(models.Model):
    """The slip that belongs to one entry. It counts as long as its entry was not reversed.

    `amount_vnd` is the fee, the gift, the principal lent or repaid; interest paid stands beside it.
    """

    class Kind(models.TextChoices):
        """What money comes and goes for."""

        FEE = "FEE", _("Thu hội phí")
        GIFT = "GIFT", _("Nhận ủng hộ, tặng")
        REPAYMENT = "REPAYMENT", _("Thu nợ vay")
        LOAN = "LOAN", _("Cho vay")
        WRITE_OFF = "WRITE_OFF", _("Xóa nợ vay")
        RECOVERY = "RECOVERY", _("Thu hồi nợ đã xóa")
        SPENDING = "SPENDING", _("Chi")
        MOVED_OUT = "MOVED_OUT", _("Chuyển sang quỹ kia")
        MOVED_IN = "MOVED_IN", _("Nhận từ quỹ kia")
        DEPOSIT = "DEPOSIT", _("Gửi tiền vào ngân hàng")
        WITHDRAWAL = "WITHDRAWAL", _("Rút tiền ở ngân hàng")
        BORROWING = "BORROWING", _("Câu lạc bộ vay")
        PAY_BACK = "PAY_BACK", _("Câu lạc bộ trả nợ")
        SURPLUS = "SURPLUS", _("Ghi tiền thừa khi kiểm quỹ")
        SHORTAGE = "SHORTAGE", _("Ghi tiền thiếu khi kiểm quỹ")
        OPENING = "OPENING", _("Số dư đầu kỳ")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="receipt", verbose_name=_("chứng từ"))
    club = models.ForeignKey(Club, models.PROTECT, related_name="receipts", verbose_name=_("câu lạc bộ"))
    kind = models.CharField(_("loại"), max_length=10, choices=Kind.choices)
    fund = models.CharField(_("quỹ"), max_length=10, choices=ClubBook.Fund.choices)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="receipts", verbose_name=_("người"))
    giver = models.CharField(_("người, nơi tặng"), max_length=200, blank=True)
    loan = models.ForeignKey(Loan, models.PROTECT, null=True, related_name="receipts", verbose_name=_("khoản vay"))
    debt = models.ForeignKey(ClubDebt, models.PROTECT, null=True, related_name="receipts", verbose_name=_("khoản nợ"))
    amount_vnd = models.BigIntegerField(_("số tiền"))
    interest_vnd = models.BigIntegerField(_("tiền lãi"), default=0)
    for_month = models.DateField(_("cho tháng (ngày đầu tháng)"), null=True)
    # May hold names, so it stands here and not in the books.
    reversed_because = models.CharField(_("đảo vì sao"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("phiếu thu, chi")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_vnd__gt=0, interest_vnd=0)
                | Q(kind__in=["REPAYMENT", "PAY_BACK"], amount_vnd__gte=0, interest_vnd__gte=0)
                & (Q(amount_vnd__gt=0) | Q(interest_vnd__gt=0)),
                name="receipt_of_something",
                violation_error_message=_("Số tiền phải lớn hơn 0."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["LOAN", "REPAYMENT", "WRITE_OFF", "RECOVERY"], loan__isnull=False)
                | Q(kind="OPENING")
                | ~Q(kind__in=["LOAN", "REPAYMENT", "WRITE_OFF", "RECOVERY"]) & Q(loan__isnull=True),
                name="receipt_of_a_loan_where_lent_or_repaid",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["BORROWING", "PAY_BACK"], debt__isnull=False)
                | Q(kind="OPENING")
                | ~Q(kind__in=["BORROWING", "PAY_BACK"]) & Q(debt__isnull=True),
                name="receipt_of_a_debt_where_borrowed_or_paid_back",
            ),
            models.CheckConstraint(
                condition=Q(for_month__isnull=True) | Q(kind="FEE"), name="receipt_for_a_month_only_of_a_fee"
            ),
            models.UniqueConstraint(fields=["loan"], condition=Q(kind="LOAN"), name="loan_is_granted_by_one_receipt"),
        ]
        indexes = [models.Index(fields=["club", "kind", "for_month"], name="receipt_by_club_and_month")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

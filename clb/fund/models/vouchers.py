"""Money spent, gifts that are for one thing only, and money that went from one fund to the other."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.files.models import StoredFile

from .books import ClubBook, Place
from .receipts import Receipt


class Earmark(models.Model):
    """What a gift is for, where the giver said so. Its balance is the gift less what was spent of it."""

    receipt = models.OneToOneField(Receipt, models.PROTECT, related_name="earmark", verbose_name=_("phiếu nhận"))
    purpose = models.CharField(_("chỉ dùng vào việc"), max_length=200)

    class Meta:
        verbose_name = _("ủng hộ có mục đích")

    def __str__(self) -> str:
        return str(self.pk)


class Voucher(models.Model):
    """The slip of money spent: numbered by club, fund and year without a gap; a reversed one keeps its number."""

    class Category(models.TextChoices):
        """What money is spent on; each has an account of its own."""

        ACTIVITY = "ACTIVITY", _("Sinh hoạt, hoạt động")
        VISIT = "VISIT", _("Thăm hỏi, phúng viếng")
        CARE = "CARE", _("Chăm sóc, giúp đỡ")
        OFFICE = "OFFICE", _("Văn phòng phẩm, nước uống")
        TRAINING = "TRAINING", _("Tập huấn, tham quan")
        OTHER = "OTHER", _("Việc khác")

    receipt = models.OneToOneField(Receipt, models.PROTECT, related_name="voucher", verbose_name=_("phiếu"))
    club = models.ForeignKey(Club, models.PROTECT, related_name="vouchers", verbose_name=_("câu lạc bộ"))
    fund = models.CharField(_("quỹ"), max_length=10, choices=ClubBook.Fund.choices)
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveIntegerField(_("số phiếu chi"))
    category = models.CharField(_("khoản chi"), max_length=8, choices=Category.choices)
    what_for = models.CharField(_("chi việc gì"), max_length=200)
    payee = models.CharField(_("người, nơi nhận tiền"), max_length=200, blank=True)
    place = models.CharField(_("chi từ"), max_length=4, choices=Place.choices, default=Place.BOX)
    earmark = models.ForeignKey(
        Earmark, models.PROTECT, null=True, related_name="vouchers", verbose_name=_("từ khoản tặng")
    )
    file = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("ảnh hóa đơn"))

    class Meta:
        verbose_name = _("phiếu chi")
        constraints = [
            models.UniqueConstraint(fields=["club", "fund", "year", "number"], name="voucher_number_once_a_year"),
            models.CheckConstraint(condition=Q(number__gt=0), name="voucher_numbers_begin_at_1"),
            models.CheckConstraint(condition=~Q(what_for=""), name="voucher_says_what_for"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """'Phiếu chi số 12/2026', without a name."""
        return gettext("Phiếu chi số %(number)d/%(year)d") % {"number": self.number, "year": self.year}

    @property
    def payee_name(self) -> str:
        """Who was paid; to be shown only to those who may read members there."""
        return self.receipt.person.full_name if self.receipt.person else self.payee


class FundTransfer(models.Model):
    """Money that went from one fund to the other: a receipt in each book. Both are reversed together or none.

    The share of interest of a month names the month up to whose end it was reckoned; a free transfer names none.
    """

    out = models.OneToOneField(Receipt, models.PROTECT, related_name="transfer_out", verbose_name=_("phiếu chuyển đi"))
    into = models.OneToOneField(Receipt, models.PROTECT, related_name="transfer_in", verbose_name=_("phiếu nhận"))
    interest_until = models.DateField(_("lãi tính đến hết ngày"), null=True)
    reason = models.CharField(_("theo quyết định nào"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("chuyển giữa hai quỹ")
        constraints = [
            models.CheckConstraint(
                condition=Q(interest_until__isnull=False) | ~Q(reason=""),
                name="free_transfer_says_why",
                violation_error_message=_("Hãy ghi theo quyết định nào."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.out_id} → {self.into_id}"

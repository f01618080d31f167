"""What was given, which club it went to, and what became of it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.fund.models import Loan, Receipt, StockItem, Voucher
from clb.kernel.money import vnd

from .drives import DonationPledge, Donor, Drive
from .kept import Kept, KeptQuerySet

if TYPE_CHECKING:
    from clb.access.models import User

Form = DonationPledge.Form


class DonationQuerySet(KeptQuerySet):
    """Donations of those who keep them."""

    def standing(self) -> Self:
        """Those that were not reversed."""
        return self.filter(reversed_on__isnull=True)


class Donation(Kept):
    """Something given: cash, goods or work, each in its own form and never counted as another.

    `value_vnd` is the cash, or number × value of one as `valued_by` says, the rest below one đồng dropped.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    year = models.PositiveSmallIntegerField(_("năm"))
    number = models.PositiveIntegerField(_("số biên nhận"))
    donor = models.ForeignKey(Donor, models.PROTECT, related_name="donations", verbose_name=_("nhà tài trợ"))
    drive = models.ForeignKey(
        Drive, models.PROTECT, null=True, related_name="donations", verbose_name=_("đợt vận động")
    )
    pledge = models.ForeignKey(
        DonationPledge, models.PROTECT, null=True, related_name="donations", verbose_name=_("theo lời hứa")
    )
    source = models.CharField(_("nguồn"), max_length=24)
    form = models.CharField(_("hình thức"), max_length=5, choices=Form.choices)
    received_on = models.DateField(_("ngày nhận"))
    value_vnd = models.BigIntegerField(_("trị giá"))
    purpose = models.CharField(_("chỉ dùng vào việc"), max_length=200, blank=True)
    what = models.CharField(_("hiện vật, việc làm"), max_length=100, blank=True)
    counted_in = models.CharField(_("đơn vị tính"), max_length=30, blank=True)
    quantity = models.DecimalField(_("số lượng"), max_digits=10, decimal_places=2, null=True)
    unit_value_vnd = models.BigIntegerField(_("giá một đơn vị"), null=True)
    valued_by = models.CharField(_("giá lấy ở đâu"), max_length=200, blank=True)
    reversed_on = models.DateField(_("đảo ngày"), null=True)
    reversed_because = models.CharField(_("đảo vì sao"), max_length=300, blank=True)

    objects = DonationQuerySet.as_manager()

    class Meta:
        verbose_name = _("khoản ủng hộ")
        constraints = [
            models.UniqueConstraint(fields=["unit", "office", "year", "number"], name="donation_number_once_a_year"),
            models.CheckConstraint(
                condition=Q(value_vnd__gt=0),
                name="donation_of_something",
                violation_error_message=_("Trị giá phải lớn hơn 0."),
            ),
            models.CheckConstraint(
                condition=Q(form="CASH", quantity__isnull=True, unit_value_vnd__isnull=True)
                | Q(form__in=["GOODS", "WORK"], quantity__gt=0, unit_value_vnd__gte=0) & ~Q(what="") & ~Q(valued_by=""),
                name="donation_in_kind_is_counted_and_valued",
                violation_error_message=_("Hiện vật, ngày công phải có số lượng, giá và nguồn của giá."),
            ),
            models.CheckConstraint(
                condition=Q(reversed_on__isnull=True, reversed_because="")
                | Q(reversed_on__isnull=False) & ~Q(reversed_because=""),
                name="donation_reversed_says_why",
                violation_error_message=_("Hãy ghi vì sao đảo."),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "received_on"], name="donation_by_unit_and_day"),
            models.Index(fields=["received_on"], name="donation_by_day"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """'Biên nhận số 12/2026', without a name."""
        return gettext("Biên nhận số %(number)d/%(year)d") % {"number": self.number, "year": self.year}

    @property
    def record_name(self) -> str:
        """What a list of counted records calls it."""
        return self.title

    @property
    def record_detail(self) -> str:
        """Its form, worth and day; nobody's name."""
        return f"{self.get_form_display()} · {vnd(self.value_vnd)} · {self.received_on:%d/%m/%Y}"


class DonationShareQuerySet(models.QuerySet["DonationShare"]):
    """Parts of donations that went to clubs."""

    def visible_to(self, user: User) -> Self:
        """Those of clubs that one looks after, and those of donations that one sees."""
        mine = Donation.objects.visible_to(user).values("pk")
        clubs = user.reach("giving.read_clubs").values("below")
        return self.filter(Q(club__unit__in=clubs) | Q(donation__in=mine))

    def standing(self) -> Self:
        """Those that were not taken back."""
        return self.filter(taken_back_on__isnull=True)


class DonationShare(models.Model):
    """The part of a donation that one club gets. It is in the club's book or stock once the club accepted it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    donation = models.ForeignKey(Donation, models.PROTECT, related_name="shares", verbose_name=_("khoản ủng hộ"))
    club = models.ForeignKey(Club, models.PROTECT, related_name="donation_shares", verbose_name=_("câu lạc bộ"))
    value_vnd = models.BigIntegerField(_("trị giá"))
    quantity = models.DecimalField(_("số lượng"), max_digits=10, decimal_places=2, null=True)
    handed_on = models.DateField(_("chuyển ngày"))
    accepted_on = models.DateField(_("câu lạc bộ nhận ngày"), null=True)
    receipt = models.OneToOneField(
        Receipt, models.PROTECT, null=True, related_name="donation_share", verbose_name=_("phiếu thu")
    )
    stock = models.OneToOneField(
        StockItem, models.PROTECT, null=True, related_name="donation_share", verbose_name=_("hiện vật")
    )
    taken_back_on = models.DateField(_("thu lại ngày"), null=True)
    taken_back_because = models.CharField(_("thu lại vì sao"), max_length=300, blank=True)

    objects = DonationShareQuerySet.as_manager()

    class Meta:
        verbose_name = _("phần ủng hộ của câu lạc bộ")
        constraints = [
            models.CheckConstraint(
                condition=Q(value_vnd__gte=0),
                name="donation_share_not_negative",
                violation_error_message=_("Trị giá không được nhỏ hơn 0."),
            ),
            models.CheckConstraint(
                condition=Q(accepted_on__isnull=False) | Q(receipt__isnull=True, stock__isnull=True),
                name="donation_share_in_the_books_once_accepted",
            ),
            models.CheckConstraint(
                condition=Q(receipt__isnull=True) | Q(stock__isnull=True), name="donation_share_is_money_or_goods"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_on__isnull=True, taken_back_because="")
                | Q(taken_back_on__isnull=False) & ~Q(taken_back_because=""),
                name="donation_share_taken_back_says_why",
                violation_error_message=_("Hãy ghi vì sao thu lại."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class DonationUseQuerySet(models.QuerySet["DonationUse"]):
    """What was told of the use of donations."""

    def visible_to(self, user: User) -> Self:
        """Those of shares that one sees."""
        return self.filter(share__in=DonationShare.objects.visible_to(user).values("pk"))


class DonationUse(models.Model):
    """What a share bought or did, told to whoever gave: of a voucher paid out of it, of a loan lent from it, or alone.

    The words may be read by anyone, so they name nobody.
    """

    share = models.ForeignKey(DonationShare, models.PROTECT, related_name="uses", verbose_name=_("phần ủng hộ"))
    voucher = models.OneToOneField(
        Voucher, models.PROTECT, null=True, related_name="donation_use", verbose_name=_("phiếu chi")
    )
    loan = models.ForeignKey(Loan, models.PROTECT, null=True, related_name="+", verbose_name=_("khoản vay"))
    lent_vnd = models.BigIntegerField(_("cho vay từ khoản này"), default=0)
    used_on = models.DateField(_("ngày"))
    result = models.CharField(_("được gì"), max_length=200)

    objects = DonationUseQuerySet.as_manager()

    class Meta:
        verbose_name = _("lời kể khoản ủng hộ đã dùng")
        constraints = [
            models.CheckConstraint(
                condition=Q(loan__isnull=True, lent_vnd=0)
                | Q(loan__isnull=False, voucher__isnull=True, lent_vnd__gt=0),
                name="donation_lent_or_spent",
            ),
            models.UniqueConstraint(fields=["share", "loan"], name="donation_use_tells_of_a_loan_once"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

"""What goes on to clubs, and what became of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.fund.models import ClubBook, Loan, Receipt, Voucher
from clb.giving.models import Donation, DonationShare, DonationUse
from clb.kernel.dates import DayField
from clb.kernel.money import VndField, vnd
from clb.kernel.schema import CommandForm
from clb.ledger.queries import standing
from clb.places.models import Unit

from .donations import CountField, OfDonation
from .kept import chosen


class PassOnDonation(OfDonation):
    """An office gives a club its part."""

    right = "giving.pass_on_donation"

    club = forms.ModelChoiceField(Club.objects.none(), label=_("Cho câu lạc bộ"), empty_label=_("— chọn câu lạc bộ —"))
    amount_vnd = VndField(label=_("Số tiền (đồng)"), min_value=1, required=False)
    quantity = CountField(label=_("Số lượng"), required=False)
    handed_on = DayField(label=_("Ngày chuyển"))

    def scope(self, by: Any) -> None:
        """Donations that my own office holds, and clubs that I may see."""
        super().scope(by)
        self.narrow("club", Club.objects.visible_to(by).alive_on(timezone.localdate()).order_by("search_key", "pk"))
        donation = chosen(self, "donation", Donation.objects.kept_by(by, self.right))
        if donation is not None:
            used, unused = ("amount_vnd", "quantity") if donation.form == "CASH" else ("quantity", "amount_vnd")
            self.fields[used].required = True
            self.fields[unused].widget = forms.HiddenInput()


class OfShare(CommandForm):
    """Something about one club's part."""

    share = forms.ModelChoiceField(DonationShare.objects.none(), label=_("Phần ủng hộ"), widget=forms.HiddenInput)

    def rows(self, by: Any) -> Any:
        """Parts of clubs at whose table I sit."""
        clubs = by.reach("giving.accept_share").values("below")
        return DonationShare.objects.filter(club__unit__in=clubs)

    def scope(self, by: Any) -> None:
        """Those of `rows`."""
        self.narrow("share", self.rows(by).select_related("club__unit", "donation__unit"))

    def unit(self) -> Unit:
        """The club's own unit."""
        share: DonationShare = self.cleaned_data["share"]
        return share.club.unit


class AcceptShare(OfShare):
    """The club takes it."""

    accepted_on = DayField(label=_("Nhận ngày"))
    fund = forms.ChoiceField(
        label=_("Vào quỹ nào"), choices=ClubBook.Fund.choices, widget=forms.RadioSelect, required=False
    )

    def scope(self, by: Any) -> None:
        """Goods and work go into no fund."""
        super().scope(by)
        share = chosen(self, "share", self.rows(by).select_related("donation"))
        if share is not None:
            self.fields["fund"].required = share.donation.form == "CASH"
            if share.donation.form != "CASH":
                self.fields["fund"].widget = forms.HiddenInput()


class _Back(CommandForm):
    """Back where it came from."""

    taken_back_on = DayField(label=_("Ngày"))
    reason = forms.CharField(label=_("Vì sao"), max_length=300)


class ReturnShare(OfShare, _Back):
    """The club sends it back."""

    field_order = ["share"]


class TakeBackShare(OfShare, _Back):
    """The office takes it back."""

    field_order = ["share"]

    def rows(self, by: Any) -> Any:
        """Parts of what my own office holds."""
        mine = Donation.objects.kept_by(by, "giving.take_back_share")
        return DonationShare.objects.filter(donation__in=mine.values("pk"))

    def unit(self) -> Unit:
        """Where the office is."""
        share: DonationShare = self.cleaned_data["share"]
        return share.donation.unit


class VoucherField(forms.ModelChoiceField):
    """A voucher by its number and sum."""

    def label_from_instance(self, obj: Any) -> str:
        """Number, sum, what for."""
        return f"{obj.title}: {vnd(obj.receipt.amount_vnd)}, {obj.get_category_display().lower()}"


class LoanField(forms.ModelChoiceField):
    """A loan by its number and sum, naming nobody."""

    def label_from_instance(self, obj: Any) -> str:
        """Number, day, sum."""
        told = {"what": obj.title, "day": f"{obj.granted_on:%d/%m/%Y}", "sum": vnd(obj.principal_vnd)}
        return gettext("%(what)s ngày %(day)s: %(sum)s") % told


class TellUse(OfShare):
    """What was had for it."""

    narrowing = ("share",)

    result = forms.CharField(
        label=_("Đã mua gì, làm được gì"),
        max_length=200,
        help_text=_("Ví dụ: mua ba máy đo huyết áp. Thư cảm ơn và trang công khai dùng lời này: đừng ghi tên ai."),
    )
    voucher = VoucherField(
        Voucher.objects.none(), label=_("Theo phiếu chi"), required=False, empty_label=_("Không theo phiếu chi")
    )
    loan = LoanField(Loan.objects.none(), label=_("Đã cho vay"), required=False, empty_label=_("Không cho vay"))
    lent_vnd = VndField(label=_("Cho vay bao nhiêu từ khoản này (đồng)"), min_value=1, required=False)
    used_on = DayField(label=_("Ngày dùng"))

    def scope(self, by: Any) -> None:
        """Vouchers paid out of this part, loans of the club since it came."""
        super().scope(by)
        share: DonationShare | None = chosen(self, "share", self.rows(by))
        if share is None or share.receipt_id is None:
            for name in ("voucher", "loan", "lent_vnd"):
                self.fields[name].widget = forms.HiddenInput()
            return
        paid = Voucher.objects.filter(earmark__receipt=share.receipt_id, receipt__entry__in=standing())
        self.narrow("voucher", paid.select_related("receipt").order_by("year", "number"))
        granted = Receipt.objects.filter(kind=Receipt.Kind.LOAN, club=share.club_id, entry__in=standing())
        lent = Loan.objects.filter(granted_on__gte=share.accepted_on, pk__in=granted.values("loan"))
        self.narrow("loan", lent.order_by("-granted_on", "-number"))


class DropUse(CommandForm):
    """Words told by mistake."""

    use = forms.ModelChoiceField(DonationUse.objects.none(), label=_("Lời kể"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Those of clubs at whose table I sit."""
        clubs = by.reach("giving.drop_use").values("below")
        rows = DonationUse.objects.filter(share__club__unit__in=clubs)
        self.narrow("use", rows.select_related("share__club__unit"))

    def unit(self) -> Unit:
        """The club's own unit."""
        use: DonationUse = self.cleaned_data["use"]
        return use.share.club.unit

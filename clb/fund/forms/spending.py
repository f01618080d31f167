"""What is typed when money is spent, moved, counted apart or given for one thing only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clb.files.fields import EvidenceField
from clb.fund.models import CashCount, ClubBook, Earmark, Place, Receipt, Voucher
from clb.kernel.dates import DayField
from clb.kernel.money import VndField, vnd
from clb.kernel.schema import CommandForm
from clb.ledger.queries import standing
from clb.members.models import Person
from clb.places.models import Unit

from .money import MonthField, OfClub, PersonField, club_chosen, fund_field, place_field

DECIDED = _("Ví dụ: họp ban chủ nhiệm ngày 5/3/2026.")


class EarmarkField(forms.ModelChoiceField):
    """One of a club's gifts for one purpose."""

    def label_from_instance(self, obj: Any) -> str:
        """'05/03/2026, 2.000.000 đồng: sửa nhà' without the giver."""
        receipt = obj.receipt
        return f"{receipt.entry.happened_on:%d/%m/%Y}, {vnd(receipt.amount_vnd)}: {obj.purpose}"


class SpendMoney(OfClub):
    """Money paid out. Who got it and what for stay out of the books and of the journal."""

    fund = fund_field(initial=ClubBook.Fund.OPERATING)
    amount_vnd = VndField(label=_("Số tiền (đồng)"), min_value=1)
    category = forms.ChoiceField(label=_("Khoản chi"), choices=Voucher.Category.choices)
    what_for = forms.CharField(label=_("Chi việc gì"), max_length=200)
    person = PersonField(
        Person.objects.none(), label=_("Thành viên nhận tiền"), required=False, empty_label=_("— người, nơi khác —")
    )
    payee = forms.CharField(label=_("Người, nơi khác nhận tiền"), max_length=200, required=False)
    spent_on = DayField(label=_("Ngày chi"))
    place = place_field(label=_("Chi từ đâu"), required=False, initial=Place.BOX)
    earmark = EarmarkField(
        Earmark.objects.none(),
        label=_("Chi từ khoản tặng có mục đích"),
        required=False,
        empty_label=_("— không, chi từ tiền chung của quỹ —"),
    )
    attachment = EvidenceField(label=_("Ảnh hóa đơn, giấy biên nhận"), required=False)

    def scope(self, by: Any) -> None:
        """Also the gifts with a purpose of the club chosen that I may see."""
        super().scope(by)
        mine = Earmark.objects.filter(receipt__club__unit__in=by.reach("fund.read").values("below"))
        if chosen := club_chosen(self):
            mine = mine.filter(receipt__club=chosen)
        stands = mine.filter(receipt__entry__in=standing()).select_related("receipt__entry")
        self.narrow("earmark", stands.order_by("-receipt__entry__happened_on", "-pk"))

    def clean_place(self) -> str:
        """The box where nothing is said."""
        return self.cleaned_data["place"] or Place.BOX


class AttachVoucher(CommandForm):
    """The bill of a voucher."""

    voucher = forms.ModelChoiceField(Voucher.objects.none(), label=_("Phiếu chi"), widget=forms.HiddenInput)
    attachment = EvidenceField(label=_("Ảnh hóa đơn, giấy biên nhận"))

    def scope(self, by: Any) -> None:
        """Vouchers of clubs whose money I may see."""
        mine = Voucher.objects.filter(club__unit__in=by.reach("fund.read").values("below"))
        self.narrow("voucher", mine.select_related("club__unit", "file", "receipt__entry"))

    def unit(self) -> Unit:
        """The club's own unit."""
        voucher: Voucher = self.cleaned_data["voucher"]
        return voucher.club.unit


class EarmarkGift(CommandForm):
    """What a gift received is for."""

    receipt = forms.ModelChoiceField(Receipt.objects.none(), label=_("Phiếu nhận"), widget=forms.HiddenInput)
    purpose = forms.CharField(label=_("Chỉ dùng vào việc"), max_length=200)

    def scope(self, by: Any) -> None:
        """Gifts to clubs whose money I may see."""
        mine = Receipt.objects.filter(kind="GIFT", club__unit__in=by.reach("fund.read").values("below"))
        self.narrow("receipt", mine.select_related("club__unit"))

    def unit(self) -> Unit:
        """The club's own unit."""
        receipt: Receipt = self.cleaned_data["receipt"]
        return receipt.club.unit


class CarryCash(OfClub):
    """Money between a fund's box and its bank."""

    fund = fund_field()
    amount_vnd = VndField(label=_("Số tiền (đồng)"), min_value=1)
    moved_on = DayField(label=_("Ngày"))


class PassOnInterest(OfClub):
    """The operating fund's share of interest."""

    month = MonthField(label=_("Tính đến hết tháng"))
    amount_vnd = VndField(label=_("Số tiền chuyển (đồng)"), min_value=1)
    moved_on = DayField(label=_("Ngày chuyển"))


class MoveBetweenFunds(OfClub):
    """Money from one fund to the other, by a decision."""

    from_fund = forms.ChoiceField(label=_("Chuyển từ"), choices=ClubBook.Fund.choices, widget=forms.RadioSelect)
    amount_vnd = VndField(label=_("Số tiền (đồng)"), min_value=1)
    moved_on = DayField(label=_("Ngày chuyển"))
    reason = forms.CharField(label=_("Theo quyết định nào, vì sao"), max_length=300, help_text=DECIDED)


class BookGap(CommandForm):
    """A difference of a count that goes into the books."""

    count = forms.ModelChoiceField(CashCount.objects.none(), label=_("Lần kiểm quỹ"), widget=forms.HiddenInput)
    booked_on = DayField(label=_("Ngày ghi sổ"))
    decision = forms.CharField(label=_("Theo quyết định nào"), max_length=300, help_text=DECIDED)

    def scope(self, by: Any) -> None:
        """Counts of clubs whose money I may see."""
        mine = CashCount.objects.filter(club__unit__in=by.reach("fund.read").values("below"))
        self.narrow("count", mine.select_related("club__unit"))

    def unit(self) -> Unit:
        """The club's own unit."""
        count: CashCount = self.cleaned_data["count"]
        return count.club.unit

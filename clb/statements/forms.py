"""What is typed about what a club shows of its money."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.fund.models import Receipt
from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.places.models import Unit

from .models import Disclosure


class DecideDisclosure(CommandForm):
    """The meeting decided to show something beyond the totals."""

    club = forms.ModelChoiceField(Club.objects.none(), label=_("Câu lạc bộ"), widget=forms.HiddenInput)
    item = forms.ChoiceField(label=_("Công khai điều gì"), choices=Disclosure.Item.choices, widget=forms.RadioSelect)
    from_on = DayField(label=_("Công khai từ ngày"))
    adopted_by = forms.CharField(
        label=_("Cuộc họp nào đã quyết định"),
        max_length=200,
        help_text=_("Ví dụ: họp toàn thể ngày 17/03/2026, 48/50 người đồng ý."),
    )

    def scope(self, by: Any) -> None:
        """Clubs whose money I may see."""
        self.narrow("club", Club.objects.filter(unit__in=by.reach("fund.read").values("below")).select_related("unit"))

    def unit(self) -> Unit:
        """The club's own unit."""
        club: Club = self.cleaned_data["club"]
        return club.unit


class WithdrawDisclosure(CommandForm):
    """It is shown no more."""

    disclosure = forms.ModelChoiceField(Disclosure.objects.none(), label=_("Quyết định"), widget=forms.HiddenInput)
    until_on = DayField(label=_("Công khai đến hết ngày"))

    def scope(self, by: Any) -> None:
        """Decisions of clubs whose money I may see."""
        here = Disclosure.objects.filter(club__unit__in=by.reach("fund.read").values("below"))
        self.narrow("disclosure", here.select_related("club__unit"))

    def unit(self) -> Unit:
        """The club's own unit."""
        disclosure: Disclosure = self.cleaned_data["disclosure"]
        return disclosure.club.unit


class LeaveDonorUnnamed(CommandForm):
    """Whoever gave wishes to stay unnamed."""

    receipt = forms.ModelChoiceField(Receipt.objects.none(), label=_("Phiếu"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Gifts to clubs whose money I may see."""
        gifts = Receipt.objects.filter(kind=Receipt.Kind.GIFT, club__unit__in=by.reach("fund.read").values("below"))
        self.narrow("receipt", gifts.select_related("club__unit"))

    def unit(self) -> Unit:
        """The club's own unit."""
        receipt: Receipt = self.cleaned_data["receipt"]
        return receipt.club.unit


class NameDonor(LeaveDonorUnnamed):
    """Whoever gave may be named after all."""

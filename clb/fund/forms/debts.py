"""What is typed when a club borrows and pays back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clb.fund.models import ClubDebt
from clb.kernel.dates import DayField
from clb.kernel.money import VndField
from clb.kernel.schema import CommandForm
from clb.members.models import Person
from clb.places.models import Unit

from .money import OfClub, PercentField, PersonField, fund_field


class BorrowMoney(OfClub):
    """Money that a fund borrows. The lender's name stays out of the books and of the journal."""

    fund = fund_field()
    amount_vnd = VndField(label=_("Số tiền vay (đồng)"), min_value=1)
    person = PersonField(
        Person.objects.none(), label=_("Thành viên cho vay"), required=False, empty_label=_("— người, nơi khác —")
    )
    lender = forms.CharField(label=_("Người, nơi khác cho vay"), max_length=200, required=False)
    rate_percent_year = PercentField(label=_("Lãi suất một năm (%)"), help_text=_("Không lấy lãi thì ghi 0."))
    borrowed_on = DayField(label=_("Ngày vay"))
    due_on = DayField(label=_("Hẹn trả ngày"), required=False)


class PayBackDebt(CommandForm):
    """Principal, interest, or both."""

    debt = forms.ModelChoiceField(ClubDebt.objects.none(), label=_("Khoản nợ"), widget=forms.HiddenInput)
    amount_vnd = VndField(
        label=_("Trả gốc (đồng)"), min_value=0, required=False, help_text=_("Trả gốc, trả lãi, hoặc cả hai.")
    )
    interest_vnd = VndField(label=_("Trả lãi (đồng)"), min_value=0, required=False)
    paid_on = DayField(label=_("Ngày trả"))

    def scope(self, by: Any) -> None:
        """Debts of clubs whose money I may see."""
        mine = ClubDebt.objects.filter(club__unit__in=by.reach("fund.read").values("below"))
        self.narrow("debt", mine.select_related("club__unit", "account", "person"))

    def clean_amount_vnd(self) -> int:
        """An empty sum is none."""
        return self.cleaned_data["amount_vnd"] or 0

    def clean_interest_vnd(self) -> int:
        """An empty sum is none."""
        return self.cleaned_data["interest_vnd"] or 0

    def unit(self) -> Unit:
        """The club's own unit."""
        debt: ClubDebt = self.cleaned_data["debt"]
        return debt.club.unit

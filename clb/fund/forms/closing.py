"""What is typed when a month is closed and opened again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clb.fund.models import ClubBook, MonthClosing
from clb.kernel.schema import CommandForm
from clb.places.models import Unit

from .money import MonthField, OfClub


class CloseMonth(OfClub):
    """A month that stays as it is."""

    fund = forms.ChoiceField(label=_("Quỹ"), choices=ClubBook.Fund.choices, widget=forms.HiddenInput)
    month = MonthField(label=_("Khóa đến hết tháng"))
    note = forms.CharField(
        label=_("Ghi chú"),
        max_length=300,
        required=False,
        help_text=_("Còn việc chưa xong ở bảng trên mà vẫn khóa thì ghi vì sao."),
    )

    def scope(self, by: Any) -> None:
        """The page names fund and month; they are not typed."""
        super().scope(by)
        self.fields["month"].widget = forms.HiddenInput()


class ReopenMonth(CommandForm):
    """A closed month that may change again."""

    closing = forms.ModelChoiceField(MonthClosing.objects.none(), label=_("Lần khóa sổ"), widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Lý do mở lại"), max_length=300)

    def scope(self, by: Any) -> None:
        """Closed months of clubs whose money I may see."""
        mine = MonthClosing.objects.filter(club__unit__in=by.reach("fund.read").values("below"))
        self.narrow("closing", mine.select_related("club__unit"))

    def unit(self) -> Unit:
        """The club's own unit."""
        closing: MonthClosing = self.cleaned_data["closing"]
        return closing.club.unit

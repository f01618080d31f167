"""What is typed about a start fund."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.fund.models import FundSource
from clb.fund.queries import START_FUND
from clb.kernel.dates import DayField
from clb.kernel.money import VndField
from clb.kernel.schema import CommandForm
from clb.ledger.models import Entry
from clb.places.models import Unit


class ReceiveStartFund(CommandForm):
    """Money into the start fund."""

    club = forms.ModelChoiceField(Club.objects.none(), label=_("Câu lạc bộ"), widget=forms.HiddenInput)
    amount_vnd = VndField(label=_("Số tiền (đồng)"), min_value=1)
    source = forms.ChoiceField(label=_("Nguồn"), choices=FundSource.choices)
    received_on = DayField(label=_("Ngày nhận"))

    def scope(self, by: Any) -> None:
        """Clubs whose money I may see."""
        self.narrow("club", Club.objects.filter(unit__in=by.reach("fund.read").values("below")).select_related("unit"))

    def unit(self) -> Unit:
        """The club's own unit."""
        club: Club = self.cleaned_data["club"]
        return club.unit


class ReverseStartFund(CommandForm):
    """A receipt taken back."""

    entry = forms.ModelChoiceField(Entry.objects.none(), label=_("Chứng từ"), widget=forms.HiddenInput)
    reversed_on = DayField(label=_("Ngày ghi đảo"))

    def scope(self, by: Any) -> None:
        """Receipts of clubs whose money I may see."""
        here = by.reach("fund.read").values("below")
        entries = Entry.objects.filter(kind=START_FUND, book__club_book__club__unit__in=here)
        self.narrow("entry", entries.select_related("book__club_book__club__unit"))

    def unit(self) -> Unit:
        """The unit of the club whose book it is."""
        entry: Entry = self.cleaned_data["entry"]
        unit: Unit = entry.book.club_book.club.unit
        return unit

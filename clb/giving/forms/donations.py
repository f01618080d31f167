"""What is given, in each form; and one reversed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clb.fund.models import ClubBook
from clb.giving.models import CLUB, Donation, DonationPledge, Drive
from clb.giving.sources import SOCIAL, sources
from clb.kernel.dates import DayField
from clb.kernel.money import VndField, vnd
from clb.kernel.schema import CommandForm
from clb.places.models import Unit

from .donors import DriveField, OfDonor


class PledgeField(forms.ModelChoiceField):
    """A promise by its value and due day."""

    def __init__(self) -> None:
        super().__init__(
            DonationPledge.objects.none(), label=_("Theo lời hứa"), required=False, empty_label=_("Không theo lời hứa")
        )

    def label_from_instance(self, obj: Any) -> str:
        """Its value and until when."""
        return gettext("%(sum)s, hẹn %(day)s") % {"sum": vnd(obj.value_vnd), "day": f"{obj.due_on:%d/%m/%Y}"}


class CountField(forms.DecimalField):
    """How many, with comma or point: 3; 2,5."""

    default_error_messages = {"invalid": _("Hãy ghi một số, ví dụ 3 hoặc 2,5.")}

    def __init__(self, **more: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(min_value=0, max_digits=10, decimal_places=2, widget=widget, **more)

    def to_python(self, value: Any) -> Any:
        """A decimal, or None for an empty field."""
        return super().to_python(str("" if value is None else value).strip().replace(",", "."))


class Given(OfDonor):
    """What every donation tells."""

    right = "giving.receive_cash"
    of_form: str

    received_on = DayField(label=_("Ngày nhận"))
    source = forms.ChoiceField(label=_("Nguồn"), initial=SOCIAL)
    purpose = forms.CharField(
        label=_("Chỉ dùng vào việc"),
        max_length=200,
        required=False,
        help_text=_("Chỉ ghi khi người tặng nói rõ. Khoản ấy được theo dõi riêng cho đến khi dùng hết."),
    )
    drive = DriveField()
    pledge = PledgeField()

    def scope(self, by: Any) -> None:
        """My own donors; the drives of their keeper, what they promised in this form."""
        super().scope(by)
        self.narrow("source", [(s.code, _(s.name)) for s in sources().values() if s.holds(timezone.localdate())])
        if wanted := str(self.data.get("source") or ""):
            ended = [(s.code, _(s.name)) for s in sources().values() if s.code == wanted]
            self.narrow("source", dict([*self.fields["source"].choices, *ended]).items())  # type: ignore[attr-defined]
        self.narrow("drive", self.kept_beside(Drive.objects.filter(closed_on__isnull=True)).order_by("-from_on"))
        promised = DonationPledge.objects.filter(form=self.of_form, withdrawn_on__isnull=True, donor=self.chosen)
        self.narrow("pledge", promised.order_by("due_on", "pk") if self.chosen else promised.none())


class ReceiveCash(Given):
    """Cash."""

    of_form = "CASH"
    field_order = ["donor", "amount_vnd", "received_on", "fund"]

    amount_vnd = VndField(label=_("Số tiền (đồng)"), min_value=1)
    fund = forms.ChoiceField(
        label=_("Vào quỹ nào của câu lạc bộ"), choices=ClubBook.Fund.choices, widget=forms.RadioSelect, required=False
    )

    def scope(self, by: Any) -> None:
        """An office has no fund of a club."""
        super().scope(by)
        if self.chosen:
            self.fields["fund"].required = self.chosen.office == CLUB
            if self.chosen.office != CLUB:
                self.fields["fund"].widget = forms.HiddenInput()


class ReceiveGoods(Given):
    """Goods."""

    right = "giving.receive_goods"
    of_form = "GOODS"
    field_order = ["donor", "what", "quantity", "counted_in", "unit_value_vnd", "valued_by", "received_on"]

    what = forms.CharField(label=_("Hiện vật gì"), max_length=100)
    quantity = CountField(label=_("Số lượng"))
    counted_in = forms.CharField(label=_("Đơn vị tính"), max_length=30, help_text=_("Ví dụ: cái, con, kg, bao."))
    unit_value_vnd = VndField(label=_("Giá một đơn vị (đồng)"), min_value=1)
    valued_by = forms.CharField(
        label=_("Giá lấy ở đâu"), max_length=200, help_text=_("Ví dụ: hóa đơn của nhà tài trợ; giá chợ xã ngày nhận.")
    )


class ReceiveWork(Given):
    """Days of work."""

    right = "giving.receive_work"
    of_form = "WORK"
    field_order = ["donor", "what", "days", "day_value_vnd", "valued_by", "received_on"]

    what = forms.CharField(label=_("Làm việc gì"), max_length=100)
    days = CountField(label=_("Số ngày công"))
    day_value_vnd = VndField(
        label=_("Giá một ngày công (đồng)"), min_value=1, help_text=_("Để tính trị giá; không tính vào tiền.")
    )
    valued_by = forms.CharField(
        label=_("Giá, định mức lấy ở đâu"),
        max_length=200,
        help_text=_("Ví dụ: giá công phổ thông tại xã; định mức của đơn vị."),
    )


class OfDonation(CommandForm):
    """Something about one donation."""

    right = "giving.reverse_donation"

    donation = forms.ModelChoiceField(Donation.objects.none(), label=_("Khoản ủng hộ"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Donations to my own office or club."""
        self.narrow("donation", Donation.objects.kept_by(by, self.right).select_related("unit"))

    def unit(self) -> Unit:
        """Where its keeper is."""
        donation: Donation = self.cleaned_data["donation"]
        return donation.unit


class ReverseDonation(OfDonation):
    """One written down wrong."""

    reversed_on = DayField(label=_("Ngày ghi đảo"))
    reason = forms.CharField(label=_("Vì sao đảo"), max_length=300, help_text=_("Ví dụ: ghi nhầm số tiền."))

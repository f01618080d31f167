"""What is typed when money comes, goes or is counted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import CharterRule, Club
from clb.fund.models import ClubBook, FundSource, Loan, Place, Receipt
from clb.fund.models.loans import MONTHS_AT_MOST
from clb.kernel.dates import DAY_FORMATS, DayField
from clb.kernel.money import VndField
from clb.kernel.schema import CommandForm
from clb.members.models import Membership, Person
from clb.places.models import Unit

CHOOSE = _("— chọn người —")
OUR_OWN_CHOICE = _("Gợi ý, chưa có văn bản: câu lạc bộ tự quyết.")


NO_CLUB = UUID(int=0)


def club_chosen(form: CommandForm) -> UUID | None:
    """The id of the club that the form is about, as far as it is told; one of nobody where it can't be read."""
    chosen = form.data.get("club") or form.initial.get("club")
    try:
        return UUID(str(getattr(chosen, "pk", chosen))) if chosen else None
    except ValueError:
        return NO_CLUB  # the field itself says that there is no such club


class MonthField(DayField):
    """A month as people type it: 3/2026, or any day of it. Gives a day of that month."""

    default_error_messages = {"invalid": _("Tháng chưa đúng. Hãy nhập tháng/năm, ví dụ 3/2026.")}

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%m/%Y", attrs={"inputmode": "numeric", "placeholder": _("tháng/năm")})
        super().__init__(input_formats=["%m/%Y", "%Y-%m", *DAY_FORMATS], widget=widget, **kwargs)


class PercentField(forms.DecimalField):
    """Per cent as people type it, with comma or point: 12; 1,5; 1.5%."""

    default_error_messages = {"invalid": _("Hãy ghi một số, ví dụ 12 hoặc 1,5.")}

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(min_value=0, max_value=100, max_digits=5, decimal_places=2, widget=widget, **kwargs)

    def to_python(self, value: Any) -> Any:
        """A decimal, or None for an empty field."""
        return super().to_python(
            str("" if value is None else value).strip().removesuffix("%").strip().replace(",", ".")
        )


class PersonField(forms.ModelChoiceField):
    """One of a club's people, by name and birth."""

    def label_from_instance(self, obj: Any) -> str:
        """Namesakes are told apart by their birth."""
        return f"{obj.full_name}, {obj.birth_shown}"


def fund_field(**more: Any) -> forms.ChoiceField:
    """One of the two funds."""
    return forms.ChoiceField(label=_("Quỹ"), choices=ClubBook.Fund.choices, widget=forms.RadioSelect, **more)


def place_field(**more: Any) -> forms.ChoiceField:
    """The box or the bank."""
    return forms.ChoiceField(choices=Place.choices, widget=forms.RadioSelect, **more)


class OfClub(CommandForm):
    """Something about the money of one club; people to choose from are its members of today."""

    narrowing = ("club",)

    club = forms.ModelChoiceField(Club.objects.none(), label=_("Câu lạc bộ"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Clubs whose money I may see, and the members of the one chosen whom I may see."""
        self.narrow("club", Club.objects.filter(unit__in=by.reach("fund.read").values("below")).select_related("unit"))
        if "person" in self.fields:
            here = Membership.objects.visible_to(by).on(timezone.localdate())
            if chosen := club_chosen(self):
                here = here.filter(club=chosen)
            self.narrow("person", Person.objects.filter(pk__in=here.values("person")).order_by("sort_key", "pk"))

    def unit(self) -> Unit:
        """The club's own unit."""
        club: Club = self.cleaned_data["club"]
        return club.unit


class ReceiveFee(OfClub):
    """The fee of one month."""

    person = PersonField(Person.objects.none(), label=_("Người đóng"), empty_label=CHOOSE)
    amount_vnd = VndField(label=_("Số tiền (đồng)"), min_value=1)
    for_month = MonthField(label=_("Hội phí của tháng"))
    received_on = DayField(label=_("Ngày thu"))
    fund = fund_field(initial=ClubBook.Fund.OPERATING, help_text=OUR_OWN_CHOICE)


class ReceiveGift(OfClub):
    """Money given. The giver's name stays out of the books and of the journal."""

    amount_vnd = VndField(label=_("Số tiền (đồng)"), min_value=1)
    source = forms.ChoiceField(label=_("Nguồn"), choices=FundSource.choices)
    person = PersonField(
        Person.objects.none(), label=_("Thành viên tặng"), required=False, empty_label=_("— người, nơi khác —")
    )
    giver = forms.CharField(label=_("Người, nơi khác tặng"), max_length=200, required=False)
    purpose = forms.CharField(
        label=_("Chỉ dùng vào việc"),
        max_length=200,
        required=False,
        help_text=_("Chỉ ghi khi người tặng nói rõ. Khoản ấy được theo dõi riêng cho đến khi dùng hết."),
    )
    received_on = DayField(label=_("Ngày nhận"))
    fund = fund_field()


class GrantLoan(OfClub):
    """A loan out of the income fund."""

    person = PersonField(Person.objects.none(), label=_("Người vay"), empty_label=CHOOSE)
    amount_vnd = VndField(label=_("Số tiền vay (đồng)"), min_value=1)
    months = forms.IntegerField(
        label=_("Thời hạn (tháng)"),
        min_value=1,
        max_value=MONTHS_AT_MOST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    rate_percent_year = PercentField(
        label=_("Lãi suất một năm (%)"),
        required=False,
        help_text=_("Để trống thì theo quy chế của câu lạc bộ. Không lấy lãi thì ghi 0."),
    )
    method = forms.ChoiceField(
        label=_("Cách trả nợ"),
        choices=[("", _("Theo quy chế")), *CharterRule.Method.choices],
        required=False,
        help_text=_("Quy chế chưa ghi thì trả lãi hằng tháng, gốc một lần khi đến hạn."),
    )
    grace_months = forms.IntegerField(
        label=_("Ân hạn: số tháng đầu chưa phải trả gốc"),
        min_value=0,
        max_value=MONTHS_AT_MOST,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Để trống thì theo quy chế; quy chế chưa ghi thì không ân hạn."),
    )
    rounding_vnd = VndField(
        label=_("Làm tròn mỗi kỳ đến (đồng)"),
        min_value=1,
        required=False,
        help_text=_("Để trống thì theo quy chế; quy chế chưa ghi thì 1.000 đồng."),
    )
    granted_on = DayField(label=_("Ngày cho vay"))
    purpose = forms.CharField(label=_("Vay để làm gì"), max_length=200, required=False)


class RepayLoan(CommandForm):
    """Principal, interest, or both."""

    loan = forms.ModelChoiceField(Loan.objects.none(), label=_("Khoản vay"), widget=forms.HiddenInput)
    amount_vnd = VndField(
        label=_("Trả gốc (đồng)"), min_value=0, required=False, help_text=_("Trả gốc, trả lãi, hoặc cả hai.")
    )
    interest_vnd = VndField(label=_("Trả lãi (đồng)"), min_value=0, required=False)
    paid_on = DayField(label=_("Ngày trả"))

    def scope(self, by: Any) -> None:
        """Loans of clubs whose money I may see."""
        mine = Loan.objects.filter(club__unit__in=by.reach("fund.read").values("below"))
        self.narrow("loan", mine.select_related("club__unit", "account", "person"))

    def clean(self) -> dict[str, Any]:
        """An empty sum is none; one of the two there must be."""
        given = {**self.cleaned_data}
        for name in ("amount_vnd", "interest_vnd"):
            if name not in self.errors:
                given[name] = given.get(name) or 0
        if not self.errors and not given["amount_vnd"] and not given["interest_vnd"]:
            raise ValidationError({"amount_vnd": _("Hãy ghi tiền gốc hoặc tiền lãi đã trả.")})
        return given

    def unit(self) -> Unit:
        """The club's own unit."""
        loan: Loan = self.cleaned_data["loan"]
        return loan.club.unit


class CountCash(OfClub):
    """What is in the box."""

    fund = fund_field()
    place = place_field(label=_("Đếm ở đâu"), required=False, initial=Place.BOX)
    counted_vnd = VndField(
        label=_("Đếm được (đồng)"),
        min_value=0,
        help_text=_("Tiền đếm trong hộp, hoặc số dư trên sao kê ngân hàng."),
    )
    counted_on = DayField(label=_("Ngày đếm"))
    reason = forms.CharField(
        label=_("Vì sao lệch với sổ"), max_length=300, required=False, help_text=_("Chỉ khi đếm được khác với sổ.")
    )


class ReverseReceipt(CommandForm):
    """A receipt taken back."""

    receipt = forms.ModelChoiceField(Receipt.objects.none(), label=_("Phiếu"), widget=forms.HiddenInput)
    reversed_on = DayField(label=_("Ngày ghi đảo"))
    reason = forms.CharField(label=_("Vì sao đảo"), max_length=300, help_text=_("Ví dụ: ghi nhầm số tiền."))

    def scope(self, by: Any) -> None:
        """Receipts of clubs whose money I may see."""
        mine = Receipt.objects.filter(club__unit__in=by.reach("fund.read").values("below"))
        self.narrow("receipt", mine.select_related("club__unit"))

    def unit(self) -> Unit:
        """The club's own unit."""
        receipt: Receipt = self.cleaned_data["receipt"]
        return receipt.club.unit

"""What is typed about loans once they were granted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import CharterRule, Club
from clb.fund.models import Loan, LoanChange
from clb.fund.models.loans import MONTHS_AT_MOST
from clb.kernel.dates import DayField
from clb.kernel.money import VndField
from clb.kernel.rows import RowError, RowsField
from clb.kernel.schema import CommandForm
from clb.places.models import Unit

from .money import PercentField

WHOLE = {"inputmode": "numeric", "autocomplete": "off"}


class OfLoan(CommandForm):
    """Something about one loan."""

    loan = forms.ModelChoiceField(Loan.objects.none(), label=_("Khoản vay"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Loans of clubs whose money I may see."""
        mine = Loan.objects.filter(club__unit__in=by.reach("fund.read").values("below"))
        self.narrow("loan", mine.select_related("club__unit", "account", "person"))

    def unit(self) -> Unit:
        """The club's own unit."""
        loan: Loan = self.cleaned_data["loan"]
        return loan.club.unit


def decided_by_field() -> forms.CharField:
    """Who decided, and where."""
    return forms.CharField(
        label=_("Ai quyết định, ở cuộc họp nào"),
        max_length=200,
        help_text=_("Ví dụ: họp toàn thể ngày 17/03/2026."),
    )


class RescheduleLoan(OfLoan):
    """A new schedule for what is still owed."""

    months = forms.IntegerField(
        label=_("Trả trong mấy tháng nữa"), min_value=1, max_value=MONTHS_AT_MOST, widget=forms.TextInput(attrs=WHOLE)
    )
    method = forms.ChoiceField(
        label=_("Cách trả nợ"), choices=[("", _("Như lịch đang dùng")), *CharterRule.Method.choices], required=False
    )
    grace_months = forms.IntegerField(
        label=_("Ân hạn: số tháng đầu chưa phải trả gốc"),
        min_value=0,
        max_value=MONTHS_AT_MOST,
        required=False,
        widget=forms.TextInput(attrs=WHOLE),
    )
    rate_percent_year = PercentField(
        label=_("Lãi suất một năm (%)"), required=False, help_text=_("Để trống thì như lịch đang dùng.")
    )
    carried_interest_vnd = VndField(
        label=_("Lãi còn thiếu chuyển sang kỳ đầu của lịch mới (đồng)"),
        min_value=0,
        required=False,
        help_text=_("Để trống thì chuyển hết. Ghi 0 là miễn."),
    )
    decided_on = DayField(label=_("Áp dụng từ ngày"))
    decided_by = decided_by_field()
    reason = forms.CharField(label=_("Vì sao"), max_length=300)

    def clean_grace_months(self) -> int:
        """Empty is none."""
        return self.cleaned_data.get("grace_months") or 0


class WriteOffLoan(OfLoan):
    """What is still owed is given up."""

    decided_on = DayField(label=_("Ngày quyết định"))
    decided_by = decided_by_field()
    reason = forms.CharField(label=_("Vì sao"), max_length=300)


class RecoverLoan(OfLoan):
    """Something of it comes back."""

    amount_vnd = VndField(label=_("Số tiền thu được (đồng)"), min_value=1)
    paid_on = DayField(label=_("Ngày thu"))


class WaiveInterest(OfLoan):
    """Interest that is not asked any more."""

    amount_vnd = VndField(label=_("Miễn bao nhiêu tiền lãi (đồng)"), min_value=1)
    decided_on = DayField(label=_("Ngày quyết định"))
    decided_by = decided_by_field()
    reason = forms.CharField(label=_("Vì sao"), max_length=300, required=False)


class RecordPayer(OfLoan):
    """Somebody pays instead of the borrower."""

    payer_name = forms.CharField(
        label=_("Họ tên người trả thay"),
        max_length=120,
        help_text=_("Người thừa kế hoặc người nhận trả. Tên này xóa được."),
    )
    decided_on = DayField(label=_("Từ ngày"))
    decided_by = decided_by_field()
    reason = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)


class ForgetPayer(CommandForm):
    """The name is erased."""

    change = forms.ModelChoiceField(LoanChange.objects.none(), label=_("Người trả thay"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Those of clubs whose money I may see."""
        mine = LoanChange.objects.filter(loan__club__unit__in=by.reach("fund.read").values("below"))
        self.narrow("change", mine.filter(kind=LoanChange.Kind.PAYER).select_related("loan__club__unit"))

    def unit(self) -> Unit:
        """The club's own unit."""
        change: LoanChange = self.cleaned_data["change"]
        return change.loan.club.unit


class TakeBackLoanChange(CommandForm):
    """Why it was wrong."""

    change = forms.ModelChoiceField(LoanChange.objects.none(), label=_("Việc rút lại"), widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Vì sao rút lại"), max_length=300)

    def scope(self, by: Any) -> None:
        """Those of clubs whose money I may see."""
        mine = LoanChange.objects.filter(loan__club__unit__in=by.reach("fund.read").values("below"))
        self.narrow("change", mine.select_related("loan__club__unit", "loan__person"))

    unit = ForgetPayer.unit


class CollectRepayments(CommandForm):
    """What each borrower of a club paid on one day; a row left empty is nobody's payment."""

    club = forms.ModelChoiceField(Club.objects.none(), label=_("Câu lạc bộ"), widget=forms.HiddenInput)
    paid_on = DayField(label=_("Ngày thu"))
    payments = RowsField(
        {
            "loan": forms.UUIDField(),
            "paid_vnd": VndField(min_value=0),
            "interest_vnd": VndField(min_value=0, required=False),
        },
        key="loan",
        deciding=("paid_vnd", "interest_vnd"),
        label=_("Từng người trả"),
        help_text=_("Số tiền trả; không ghi riêng tiền lãi thì chia theo lịch: lãi trước, kỳ cũ trước."),
    )
    rest_pays = forms.BooleanField(label=_("Những người để trống đều trả đúng số còn phải thu"), required=False)

    def scope(self, by: Any) -> None:
        """Clubs whose money I may see."""
        self.narrow("club", Club.objects.filter(unit__in=by.reach("fund.read").values("below")).select_related("unit"))

    def unit(self) -> Unit:
        """The club's own unit."""
        club: Club = self.cleaned_data["club"]
        return club.unit

    def wrong_rows(self) -> dict[str, list[str]]:
        """What is wrong with each row, by its loan, for the page."""
        found = self.row_errors("payments").items() if self.is_bound else ()
        return {key: [said for told in columns.values() for said in told] for key, columns in found}

    def wrong_all(self) -> list[str]:
        """What is wrong with the rows together."""
        errors = self.errors.as_data().get("payments", []) if self.is_bound else []
        return [said for error in errors if not isinstance(error, RowError) for said in error.messages]

"""What is typed of estimates: one table."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clb.budget.models import AGENCIES, BudgetLine, BudgetPeriod, BudgetYear, Estimate, Source
from clb.kernel.dates import DayField
from clb.kernel.money import VndField
from clb.kernel.rows import RowsField
from clb.kernel.schema import CommandForm
from clb.places.models import Unit

from .sheet import KeyField, LineField, SheetForm, UnitKeyField


def years_of(by: Any) -> Any:
    """Years of periods that `by` may see."""
    periods = BudgetPeriod.objects.visible_to(by)
    return BudgetYear.objects.filter(period__in=periods.values("pk")).select_related("period__place")


class WriteEstimate(SheetForm):
    """What an agency asks for a year: line, source, quantity × norm."""

    year = forms.ModelChoiceField(BudgetYear.objects.none(), widget=forms.HiddenInput)
    unit_key = UnitKeyField(label=_("Đơn vị lập"), max_length=260)
    agency = forms.ChoiceField(label=_("Cơ quan lập"), choices=AGENCIES)
    rows = RowsField(
        {
            "key": KeyField(max_length=40),
            "line": LineField(label=_("Nội dung chi")),
            "source": forms.ChoiceField(label=_("Nguồn"), choices=Source.choices),
            "quantity": forms.IntegerField(label=_("Số lượng"), min_value=1, max_value=1_000_000),
            "norm_vnd": VndField(label=_("Định mức (đồng)"), required=False, min_value=1),
            "note": forms.CharField(label=_("Thuyết minh"), required=False, max_length=300),
        },
        key="key",
        deciding=("line", "quantity", "note"),
        label=_("Các dòng"),
    )
    blanks = 6

    def scope(self, by: Any) -> None:
        """Years that I may see."""
        self.narrow("year", years_of(by))
        self.fields["unit_key"].widget.attrs |= {"list": "units", "autocomplete": "off"}

    def line_options(self) -> list[tuple[str, str]]:
        """Lines of the period, with measure and norm."""
        year = self.initial.get("year") or (self.is_bound and self.cleaned_data.get("year"))
        if not year:
            return []
        lines = BudgetLine.objects.filter(period=year.period_id)
        if agency := self.initial.get("agency"):
            lines = lines.filter(agency=agency)
        return [("", ""), *((str(line.pk), f"{line} ({line.measure})") for line in lines)]

    def clean(self) -> dict[str, Any]:
        """The service calls the unit by itself."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        key = told.pop("unit_key", None)
        if key is not None:
            found = Unit.objects.filter(key=key, pk__in=self.by.reach("budget.read").values("below")).first()
            if found is None:
                self.add_error("unit_key", ValidationError(gettext("Không có đơn vị này."), code="invalid_choice"))
            told["unit"] = found
        return told

    def unit(self) -> Any:
        """At the unit that draws it up."""
        return self.cleaned_data["unit"]


class _OfEstimate(CommandForm):
    estimate = forms.ModelChoiceField(Estimate.objects.none(), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Estimates that I may see."""
        rows = Estimate.objects.visible_to(by).select_related("unit", "year__period__place")
        self.narrow("estimate", rows)

    def unit(self) -> Any:
        """At the place whose budget it is."""
        return self.cleaned_data["estimate"].year.period.place


class SubmitEstimate(_OfEstimate):
    """It goes to the finance office."""

    submitted_on = DayField(label=_("Ngày gửi"))

    def unit(self) -> Any:
        """At the unit that drew it up."""
        return self.cleaned_data["estimate"].unit


class ReturnEstimate(_OfEstimate):
    """It goes back, with the reason."""

    reason = forms.CharField(label=_("Trả lại vì sao"), max_length=300)


class ReviewEstimate(SheetForm, _OfEstimate):
    """What the finance office agrees to, row by row."""

    reviewed_on = DayField(label=_("Ngày thẩm định"))
    rows = RowsField(
        {
            "row": KeyField(max_length=20),
            "agreed_vnd": VndField(label=_("Thẩm định (đồng)"), min_value=0),
            "cut_because": forms.CharField(label=_("Cắt giảm vì sao"), required=False, max_length=300),
        },
        key="row",
        deciding=("agreed_vnd",),
        label=_("Các dòng"),
    )
    row_head = _("Nội dung chi")
    fact_heads = (_("Đề nghị (đồng)"),)


class ApproveEstimate(_OfEstimate):
    """By a decision."""

    decision_number = forms.CharField(label=_("Số quyết định"), max_length=60)
    approved_on = DayField(label=_("Ngày quyết định"))
    journal_text = frozenset({"decision_number"})

"""What is typed about periods, their lines, their end, and gift norms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clb.budget.models import AGENCIES, BudgetLine, BudgetPeriod, LongevityNorm
from clb.kernel.dates import DayField
from clb.kernel.money import VndField
from clb.kernel.schema import CommandForm
from clb.places.models import Unit
from clb.places.queries import find_by_code, name_on
from clb.plans.models import Plan


class PlaceField(forms.CharField):
    """A unit by its key or its code of today."""

    def to_python(self, value: Any) -> Any:
        """The unit, None for nothing."""
        words = str(super().to_python(value) or "").strip()
        if not words:
            return None
        found = Unit.objects.filter(key=words).first() or find_by_code(words, timezone.localdate())
        if found is None:
            raise ValidationError(gettext("Không có đơn vị này."), code="unknown")
        return found


class OpenPeriod(CommandForm):
    """A budget period of a place."""

    place = forms.ModelChoiceField(Unit.objects.none(), label=_("Địa bàn"), to_field_name="key", empty_label=None)
    name = forms.CharField(label=_("Tên giai đoạn ngân sách"), max_length=200)
    first_year = forms.IntegerField(label=_("Năm đầu"), min_value=2000, max_value=2100)
    last_year = forms.IntegerField(label=_("Năm cuối"), min_value=2000, max_value=2100)
    plan = forms.ModelChoiceField(
        Plan.objects.none(), label=_("Kế hoạch được thực hiện"), required=False, empty_label=_("Không gắn")
    )
    second_from_vnd = VndField(
        label=_("Giải ngân từ số tiền này phải có người thứ hai đồng ý"),
        help_text=_("Để trống nếu không cần. Gợi ý, chưa có văn bản: đơn vị tự đặt."),
        required=False,
        min_value=1,
    )
    journal_text = frozenset({"name"})

    def scope(self, by: Any) -> None:
        """Places where I work the budget."""
        held = by.reach("budget.open_period").values("below")
        levels = (Unit.Level.NATION, Unit.Level.PROVINCE, Unit.Level.DISTRICT, Unit.Level.COMMUNE)
        self.narrow("place", Unit.objects.filter(pk__in=held, level__in=levels).order_by("pk"))
        field: Any = self.fields["place"]
        field.label_from_instance = lambda unit: name_on(unit, unit.seen_on(timezone.localdate()))
        self.narrow("plan", Plan.objects.visible_to(by).filter(status=Plan.Status.CONFIRMED))

    def unit(self) -> Any:
        """At that place."""
        return self.cleaned_data["place"]


class _OfPeriod(CommandForm):
    period = forms.ModelChoiceField(BudgetPeriod.objects.none(), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Periods that I may see."""
        self.narrow("period", BudgetPeriod.objects.visible_to(by).select_related("place"))

    def unit(self) -> Any:
        """At the period's place."""
        return self.cleaned_data["period"].place


class SetSecondFrom(_OfPeriod):
    """From which sum on a release waits for a second person."""

    second_from_vnd = VndField(
        label=_("Giải ngân từ số tiền này phải có người thứ hai đồng ý"),
        help_text=_("Để trống là không cần người thứ hai."),
        required=False,
        min_value=1,
    )


class ClosePeriod(_OfPeriod):
    """The closing settlement."""

    number = forms.CharField(label=_("Số quyết định quyết toán giai đoạn"), max_length=60)
    closed_on = DayField(label=_("Ngày"))
    journal_text = frozenset({"number"})


class SetLine(_OfPeriod):
    """A line of the estimate, new or put right."""

    line = forms.ModelChoiceField(BudgetLine.objects.none(), required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Nội dung chi"), max_length=200)
    kind = forms.ChoiceField(label=_("Nhóm chi"), choices=BudgetLine.Kind.choices)
    agency = forms.ChoiceField(label=_("Cơ quan thực hiện"), choices=AGENCIES)
    measure = forms.CharField(label=_("Đơn vị tính"), help_text=_("Ví dụ: lớp, câu lạc bộ, đợt."), max_length=40)
    norm_vnd = VndField(label=_("Định mức, đơn giá một đơn vị (đồng)"), required=False, min_value=1)
    norm_basis = forms.CharField(
        label=_("Căn cứ của định mức"),
        help_text=_("Văn bản, số, ngày. Để trống thì định mức được ghi là «gợi ý, chưa có văn bản»."),
        max_length=200,
        required=False,
    )
    journal_text = frozenset({"name", "measure", "norm_basis"})

    def scope(self, by: Any) -> None:
        """Lines of periods that I may see."""
        super().scope(by)
        periods = BudgetPeriod.objects.visible_to(by)
        self.narrow("line", BudgetLine.objects.filter(period__in=periods.values("pk")))


class DropLine(CommandForm):
    """A line that nobody used goes."""

    line = forms.ModelChoiceField(BudgetLine.objects.none(), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Lines of periods that I may see."""
        periods = BudgetPeriod.objects.visible_to(by)
        self.narrow("line", BudgetLine.objects.filter(period__in=periods.values("pk")).select_related("period__place"))

    def unit(self) -> Any:
        """At the period's place."""
        return self.cleaned_data["line"].period.place


class SetLongevityNorm(CommandForm):
    """What a place gives at an age, by a decision."""

    place = PlaceField(label=_("Địa bàn"), widget=forms.HiddenInput)
    from_age = forms.IntegerField(label=_("Từ tuổi"), min_value=60, max_value=150)
    until_age = forms.IntegerField(label=_("Đến tuổi"), min_value=60, max_value=150)
    amount_vnd = VndField(label=_("Tiền mặt (đồng)"), min_value=0)
    in_kind = forms.CharField(label=_("Hiện vật"), max_length=200, required=False)
    residence = forms.CharField(label=_("Điều kiện cư trú"), max_length=200, required=False)
    decision = forms.CharField(label=_("Văn bản (số, ngày)"), max_length=200)
    from_on = DayField(label=_("Áp dụng từ ngày"))
    until_on = DayField(label=_("Đến hết ngày"), required=False)
    journal_text = frozenset({"decision", "in_kind", "residence"})

    def unit(self) -> Any:
        """At that place."""
        return self.cleaned_data["place"]


class EndLongevityNorm(CommandForm):
    """It holds until a day."""

    longevity_norm = forms.ModelChoiceField(LongevityNorm.objects.none(), widget=forms.HiddenInput)
    until_on = DayField(label=_("Áp dụng đến hết ngày"))

    def scope(self, by: Any) -> None:
        """Norms of places where I read the budget."""
        held = by.reach("budget.read").values("below")
        self.narrow("longevity_norm", LongevityNorm.objects.filter(place__in=held).select_related("place"))

    def unit(self) -> Any:
        """At its place."""
        return self.cleaned_data["longevity_norm"].place

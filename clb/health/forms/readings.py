"""What is typed about readings. The journal keeps none of the numbers."""

from __future__ import annotations

from copy import copy
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.health.models import (
    DIASTOLIC_MMHG,
    GLUCOSE_UMOL_L,
    HEIGHT_MM,
    PULSE_BPM,
    SYSTOLIC_MMHG,
    WAIST_MM,
    WEIGHT_G,
    HealthCheck,
)
from clb.health.queries import people_of
from clb.health.rules import AGAIN_ANSWERS, REFERRAL_ANSWERS
from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.members.models import Person
from clb.places.models import Unit

SITTING = 3  # readings of blood pressure that one sitting may have
NUMBERS = ("pulse_bpm", "weight_kg", "height_cm", "waist_cm", "glucose_mmol_l")
PRESSURES = tuple(f"{name}{n}" for n in ("", "_2", "_3") for name in ("systolic_mmhg", "diastolic_mmhg"))
VALUES = frozenset({*NUMBERS, *PRESSURES, "is_fasting", "is_sure", "referral"})
ASKED = ("referral", "same_day")  # shown, and then demanded, only where the service asks
FASTING = (("True", _("Lúc đói, nhịn ăn ít nhất 8 giờ")), ("False", _("Không nhịn ăn")))


class ReadingField(forms.DecimalField):
    """A reading as people type it, with comma or point and up to one decimal: 52; 52,5. Nothing beyond reason."""

    default_error_messages = {"invalid": _("Hãy ghi một số, ví dụ 52 hoặc 52,5.")}

    def __init__(self, bounds: tuple[int, int], per: int, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        low, high = (Decimal(bound) / per for bound in bounds)
        super().__init__(min_value=low, max_value=high, decimal_places=1, required=False, widget=widget, **kwargs)

    def to_python(self, value: Any) -> Any:
        """A decimal, or None for an empty field."""
        return super().to_python(("" if value is None else str(value)).strip().replace(",", "."))


def pressure_field(bounds: tuple[int, int], **kwargs: Any) -> forms.IntegerField:
    """One of the two numbers of a blood pressure, in mmHg, or a pulse."""
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(min_value=bounds[0], max_value=bounds[1], required=False, widget=widget, **kwargs)


class MeasuredForm(CommandForm):
    """What may be measured of one person at one sitting."""

    sensitive = VALUES

    systolic_mmhg = pressure_field(SYSTOLIC_MMHG, label=_("Huyết áp, số trên (mmHg)"))
    diastolic_mmhg = pressure_field(DIASTOLIC_MMHG, label=_("Huyết áp, số dưới (mmHg)"))
    systolic_mmhg_2 = pressure_field(SYSTOLIC_MMHG, label=_("Lần đo thứ hai, số trên"))
    diastolic_mmhg_2 = pressure_field(DIASTOLIC_MMHG, label=_("Lần đo thứ hai, số dưới"))
    systolic_mmhg_3 = pressure_field(SYSTOLIC_MMHG, label=_("Lần đo thứ ba, số trên"))
    diastolic_mmhg_3 = pressure_field(DIASTOLIC_MMHG, label=_("Lần đo thứ ba, số dưới"))
    pulse_bpm = pressure_field(PULSE_BPM, label=_("Mạch (lần/phút)"))
    weight_kg = ReadingField(WEIGHT_G, 1_000, label=_("Cân nặng (kg)"))
    height_cm = ReadingField(HEIGHT_MM, 10, label=_("Chiều cao (cm)"))
    waist_cm = ReadingField(WAIST_MM, 10, label=_("Vòng eo (cm)"))
    glucose_mmol_l = ReadingField(GLUCOSE_UMOL_L, 1_000, label=_("Đường huyết (mmol/L)"))
    is_fasting = forms.TypedChoiceField(
        label=_("Đường huyết đo"),
        choices=FASTING,
        coerce=lambda value: value == "True",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    is_sure = forms.BooleanField(label=_("Đã xem lại, số này đúng"), required=False)
    referral = forms.ChoiceField(
        label=_("Số đo ở mức cần đi khám ngay: có chuyển khám không"),
        choices=REFERRAL_ANSWERS,
        required=False,
        widget=forms.RadioSelect,
    )

    def add_error(self, field: str | None, error: Any) -> None:
        """What the service asks is no longer optional, in this row only: rows of one batch share their fields."""
        if field in ASKED and field in self.fields:
            asked = copy(self.fields[field])
            asked.required = True
            self.fields = self.fields | {field: asked}
            vars(self)["_bound_fields_cache"].pop(field, None)
        super().add_error(field, error)

    def clean(self) -> dict[str, Any]:
        """The readings of blood pressure together, in their order; half of a later one is told beside it."""
        data = super().clean() or {}
        pairs = [(data.pop(PRESSURES[i], None), data.pop(PRESSURES[i + 1], None)) for i in range(0, 2 * SITTING, 2)]
        for n, (upper, lower) in enumerate(pairs):
            if n and (upper is None) != (lower is None):
                self.add_error(PRESSURES[2 * n + (lower is None)], _("Huyết áp phải ghi đủ hai số."))
            if n and upper is not None and lower is not None and upper <= lower:
                self.add_error(PRESSURES[2 * n + 1], _("Số trên phải lớn hơn số dưới."))
        is_first_whole = None not in pairs[0]
        if not is_first_whole and any(pair != (None, None) for pair in pairs[1:]):
            self.add_error("systolic_mmhg", _("Hãy ghi lần đo đầu trước."))
        data["pressures"] = [pair for n, pair in enumerate(pairs) if not n or None not in pair]
        return data


class RecordCheck(MeasuredForm):
    """What was measured of one person."""

    club = forms.ModelChoiceField(Club.objects.none(), label=_("Câu lạc bộ"), widget=forms.HiddenInput)
    person = forms.ModelChoiceField(Person.objects.none(), label=_("Người"), widget=forms.HiddenInput)
    place = forms.ChoiceField(label=_("Đo ở đâu"), choices=HealthCheck.Place.choices, widget=forms.RadioSelect)
    measured_on = DayField(label=_("Ngày đo"))
    same_day = forms.ChoiceField(
        label=_("Ngày ấy đã có lần đo"), choices=AGAIN_ANSWERS, required=False, widget=forms.RadioSelect
    )

    def scope(self, by: Any) -> None:
        """Clubs where I may record readings, and their people."""
        clubs = Club.objects.filter(unit__in=by.reach("health.record_check").values("below"))
        self.narrow("club", clubs.select_related("unit"))
        self.narrow("person", people_of(clubs))

    def unit(self) -> Unit:
        """The club's own unit."""
        club: Club = self.cleaned_data["club"]
        return club.unit


class DropCheck(CommandForm):
    """A reading that is erased."""

    check = forms.ModelChoiceField(HealthCheck.objects.none(), label=_("Lần đo"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Readings that I may see."""
        self.narrow("check", HealthCheck.objects.visible_to(by).select_related("club__unit"))

    def unit(self) -> Unit:
        """The unit of the club where it was recorded."""
        check: HealthCheck = self.cleaned_data["check"]
        return check.club.unit

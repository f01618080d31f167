"""What is typed about readings. The journal keeps none of the numbers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.members.models import Person
from clb.places.models import Unit

from .models import DIASTOLIC_MMHG, HEIGHT_MM, SYSTOLIC_MMHG, WEIGHT_G, HealthCheck
from .queries import people_of

VALUES = frozenset({"systolic_mmhg", "diastolic_mmhg", "weight_kg", "height_cm"})


class ReadingField(forms.DecimalField):
    """A reading as people type it, with comma or point and up to one decimal: 52; 52,5. Nothing beyond reason."""

    default_error_messages = {"invalid": _("Hãy ghi một số, ví dụ 52 hoặc 52,5.")}

    def __init__(self, bounds: tuple[int, int], per: int, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        low, high = (bound // per for bound in bounds)
        super().__init__(min_value=low, max_value=high, decimal_places=1, required=False, widget=widget, **kwargs)

    def to_python(self, value: Any) -> Any:
        """A decimal, or None for an empty field."""
        return super().to_python(("" if value is None else str(value)).strip().replace(",", "."))


def pressure_field(bounds: tuple[int, int], **kwargs: Any) -> forms.IntegerField:
    """One of the two numbers of a blood pressure, in mmHg."""
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(min_value=bounds[0], max_value=bounds[1], required=False, widget=widget, **kwargs)


class RecordCheck(CommandForm):
    """What was measured of one person."""

    sensitive = VALUES

    club = forms.ModelChoiceField(Club.objects.none(), label=_("Câu lạc bộ"), widget=forms.HiddenInput)
    person = forms.ModelChoiceField(Person.objects.none(), label=_("Người"), widget=forms.HiddenInput)
    systolic_mmhg = pressure_field(SYSTOLIC_MMHG, label=_("Huyết áp, số trên (mmHg)"))
    diastolic_mmhg = pressure_field(DIASTOLIC_MMHG, label=_("Huyết áp, số dưới (mmHg)"))
    weight_kg = ReadingField(WEIGHT_G, 1_000, label=_("Cân nặng (kg)"))
    height_cm = ReadingField(HEIGHT_MM, 10, label=_("Chiều cao (cm)"))
    place = forms.ChoiceField(label=_("Đo ở đâu"), choices=HealthCheck.Place.choices, widget=forms.RadioSelect)
    measured_on = DayField(label=_("Ngày đo"))

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
